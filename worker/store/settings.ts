// SQL of a site's settings: one transaction saves them, remembers dropped stages and starts series, or does nothing.
import type { Settings, SiteUpdate } from '../contract/settings.ts';
import type { SeriesPlan } from '../domain/series.ts';
import type { KnownStages } from '../domain/stages.ts';
import { seriesStatements } from './series.ts';
import type { PlannedStart } from './series.ts';
import type { Site } from './sites.ts';

/** Key by id of the stages a site dropped earlier. */
export async function listFormerStages(db: D1Database, siteId: string): Promise<KnownStages> {
  const row = await db
    .prepare('SELECT former_stages FROM site WHERE id = ?1')
    .bind(siteId)
    .first<{ former_stages: string }>();
  const stored = JSON.parse(row?.former_stages ?? '{}') as Record<string, string>;
  return new Map(Object.entries(stored).map(([id, key]) => [Number(id), key]));
}

export type SettingsSave = {
  site: Site;
  update: Omit<SiteUpdate, 'settings'>;
  settings: Settings;
  rulesVersion: number;
  /** Every stage the site has dropped, these settings included. */
  formerStages: KnownStages;
  plan: (Omit<SeriesPlan, 'starts'> & { starts: PlannedStart[] }) | null;
  nowMs: number;
};

/** Saves; false when somebody saved after `update.version` was read: then nothing is stored. */
export async function updateSettings(db: D1Database, save: SettingsSave): Promise<boolean> {
  const { site, update, settings, rulesVersion, formerStages, plan, nowMs } = save;
  const guard = { siteId: site.id, version: update.version, nowMs };
  const results = await db.batch([
    ...(plan ? seriesStatements(db, plan, guard) : []),
    // Last, because the version it raises is what the statements before it look at.
    db
      .prepare(
        `UPDATE site SET name = ?3, domain = ?4, zone = ?5, enabled = ?6, settings = ?7, rules_version = ?8,
           former_stages = ?9, version = version + 1 WHERE id = ?1 AND version = ?2`,
      )
      .bind(
        ...[site.id, update.version, update.name, update.domain, update.zone, update.enabled ? 1 : 0],
        ...[JSON.stringify(settings), rulesVersion, JSON.stringify(Object.fromEntries(formerStages))],
      ),
  ]);
  return results.at(-1)?.meta.changes === 1;
}

/** Bytes of the loader built for these settings as sent (brotli), or null before it is built. */
export async function readLoaderBytes(
  db: D1Database,
  site: Pick<Site, 'id' | 'version'>,
): Promise<number | null> {
  const row = await db
    .prepare('SELECT length(brotli) AS bytes FROM loader_file WHERE site_id = ?1 AND version = ?2')
    .bind(site.id, site.version)
    .first<{ bytes: number }>();
  return row?.bytes ?? null;
}
