// SQL of saved funnels: a short list per site, each name once.
import * as v from 'valibot';
import { funnelSteps, MAX_FUNNELS } from '../contract/funnels.ts';
import type { FunnelSave, SavedFunnel } from '../contract/funnels.ts';

type FunnelRow = { id: string; name: string; steps: string; strict: number };
export type FunnelKey = { siteId: string; id: string };

/** A site's saved funnels by name. */
export async function listFunnels(db: D1Database, siteId: string): Promise<SavedFunnel[]> {
  const { results } = await db
    .prepare('SELECT id, name, steps, strict FROM saved_funnel WHERE site_id = ?1 ORDER BY name')
    .bind(siteId)
    .all<FunnelRow>();
  return results.map((row) => ({
    ...{ id: row.id, name: row.name, strict: row.strict === 1 },
    steps: v.parse(funnelSteps, JSON.parse(row.steps)),
  }));
}

/** What kept a funnel from being written. */
export type FunnelFault = 'name_taken' | 'limit_reached' | 'not_found';

/** Adds a funnel; null when it was added. */
export async function insertFunnel(
  db: D1Database,
  { siteId, id }: FunnelKey,
  funnel: FunnelSave,
): Promise<FunnelFault | null> {
  const [inserted, named] = await db.batch<{ id: string }>([
    db
      .prepare(
        `INSERT INTO saved_funnel (site_id, id, name, steps, strict) SELECT ?1, ?2, ?3, ?4, ?5
         WHERE (SELECT count(*) FROM saved_funnel WHERE site_id = ?1) < ${MAX_FUNNELS} ON CONFLICT DO NOTHING`,
      )
      .bind(siteId, id, ...values(funnel)),
    ofName(db, siteId, funnel.name),
  ]);
  if (inserted!.meta.changes > 0) return null;
  return named!.results.length > 0 ? 'name_taken' : 'limit_reached';
}

/** Changes a funnel; null when it was changed. */
export async function updateFunnel(
  db: D1Database,
  { siteId, id }: FunnelKey,
  funnel: FunnelSave,
): Promise<FunnelFault | null> {
  const [named, updated] = await db.batch<{ id: string }>([
    ofName(db, siteId, funnel.name),
    db
      .prepare(
        `UPDATE OR IGNORE saved_funnel SET name = ?3, steps = ?4, strict = ?5 WHERE site_id = ?1 AND id = ?2`,
      )
      .bind(siteId, id, ...values(funnel)),
  ]);
  if (updated!.meta.changes > 0) return null;
  return named!.results.some((row) => row.id !== id) ? 'name_taken' : 'not_found';
}

const values = ({ name, steps, strict }: FunnelSave) =>
  [name, JSON.stringify(steps), strict ? 1 : 0] as const;

const ofName = (db: D1Database, siteId: string, name: string): D1PreparedStatement =>
  db.prepare('SELECT id FROM saved_funnel WHERE site_id = ?1 AND name = ?2').bind(siteId, name);

/** Removes a funnel; false when the site has no such one. */
export async function deleteFunnel(db: D1Database, { siteId, id }: FunnelKey): Promise<boolean> {
  const { meta } = await db
    .prepare('DELETE FROM saved_funnel WHERE site_id = ?1 AND id = ?2')
    .bind(siteId, id)
    .run();
  return meta.changes > 0;
}
