// SQL of one conversation as its reader in the clinic sees it, and of the clinic's replies.
import type { Note } from '../contract/desk.ts';
import type { ConversationRow, Thread } from '../contract/members.ts';
import type { ConversationState, Device, Mode, Outcome, SourceClass } from '../contract/vocabulary.ts';
import type { Sealed } from '../seal.ts';
import { conversationFromRow, INBOX_COLUMNS, NOBODY_WAITS } from './conversations.ts';
import type { InboxRow } from './conversations.ts';
import { listNotes, noteFromRow } from './notes.ts';
import type { NoteRow } from './notes.ts';

/** Newest messages shown of one conversation. */
const THREAD_MESSAGES = 500;

export type StoredThread = {
  conversation: ConversationRow & Omit<Thread['conversation'], keyof ConversationRow | 'contact'>;
  /** Names the place the contact was sealed for. */
  tokenHash: string;
  contact: (Sealed & { consentVersion: string; consentAtMs: number }) | null;
  messages: Thread['messages'];
  notes: Note[];
};

type ThreadRow = InboxRow & {
  token_hash: string;
  stage: number | null;
  source: SourceClass | null;
  device: Device | null;
  outcome: Outcome | null;
  call_when: string;
  transfers: number;
  solved_first: number | null;
  closed_by: string | null;
  closed_at: number | null;
  reopened_at: number | null;
  reached_at: number | null;
  call_tries: number;
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
  const [conversation, messages, notes] = await db.batch([
    db
      .prepare(
        `SELECT ${INBOX_COLUMNS}, token_hash, stage, source, device, outcome, call_when, transfers,
           solved_first, closed_by, closed_at, reopened_at, reached_at, call_tries, contact.key_id, contact.sealed,
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
    listNotes(db, siteId, id),
  ]);
  const row = conversation!.results[0] as ThreadRow | undefined;
  if (!row) return null;
  return {
    ...threadFromRows(row, (messages!.results as MessageRow[]).reverse()),
    notes: (notes!.results as NoteRow[]).map(noteFromRow),
  };
}

const threadFromRows = (row: ThreadRow, messages: MessageRow[]): Omit<StoredThread, 'notes'> => ({
  conversation: {
    ...conversationFromRow(row),
    stage: row.stage,
    source: row.source,
    device: row.device,
    outcome: row.outcome,
    when: row.call_when,
    transfers: row.transfers,
    solvedFirst: row.solved_first === null ? null : row.solved_first === 1,
    closedById: row.closed_by,
    closedAtMs: row.closed_at,
    reopenedAtMs: row.reopened_at,
    reachedAtMs: row.reached_at,
    callTries: row.call_tries,
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

/** As if everything had been seen. */
const ALL_SEEN = Number.MAX_SAFE_INTEGER;

type FoundRow = {
  seq: number | null;
  body_hash: string | null;
  state: ConversationState | null;
  answered: number;
};

export type NewReply = {
  siteId: string;
  conversationId: string;
  memberId: string;
  clientId: string;
  clientKey: string;
  bodyHash: string;
  text: string;
  /** The last message its sender saw; null when that does not matter. */
  seen: number | null;
  canned: { id: string; version: number } | null;
  mode: Mode;
  nowMs: number;
};
export type ReplyStored =
  | { is: 'stored' | 'replayed'; seq: number }
  /** `answered`: a colleague has replied since the sender looked. */
  | { is: 'reused' | 'closed' | 'unknown' | 'answered' };

// ?1 is the site, ?2 the conversation, ?3 the reply's key, ?4 its sender, ?5 the last message they saw.
const ANSWERED = `EXISTS (SELECT 1 FROM message WHERE message.conversation_id = ?2 AND author = 'member'
  AND member_id IS NOT ?4 AND seq > ?5)`;
const ITS = `conversation.site_id = ?1 AND conversation.id = ?2 AND state <> 'closed'
  AND NOT EXISTS (SELECT 1 FROM message WHERE message.site_id = ?1 AND message.client_key = ?3) AND NOT ${ANSWERED}`;

/**
 * Stores a reply once: nobody waits any more, the first one of all is remembered, and a conversation that nobody has is its
 * sender's from then on.
 */
export async function insertReply(db: D1Database, r: NewReply): Promise<ReplyStored> {
  const binds = [r.siteId, r.conversationId, r.clientKey, r.memberId, r.seen ?? ALL_SEEN] as const;
  const [, inserted, found] = await db.batch([
    db
      .prepare(
        `UPDATE conversation SET state = 'answered', ${NOBODY_WAITS}, last_message_at = max(last_message_at, ?6),
           first_reply_at = COALESCE(first_reply_at, ?6), assignee_id = COALESCE(assignee_id, ?4) WHERE ${ITS}`,
      )
      .bind(...binds, r.nowMs),
    db
      .prepare(
        `INSERT INTO message (conversation_id, seq, site_id, client_key, body_hash, client_id, author, member_id, text,
           language, mode, origin, at, canned_id, canned_version)
         SELECT id, 1 + COALESCE((SELECT max(seq) FROM message WHERE conversation_id = conversation.id), 0), ?1, ?3, ?6, ?7,
           'member', ?4, ?8, language, ?9, 'api', ?10, ?11, ?12
         FROM conversation WHERE ${ITS} RETURNING seq`,
      )
      .bind(
        ...[...binds, r.bodyHash, r.clientId, r.text, r.mode, r.nowMs],
        ...[r.canned?.id ?? null, r.canned?.version ?? null],
      ),
    db
      .prepare(
        `SELECT (SELECT seq FROM message WHERE site_id = ?1 AND client_key = ?3) AS seq,
           (SELECT body_hash FROM message WHERE site_id = ?1 AND client_key = ?3) AS body_hash,
           (SELECT state FROM conversation WHERE site_id = ?1 AND id = ?2) AS state, ${ANSWERED} AS answered`,
      )
      .bind(...binds),
  ]);
  const stored = inserted!.results[0] as { seq: number } | undefined;
  if (stored) return { is: 'stored', seq: stored.seq };
  const row = found!.results[0] as FoundRow;
  if (row.seq !== null)
    return row.body_hash === r.bodyHash ? { is: 'replayed', seq: row.seq } : { is: 'reused' };
  if (row.state === null) return { is: 'unknown' };
  return { is: row.state !== 'closed' && row.answered ? 'answered' : 'closed' };
}
