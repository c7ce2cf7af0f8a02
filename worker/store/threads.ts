// SQL of one conversation as its reader in the clinic sees it, and of the clinic's replies.
import type { ConversationRow, Thread } from '../contract/members.ts';
import type { Device, Mode, Outcome, SourceClass } from '../contract/vocabulary.ts';
import type { Sealed } from '../seal.ts';
import { conversationFromRow, INBOX_COLUMNS } from './conversations.ts';
import type { InboxRow } from './conversations.ts';

/** Newest messages shown of one conversation. */
const THREAD_MESSAGES = 500;

export type StoredThread = {
  conversation: ConversationRow & Omit<Thread['conversation'], keyof ConversationRow | 'contact'>;
  /** Names the place the contact was sealed for. */
  tokenHash: string;
  contact: (Sealed & { consentVersion: string; consentAtMs: number }) | null;
  messages: Thread['messages'];
};

type ThreadRow = InboxRow & {
  token_hash: string;
  stage: number | null;
  source: SourceClass | null;
  device: Device | null;
  outcome: Outcome | null;
  call_when: string;
  key_id: string | null;
  sealed: string;
  consent_version: string;
  consent_at: number;
};
type MessageRow = {
  seq: number;
  author: 'visitor' | 'member';
  name: string | null;
  text: string;
  at: number;
};

/** A conversation of this site with its messages and the contact still sealed, or null. */
export async function readThread(db: D1Database, siteId: string, id: string): Promise<StoredThread | null> {
  const [conversation, messages] = await db.batch([
    db
      .prepare(
        `SELECT ${INBOX_COLUMNS}, token_hash, stage, source, device, outcome, call_when, contact.key_id, contact.sealed,
           contact.consent_version, contact.consent_at
         FROM conversation LEFT JOIN contact ON contact.conversation_id = conversation.id
         WHERE conversation.site_id = ?1 AND conversation.id = ?2`,
      )
      .bind(siteId, id),
    db
      .prepare(
        `SELECT seq, author, member.name, text, at FROM message LEFT JOIN member ON member.id = message.member_id
         WHERE conversation_id = ?2 AND site_id = ?1 ORDER BY seq DESC LIMIT ${THREAD_MESSAGES}`,
      )
      .bind(siteId, id),
  ]);
  const row = conversation!.results[0] as ThreadRow | undefined;
  return row ? threadFromRows(row, (messages!.results as MessageRow[]).reverse()) : null;
}

const threadFromRows = (row: ThreadRow, messages: MessageRow[]): StoredThread => ({
  conversation: {
    ...conversationFromRow(row),
    stage: row.stage,
    source: row.source,
    device: row.device,
    outcome: row.outcome,
    when: row.call_when,
  },
  tokenHash: row.token_hash,
  contact:
    row.key_id === null
      ? null
      : {
          keyId: row.key_id,
          sealed: row.sealed,
          consentVersion: row.consent_version,
          consentAtMs: row.consent_at,
        },
  messages: messages.map(({ seq, author, name, text, at }) => ({
    seq,
    from: author === 'visitor' ? 'visitor' : 'clinic',
    author: name,
    text,
    atMs: at,
  })),
});

export type NewReply = {
  siteId: string;
  conversationId: string;
  memberId: string;
  clientId: string;
  clientKey: string;
  bodyHash: string;
  text: string;
  mode: Mode;
  nowMs: number;
};
export type ReplyStored =
  { is: 'stored' | 'replayed'; seq: number } | { is: 'reused' | 'closed' | 'unknown' };

// ?1 is the site, ?2 the conversation, ?3 the reply's key.
const ITS = `conversation.site_id = ?1 AND conversation.id = ?2 AND state <> 'closed'
  AND NOT EXISTS (SELECT 1 FROM message WHERE message.site_id = ?1 AND message.client_key = ?3)`;

/** Stores a reply once: nobody waits any more, and the first one of all is remembered. */
export async function insertReply(db: D1Database, r: NewReply): Promise<ReplyStored> {
  const binds = [r.siteId, r.conversationId, r.clientKey] as const;
  const [, inserted, found] = await db.batch([
    db
      .prepare(
        `UPDATE conversation SET state = 'answered', waiting_since = NULL, last_message_at = max(last_message_at, ?4),
           first_reply_at = COALESCE(first_reply_at, ?4) WHERE ${ITS}`,
      )
      .bind(...binds, r.nowMs),
    db
      .prepare(
        `INSERT INTO message (conversation_id, seq, site_id, client_key, body_hash, client_id, author, member_id, text,
           language, mode, origin, at)
         SELECT id, 1 + COALESCE((SELECT max(seq) FROM message WHERE conversation_id = conversation.id), 0), ?1, ?3, ?4, ?5,
           'member', ?6, ?7, language, ?8, 'api', ?9
         FROM conversation WHERE ${ITS} RETURNING seq`,
      )
      .bind(...binds, r.bodyHash, r.clientId, r.memberId, r.text, r.mode, r.nowMs),
    db
      .prepare(
        `SELECT (SELECT seq FROM message WHERE site_id = ?1 AND client_key = ?3) AS seq,
           (SELECT body_hash FROM message WHERE site_id = ?1 AND client_key = ?3) AS body_hash,
           EXISTS (SELECT 1 FROM conversation WHERE site_id = ?1 AND id = ?2) AS known`,
      )
      .bind(...binds),
  ]);
  const stored = inserted!.results[0] as { seq: number } | undefined;
  if (stored) return { is: 'stored', seq: stored.seq };
  const row = found!.results[0] as { seq: number | null; body_hash: string | null; known: number };
  if (row.seq !== null)
    return row.body_hash === r.bodyHash ? { is: 'replayed', seq: row.seq } : { is: 'reused' };
  return { is: row.known ? 'closed' : 'unknown' };
}
