// SQL of notices that were given up: listed, counted, and sent again under the id they have.
import type { DeadNotice } from '../contract/channels.ts';
import type { EventName } from '../contract/events.ts';
import type { ChannelKind, Topic } from '../contract/vocabulary.ts';

/** Most that one look shows, and that a count goes to. */
export const DEAD_SHOWN = 50;

type DeadRow = {
  id: string;
  event: EventName;
  topic: Topic | null;
  conversation_id: string | null;
  kind: ChannelKind;
  label: string;
  created_at: number;
  dead_at: number;
  attempts: number;
  last_error: string;
};

/** A site's notices that were given up, newest first. */
export async function listDeadNotices(db: D1Database, siteId: string): Promise<DeadNotice[]> {
  const { results } = await db
    .prepare(
      `SELECT notice.id, event, topic, conversation_id, kind, label, notice.created_at, dead_at, attempts, notice.last_error
       FROM notice INDEXED BY notice_dead JOIN channel ON channel.id = notice.channel_id
       WHERE notice.site_id = ?1 AND dead_at IS NOT NULL ORDER BY notice.id DESC LIMIT ${DEAD_SHOWN}`,
    )
    .bind(siteId)
    .all<DeadRow>();
  return results.map((row) => ({
    id: row.id,
    event: row.event,
    topic: row.topic,
    conversationId: row.conversation_id,
    channel: { kind: row.kind, label: row.label },
    createdAtMs: row.created_at,
    deadAtMs: row.dead_at,
    attempts: row.attempts,
    error: row.last_error,
  }));
}

/** How many there are, up to DEAD_SHOWN. */
export async function countDeadNotices(db: D1Database, siteId: string): Promise<number> {
  const row = await db
    .prepare(
      `SELECT count(*) AS n FROM (SELECT 1 FROM notice INDEXED BY notice_dead
         WHERE site_id = ?1 AND dead_at IS NOT NULL LIMIT ${DEAD_SHOWN})`,
    )
    .bind(siteId)
    .first<{ n: number }>();
  return row?.n ?? 0;
}

/** Makes notices due now that were given up; the ids of those that were. One that fails again is given up at once. */
export async function updateReplayed(
  db: D1Database,
  n: { siteId: string; ids: string[]; nowMs: number },
): Promise<string[]> {
  const { results } = await db
    .prepare(
      `UPDATE notice SET dead_at = NULL, next_attempt_at = ?3
       WHERE site_id = ?1 AND dead_at IS NOT NULL AND id IN (SELECT value FROM json_each(?2)) RETURNING id`,
    )
    .bind(n.siteId, JSON.stringify(n.ids), n.nowMs)
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}
