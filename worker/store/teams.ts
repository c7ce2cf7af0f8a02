// SQL of a clinic's teams and of those who may answer at a site: all of it in the first database, where people are.
import { MAX_TEAMS } from '../contract/desk.ts';
import type { TeamSave, TeamView } from '../contract/desk.ts';

export type TeamKey = { clinicId: string; id: string };
export type TeamFault = 'name_taken' | 'limit_reached' | 'not_found';

type TeamRow = { id: string; name: string; members: string };
const LIST_TEAMS = `SELECT id, name, (SELECT json_group_array(member_id) FROM team_member WHERE team_id = team.id) AS members
  FROM team WHERE clinic_id = ?1 ORDER BY name, id`;
const teamFromRow = ({ id, name, members }: TeamRow): TeamView => ({
  ...{ id, name },
  members: (JSON.parse(members) as string[]).toSorted(),
});

/** A clinic's teams by name. */
export async function listTeams(db: D1Database, clinicId: string): Promise<TeamView[]> {
  const { results } = await db.prepare(LIST_TEAMS).bind(clinicId).all<TeamRow>();
  return results.map(teamFromRow);
}

export type Staff = { members: { id: string; name: string }[]; teams: TeamView[] };

/** Who may answer at a site, by name, and the clinic's teams. */
export async function listStaff(db: D1Database, clinicId: string, siteId: string): Promise<Staff> {
  const [members, teams] = await db.batch([
    db
      .prepare(
        `SELECT member.id, member.name FROM membership JOIN member ON member.id = membership.member_id
         WHERE membership.clinic_id = ?1 AND role IN ('owner', 'operator') AND ${AT_SITE} ORDER BY member.name, member.id`,
      )
      .bind(clinicId, siteId),
    db.prepare(LIST_TEAMS).bind(clinicId),
  ]);
  return {
    members: members!.results as Staff['members'],
    teams: (teams!.results as TeamRow[]).map(teamFromRow),
  };
}

/** A membership of the clinic ?1 that is not limited, or limited to the site ?2 among others. */
const AT_SITE = `(NOT EXISTS (SELECT 1 FROM membership_site AS ms WHERE ms.clinic_id = ?1 AND ms.member_id = membership.member_id)
  OR EXISTS (SELECT 1 FROM membership_site AS ms WHERE ms.clinic_id = ?1 AND ms.member_id = membership.member_id AND ms.site_id = ?2))`;

/** Only people of the clinic become members of its team (?2). */
const putMembers = (db: D1Database, { clinicId, id }: TeamKey, members: string[]): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO team_member (team_id, member_id)
       SELECT team.id, membership.member_id FROM team JOIN membership ON membership.clinic_id = team.clinic_id
       WHERE team.clinic_id = ?1 AND team.id = ?2 AND membership.member_id IN (SELECT value FROM json_each(?3))
       ON CONFLICT DO NOTHING`,
    )
    .bind(clinicId, id, JSON.stringify(members));

/** Adds a team; null when it was added. */
export async function insertTeam(db: D1Database, key: TeamKey, team: TeamSave): Promise<TeamFault | null> {
  const [inserted, , named] = await db.batch([
    db
      .prepare(
        `INSERT INTO team (id, clinic_id, name) SELECT ?2, ?1, ?3
         WHERE (SELECT count(*) FROM team WHERE clinic_id = ?1) < ${MAX_TEAMS} ON CONFLICT DO NOTHING`,
      )
      .bind(key.clinicId, key.id, team.name),
    putMembers(db, key, team.members),
    ofName(db, key.clinicId, team.name),
  ]);
  if (inserted!.meta.changes > 0) return null;
  return named!.results.length > 0 ? 'name_taken' : 'limit_reached';
}

/** Renames a team and sets who is in it, both or neither; null when it did. */
export async function updateTeam(db: D1Database, key: TeamKey, team: TeamSave): Promise<TeamFault | null> {
  const isFree = 'NOT EXISTS (SELECT 1 FROM team WHERE clinic_id = ?1 AND name = ?3 AND id <> ?2)';
  const [, updated, , named] = await db.batch([
    db
      .prepare(
        `DELETE FROM team_member WHERE team_id IN (SELECT id FROM team WHERE clinic_id = ?1 AND id = ?2) AND ${isFree}`,
      )
      .bind(key.clinicId, key.id, team.name),
    db
      .prepare(`UPDATE team SET name = ?3 WHERE clinic_id = ?1 AND id = ?2 AND ${isFree}`)
      .bind(key.clinicId, key.id, team.name),
    db
      .prepare(
        `INSERT INTO team_member (team_id, member_id)
         SELECT ?2, member_id FROM membership WHERE clinic_id = ?1 AND member_id IN (SELECT value FROM json_each(?4))
           AND EXISTS (SELECT 1 FROM team WHERE clinic_id = ?1 AND id = ?2 AND name = ?3) ON CONFLICT DO NOTHING`,
      )
      .bind(key.clinicId, key.id, team.name, JSON.stringify(team.members)),
    ofName(db, key.clinicId, team.name),
  ]);
  if (updated!.meta.changes > 0) return null;
  return (named!.results as { id: string }[]).some(({ id }) => id !== key.id) ? 'name_taken' : 'not_found';
}

const ofName = (db: D1Database, clinicId: string, name: string): D1PreparedStatement =>
  db.prepare('SELECT id FROM team WHERE clinic_id = ?1 AND name = ?2').bind(clinicId, name);

/** Removes a team; false when the clinic has no such one. */
export async function deleteTeam(db: D1Database, { clinicId, id }: TeamKey): Promise<boolean> {
  const { meta } = await db
    .prepare('DELETE FROM team WHERE clinic_id = ?1 AND id = ?2')
    .bind(clinicId, id)
    .run();
  return meta.changes > 0;
}
