// The opt-out marks of session recorders (Webvisor, Hotjar, Clarity, FullStory, Sentry, PostHog, rrweb and others).

const CLASSES = 'ym-disable-keys ym-hide-content fs-exclude sentry-mask rr-mask ph-no-capture'.split(' ');
const ATTRIBUTES = {
  'data-hj-suppress': '',
  'data-clarity-mask': 'true',
  'data-private': '',
  'data-dd-privacy': 'mask',
};

/** Marks everything under `root` that holds a person's words: fields, and elements marked `data-words`. */
export function markPrivate(root: ParentNode): void {
  for (const element of root.querySelectorAll('input,textarea,select,[data-words]')) {
    element.classList.add(...CLASSES);
    for (const [name, value] of Object.entries(ATTRIBUTES)) element.setAttribute(name, value);
  }
}
