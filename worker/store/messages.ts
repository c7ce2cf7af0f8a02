// SQL of a visitor's message: it, its conversation, its contact and the clinic's notices are stored together or not at all.
import type { ConversationRead, ConversationView, VisitorMessage } from '../contract/visitor.ts';
import type {
  ConversationKind,
  ConversationState,
  Device,
  Language,
  Mode,
  SourceClass,
  Topic,
} from '../contract/vocabulary.ts';
import type { Clocks } from '../domain/service/clocks.ts';
import { upsertContact } from './contacts.ts';
import type { SealedContact } from './contacts.ts';
import { notSolvedFirst } from './conversations.ts';
import { insertNotices } from './notices.ts';
import type { PlannedNotice } from './notices.ts';
import { spendIfChanged } from './write-budget.ts';

export type NewMessage = {
  siteId: string;
  tokenHash: string;
  eraseHash: string;
  clientId: string;
  clientKey: string;
  bodyHash: string;
  /** Used when the token names no conversation yet. */
  conversationId: string;
  /** False while Ask is closed: then only a conversation that exists goes on. */
  mayStart: boolean;
  kind: ConversationKind;
  topic: Topic;
  when: string;
  text: string;
  language: Language;
  mode: Mode;
  stage: number | null;
  source: SourceClass | null;
  device: Device | null;
  loaderVersion: string;
  consentVersion: string | null;
  contact: SealedContact | null;
  notices: PlannedNotice[];
  budgetDay: string;
  /** Opening a closed conversation within these days says that it was not solved at first contact. */
  reopenDays: number;
  /** The clocks of a wait that begins with this message, and whose a conversation is that begins with it. */
  clocks: Clocks;
  hands: { teamId: string | null; assigneeId: string | null };
  nowMs: number;
};

export type MessageStored =
  | { is: 'stored' | 'replayed'; seq: number; conversationId: string }
  /** `reused`: this sender's id came with another body. `foreign`: the erase secret is not this conversation's. */
  | { is: 'reused' | 'foreign' | 'erased' | 'not_started' };

/** Rows that a first message with a contact and two notices writes at most, indexes included. */
const MESSAGE_ROWS = 30;

// In every statement here ?1 is the site, ?2 the token's hash, ?3 the message's key, ?4 the erase secret's hash.
const IS_NEW = 'NOT EXISTS (SELECT 1 FROM message WHERE message.site_id = ?1 AND message.client_key = ?3)';
/** The sender's conversation, as long as this message is not in it. */
const ITS = `conversation.site_id = ?1 AND conversation.token_hash = ?2 AND conversation.erase_hash = ?4 AND ${IS_NEW}`;

const binds = (m: NewMessage) => [m.siteId, m.tokenHash, m.clientKey, m.eraseHash] as const;

/** Stores a message once. A conversation it finds closed is open again; the clinic is told when nobody waited before. */
export async function insertMessage(db: D1Database, m: NewMessage): Promise<MessageStored> {
  const its = { sql: ITS, binds: binds(m) };
  const results = await db.batch([
    insertConversation(db, m),
    // Before it is written that somebody waits: whoever waited already has told the clinic.
    insertNotices(db, m.notices, its),
    updateWaiting(db, m),
    ...(m.contact ? [upsertContact(db, m.contact, its)] : []),
    // After all of them, because its being there is what makes them do nothing on a replay.
    insertWords(db, m),
    spendIfChanged(db, m.siteId, m.budgetDay, MESSAGE_ROWS),
    readOutcome(db, m),
  ]);
  const inserted = results.at(-3)?.results[0] as { seq: number; conversation_id: string } | undefined;
  if (inserted) return { is: 'stored', seq: inserted.seq, conversationId: inserted.conversation_id };
  return outcomeOf(results.at(-1)?.results[0] as OutcomeRow, m);
}

const insertConversation = (db: D1Database, m: NewMessage): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO conversation (id, site_id, token_hash, erase_hash, kind, topic, state, language, stage, source, device,
         started_at, last_message_at, team_id, assignee_id)
       SELECT ?5, ?1, ?2, ?4, ?6, ?7, 'waiting', ?8, ?9, ?10, ?11, ?12, ?12, ?14, ?15
       WHERE ?13 AND ${IS_NEW}
         AND NOT EXISTS (SELECT 1 FROM erasure WHERE site_id = ?1 AND what = 'conversation' AND record_id = ?2)
       ON CONFLICT (site_id, token_hash) DO NOTHING`,
    )
    .bind(
      ...[...binds(m), m.conversationId, m.kind, m.topic, m.language, m.stage, m.source, m.device, m.nowMs],
      ...[m.mayStart ? 1 : 0, m.hands.teamId, m.hands.assigneeId],
    );

/** A request to be called stays one, whatever is written after it; a question asked anew brings its own topic. */
const updateWaiting = (db: D1Database, m: NewMessage): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE conversation SET state = 'waiting', last_message_at = max(last_message_at, ?5),
         topic = CASE WHEN waiting_since IS NULL AND ?6 <> 'other' THEN ?6 ELSE topic END,
         kind = CASE WHEN ?7 = 'callback' THEN 'callback' ELSE kind END,
         call_when = CASE WHEN ?7 = 'callback' THEN ?8 ELSE call_when END,
         reopened_at = CASE WHEN state = 'closed' THEN ?5 ELSE reopened_at END, ${notSolvedFirst('?5', '?9')},
         closed_at = NULL, closed_by = NULL, outcome = NULL, waiting_since = COALESCE(waiting_since, ?5),
         due_at = CASE WHEN waiting_since IS NULL THEN ?10 ELSE due_at END, first_due_at = COALESCE(first_due_at, ?10),
         solve_due_at = COALESCE(solve_due_at, ?11),
         remind_at = CASE WHEN waiting_since IS NULL THEN ?12 ELSE remind_at END
       WHERE ${ITS}`,
    )
    .bind(
      ...[...binds(m), m.nowMs, m.topic, m.kind, m.when, m.reopenDays],
      ...[m.clocks.dueAtMs, m.clocks.solveDueAtMs, m.clocks.remindAtMs],
    );

