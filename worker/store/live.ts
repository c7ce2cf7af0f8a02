// SQL of the live hub: which conversation a token names, and how far it is.

/** The conversation of this token and the number of its newest message; null when the token names none here. */
export const readConversationMark = (
  db: D1Database,
  siteId: string,
  tokenHash: string,
): Promise<{ id: string; seq: number } | null> =>
  db
    .prepare(
      `SELECT id, COALESCE((SELECT max(seq) FROM message WHERE conversation_id = conversation.id), 0) AS seq
       FROM conversation WHERE site_id = ?1 AND token_hash = ?2`,
    )
    .bind(siteId, tokenHash)
    .first<{ id: string; seq: number }>();
