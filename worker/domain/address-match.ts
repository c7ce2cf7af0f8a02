// The one way an address is matched with a site's rules: the loader, the dashboard's tester and the tests all run this.

/**
 * The stage of a page's path, as `location.pathname` has it, by compiled rules (`addressRules`); undefined when none matches.
 * A language at the front, as in `/en/services`, is passed over: a site in two languages needs each rule once.
 */
export function stageOfPath(rules: readonly (readonly [number, string])[], path: string): number | undefined {
  try {
    path = decodeURI(path);
  } catch {
    // A stray `%`: the path is what it is.
  }
  return rules.find(([, source]) => new RegExp(`^/([a-z]{2}/)?(${source})`, 'i').test(path))?.[0];
}
