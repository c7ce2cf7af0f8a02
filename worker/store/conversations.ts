// SQL of conversations: how a row of the inbox reads, and their closing and opening again.
import type { ConversationRow } from '../contract/members.ts';
import type {
  ConversationKind,
  ConversationState,
  Language,
  Outcome,
  Topic,
} from '../contract/vocabulary.ts';
import { COUNT_CAP } from './comments.ts';

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
  due_at: number | null;
  has_contact: number;
  assignee_id: string | null;
  team_id: string | null;
};

export const INBOX_COLUMNS = `conversation.id, kind, topic, state, language, started_at, last_message_at, waiting_since, due_at,
  assignee_id, team_id,
  (SELECT substr(text, 1, 140) FROM message WHERE conversation_id = conversation.id ORDER BY seq DESC LIMIT 1) AS excerpt,
  EXISTS (SELECT 1 FROM contact WHERE conversation_id = conversation.id) AS has_contact`;

/** How many wait, up to `cap`, and since when the longest. */
export const countWaiting = (db: D1Database, siteId: string, cap = COUNT_CAP): D1PreparedStatement =>
  db
    .prepare(
      `SELECT count(*) AS waiting, min(waiting_since) AS oldest FROM
         (SELECT waiting_since FROM conversation WHERE site_id = ?1 AND state = 'waiting' ORDER BY last_message_at LIMIT ${cap})`,
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
  dueAtMs: row.due_at,
  hasContact: row.has_contact === 1,
  assigneeId: row.assignee_id,
  teamId: row.team_id,
});

/** Ends a wait and its clocks in one write; a trigger does the same for who forgets. A SET term. */
export const NOBODY_WAITS = 'waiting_since = NULL, due_at = NULL, remind_at = NULL';

/** Outcomes that say that the person got what they came for. */
const SOLVED = `'solved', 'booked_by_phone'`;

export type Closing = { siteId: string; ids: string[]; outcome: Outcome; memberId: string; nowMs: number };

/**
 * Closes conversations with their outcome; closing again changes the outcome only. Whether it was solved at first contact is
 * settled by the first closing. Returns how many were there.
 */
export async function updateClosed(db: D1Database, c: Closing): Promise<number> {
  const { meta } = await db
    .prepare(
      `UPDATE conversation SET outcome = ?3, closed_at = COALESCE(closed_at, ?4), closed_by = ?5, state = 'closed', ${NOBODY_WAITS},
         solved_first = CASE WHEN reopened_at IS NULL THEN ?3 IN (${SOLVED}) ELSE solved_first END,
         reached_at = CASE WHEN kind = 'callback' AND ?3 = 'booked_by_phone' THEN COALESCE(reached_at, ?4) ELSE reached_at END
       WHERE site_id = ?1 AND id IN (SELECT value FROM json_each(?2))`,
    )
    .bind(c.siteId, JSON.stringify(c.ids), c.outcome, c.nowMs, c.memberId)
    .run();
  return meta.changes;
}

/** Opening again within this long after closing says that it was not solved at first contact. A SET term; `days` a `?n`. */
export const notSolvedFirst = (now: string, days: string): string =>
  `solved_first = CASE WHEN state = 'closed' AND ${now} - closed_at <= ${days} * 86400000 THEN 0 ELSE solved_first END`;

/** The first message of the visitor that no member has answered since, if any. */
const UNANSWERED = `(SELECT min(at) FROM message WHERE conversation_id = conversation.id AND author = 'visitor'
  AND seq > COALESCE((SELECT max(seq) FROM message WHERE conversation_id = conversation.id AND author = 'member'), 0))`;

/** Opens a closed conversation: it waits again if the visitor spoke last. False: there is no such conversation. */
export async function updateReopened(
  db: D1Database,
  c: { siteId: string; id: string; reopenDays: number; nowMs: number },
): Promise<boolean> {
  const [, found] = await db.batch([
    db
      .prepare(
        `UPDATE conversation SET ${notSolvedFirst('?3', '?4')}, reopened_at = ?3, closed_at = NULL, closed_by = NULL, outcome = NULL,
           waiting_since = ${UNANSWERED},
           state = CASE WHEN ${UNANSWERED} IS NULL THEN 'answered' ELSE 'waiting' END
         WHERE site_id = ?1 AND id = ?2 AND state = 'closed'`,
      )
      .bind(c.siteId, c.id, c.nowMs, c.reopenDays),
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

/** Who waits in a conversation, since when and with which topic; null when nobody does. */
export async function readWait(
  db: D1Database,
  siteId: string,
  id: string,
): Promise<{ topic: Topic; sinceMs: number } | null> {
  const row = await db
    .prepare(
      'SELECT topic, waiting_since FROM conversation WHERE site_id = ?1 AND id = ?2 AND waiting_since IS NOT NULL',
    )
    .bind(siteId, id)
    .first<{ topic: Topic; waiting_since: number }>();
  return row && { topic: row.topic, sinceMs: row.waiting_since };
}

/** Sets the clocks of a wait that has none. */
export async function updateClocks(
  db: D1Database,
  c: { siteId: string; id: string; dueAtMs: number | null; remindAtMs: number | null },
): Promise<void> {
  await db
    .prepare(
      `UPDATE conversation SET due_at = ?3, remind_at = ?4
       WHERE site_id = ?1 AND id = ?2 AND waiting_since IS NOT NULL AND due_at IS NULL`,
    )
    .bind(c.siteId, c.id, c.dueAtMs, c.remindAtMs)
    .run();
}
