// SQL that erases a conversation for the visitor or the clinic; what stays is a hash, so that a restored backup can be erased again.

/** The visitor's: by the token and its erase secret. True also when it was erased before. */
export const deleteOwnConversation = (
  db: D1Database,
  c: { siteId: string; tokenHash: string; eraseHash: string; nowMs: number },
): Promise<boolean> =>
  deleteConversation(db, {
    where: 'site_id = ?1 AND token_hash = ?2 AND erase_hash = ?3',
    binds: [c.siteId, c.tokenHash, c.eraseHash],
    erasedBefore: { sql: 'record_id = ?2', binds: [c.siteId, c.tokenHash] },
    nowMs: c.nowMs,
  });

/** The clinic's: by its id. */
export const deleteClinicConversation = (
  db: D1Database,
  c: { siteId: string; id: string; nowMs: number },
): Promise<boolean> =>
  deleteConversation(db, { where: 'site_id = ?1 AND id = ?2', binds: [c.siteId, c.id], nowMs: c.nowMs });

type Deletion = {
  where: string;
  binds: string[];
  erasedBefore?: { sql: string; binds: string[] };
  nowMs: number;
};

/** Messages and the contact go with their conversation (foreign keys); notices name it without one. */
async function deleteConversation(db: D1Database, d: Deletion): Promise<boolean> {
  const { where, binds } = d;
  const found = `SELECT id FROM conversation WHERE ${where}`;
  const results = await db.batch([
    db
      .prepare(
        `INSERT INTO erasure (site_id, what, record_id, at)
         SELECT site_id, 'conversation', token_hash, ?${binds.length + 1} FROM conversation WHERE ${where} ON CONFLICT DO NOTHING`,
      )
      .bind(...binds, d.nowMs),
    db.prepare(`DELETE FROM notice WHERE conversation_id IN (${found})`).bind(...binds),
    db.prepare(`DELETE FROM conversation WHERE ${where} RETURNING id`).bind(...binds),
    ...(d.erasedBefore
      ? [
          db
            .prepare(
              `SELECT 1 FROM erasure WHERE site_id = ?1 AND what = 'conversation' AND ${d.erasedBefore.sql}`,
            )
            .bind(...d.erasedBefore.binds),
        ]
      : []),
  ]);
  return results[2]!.results.length > 0 || (results[3]?.results.length ?? 0) > 0;
}
