// SQL of the weekly digest: which sites are still to be told of a week, and the counts of a week that no other file has.
import type { Period } from '../contract/journey.ts';

export type Untold = { siteId: string; zone: string; createdAtMs: number; week: string };

/** Which of these weeks (names of the occasion) some channel that wants the digest has not been told of. */
export async function listUntold(db: D1Database, weeks: readonly string[]): Promise<Untold[]> {
  const { results } = await db
    .prepare(
      `SELECT DISTINCT site.id AS siteId, zone, site.created_at AS createdAtMs, week.value AS week
       FROM channel INDEXED BY channel_digest JOIN site ON site.id = channel.site_id JOIN json_each(?1) AS week
       WHERE digest = 1 AND channel.enabled = 1 AND (kind <> 'email' OR verified_at IS NOT NULL) AND removed_at IS NULL
         AND NOT EXISTS (SELECT 1 FROM notice WHERE channel_id = channel.id AND once = week.value)`,
    )
    .bind(JSON.stringify(weeks))
    .all<Untold>();
  return results;
}

/** Conversations that began within an instant range (epoch ms, the end left out). */
export async function countConversations(
  db: D1Database,
  siteId: string,
  { fromMs, toMs }: { fromMs: number; toMs: number },
): Promise<number> {
  const row = await db
    .prepare(
      `SELECT count(*) AS n FROM conversation
       WHERE site_id = ?1 AND started_at >= ?2 AND started_at < ?3`,
    )
    .bind(siteId, fromMs, toMs)
    .first<{ n: number }>();
  return row?.n ?? 0;
}

/** Answers to all questions together on the days of a period. */
export async function countAnswers(db: D1Database, siteId: string, period: Period): Promise<number> {
  const row = await db
    .prepare('SELECT count(*) AS n FROM answer WHERE site_id = ?1 AND day >= ?2 AND day <= ?3')
    .bind(siteId, period.from, period.to)
    .first<{ n: number }>();
  return row?.n ?? 0;
}
