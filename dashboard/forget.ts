// What the tab remembers for its signed-in person (answers, drafts, sends), forgotten together when another may come.
const kept: Map<string, unknown>[] = [];
/** Where drafts are written down. Here, because signing out must erase them also where no page with drafts was opened. */
export const DRAFTS_KEY = 'otklik-drafts';

/** A map that lives until the person signs out. */
export function keptForPerson<V>(): Map<string, V> {
  const map = new Map<string, V>();
  kept.push(map);
  return map;
}

/** The next person at this browser starts with nothing of the last one's. */
export function forgetPerson(): void {
  for (const map of kept) map.clear();
  try {
    localStorage.removeItem(DRAFTS_KEY);
  } catch {
    // Storage that is forbidden holds nothing.
  }
}
