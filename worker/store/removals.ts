// SQL of removal: a site disappears in one transaction, and its rows go piece by piece afterwards; so does a clinic.
import { SITE_TABLES } from './site-tables.ts';
import type { SiteTable } from './site-tables.ts';

/** Rows of one table that one statement deletes at most. */
const PIECE = 500;
/** A removed site's row stays this long: an isolate may remember the site for half a minute and store something more. */
const SETTLED_MS = 600_000;

/**
 * Makes the site disappear: no door finds it, its key gives an empty script, nothing is told to its channels any more.
 * False when it is not there, or its name is another.
 */
export async function updateSiteRemoved(
  db: D1Database,
  site: { id: string; name: string; nowMs: number },
): Promise<boolean> {
  const gone = 'EXISTS (SELECT 1 FROM site WHERE id = ?1 AND removed_at IS NOT NULL)';
  const [removed] = await db.batch([
    db
      .prepare(
        `UPDATE site SET removed_at = ?3, enabled = 0, version = version + 1
         WHERE id = ?1 AND name = ?2 AND removed_at IS NULL`,
      )
      .bind(site.id, site.name, site.nowMs),
    db.prepare(`DELETE FROM notice WHERE site_id = ?1 AND ${gone}`).bind(site.id),
    db.prepare(`DELETE FROM channel WHERE site_id = ?1 AND ${gone}`).bind(site.id),
    db.prepare(`DELETE FROM loader_file WHERE site_id = ?1 AND ${gone}`).bind(site.id),
  ]);
  return removed!.meta.changes === 1;
}

/** The same where only a directory of sites is, whose names may be older than the site's own. */
export const updateListedSiteRemoved = async (db: D1Database, siteId: string, nowMs: number): Promise<void> =>
  void (await db
    .prepare('UPDATE site SET removed_at = ?2, enabled = 0, version = version + 1 WHERE id = ?1')
    .bind(siteId, nowMs)
    .run());

/** Removed sites that still have rows, the longest removed first. */
export async function listRemovedSites(db: D1Database): Promise<{ id: string; removedAtMs: number }[]> {
  const { results } = await db
    .prepare('SELECT id, removed_at FROM site WHERE removed_at IS NOT NULL ORDER BY removed_at, id LIMIT 20')
    .all<{ id: string; removed_at: number }>();
  return results.map((row) => ({ id: row.id, removedAtMs: row.removed_at }));
}

/**
 * Deletes rows of a removed site until about `maxRows` are written (rows and their index entries) or `maxTables` were
 * touched. True when nothing of it is left but the row that names it. May be stopped anywhere and run again.
 */
export async function deleteSitePieces(
  db: D1Database,
  siteId: string,
  bounds: { maxRows: number; maxTables: number },
): Promise<boolean> {
  let { maxRows, maxTables } = bounds;
  for (const table of await listFilledTables(db, siteId)) {
    for (;;) {
      if (maxRows <= 0 || maxTables-- <= 0) return false;
      const { meta } = await deletePiece(db, siteId, table).run();
      maxRows -= meta.rows_written;
      if (meta.changes < PIECE) break;
    }
  }
  return true;
}

/** In the order of SITE_TABLES; one statement. */
async function listFilledTables(db: D1Database, siteId: string): Promise<SiteTable[]> {
  // Columns and no UNION: D1 takes few terms in one.
  const looks = SITE_TABLES.map(({ name }) => `EXISTS (SELECT 1 FROM ${name} WHERE site_id = ?1) AS ${name}`);
  const filled = await db
    .prepare(`SELECT ${looks.join(', ')}`)
    .bind(siteId)
    .first<Record<string, number>>();
  return SITE_TABLES.filter(({ name }) => filled?.[name] === 1);
}

function deletePiece(db: D1Database, siteId: string, { name, key }: SiteTable): D1PreparedStatement {
  const columns = key.join(', ');
  return db
    .prepare(
      `DELETE FROM ${name} WHERE (${columns}) IN (SELECT ${columns} FROM ${name} WHERE site_id = ?1 LIMIT ${PIECE})`,
    )
    .bind(siteId);
}

/** Deletes the rows of sites and clinics that nothing is left of. Returns how many sites are still to be erased. */
export async function deleteErasedSites(db: D1Database, erased: string[], nowMs: number): Promise<number> {
  const [, , left] = await db.batch([
    db
      .prepare('DELETE FROM site WHERE removed_at <= ?2 AND id IN (SELECT value FROM json_each(?1))')
      .bind(JSON.stringify(erased), nowMs - SETTLED_MS),
    db.prepare(
      `DELETE FROM clinic WHERE removed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM site WHERE clinic_id = clinic.id)`,
    ),
    db.prepare('SELECT count(*) AS sites FROM site WHERE removed_at IS NOT NULL'),
  ]);
  return (left!.results[0] as { sites: number }).sites;
}

/**
 * Removes a clinic without sites: its people no longer belong to it, and those who belong nowhere else are deleted with
 * their sessions. False while it has a site in use.
 */
export async function updateClinicRemoved(db: D1Database, clinicId: string, nowMs: number): Promise<boolean> {
  const gone = 'EXISTS (SELECT 1 FROM clinic WHERE id = ?1 AND removed_at IS NOT NULL)';
  const [removed] = await db.batch([
    db
      .prepare(
        `UPDATE clinic SET removed_at = ?2 WHERE id = ?1 AND removed_at IS NULL
           AND NOT EXISTS (SELECT 1 FROM site WHERE clinic_id = ?1 AND removed_at IS NULL)`,
      )
      .bind(clinicId, nowMs),
    db
      .prepare(
        `DELETE FROM member WHERE ${gone} AND id IN (SELECT member_id FROM membership WHERE clinic_id = ?1)
           AND NOT EXISTS (SELECT 1 FROM membership WHERE member_id = member.id AND clinic_id <> ?1)`,
      )
      .bind(clinicId),
    ...['membership', 'sign_in_link', 'session'].map((table) =>
      db.prepare(`DELETE FROM ${table} WHERE clinic_id = ?1 AND ${gone}`).bind(clinicId),
    ),
    db
      .prepare(
        'DELETE FROM clinic WHERE id = ?1 AND removed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM site WHERE clinic_id = ?1)',
      )
      .bind(clinicId),
  ]);
  return removed!.meta.changes === 1;
}
