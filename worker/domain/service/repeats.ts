// Who came back with the same topic, as far as that can be known: by a contact they left, or by opening what was closed.
import type { ServiceRow } from './rows.ts';

const DAY_MS = 86_400_000;

/**
 * Ids of conversations that somebody came back in: opened again after closing, or begun within `days` of the last word of
 * another one about the same topic by a person who left the same phone or e-mail in both. Who leaves none, or calls instead,
 * is not seen.
 */
export function repeatsOf(rows: readonly ServiceRow[], days: number): Set<string> {
  const repeats = new Set(rows.filter(({ reopenedAtMs }) => reopenedAtMs !== null).map(({ id }) => id));
  const last = new Map<string, number>();
  for (const row of rows.toSorted((a, b) => a.startedAtMs - b.startedAtMs)) {
    const keys = row.people.map((person) => `${row.topic} ${person}`);
    if (keys.some((key) => row.startedAtMs - (last.get(key) ?? -Infinity) <= days * DAY_MS))
      repeats.add(row.id);
    for (const key of keys) last.set(key, Math.max(row.lastMessageAtMs, last.get(key) ?? 0));
  }
  return repeats;
}
