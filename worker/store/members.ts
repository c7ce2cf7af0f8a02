// SQL of people: who belongs to a clinic, in which role, limited to which sites; and a member's own profile.
import type { Me, MemberView } from '../contract/members.ts';
import type { Language, Role } from '../contract/vocabulary.ts';
import type { SignedIn } from './sessions.ts';

/** The signed-in member with the clinics and sites this session opens. */
export async function readMe(db: D1Database, signedIn: SignedIn): Promise<Me | null> {
  const [people, clinics, sites] = await db.batch([
    db.prepare('SELECT id, name, email, language FROM member WHERE id = ?1').bind(signedIn.memberId),
    db
      .prepare('SELECT id, name FROM clinic WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY name, id')
      .bind(JSON.stringify(signedIn.memberships.map((m) => m.clinicId))),
    db
      .prepare(
        `SELECT clinic_id, id, name, domain, zone FROM site
         WHERE clinic_id IN (SELECT value FROM json_each(?1)) ORDER BY created_at, id`,
      )
      .bind(JSON.stringify(signedIn.memberships.map((m) => m.clinicId))),
  ]);
  const member = (people?.results as Me['member'][] | undefined)?.[0];
  if (!member) return null;
  return {
    member,
    clinics: ((clinics?.results ?? []) as { id: string; name: string }[]).flatMap((clinic) => {
      const membership = signedIn.memberships.find((m) => m.clinicId === clinic.id);
      if (!membership) return [];
      const open = ((sites?.results ?? []) as SiteOfClinic[]).filter(
        (site) =>
          site.clinic_id === clinic.id && (!membership.sites.length || membership.sites.includes(site.id)),
      );
      return { ...clinic, role: membership.role, sites: open.map(({ clinic_id: _, ...site }) => site) };
    }),
  };
}
type SiteOfClinic = { clinic_id: string; id: string; name: string; domain: string; zone: string };

/** Saves name and language; false when a session of one clinic would rename somebody who belongs to others as well. */
export async function updateProfile(
  db: D1Database,
  { memberId, onlyClinicId }: SignedIn,
  profile: { name: string; language: Language },
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `UPDATE member SET name = ?2, language = ?3 WHERE id = ?1 AND (?4 IS NULL
         OR NOT EXISTS (SELECT 1 FROM membership WHERE member_id = ?1 AND clinic_id <> ?4))`,
    )
    .bind(memberId, profile.name, profile.language, onlyClinicId)
    .run();
  return meta.changes === 1;
}

type MemberRow = {
  id: string;
  name: string;
  email: string;
  role: Role;
  sites: string;
  seen_at: number | null;
};

/** Members of a clinic by name. `lastSeenOn` is a UTC date: the day is all an owner needs. */
export async function listMembers(db: D1Database, clinicId: string): Promise<MemberView[]> {
  const { results } = await db
    .prepare(
      `SELECT member.id, member.name, member.email, membership.role,
         (SELECT json_group_array(site_id) FROM membership_site AS ms
          WHERE ms.clinic_id = ?1 AND ms.member_id = member.id) AS sites,
         (SELECT max(seen_at) FROM session WHERE session.member_id = member.id
          AND (session.clinic_id IS NULL OR session.clinic_id = ?1)) AS seen_at
       FROM membership JOIN member ON member.id = membership.member_id
       WHERE membership.clinic_id = ?1 ORDER BY member.name, member.id`,
    )
    .bind(clinicId)
    .all<MemberRow>();
  return results.map(({ seen_at, sites, ...member }) => ({
    ...member,
    sites: JSON.parse(sites) as string[],
    lastSeenOn: seen_at === null ? null : new Date(seen_at).toISOString().slice(0, 10),
  }));
}

export type NewMember = {
  id: string;
  clinicId: string;
  email: string;
  name: string;
  language: Language;
  role: Role;
  sites: string[];
  linkHash: string;
  linkExpiresAtMs: number;
  nowMs: number;
};

/**
 * Makes the member (or takes the one with this address), the membership and a one-time link that opens this clinic, in
 * one transaction. False when they already belong to the clinic: then nothing is stored.
 */
