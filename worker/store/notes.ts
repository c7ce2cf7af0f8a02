// SQL of what staff leave in a conversation for each other: notes, and what happened to it. No visitor's door reads this file.
import type { Note, NoteKind } from '../contract/desk.ts';
import { NOBODY_WAITS } from './conversations.ts';

/** Newest notes shown of one conversation. */
const THREAD_NOTES = 200;

export type NoteRow = {
  id: string;
  kind: NoteKind;
  author: string | null;
  member_id: string | null;
  text: string;
  to_team_id: string | null;
  to_member_id: string | null;
  after_seq: number;
  at: number;
};

/** Newest first. */
export const listNotes = (db: D1Database, siteId: string, conversationId: string): D1PreparedStatement =>
  db
    .prepare(
      `SELECT internal_note.id, kind, member.name AS author, member_id, text, to_team_id, to_member_id, after_seq, at
       FROM internal_note LEFT JOIN member ON member.id = internal_note.member_id
       WHERE conversation_id = ?2 AND site_id = ?1 ORDER BY internal_note.id DESC LIMIT ${THREAD_NOTES}`,
    )
    .bind(siteId, conversationId);

export const noteFromRow = (row: NoteRow): Note => ({
  id: row.id,
  kind: row.kind,
  author: row.author,
  authorId: row.member_id,
  text: row.text,
  toTeamId: row.to_team_id,
  toMemberId: row.to_member_id,
  afterSeq: row.after_seq,
  atMs: row.at,
});

export type NewNote = {
  siteId: string;
  conversationId: string;
  /** A ULID: later notes have greater ones. */
  noteId: string;
  clientKey: string;
  memberId: string;
  text: string;
  nowMs: number;
};
export type NoteStored = 'stored' | 'replayed' | 'reused' | 'closed' | 'unknown';

const LAST_SEQ =
  'COALESCE((SELECT max(seq) FROM message WHERE message.conversation_id = conversation.id), 0)';

/** Stores a note once, also in a closed conversation. */
export async function insertNote(db: D1Database, n: NewNote): Promise<NoteStored> {
  const [inserted, found] = await db.batch([insertNoteOf(db, n, 'note'), readNoteOutcome(db, n)]);
  return inserted!.meta.changes > 0 ? 'stored' : noteOutcome(found!.results[0] as OutcomeRow, n);
}

/** Stores one try to call back, once: one that reached the person ends the wait, and is the clinic's reply. */
export async function insertCall(db: D1Database, n: NewNote & { reached: boolean }): Promise<NoteStored> {
  const change = n.reached
    ? `state = 'answered', ${NOBODY_WAITS}, reached_at = COALESCE(reached_at, ?5), first_reply_at = COALESCE(first_reply_at, ?5)`
    : 'call_tries = call_tries + 1';
  const [, inserted, found] = await db.batch([
    // Before the note, whose being there is what makes a replay do nothing.
    db
      .prepare(
        `UPDATE conversation SET ${change}, assignee_id = COALESCE(assignee_id, ?4) WHERE site_id = ?1 AND id = ?2 AND ${CALLABLE}
           AND ?5 > 0 AND NOT EXISTS (SELECT 1 FROM internal_note WHERE site_id = ?1 AND client_key = ?3)`,
      )
      .bind(n.siteId, n.conversationId, n.clientKey, n.memberId, n.nowMs),
    insertNoteOf(db, n, n.reached ? 'reached' : 'not_reached', n.reached ? REACHED : CALLABLE),
    readNoteOutcome(db, n),
  ]);
  return inserted!.meta.changes > 0 ? 'stored' : noteOutcome(found!.results[0] as OutcomeRow, n);
}

const CALLABLE = `kind = 'callback' AND state <> 'closed'`;
const REACHED = `kind = 'callback' AND state = 'answered'`;

const insertNoteOf = (db: D1Database, n: NewNote, kind: NoteKind, where = '1'): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO internal_note (conversation_id, id, site_id, client_key, kind, member_id, text, after_seq, at)
       SELECT id, ?3, ?1, ?4, ?5, ?6, ?7, ${LAST_SEQ}, ?8 FROM conversation WHERE site_id = ?1 AND id = ?2 AND ${where}
       ON CONFLICT (site_id, client_key) DO NOTHING`,
    )
    .bind(n.siteId, n.conversationId, n.noteId, n.clientKey, kind, n.memberId, n.text, n.nowMs);

type OutcomeRow = { text: string | null; conversation_id: string | null; known: number };

const readNoteOutcome = (db: D1Database, n: NewNote): D1PreparedStatement =>
  db
    .prepare(
      `SELECT (SELECT text FROM internal_note WHERE site_id = ?1 AND client_key = ?3) AS text,
         (SELECT conversation_id FROM internal_note WHERE site_id = ?1 AND client_key = ?3) AS conversation_id,
         EXISTS (SELECT 1 FROM conversation WHERE site_id = ?1 AND id = ?2) AS known`,
    )
    .bind(n.siteId, n.conversationId, n.clientKey);

function noteOutcome(row: OutcomeRow, n: NewNote): NoteStored {
  if (row.conversation_id !== null)
    return row.conversation_id === n.conversationId && row.text === n.text ? 'replayed' : 'reused';
  return row.known ? 'closed' : 'unknown';
}
