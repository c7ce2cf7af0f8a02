// SQL of the figures of service: the conversations of a period without a word of them, and who waits now.
import { MAX_COUNTED } from '../contract/service.ts';
import type { ConversationState, Outcome, Topic } from '../contract/vocabulary.ts';
import type { ServiceRow } from '../domain/service/rows.ts';
import { COUNT_CAP } from './comments.ts';

type Row = {
  id: string;
  topic: Topic;
  state: ConversationState;
  outcome: Outcome | null;
  started_at: number;
  last_message_at: number;
  replied_at: number | null;
  first_due_at: number | null;
  solve_due_at: number | null;
  closed_at: number | null;
  reopened_at: number | null;
  solved_first: number | null;
  phone_index: string | null;
  email_index: string | null;
};

export type ServiceRows = { rows: ServiceRow[]; isCut: boolean };

/**
 * The conversations of a site that began from one instant (epoch ms) until before another, newest first and MAX_COUNTED at
 * most: three rows read for each.
 */
export async function listServiceRows(
  db: D1Database,
  siteId: string,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<ServiceRows> {
  const { results } = await db
    .prepare(
      `SELECT conversation.id, topic, state, outcome, started_at, last_message_at, COALESCE(first_reply_at, reached_at) AS replied_at,
         first_due_at, solve_due_at, closed_at, reopened_at, solved_first, phone_index, email_index
       FROM conversation INDEXED BY conversation_by_start LEFT JOIN contact ON contact.conversation_id = conversation.id
       WHERE conversation.site_id = ?1 AND started_at >= ?2 AND started_at < ?3 ORDER BY started_at DESC LIMIT ${MAX_COUNTED + 1}`,
    )
    .bind(siteId, fromMs, toMs)
    .all<Row>();
  return { rows: results.slice(0, MAX_COUNTED).map(serviceFromRow), isCut: results.length > MAX_COUNTED };
}

const serviceFromRow = (row: Row): ServiceRow => ({
  ...{ id: row.id, topic: row.topic, state: row.state, outcome: row.outcome },
  ...{ startedAtMs: row.started_at, lastMessageAtMs: row.last_message_at, repliedAtMs: row.replied_at },
  ...{ firstDueAtMs: row.first_due_at, solveDueAtMs: row.solve_due_at },
  ...{ closedAtMs: row.closed_at, reopenedAtMs: row.reopened_at },
  solvedFirst: row.solved_first === null ? null : row.solved_first === 1,
  people: [row.phone_index, row.email_index].filter((index) => index !== null),
});

export type WaitingNow = { n: number; overdue: number; oldestSinceMs: number | null };

/** Who waits at a site at an instant, up to COUNT_CAP, longest first. */
export async function countWaitingNow(db: D1Database, siteId: string, nowMs: number): Promise<WaitingNow> {
  const row = await db
    .prepare(
      `SELECT count(*) AS n, COALESCE(sum(due_at < ?2), 0) AS overdue, min(waiting_since) AS oldest FROM
         (SELECT due_at, waiting_since FROM conversation WHERE site_id = ?1 AND state = 'waiting'
          ORDER BY last_message_at LIMIT ${COUNT_CAP})`,
    )
    .bind(siteId, nowMs)
    .first<{ n: number; overdue: number; oldest: number | null }>();
  return { n: row?.n ?? 0, overdue: row?.overdue ?? 0, oldestSinceMs: row?.oldest ?? null };
}

export type Replies = { replies: number; ready: number };

/** Replies in each of these conversations, and of them those that began with a ready-made one. */
export async function countReplies(
  db: D1Database,
  siteId: string,
  ids: readonly string[],
): Promise<Map<string, Replies>> {
  const { results } = await db
    .prepare(
      `SELECT conversation_id, count(*) AS replies, count(canned_id) AS ready FROM message
       WHERE conversation_id IN (SELECT value FROM json_each(?2)) AND site_id = ?1 AND author = 'member' GROUP BY conversation_id`,
    )
    .bind(siteId, JSON.stringify(ids))
    .all<Replies & { conversation_id: string }>();
  return new Map(results.map(({ conversation_id: id, replies, ready }) => [id, { replies, ready }]));
}