export async function insertMember(db: D1Database, member: NewMember): Promise<boolean> {
  try {
    await db.batch([
      db
        .prepare(
          `INSERT INTO member (id, email, name, language, created_at) VALUES (?1, ?2, ?3, ?4, ?5)
           ON CONFLICT (email) DO NOTHING`,
        )
        .bind(member.id, member.email, member.name, member.language, member.nowMs),
      db
        .prepare(
          `INSERT INTO membership (clinic_id, member_id, role, created_at)
           SELECT ?1, id, ?3, ?4 FROM member WHERE email = ?2`,
        )
        .bind(member.clinicId, member.email, member.role, member.nowMs),
      db
        .prepare(
          `INSERT INTO membership_site (clinic_id, member_id, site_id)
           SELECT ?1, member.id, site.value FROM member JOIN json_each(?3) AS site WHERE member.email = ?2`,
        )
        .bind(member.clinicId, member.email, JSON.stringify([...new Set(member.sites)])),
      db
        .prepare(
          `INSERT INTO sign_in_link (hash, member_id, clinic_id, expires_at)
           SELECT ?1, id, ?3, ?4 FROM member WHERE email = ?2`,
        )
        .bind(member.linkHash, member.email, member.clinicId, member.linkExpiresAtMs),
    ]);
    return true;
  } catch (error) {
    if (error instanceof Error && /UNIQUE constraint failed: membership\./.test(error.message)) return false;
    throw error;
  }
}

/** True while the clinic (?1) keeps an owner of all its sites without the member (?2). */
const KEEPS_OWNER = `EXISTS (SELECT 1 FROM membership AS other WHERE other.clinic_id = ?1 AND other.member_id <> ?2
  AND other.role = 'owner' AND NOT EXISTS (SELECT 1 FROM membership_site AS ms
    WHERE ms.clinic_id = other.clinic_id AND ms.member_id = other.member_id))`;

export type MembershipKey = { clinicId: string; memberId: string };

/** Whether the member belongs to the clinic. */
export async function readMembership(
  db: D1Database,
  { clinicId, memberId }: MembershipKey,
): Promise<boolean> {
  const row = await db
    .prepare('SELECT 1 AS found FROM membership WHERE clinic_id = ?1 AND member_id = ?2')
    .bind(clinicId, memberId)
    .first();
  return row !== null;
}

/** How many of these ids are sites of the clinic. */
export async function countSites(db: D1Database, clinicId: string, siteIds: string[]): Promise<number> {
  const row = await db
    .prepare(
      'SELECT count(*) AS n FROM site WHERE clinic_id = ?1 AND id IN (SELECT value FROM json_each(?2))',
    )
    .bind(clinicId, JSON.stringify(siteIds))
    .first<{ n: number }>();
  return row?.n ?? 0;
}

/** Sets role and sites; false when that would leave the clinic without an owner of all its sites. */
export async function updateMembership(
  db: D1Database,
  { clinicId, memberId }: MembershipKey,
  { role, sites }: { role: Role; sites: string[] },
): Promise<boolean> {
  const may = `(?3 = 1 OR ${KEEPS_OWNER})`;
  const staysOwner = role === 'owner' && sites.length === 0 ? 1 : 0;
  const [updated] = await db.batch([
    db
      .prepare(`UPDATE membership SET role = ?4 WHERE clinic_id = ?1 AND member_id = ?2 AND ${may}`)
      .bind(clinicId, memberId, staysOwner, role),
    db
      .prepare(`DELETE FROM membership_site WHERE clinic_id = ?1 AND member_id = ?2 AND ${may}`)
      .bind(clinicId, memberId, staysOwner),
    db
      .prepare(
        `INSERT INTO membership_site (clinic_id, member_id, site_id)
         SELECT ?1, ?2, value FROM json_each(?4) WHERE ${may}
           AND EXISTS (SELECT 1 FROM membership WHERE clinic_id = ?1 AND member_id = ?2)`,
      )
      .bind(clinicId, memberId, staysOwner, JSON.stringify([...new Set(sites)])),
  ]);
  return updated?.meta.changes === 1;
}

/**
 * Removes a member from the clinic with the links and sessions made for it; somebody who belongs nowhere else is deleted.
 * False when that would leave the clinic without an owner of all its sites.
 */
export async function deleteMembership(
  db: D1Database,
  { clinicId, memberId }: MembershipKey,
): Promise<boolean> {
  const gone = 'NOT EXISTS (SELECT 1 FROM membership WHERE clinic_id = ?1 AND member_id = ?2)';
  const [removed] = await db.batch([
    db
      .prepare(`DELETE FROM membership WHERE clinic_id = ?1 AND member_id = ?2 AND ${KEEPS_OWNER}`)
      .bind(clinicId, memberId),
    db
      .prepare(`DELETE FROM sign_in_link WHERE clinic_id = ?1 AND member_id = ?2 AND ${gone}`)
      .bind(clinicId, memberId),
    db
      .prepare(`DELETE FROM session WHERE clinic_id = ?1 AND member_id = ?2 AND ${gone}`)
      .bind(clinicId, memberId),
    db
      .prepare(
        'DELETE FROM member WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM membership WHERE member_id = ?1)',
      )
      .bind(memberId),
  ]);
  return removed?.meta.changes === 1;
}
