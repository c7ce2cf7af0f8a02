// SQL of signals that an owner has seen: one note per signal, the last one stands.

export type SignalNote = { note: string; by: string; atMs: number };

/** The notes of a site by their signal. */
export async function listSignalNotes(
  db: D1Database,
  siteId: string,
  keys: readonly string[],
): Promise<Map<string, SignalNote>> {
  const { results } = await db
    .prepare(
      `SELECT signal, note, by_name, at FROM signal_note
       WHERE site_id = ?1 AND signal IN (SELECT value FROM json_each(?2))`,
    )
    .bind(siteId, JSON.stringify(keys))
    .all<{ signal: string; note: string; by_name: string; at: number }>();
  return new Map(results.map(({ signal, note, by_name, at }) => [signal, { note, by: by_name, atMs: at }]));
}

export async function upsertSignalNote(
  db: D1Database,
  siteId: string,
  { key, note, by, atMs }: SignalNote & { key: string },
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO signal_note (site_id, signal, note, by_name, at) VALUES (?1, ?2, ?3, ?4, ?5)
       ON CONFLICT DO UPDATE SET note = excluded.note, by_name = excluded.by_name, at = excluded.at`,
    )
    .bind(siteId, key, note, by, atMs)
    .run();
}
