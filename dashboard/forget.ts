// What the tab remembers for its signed-in person (answers, drafts, sends), forgotten together when another may come.
const kept: Map<string, unknown>[] = [];
const others: (() => void)[] = [];

/** A map that lives until the person signs out. */
export function keptForPerson<V>(): Map<string, V> {
  const map = new Map<string, V>();
  kept.push(map);
  return map;
}

/** Also called when the person signs out: for what is not kept in a map. */
export const whenForgotten = (forget: () => void): void => void others.push(forget);

/** The next person at this browser starts with nothing of the last one's. */
export function forgetPerson(): void {
  for (const map of kept) map.clear();
  for (const forget of others) forget();
}
