// What the tab remembers for its signed-in person (answers, drafts, sends), forgotten together when another may come.
const kept: Map<string, unknown>[] = [];

/** A map that lives until the person signs out. */
export function keptForPerson<V>(): Map<string, V> {
  const map = new Map<string, V>();
  kept.push(map);
  return map;
}

/** The next person at this browser starts with nothing of the last one's. */
export const forgetPerson = (): void => kept.forEach((map) => map.clear());
