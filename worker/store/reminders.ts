// SQL of the waits that the clinic is to be reminded of: few rows, by an index that holds only these.
import type { Topic } from '../contract/vocabulary.ts';

export type DueReminder = { id: string; siteId: string; topic: Topic; sinceMs: number };
type Row = { id: string; site_id: string; topic: Topic; waiting_since: number };

/** The first `limit` waits whose reminder is due at an instant (epoch ms), the longest due first. */
export async function listDueReminders(db: D1Database, nowMs: number, limit: number): Promise<DueReminder[]> {
  const { results } = await db
    .prepare(
      `SELECT id, site_id, topic, waiting_since FROM conversation INDEXED BY conversation_remind
       WHERE remind_at IS NOT NULL AND remind_at <= ?1 AND waiting_since IS NOT NULL ORDER BY remind_at LIMIT ?2`,
    )
    .bind(nowMs, limit)
    .all<Row>();
  return results.map((row) => ({
    ...{ id: row.id, siteId: row.site_id, topic: row.topic, sinceMs: row.waiting_since },
  }));
}

/** The clinic has been told of this wait; a later one of the same conversation has a reminder of its own. */
export async function updateReminded(db: D1Database, wait: { id: string; sinceMs: number }): Promise<void> {
  await db
    .prepare('UPDATE conversation SET remind_at = NULL WHERE id = ?1 AND waiting_since = ?2')
    .bind(wait.id, wait.sinceMs)
    .run();
}
