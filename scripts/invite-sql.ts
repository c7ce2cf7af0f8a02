// Makes a one-time sign-in link for a member of a clinic, on any database that takes SQL: only the link's hash is stored.
import { createHash, randomBytes } from 'node:crypto';
import { ulid } from 'ulidx';
import type { Language, Role } from '../worker/contract/vocabulary.ts';
import type { SqlDatabase } from './sql-database.ts';

/** Whom the invitation is for; a problem the person can fix is an `InviteProblem`. */
export type Invitation = {
  clinicId: string;
  /** Lower case. */
  email: string;
  /** Only for somebody new; absent: the part before the @. */
  name?: string;
  /** Absent: owner for somebody new, unchanged for a member of the clinic. */
  role?: Role;
  language: Language;
  nowMs: number;
  /** How long the link lives; an invitation is passed on by hand, so three days unless said otherwise. */
  linkMs?: number;
};

export const INVITE_MS = 72 * 3_600_000;

export class InviteProblem extends Error {}

/** Stores member, membership and link in one transaction; returns the token, which exists nowhere else. */
export async function inviteMember(db: SqlDatabase, invitation: Invitation): Promise<string> {
  const { clinicId, email, role, language, nowMs, linkMs = INVITE_MS } = invitation;
  const token = randomBytes(32).toString('base64url');
  const hash = createHash('sha256').update(token).digest('base64url');
  const name = invitation.name ?? email.split('@')[0] ?? email;
  await db.batch([
    db
      .prepare(
        `INSERT INTO member (id, email, name, language, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (email) DO NOTHING`,
      )
      .bind(ulid(nowMs), email, name, language, nowMs),
    db
      .prepare(
        `INSERT INTO membership (clinic_id, member_id, role, created_at)
         SELECT ?1, id, coalesce(?3, 'owner'), ?4 FROM member WHERE email = ?2
         ON CONFLICT (clinic_id, member_id) DO UPDATE SET role = coalesce(?3, role)`,
      )
      .bind(clinicId, email, role ?? null, nowMs),
    db
      .prepare(
        'INSERT INTO sign_in_link (hash, member_id, expires_at) SELECT ?1, id, ?3 FROM member WHERE email = ?2',
      )
      .bind(hash, email, nowMs + linkMs),
  ]);
  return token;
}

/** A clinic without a site yet; returns its id. */
export async function insertClinic(db: SqlDatabase, name: string, nowMs: number): Promise<string> {
  const id = ulid(nowMs);
  await db.batch([
    db.prepare('INSERT INTO clinic (id, name, created_at) VALUES (?1, ?2, ?3)').bind(id, name, nowMs),
  ]);
  return id;
}

export type ClinicRow = { id: string; name: string };

/** The one clinic that is meant: by its name or id, by a site's domain, key or id, or the only one there is. */
export async function readClinicMeant(
  db: SqlDatabase,
  by: { clinic?: string | undefined; site?: string | undefined },
): Promise<ClinicRow> {
  const found = await clinicsMeant(db, by);
  const [only] = found;
  if (only && found.length === 1) return only;
  const named = by.clinic ?? by.site;
  if (named !== undefined && !only)
    throw new InviteProblem(`There is no ${by.site ? 'site' : 'clinic'} "${named}" here.`);
  if (!only) throw new InviteProblem('There is no clinic yet: add --new-clinic "Name".');
  const names = found.map((clinic) => `${clinic.name} (${clinic.id})`).join(', ');
  throw new InviteProblem(`Several clinics are meant; name one by --clinic ID: ${names}.`);
}

async function clinicsMeant(
  db: SqlDatabase,
  { clinic, site }: { clinic?: string | undefined; site?: string | undefined },
): Promise<ClinicRow[]> {
  const statement =
    clinic !== undefined
      ? db
          .prepare(
            'SELECT id, name FROM clinic WHERE removed_at IS NULL AND (id = ?1 OR name = ?1) ORDER BY name',
          )
          .bind(clinic)
      : site !== undefined
        ? db
            .prepare(
              `SELECT id, name FROM clinic WHERE id IN
                 (SELECT clinic_id FROM site WHERE removed_at IS NULL AND (id = ?1 OR key = ?1 OR domain = lower(?1))) ORDER BY name`,
            )
            .bind(site)
        : db.prepare('SELECT id, name FROM clinic WHERE removed_at IS NULL ORDER BY name LIMIT 20');
  return (await statement.all<ClinicRow>()).results;
}
