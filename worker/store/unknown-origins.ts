// SQL of origins outside a site's list whose pages load its tag: a small bounded table, so that nobody can flood it.
import type { UnknownOrigin } from '../contract/clinics.ts';

/** Origins remembered per site, ignored ones included. */
export const MAX_UNKNOWN_ORIGINS = 20;
/** Loads counted per origin and UTC day: that somebody is there is news, how often is not. */
export const SEEN_PER_DAY = 25;
/** Days after its last load that an origin is remembered. */
export const UNKNOWN_ORIGIN_DAYS = 30;

/** Counts one load. Writes one row, or none when the day's cap or the site's bound is reached. */
export async function upsertUnknownOrigin(
  db: D1Database,
  at: { siteId: string; origin: string; day: string },
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO unknown_origin (site_id, origin, first_day, last_day, seen, seen_last_day)
       SELECT ?1, ?2, ?3, ?3, 1, 1 WHERE EXISTS (SELECT 1 FROM unknown_origin WHERE site_id = ?1 AND origin = ?2)
         OR (SELECT count(*) FROM unknown_origin WHERE site_id = ?1) < ${MAX_UNKNOWN_ORIGINS}
       ON CONFLICT (site_id, origin) DO UPDATE SET seen = seen + 1, last_day = excluded.last_day,
         seen_last_day = CASE WHEN last_day = excluded.last_day THEN seen_last_day + 1 ELSE 1 END
       WHERE last_day <> excluded.last_day OR (seen_last_day < ${SEEN_PER_DAY} AND ignored = 0)`,
    )
    .bind(at.siteId, at.origin, at.day)
    .run();
}

type Row = { origin: string; first_day: string; last_day: string; seen: number };

/** Those that nobody has ignored and that the site does not list by now, most seen first. */
export async function listUnknownOrigins(
  db: D1Database,
  siteId: string,
  listed: readonly string[],
): Promise<UnknownOrigin[]> {
  const { results } = await db
    .prepare(
      `SELECT origin, first_day, last_day, seen FROM unknown_origin
       WHERE site_id = ?1 AND ignored = 0 AND origin NOT IN (SELECT value FROM json_each(?2))
       ORDER BY last_day DESC, seen DESC, origin`,
    )
    .bind(siteId, JSON.stringify(listed))
    .all<Row>();
  return results.map(({ first_day: firstDay, last_day: lastDay, ...row }) => ({ ...row, firstDay, lastDay }));
}

/** Hides an origin for as long as it goes on being seen; false when it is not known here. */
export async function updateOriginIgnored(db: D1Database, siteId: string, origin: string): Promise<boolean> {
  const { meta } = await db
    .prepare('UPDATE unknown_origin SET ignored = 1 WHERE site_id = ?1 AND origin = ?2')
    .bind(siteId, origin)
    .run();
  return meta.changes === 1;
}

/** Forgets origins not seen since the UTC date. */
export const deleteUnknownOrigins = (db: D1Database, beforeDay: string): D1PreparedStatement =>
  db.prepare('DELETE FROM unknown_origin WHERE last_day < ?1').bind(beforeDay);
