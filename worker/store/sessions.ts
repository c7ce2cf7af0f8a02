// SQL of sign-in: one-time links, rolling sessions, and what a session may see.
import type { Membership, SignedIn } from '../guards/member.ts';
import { sha256 } from '../secrets.ts';

/** The live session of this token with the member's roles, or null. */
export async function readSession(db: D1Database, token: string, nowMs: number): Promise<SignedIn | null> {
  const hash = await sha256(token);
  const row = await db
    .prepare(
      `SELECT session.member_id, (SELECT json_group_array(json_object('clinicId', clinic_id, 'role', role, 'sites',
         (SELECT json_group_array(site_id) FROM membership_site AS ms
          WHERE ms.clinic_id = membership.clinic_id AND ms.member_id = membership.member_id)))
         FROM membership WHERE membership.member_id = session.member_id) AS memberships
       FROM session WHERE hash = ?1 AND expires_at > ?2`,
    )
    .bind(hash, nowMs)
    .first<{ member_id: string; memberships: string }>();
  if (!row) return null;
  const memberships = (JSON.parse(row.memberships) as (Omit<Membership, 'sites'> & { sites: string | string[] })[]).map(
    // SQLite gives a nested json array as JSON or as text, by version.
    (m) => ({ ...m, sites: typeof m.sites === 'string' ? (JSON.parse(m.sites) as string[]) : m.sites }),
  );
  return { memberId: row.member_id, sessionHash: hash, memberships };
}
