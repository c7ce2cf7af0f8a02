// SQL of changing the seal key: what older keys sealed, and putting it back sealed anew unless it has changed meanwhile.
import type { Sealed } from '../seal.ts';

export type OldContact = { id: string; siteId: string; tokenHash: string } & Sealed;
export type OldChannel = { id: string } & Sealed;
/** `former` is what was read: a row that says something else by now is left alone. */
export type Resealed = { id: string; former: string } & Sealed;
export type ResealedContact = Resealed & { phoneIndex: string | null; emailIndex: string | null };

/** Contacts sealed by one of these keys, with what names their place. */
export async function listOldContacts(
  db: D1Database,
  keyIds: string[],
  limit: number,
): Promise<OldContact[]> {
  const { results } = await db
    .prepare(
      `SELECT conversation_id AS id, contact.site_id AS siteId, token_hash AS tokenHash, key_id AS keyId, sealed
       FROM contact JOIN conversation ON conversation.id = contact.conversation_id
       WHERE key_id IN (SELECT value FROM json_each(?1)) LIMIT ?2`,
    )
    .bind(JSON.stringify(keyIds), limit)
    .all<OldContact>();
  return results;
}

/** Channels sealed by one of these keys: there are few channels, so they have no index for it. */
export async function listOldChannels(
  db: D1Database,
  keyIds: string[],
  limit: number,
): Promise<OldChannel[]> {
  const { results } = await db
    .prepare(
      'SELECT id, key_id AS keyId, sealed FROM channel WHERE key_id IN (SELECT value FROM json_each(?1)) LIMIT ?2',
    )
    .bind(JSON.stringify(keyIds), limit)
    .all<OldChannel>();
  return results;
}

const fresh = (names: string[]): string =>
  `(SELECT ${names.map((name) => `value ->> '${name}' AS ${name}`).join(', ')} FROM json_each(?1)) AS fresh`;

export const updateResealedContacts = (db: D1Database, rows: ResealedContact[]): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE contact SET key_id = fresh.keyId, sealed = fresh.sealed, phone_index = fresh.phoneIndex, email_index = fresh.emailIndex
       FROM ${fresh(['id', 'former', 'keyId', 'sealed', 'phoneIndex', 'emailIndex'])}
       WHERE contact.conversation_id = fresh.id AND contact.sealed = fresh.former`,
    )
    .bind(JSON.stringify(rows));

export const updateResealedChannels = (db: D1Database, rows: Resealed[]): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE channel SET key_id = fresh.keyId, sealed = fresh.sealed FROM ${fresh(['id', 'former', 'keyId', 'sealed'])}
       WHERE channel.id = fresh.id AND channel.sealed = fresh.former`,
    )
    .bind(JSON.stringify(rows));
