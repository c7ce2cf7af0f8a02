// The one tag a webmaster pastes.

/**
 * `crossorigin` makes the browser ask without cookies and name the page's origin, so that a tag on an address that is not
 * listed can be told to the clinic; `referrerpolicy` keeps the page's address at home.
 */
export const snippetFor = (publicUrl: string, siteKey: string): string =>
  `<script async crossorigin referrerpolicy="no-referrer" src="${publicUrl}/w/${siteKey}.js"></script>`;