const insertWords = (db: D1Database, m: NewMessage): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO message (conversation_id, seq, site_id, client_key, body_hash, client_id, author, text, language, mode,
         origin, loader_version, consent_version, at)
       SELECT id, 1 + COALESCE((SELECT max(seq) FROM message WHERE conversation_id = conversation.id), 0), ?1, ?3, ?5, ?6,
         'visitor', ?7, ?8, ?9, 'widget', ?10, ?11, ?12
       FROM conversation WHERE ${ITS} RETURNING seq, conversation_id`,
    )
    .bind(
      ...[...binds(m), m.bodyHash, m.clientId, m.text, m.language, m.mode, m.loaderVersion, m.consentVersion],
      m.nowMs,
    );

type OutcomeRow = {
  seq: number | null;
  conversation_id: string | null;
  body_hash: string | null;
  erased: number;
  known: number;
};

/** What the database holds for this message, for when it was not inserted. */
const readOutcome = (db: D1Database, m: NewMessage): D1PreparedStatement =>
  db
    .prepare(
      `SELECT (SELECT seq FROM message WHERE site_id = ?1 AND client_key = ?3) AS seq,
         (SELECT conversation_id FROM message WHERE site_id = ?1 AND client_key = ?3) AS conversation_id,
         (SELECT body_hash FROM message WHERE site_id = ?1 AND client_key = ?3) AS body_hash,
         EXISTS (SELECT 1 FROM erasure WHERE site_id = ?1 AND what = 'conversation' AND record_id = ?2) AS erased,
         EXISTS (SELECT 1 FROM conversation WHERE site_id = ?1 AND token_hash = ?2) AS known`,
    )
    .bind(m.siteId, m.tokenHash, m.clientKey);

function outcomeOf(row: OutcomeRow, m: NewMessage): MessageStored {
  const { seq, conversation_id: conversationId } = row;
  if (seq !== null && conversationId !== null)
    return row.body_hash === m.bodyHash ? { is: 'replayed', seq, conversationId } : { is: 'reused' };
  if (row.known) return { is: 'foreign' };
  return { is: row.erased ? 'erased' : 'not_started' };
}

/** A visitor sees this many of the newest messages of a conversation. */
const VIEW_MESSAGES = 500;

type ViewRow = { seq: number; client_id: string; author: 'visitor' | 'member'; text: string; at: number };

const NEWEST = 'COALESCE((SELECT max(seq) FROM message WHERE conversation_id = conversation.id), 0)';

/**
 * What the device that holds the token may read: `null` where there is nothing, `same` when it `have`s all of it, which costs
 * three rows however long the conversation is. No name of a member leaves by this door.
 */
export async function readConversationView(
  db: D1Database,
  siteId: string,
  tokenHash: string,
  have: ConversationRead['have'] = undefined,
): Promise<ConversationView | 'same' | null> {
  const { state, seq } = have ?? { state: '', seq: -1 };
  const [conversation, messages] = await db.batch([
    db
      .prepare(`SELECT state, ${NEWEST} AS seq FROM conversation WHERE site_id = ?1 AND token_hash = ?2`)
      .bind(siteId, tokenHash),
    db
      .prepare(
        `SELECT seq, client_id, author, text, at FROM message
         WHERE conversation_id = (SELECT id FROM conversation WHERE site_id = ?1 AND token_hash = ?2
           AND NOT (state = ?3 AND ${NEWEST} = ?4))
         ORDER BY seq DESC LIMIT ${VIEW_MESSAGES}`,
      )
      .bind(siteId, tokenHash, state, seq),
  ]);
  const row = conversation?.results[0] as { state: ConversationState; seq: number } | undefined;
  if (!row) return null;
  if (row.state === state && row.seq === seq) return 'same';
  const rows = messages?.results as ViewRow[];
  return { state: row.state, messages: rows.reverse().map(messageFromRow) };
}

const messageFromRow = (row: ViewRow): VisitorMessage => ({
  seq: row.seq,
  ...(row.author === 'visitor' ? { id: row.client_id } : {}),
  from: row.author === 'visitor' ? 'visitor' : 'clinic',
  text: row.text,
  atMs: row.at,
});
