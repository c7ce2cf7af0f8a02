// SQL of clinics' sites: one record holds what every door needs (clinic, settings, the series of visits).
import * as v from 'valibot';
import { settings as settingsSchema } from '../contract/settings.ts';
import type { Settings } from '../contract/settings.ts';
import type { DataPlace, Mode } from '../contract/vocabulary.ts';

export type JourneySeries = {
  id: string;
  mode: Mode;
  rulesVersion: number;
  zone: string;
  startedOn: string;
  startedAtMs: number;
};

export type Site = {
  id: string;
  key: string;
  /** The number of its database, from 1. */
  home: number;
  name: string;
  domain: string;
  zone: string;
  dataPlace: DataPlace;
  enabled: boolean;
  version: number;
  rulesVersion: number;
  settings: Settings;
  inboxOpenedAtMs: number | null;
  clinic: { id: string; name: string; legalName: string; policyUrl: string; consentVersion: string };
  /** Newest first; one may start in the future (a zone change waits for the next local midnight). */
  series: JourneySeries[];
};

export type SiteRow = {
  id: string;
  key: string;
  home: number;
  name: string;
  domain: string;
  zone: string;
  data_place: DataPlace;
  enabled: number;
  version: number;
  rules_version: number;
  settings: string;
  inbox_opened_at: number | null;
  clinic_id: string;
  clinic_name: string;
  legal_name: string;
  policy_url: string;
  consent_version: string;
  series: string;
};

const SELECT_SITE = `
  SELECT site.id, site.key, home, site.name, site.domain, site.zone, data_place, enabled, site.version, rules_version, settings,
    inbox_opened_at, clinic.id AS clinic_id, clinic.name AS clinic_name, legal_name, policy_url, consent_version,
    (SELECT json_group_array(json_object('id', id, 'mode', mode, 'rulesVersion', rules_version, 'zone', zone,
      'startedOn', started_on, 'startedAtMs', started_at)) FROM
      (SELECT * FROM series WHERE site_id = site.id AND kind = 'journey' ORDER BY started_at DESC LIMIT 3)) AS series
  FROM site JOIN clinic ON clinic.id = site.clinic_id`;

/** The site with this public key, or null. */
export async function readSiteByKey(db: D1Database, key: string): Promise<Site | null> {
  const row = await db
    .prepare(`${SELECT_SITE} WHERE site.key = ?1 AND site.removed_at IS NULL`)
    .bind(key)
    .first<SiteRow>();
  return row && siteFromRow(row);
}

export const selectSite = (db: D1Database, id: string): D1PreparedStatement =>
  db.prepare(`${SELECT_SITE} WHERE site.id = ?1 AND site.removed_at IS NULL`).bind(id);

/** The site with this id, or null. */
export async function readSite(db: D1Database, id: string): Promise<Site | null> {
  const row = await selectSite(db, id).first<SiteRow>();
  return row && siteFromRow(row);
}

export function siteFromRow(row: SiteRow): Site {
  return {
    id: row.id,
    key: row.key,
    home: row.home,
    name: row.name,
    domain: row.domain,
    zone: row.zone,
    dataPlace: row.data_place,
    enabled: row.enabled === 1,
    version: row.version,
    rulesVersion: row.rules_version,
    settings: v.parse(settingsSchema, JSON.parse(row.settings)),
    inboxOpenedAtMs: row.inbox_opened_at,
    clinic: {
      id: row.clinic_id,
      name: row.clinic_name,
      legalName: row.legal_name,
      policyUrl: row.policy_url,
      consentVersion: row.consent_version,
    },
    series: JSON.parse(row.series) as JourneySeries[],
  };
}
