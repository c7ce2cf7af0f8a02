// SQL of a clinic's people: who is there, and somebody new with the link that lets them in.
import type { MemberView } from '../contract/members.ts';
import type { Language, Role } from '../contract/vocabulary.ts';

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
