// SQL of the inbox: pages of conversations by state, their closing and opening, and their erasure by either side.
import type { ConversationRow } from '../contract/members.ts';
import { CONVERSATION_STATES } from '../contract/vocabulary.ts';
import type {
  ConversationKind,
  ConversationState,
  Language,
  Outcome,
  Topic,
} from '../contract/vocabulary.ts';
import { COUNT_CAP } from './comments.ts';

export const INBOX_PAGE = 30;

export type InboxRow = {
  id: string;
  kind: ConversationKind;
  topic: Topic;
  state: ConversationState;
  language: Language;
  excerpt: string | null;
  started_at: number;
  last_message_at: number;
  waiting_since: number | null;
  has_contact: number;
};

export const INBOX_COLUMNS = `conversation.id, kind, topic, state, language, started_at, last_message_at, waiting_since,
  (SELECT substr(text, 1, 140) FROM message WHERE conversation_id = conversation.id ORDER BY seq DESC LIMIT 1) AS excerpt,
  EXISTS (SELECT 1 FROM contact WHERE conversation_id = conversation.id) AS has_contact`;

export type Inbox = { conversations: ConversationRow[]; waiting: number; next: string | null };

/**
 * One page of a site's conversations. Those that wait come longest first, all others newest first.
 * `before` is the `next` of the page before; one that makes no sense starts at the beginning.
 */
export async function listConversations(
  db: D1Database,
  siteId: string,
  options: { state?: ConversationState | undefined; before?: string | undefined },
): Promise<Inbox> {
  const upwards = options.state === 'waiting';
  const cursor = /^(\d{1,15})\.([0-9A-Z]{26})$/.exec(options.before ?? '');
  const at = cursor ? [Number(cursor[1]), cursor[2]] : upwards ? [-1, ''] : [Number.MAX_SAFE_INTEGER, 'Z'];
  const states = options.state ? [options.state] : CONVERSATION_STATES;
  const [page, waiting] = await db.batch([
    // One range of the index per state, so that only a page is read however many there are.
    db
      .prepare(
        `SELECT ${INBOX_COLUMNS} FROM (
           ${states.map((state) => pageOf(state, upwards)).join(' UNION ALL ')}
         ) AS page JOIN conversation ON conversation.id = page.id ORDER BY ${upwards ? ASCENDING : DESCENDING} LIMIT ?4`,
      )
      .bind(siteId, ...at, INBOX_PAGE + 1),
    countWaiting(db, siteId),
  ]);
  const rows = page!.results as InboxRow[];
  const last = rows.length > INBOX_PAGE ? rows[INBOX_PAGE - 1] : undefined;
  return {
    conversations: rows.slice(0, INBOX_PAGE).map(conversationFromRow),
    waiting: (waiting!.results[0] as { waiting: number }).waiting,
    next: last ? `${last.last_message_at}.${last.id}` : null,
  };
}

const ASCENDING = 'last_message_at, conversation.id';
const DESCENDING = 'last_message_at DESC, conversation.id DESC';

const pageOf = (state: ConversationState, upwards: boolean): string =>
  `SELECT * FROM (SELECT id FROM conversation WHERE site_id = ?1 AND state = '${state}'
     AND (last_message_at, id) ${upwards ? '>' : '<'} (?2, ?3)
     ORDER BY ${upwards ? ASCENDING : DESCENDING} LIMIT ?4)`;

/** How many wait, up to COUNT_CAP, and since when the longest. */
export const countWaiting = (db: D1Database, siteId: string): D1PreparedStatement =>
  db
    .prepare(
      `SELECT count(*) AS waiting, min(waiting_since) AS oldest FROM
         (SELECT waiting_since FROM conversation WHERE site_id = ?1 AND state = 'waiting' ORDER BY last_message_at LIMIT ${COUNT_CAP})`,
    )
    .bind(siteId);

export const conversationFromRow = (row: InboxRow): ConversationRow => ({
  id: row.id,
  kind: row.kind,
  topic: row.topic,
  state: row.state,
  language: row.language,
  excerpt: row.excerpt ?? '',
  startedAtMs: row.started_at,
  lastMessageAtMs: row.last_message_at,
  waitingSinceMs: row.waiting_since,
  hasContact: row.has_contact === 1,
});

/** Closes a conversation with its outcome; closing again changes the outcome only. False: there is no such conversation. */
export async function updateClosed(
  db: D1Database,
  c: { siteId: string; id: string; outcome: Outcome; nowMs: number },
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `UPDATE conversation SET outcome = ?3, closed_at = COALESCE(closed_at, ?4), state = 'closed', waiting_since = NULL
       WHERE site_id = ?1 AND id = ?2`,
    )
    .bind(c.siteId, c.id, c.outcome, c.nowMs)
    .run();
  return meta.changes > 0;
}

/** The first message of the visitor that no member has answered since, if any. */
const UNANSWERED = `(SELECT min(at) FROM message WHERE conversation_id = conversation.id AND author = 'visitor'
  AND seq > COALESCE((SELECT max(seq) FROM message WHERE conversation_id = conversation.id AND author = 'member'), 0))`;

/** Opens a closed conversation: it waits again if the visitor spoke last. False: there is no such conversation. */
export async function updateReopened(
  db: D1Database,
  c: { siteId: string; id: string; nowMs: number },
): Promise<boolean> {
  const [, found] = await db.batch([
    db
      .prepare(
        `UPDATE conversation SET reopened_at = ?3, closed_at = NULL, outcome = NULL, waiting_since = ${UNANSWERED},
           state = CASE WHEN ${UNANSWERED} IS NULL THEN 'answered' ELSE 'waiting' END
         WHERE site_id = ?1 AND id = ?2 AND state = 'closed'`,
      )
      .bind(c.siteId, c.id, c.nowMs),
    db.prepare('SELECT 1 FROM conversation WHERE site_id = ?1 AND id = ?2').bind(c.siteId, c.id),
  ]);
  return found!.results.length > 0;
}

/** Somebody who may answer has the inbox open: Ask stays open. Written at most once a minute. */
export async function updateInboxOpened(db: D1Database, siteId: string, nowMs: number): Promise<void> {
  await db
    .prepare(
      'UPDATE site SET inbox_opened_at = ?2 WHERE id = ?1 AND COALESCE(inbox_opened_at, 0) <= ?2 - 60000',
    )
    .bind(siteId, nowMs)
    .run();
}
