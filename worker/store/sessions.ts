// SQL of sign-in: one-time links, rolling sessions, and what a session may see.
import type { Role } from '../contract/vocabulary.ts';
import { sha256 } from '../secrets.ts';

export const SESSION_MS = 30 * 86_400_000;

export type Membership = {
  clinicId: string;
  role: Role;
  /** Empty: all sites of the clinic. */ sites: string[];
};
export type SignedIn = {
  memberId: string;
  sessionHash: string;
  /** Set when the link was made by a clinic's owner: the session opens that clinic only. */
  onlyClinicId: string | null;
  seenAtMs: number;
  memberships: Membership[];
};

export type SessionRow = {
  hash: string;
  member_id: string;
  clinic_id: string | null;
  seen_at: number;
  memberships: string;
};

/** The live session of this hash with the member's roles. */
export const selectSession = (db: D1Database, hash: string, nowMs: number): D1PreparedStatement =>
  db
    .prepare(
      `SELECT session.hash, session.member_id, session.clinic_id, session.seen_at,
         (SELECT json_group_array(json_object('clinicId', clinic_id, 'role', role, 'sites',
           (SELECT json_group_array(site_id) FROM membership_site AS ms
            WHERE ms.clinic_id = membership.clinic_id AND ms.member_id = membership.member_id)))
          FROM membership WHERE membership.member_id = session.member_id
            AND (session.clinic_id IS NULL OR session.clinic_id = membership.clinic_id)) AS memberships
       FROM session WHERE hash = ?1 AND expires_at > ?2`,
    )
    .bind(hash, nowMs);

export function sessionFromRow(row: SessionRow): SignedIn {
  const memberships = (
    JSON.parse(row.memberships) as (Omit<Membership, 'sites'> & { sites: string | string[] })[]
  ).map(
    // SQLite gives a nested json array as JSON or as text, by version.
    (m) => ({ ...m, sites: typeof m.sites === 'string' ? (JSON.parse(m.sites) as string[]) : m.sites }),
  );
  return {
    memberId: row.member_id,
    sessionHash: row.hash,
    onlyClinicId: row.clinic_id,
    seenAtMs: row.seen_at,
    memberships,
  };
}

/** The live session of this hash, or null: for who was signed in by its token before. */
export async function readSessionByHash(
  db: D1Database,
  hash: string,
  nowMs: number,
): Promise<SignedIn | null> {
  const row = await selectSession(db, hash, nowMs).first<SessionRow>();
  return row && sessionFromRow(row);
}

/** The live session of this token, or null. */
export async function readSession(db: D1Database, token: string, nowMs: number): Promise<SignedIn | null> {
  return readSessionByHash(db, await sha256(token), nowMs);
}

/**
 * Turns a link into a session in one transaction; of many at once exactly one wins. False when the link is wrong, spent
 * or too old: the same three statements run, so the answer and its time do not tell which.
 */
export async function spendLink(
  db: D1Database,
  token: string,
  sessionToken: string,
  nowMs: number,
): Promise<boolean> {
  const [linkHash, sessionHash] = await Promise.all([sha256(token), sha256(sessionToken)]);
  const [, inserted] = await db.batch([
    db.prepare('DELETE FROM sign_in_link WHERE expires_at <= ?1').bind(nowMs),
    db
      .prepare(
        `INSERT INTO session (hash, member_id, clinic_id, created_at, seen_at, expires_at)
         SELECT ?2, member_id, clinic_id, ?3, ?3, ?4 FROM sign_in_link WHERE hash = ?1`,
      )
      .bind(linkHash, sessionHash, nowMs, nowMs + SESSION_MS),
    db.prepare('DELETE FROM sign_in_link WHERE hash = ?1').bind(linkHash),
    db.prepare('DELETE FROM session WHERE expires_at <= ?1').bind(nowMs),
  ]);
  return inserted?.meta.changes === 1;
}

/** Rolls the session on: seen now, living 30 days from now. */
export async function updateSessionSeen(db: D1Database, hash: string, nowMs: number): Promise<void> {
  await db
    .prepare('UPDATE session SET seen_at = ?2, expires_at = ?3 WHERE hash = ?1')
    .bind(hash, nowMs, nowMs + SESSION_MS)
    .run();
}

/** Ends the session of this token, if there is one. */
export async function deleteSession(db: D1Database, token: string): Promise<void> {
  await db
    .prepare('DELETE FROM session WHERE hash = ?1')
    .bind(await sha256(token))
    .run();
}

/** Ends every session of the member; one that opens a single clinic ends only those of that clinic. */
export async function deleteSessions(db: D1Database, { memberId, onlyClinicId }: SignedIn): Promise<void> {
  await db
    .prepare('DELETE FROM session WHERE member_id = ?1 AND (?2 IS NULL OR clinic_id = ?2)')
    .bind(memberId, onlyClinicId)
    .run();
}

export type NewLink = { hash: string; clinicId: string; memberId: string; expiresAtMs: number };

/** Stores a one-time link for a member of the clinic; false when the member is not one. */
export async function insertLink(db: D1Database, link: NewLink): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `INSERT INTO sign_in_link (hash, member_id, clinic_id, expires_at)
       SELECT ?1, member_id, clinic_id, ?4 FROM membership WHERE clinic_id = ?2 AND member_id = ?3`,
    )
    .bind(link.hash, link.clinicId, link.memberId, link.expiresAtMs)
    .run();
  return meta.changes === 1;
}
