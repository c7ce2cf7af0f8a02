// SQL that erases a conversation for the visitor or the clinic; what stays is a hash, so that a restored backup can be erased again.

/** What an erasure found: `id` names the conversation that went just now. */
export type Erased = { erased: boolean; id: string | null };

/** The visitor's: by the token and its erase secret. Erased also when it was erased before. */
export const deleteOwnConversation = (
  db: D1Database,
  c: { siteId: string; tokenHash: string; eraseHash: string; nowMs: number },
): Promise<Erased> =>
  deleteConversation(db, {
    where: 'site_id = ?1 AND token_hash = ?2 AND erase_hash = ?3',
    binds: [c.siteId, c.tokenHash, c.eraseHash],
    erasedBefore: { sql: 'record_id = ?2', binds: [c.siteId, c.tokenHash] },
    nowMs: c.nowMs,
  });

/** The clinic's: by its id. */
export const deleteClinicConversation = async (
  db: D1Database,
  c: { siteId: string; id: string; nowMs: number },
): Promise<boolean> =>
  (
    await deleteConversation(db, {
      where: 'site_id = ?1 AND id = ?2',
      binds: [c.siteId, c.id],
      nowMs: c.nowMs,
    })
  ).erased;

/** The clinic's, several at once; the ids of those that were there. */
export const deleteClinicConversations = async (
  db: D1Database,
  c: { siteId: string; ids: string[]; nowMs: number },
): Promise<string[]> =>
  (
    await deleteConversation(db, {
      where: 'site_id = ?1 AND id IN (SELECT value FROM json_each(?2))',
      binds: [c.siteId, JSON.stringify(c.ids)],
      nowMs: c.nowMs,
    })
  ).ids;

type Deletion = {
  where: string;
  binds: string[];
  erasedBefore?: { sql: string; binds: string[] };
  nowMs: number;
};

/** Messages and the contact go with their conversation (foreign keys); notices name it without one. */
async function deleteConversation(db: D1Database, d: Deletion): Promise<Erased & { ids: string[] }> {
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
  const ids = (results[2]!.results as { id: string }[]).map(({ id }) => id);
  return { erased: ids.length > 0 || (results[3]?.results.length ?? 0) > 0, id: ids[0] ?? null, ids };
}

/**
 * Erases again what was erased before: a backup that was restored brings it back, and the list of erasures, kept aside and
 * put back, says what it was. On an ordinary day these find nothing.
 */
export const deleteErasedAgain = (db: D1Database): D1PreparedStatement[] => [
  db.prepare(`DELETE FROM notice WHERE conversation_id IN (SELECT conversation.id ${ERASED_CONVERSATIONS})`),
  db.prepare(`DELETE FROM conversation WHERE id IN (SELECT conversation.id ${ERASED_CONVERSATIONS})`),
  db.prepare(
    `DELETE FROM answer WHERE (site_id, client_key) IN (SELECT site_id, record_id FROM erasure WHERE what = 'answer')`,
  ),
  db.prepare(
    `UPDATE answer SET text = NULL, body_hash = '' WHERE text IS NOT NULL
       AND (site_id, client_key) IN (SELECT site_id, record_id FROM erasure WHERE what = 'comment')`,
  ),
];

/** Looked up erasure by erasure: there are few of them. */
const ERASED_CONVERSATIONS = `FROM erasure CROSS JOIN conversation ON conversation.site_id = erasure.site_id
  AND conversation.token_hash = erasure.record_id AND erasure.what = 'conversation'`;
