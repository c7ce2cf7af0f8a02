// SQL of memberships: role, sites and removal, never leaving a clinic without an owner of all its sites.
import type { Role } from '../contract/vocabulary.ts';

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
      `SELECT count(*) AS n FROM site
       WHERE clinic_id = ?1 AND removed_at IS NULL AND id IN (SELECT value FROM json_each(?2))`,
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
        `DELETE FROM team_member WHERE member_id = ?2 AND ${gone}
           AND team_id IN (SELECT id FROM team WHERE clinic_id = ?1)`,
      )
      .bind(clinicId, memberId),
    db
      .prepare(
        'DELETE FROM member WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM membership WHERE member_id = ?1)',
      )
      .bind(memberId),
  ]);
  return removed?.meta.changes === 1;
}
