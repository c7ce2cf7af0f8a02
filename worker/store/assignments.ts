// SQL of whose a conversation is: taking, handing over, and letting go of people and teams that are gone.

export type Assignment = {
  siteId: string;
  /** Each conversation with the id of the note that tells of its handover. */
  of: { id: string; noteId: string }[];
  /** To whom; absent: as it is. */
  assigneeId?: string | null | undefined;
  teamId?: string | null | undefined;
  /** Who does it. */
  memberId: string;
  text: string;
  nowMs: number;
};

// ?1 the site, ?2 the conversations, ?3 whether the member changes, ?4 to whom, ?5 whether the team changes, ?6 to which.
const NEW_MEMBER = 'iif(?3, ?4, assignee_id)';
const NEW_TEAM = 'iif(?5, ?6, team_id)';
const MOVES = `conversation.site_id = ?1 AND (assignee_id IS NOT ${NEW_MEMBER} OR team_id IS NOT ${NEW_TEAM})`;
/** From one hand to another: whoever takes what nobody or only their team had changes no hands. */
const CHANGES_HANDS = `CASE
  WHEN COALESCE(${NEW_MEMBER}, ${NEW_TEAM}) IS NULL THEN 0
  WHEN assignee_id IS NOT NULL THEN assignee_id IS NOT ${NEW_MEMBER}
  ELSE team_id IS NOT NULL AND team_id IS NOT ${NEW_TEAM} END`;

/** Gives conversations to somebody and leaves a note of it in each. Returns which were there and moved. */
export async function updateAssigned(db: D1Database, a: Assignment): Promise<string[]> {
  const binds = [
    ...[a.siteId, JSON.stringify(a.of), a.assigneeId === undefined ? 0 : 1, a.assigneeId ?? null],
    ...[a.teamId === undefined ? 0 : 1, a.teamId ?? null],
  ];
  const [, moved] = await db.batch([
    // Before they move, because this tells which will.
    db
      .prepare(
        `INSERT INTO internal_note (conversation_id, id, site_id, client_key, kind, member_id, text, to_team_id, to_member_id,
           after_seq, at)
         SELECT conversation.id, given.value ->> '$.noteId', ?1, given.value ->> '$.noteId', 'handover', ?7, ?8, ${NEW_TEAM},
           ${NEW_MEMBER}, COALESCE((SELECT max(seq) FROM message WHERE message.conversation_id = conversation.id), 0), ?9
         FROM json_each(?2) AS given JOIN conversation ON conversation.id = given.value ->> '$.id' WHERE ${MOVES}`,
      )
      .bind(...binds, a.memberId, a.text, a.nowMs),
    db
      .prepare(
        `UPDATE conversation SET transfers = transfers + ${CHANGES_HANDS}, assignee_id = ${NEW_MEMBER}, team_id = ${NEW_TEAM}
         WHERE id IN (SELECT value ->> '$.id' FROM json_each(?2)) AND ${MOVES} RETURNING id`,
      )
      .bind(...binds),
  ]);
  return (moved!.results as { id: string }[]).map(({ id }) => id);
}

/** Which of these conversations the site has. */
export async function listKnown(db: D1Database, siteId: string, ids: string[]): Promise<string[]> {
  const { results } = await db
    .prepare('SELECT id FROM conversation WHERE id IN (SELECT value FROM json_each(?2)) AND site_id = ?1')
    .bind(siteId, JSON.stringify(ids))
    .all<{ id: string }>();
  return results.map(({ id }) => id);
}

const SITES = 'site_id IN (SELECT id FROM site WHERE clinic_id = ?1)';

/** Nobody has what a team had that is no more. In every database of the deployment. */
export const updateTeamGone = async (db: D1Database, clinicId: string, teamId: string): Promise<void> =>
  void (await db
    .prepare(`UPDATE conversation SET team_id = NULL WHERE ${SITES} AND team_id = ?2`)
    .bind(clinicId, teamId)
    .run());

/** Nobody has what somebody had who may no longer answer there; `keeps` are the sites where they still may. In every database. */
export const updateMemberGone = async (
  db: D1Database,
  { clinicId, memberId, keeps }: { clinicId: string; memberId: string; keeps: string[] },
): Promise<void> =>
  void (await db
    .prepare(
      `UPDATE conversation SET assignee_id = NULL WHERE ${SITES} AND assignee_id = ?2
         AND site_id NOT IN (SELECT value FROM json_each(?3))`,
    )
    .bind(clinicId, memberId, JSON.stringify(keeps))
    .run());
