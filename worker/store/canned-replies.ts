// SQL of ready-made replies: a short list per site, each title once; a changed text is a new version.
import { MAX_CANNED } from '../contract/desk.ts';
import type { CannedReply, CannedSave } from '../contract/desk.ts';

export type CannedKey = { siteId: string; id: string };
export type CannedFault = 'name_taken' | 'limit_reached' | 'not_found';

/** A site's ready-made replies by title. */
export async function listCanned(db: D1Database, siteId: string): Promise<CannedReply[]> {
  const { results } = await db
    .prepare('SELECT id, title, topic, text, version FROM canned_reply WHERE site_id = ?1 ORDER BY title')
    .bind(siteId)
    .all<CannedReply>();
  return results;
}

/** Adds one; null when it was added. */
export async function insertCanned(
  db: D1Database,
  { siteId, id }: CannedKey,
  canned: CannedSave,
): Promise<CannedFault | null> {
  const [inserted, named] = await db.batch([
    db
      .prepare(
        `INSERT INTO canned_reply (site_id, id, title, topic, text) SELECT ?1, ?2, ?3, ?4, ?5
         WHERE (SELECT count(*) FROM canned_reply WHERE site_id = ?1) < ${MAX_CANNED} ON CONFLICT DO NOTHING`,
      )
      .bind(siteId, id, canned.title, canned.topic, canned.text),
    ofTitle(db, siteId, canned.title),
  ]);
  if (inserted!.meta.changes > 0) return null;
  return named!.results.length > 0 ? 'name_taken' : 'limit_reached';
}

/** Changes one; null when it was changed. */
export async function updateCanned(
  db: D1Database,
  { siteId, id }: CannedKey,
  canned: CannedSave,
): Promise<CannedFault | null> {
  const [named, updated] = await db.batch([
    ofTitle(db, siteId, canned.title),
    db
      .prepare(
        `UPDATE OR IGNORE canned_reply SET title = ?3, topic = ?4, text = ?5, version = version + (text <> ?5)
         WHERE site_id = ?1 AND id = ?2`,
      )
      .bind(siteId, id, canned.title, canned.topic, canned.text),
  ]);
  if (updated!.meta.changes > 0) return null;
  return (named!.results as { id: string }[]).some((row) => row.id !== id) ? 'name_taken' : 'not_found';
}

const ofTitle = (db: D1Database, siteId: string, title: string): D1PreparedStatement =>
  db.prepare('SELECT id FROM canned_reply WHERE site_id = ?1 AND title = ?2').bind(siteId, title);

/** Removes one; false when the site has no such one. */
export async function deleteCanned(db: D1Database, { siteId, id }: CannedKey): Promise<boolean> {
  const { meta } = await db
    .prepare('DELETE FROM canned_reply WHERE site_id = ?1 AND id = ?2')
    .bind(siteId, id)
    .run();
  return meta.changes > 0;
}
