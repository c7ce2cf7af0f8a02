// SQL of one person's conversations at a site, found by blind indexes of their phone and address.
import type { ConversationRow } from '../contract/members.ts';
import type { Sealed } from '../seal.ts';
import { conversationFromRow, INBOX_COLUMNS } from './conversations.ts';
import type { InboxRow } from './conversations.ts';

/** Conversations that one look, one file or one erasure takes at most. */
export const PERSON_CONVERSATIONS = 50;
/** Messages, and notes, that one file holds of them. */
const PERSON_WORDS = 5_000;

/** By each key that may have made them: what an older key indexed is found until it is sealed anew. */
export type PersonIndexes = { phone: string[]; email: string[] };

// ?1 is the site, ?2 the phone's indexes, ?3 the address's. Two looks, each along its index.
const THEIRS = `SELECT conversation_id FROM contact WHERE site_id = ?1 AND phone_index IN (SELECT value FROM json_each(?2))
  UNION SELECT conversation_id FROM contact WHERE site_id = ?1 AND email_index IN (SELECT value FROM json_each(?3))`;

const binds = (siteId: string, { phone, email }: PersonIndexes) =>
  [siteId, JSON.stringify(phone), JSON.stringify(email)] as const;

/** Other conversations of a person, newest first. */
export async function listEarlier(
  db: D1Database,
  p: { siteId: string; indexes: PersonIndexes; except: string },
): Promise<ConversationRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${INBOX_COLUMNS} FROM conversation WHERE id IN (${THEIRS}) AND id <> ?4
       ORDER BY last_message_at DESC LIMIT ${PERSON_CONVERSATIONS}`,
    )
    .bind(...binds(p.siteId, p.indexes), p.except)
    .all<InboxRow>();
  return results.map(conversationFromRow);
}

/** Ids of a person's conversations, the oldest first, at most one more than are taken at once. */
export async function listPersonIds(
  db: D1Database,
  siteId: string,
  indexes: PersonIndexes,
): Promise<string[]> {
  const { results } = await db
    .prepare(
      `SELECT id FROM conversation WHERE id IN (${THEIRS}) ORDER BY id LIMIT ${PERSON_CONVERSATIONS + 1}`,
    )
    .bind(...binds(siteId, indexes))
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

export type PersonRow = Record<string, string | number | null>;
export type PersonRecords = {
  conversations: { row: PersonRow; tokenHash: string; contact: Sealed | null }[];
  messages: PersonRow[];
  notes: PersonRow[];
};

type WithContact = PersonRow & { token_hash: string; key_id: string | null; sealed: string };

/** Everything that is stored of these conversations, the contact still sealed; no hash and no secret. */
export async function listPersonRecords(
  db: D1Database,
  siteId: string,
  ids: string[],
): Promise<PersonRecords> {
  const [conversations, messages, notes] = await db.batch<PersonRow>(
    [CONVERSATIONS, MESSAGES, NOTES].map((sql) => db.prepare(sql).bind(siteId, JSON.stringify(ids))),
  );
  return {
    conversations: (conversations!.results as WithContact[]).map(
      ({ token_hash, key_id, sealed, ...row }) => ({
        row,
        tokenHash: token_hash,
        contact: key_id === null ? null : { keyId: key_id, sealed },
      }),
    ),
    messages: messages!.results,
    notes: notes!.results,
  };
}

const CONVERSATIONS = `SELECT conversation.id, token_hash, kind, topic, state, outcome, call_when, language, stage, source, device,
    started_at, last_message_at, first_reply_at, closed_at, contact.key_id, contact.sealed, contact.consent_version,
    contact.consent_at
  FROM conversation LEFT JOIN contact ON contact.conversation_id = conversation.id
  WHERE conversation.site_id = ?1 AND conversation.id IN (SELECT value FROM json_each(?2)) ORDER BY conversation.id`;
const MESSAGES = `SELECT conversation_id, seq, author, (SELECT name FROM member WHERE member.id = member_id) AS member, text, language,
    consent_version, at
  FROM message WHERE site_id = ?1 AND conversation_id IN (SELECT value FROM json_each(?2))
  ORDER BY conversation_id, seq LIMIT ${PERSON_WORDS}`;
const NOTES = `SELECT conversation_id, kind, (SELECT name FROM member WHERE member.id = member_id) AS member, text, at
  FROM internal_note WHERE site_id = ?1 AND conversation_id IN (SELECT value FROM json_each(?2))
  ORDER BY conversation_id, id LIMIT ${PERSON_WORDS}`;
