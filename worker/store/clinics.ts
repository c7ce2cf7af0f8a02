// SQL of clinics: the legal name that consent texts carry, and a clinic's new site with its first series.
import type { ClinicUpdate, Settings, SiteCreate } from '../contract/settings.ts';
import { insertFirstSeries } from './series.ts';
import type { PlannedStart } from './series.ts';

/** Saves; the consent text gets a new version exactly when legal name or policy address change. */
export async function updateClinic(db: D1Database, clinicId: string, clinic: ClinicUpdate): Promise<void> {
  await db
    .prepare(
      `UPDATE clinic SET name = ?2, legal_name = ?3, policy_url = ?4, consent_version = CASE
         WHEN legal_name <> ?3 OR policy_url <> ?4 THEN CAST(CAST(consent_version AS INTEGER) + 1 AS TEXT)
         ELSE consent_version END
       WHERE id = ?1`,
    )
    .bind(clinicId, clinic.name, clinic.legalName, clinic.policyUrl)
    .run();
}

/** Public keys of a clinic's sites. */
export async function listSiteKeys(db: D1Database, clinicId: string): Promise<string[]> {
  const { results } = await db
    .prepare('SELECT key FROM site WHERE clinic_id = ?1 AND removed_at IS NULL')
    .bind(clinicId)
    .all<{ key: string }>();
  return results.map(({ key }) => key);
}

export type NewSite = SiteCreate & {
  id: string;
  clinicId: string;
  key: string;
  settings: Settings;
  nowMs: number;
};

/** Stores a site together with the series its visits are counted in. */
export async function insertSite(db: D1Database, site: NewSite, series: PlannedStart): Promise<void> {
  await db.batch(siteStatements(db, site, series));
}

/** Stores a clinic with its owner and its first site, whole or not at all. */
export async function insertClinic(
  db: D1Database,
  clinic: { name: string; ownerId: string; site: NewSite; series: PlannedStart },
): Promise<void> {
  const { name, ownerId, site, series } = clinic;
  await db.batch([
    db
      .prepare('INSERT INTO clinic (id, name, created_at) VALUES (?1, ?2, ?3)')
      .bind(site.clinicId, name, site.nowMs),
    db
      .prepare(`INSERT INTO membership (clinic_id, member_id, role, created_at) VALUES (?1, ?2, 'owner', ?3)`)
      .bind(site.clinicId, ownerId, site.nowMs),
    ...siteStatements(db, site, series),
  ]);
}

function siteStatements(db: D1Database, site: NewSite, series: PlannedStart): D1PreparedStatement[] {
  return [
    db
      .prepare(
        `INSERT INTO site (id, clinic_id, key, name, domain, zone, data_place, settings, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`,
      )
      .bind(
        ...[site.id, site.clinicId, site.key, site.name, site.domain, site.zone, site.dataPlace],
        ...[JSON.stringify(site.settings), site.nowMs],
      ),
    insertFirstSeries(db, site.id, series),
  ];
}
