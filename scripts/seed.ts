// Writes a clinic with one site and its members into a local database: what the demo and the browser tests begin with.
import { createHash, randomBytes } from 'node:crypto';
import type { D1Database } from '@cloudflare/workers-types';
import { ulid } from 'ulidx';
import { defaultSettings } from '../worker/contract/default-settings.ts';
import type { Settings } from '../worker/contract/settings.ts';
import type { DataPlace, Language, Role } from '../worker/contract/vocabulary.ts';
import { localDay } from '../worker/domain/calendar.ts';
import type { SqlDatabase } from './sql-database.ts';

export type ClinicSeed = {
  name: string;
  legalName: string;
  policyUrl: string;
  siteName: string;
  siteKey: string;
  domain: string;
  zone: string;
  dataPlace: DataPlace;
  language: Language;
  origins: string[];
  nowMs: number;
  /** Changes the default settings in place before they are written. */
  settings?: (settings: Settings) => void;
};
export type SeededClinic = { clinicId: string; siteId: string; siteKey: string; seriesId: string };

/** A clinic, its enabled site, and the site's first journey series. */
export async function seedClinic(db: SqlDatabase, seed: ClinicSeed): Promise<SeededClinic> {
  const { siteKey, zone, nowMs } = seed;
  const [clinicId, siteId, seriesId] = [ulid(nowMs), ulid(nowMs), ulid(nowMs)];
  const today = localDay(nowMs, zone);
  const settings = defaultSettings({ origins: seed.origins, language: seed.language, today });
  seed.settings?.(settings);
  await db.batch([
    db
      .prepare(
        'INSERT INTO clinic (id, name, legal_name, policy_url, created_at) VALUES (?1, ?2, ?3, ?4, ?5)',
      )
      .bind(clinicId, seed.name, seed.legalName, seed.policyUrl, nowMs),
    db
      .prepare(
        `INSERT INTO site (id, clinic_id, key, name, domain, zone, data_place, settings, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)`,
      )
      .bind(
        siteId,
        clinicId,
        siteKey,
        seed.siteName,
        seed.domain,
        zone,
        seed.dataPlace,
        JSON.stringify(settings),
        nowMs,
      ),
    db
      .prepare(
        `INSERT INTO series (id, site_id, kind, mode, rules_version, zone, started_on, started_at)
         VALUES (?1, ?2, 'journey', ?3, 1, ?4, ?5, ?6)`,
      )
      .bind(seriesId, siteId, settings.mode, zone, today, nowMs),
  ]);
  return { clinicId, siteId, siteKey, seriesId };
}

export type MemberSeed = {
  clinicId: string;
  email: string;
  name: string;
  role: Role;
  language: Language;
  nowMs: number;
};

/** A member with a role in the clinic; returns the member's id. */
export async function seedMember(db: D1Database, seed: MemberSeed): Promise<string> {
  const memberId = ulid(seed.nowMs);
  await db.batch([
    db
      .prepare('INSERT INTO member (id, email, name, language, created_at) VALUES (?1, ?2, ?3, ?4, ?5)')
      .bind(memberId, seed.email, seed.name, seed.language, seed.nowMs),
    db
      .prepare('INSERT INTO membership (clinic_id, member_id, role, created_at) VALUES (?1, ?2, ?3, ?4)')
      .bind(seed.clinicId, memberId, seed.role, seed.nowMs),
  ]);
  return memberId;
}

/** Makes `count` one-time sign-in tokens for a member; only their hashes are stored. */
export async function seedLinks(
  db: D1Database,
  options: { memberId: string; count: number; expiresAtMs: number },
): Promise<string[]> {
  const { memberId, count, expiresAtMs } = options;
  const tokens = Array.from({ length: count }, () => randomBytes(32).toString('base64url'));
  const insert = db.prepare('INSERT INTO sign_in_link (hash, member_id, expires_at) VALUES (?1, ?2, ?3)');
  await db.batch(tokens.map((token) => insert.bind(sha256(token), memberId, expiresAtMs)));
  return tokens;
}

/** The sign-in address of a token: in the fragment, which no server log and no mail scanner sees. */
export const enterLink = (publicUrl: string, token: string): string => `${publicUrl}/enter#${token}`;

export { snippetFor } from '../worker/domain/snippet.ts';

/** A fresh secret for SEAL_KEYS: `keyId:base64url(32 bytes)`. */
export const newSealKey = (keyId: string): string => `${keyId}:${randomBytes(32).toString('base64url')}`;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');
