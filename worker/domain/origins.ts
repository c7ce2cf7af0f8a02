// On which page origins a new site's widget may appear, from its domain.

/** The domain with and without `www.`, over https; a local domain over http as well. Further ones are added by hand. */
export function originsOf(domain: string): string[] {
  if (domain === 'localhost') return ['http://localhost', 'https://localhost'];
  const apex = domain.replace(/^www\./, '');
  return [`https://${apex}`, `https://www.${apex}`];
}
