// SQL of complaints: comments and conversations that the clinic owes a considered answer, and how each one ended.
import type { ComplaintKind } from '../contract/words.ts';
import type { Language } from '../contract/vocabulary.ts';

/** Open ones beyond these, and older ones that are done, are not listed. */
const MOST_OPEN = 200;
const MOST_DONE = 50;

export type StoredComplaint = {
  kind: ComplaintKind;
  id: string;
  /** The local date of a comment, the instant (epoch ms) of a conversation. */
  opened: { day: string } | { atMs: number };
  text: string;
  language: Language;
  done: { by: string; atMs: number; note: string } | null;
};

type ComplaintRow = {
  kind: ComplaintKind;
  record_id: string;
  day: string | null;
  started_at: number | null;
  text: string | null;
  language: Language;
  done_at: number | null;
  done_by: string;
  note: string;
};

const OF_COMMENTS = `SELECT kind, record_id, day, NULL AS started_at, text, language, done_at, done_by, note
  FROM complaint JOIN answer ON answer.id = record_id AND answer.site_id = complaint.site_id
  WHERE complaint.site_id = ?1 AND kind = 'comment'`;
const OF_CONVERSATIONS = `SELECT complaint.kind, record_id, NULL AS day, started_at,
    (SELECT substr(text, 1, 400) FROM message WHERE conversation_id = conversation.id ORDER BY seq LIMIT 1) AS text,
    language, done_at, done_by, note
  FROM complaint JOIN conversation ON conversation.id = record_id AND conversation.site_id = complaint.site_id
  WHERE complaint.site_id = ?1 AND complaint.kind = 'conversation'`;

/** The open ones, then those done last. */
export async function listComplaints(db: D1Database, siteId: string): Promise<StoredComplaint[]> {
  const of = (done: string, last: string) =>
    db.prepare(`${OF_COMMENTS} AND ${done} UNION ALL ${OF_CONVERSATIONS} AND ${done} ${last}`).bind(siteId);
  const results = await db.batch<ComplaintRow>([
    of('done_at IS NULL', `LIMIT ${MOST_OPEN}`),
    of('done_at IS NOT NULL', `ORDER BY done_at DESC LIMIT ${MOST_DONE}`),
  ]);
  return results.flatMap(({ results: rows }) => rows.map(complaintFromRow));
}

const complaintFromRow = (row: ComplaintRow): StoredComplaint => ({
  kind: row.kind,
  id: row.record_id,
  opened: row.day === null ? { atMs: row.started_at ?? 0 } : { day: row.day },
  text: row.text ?? '',
  language: row.language,
  done: row.done_at === null ? null : { by: row.done_by, atMs: row.done_at, note: row.note },
});

/** When the open ones came, up to MOST_OPEN: all that their due dates need. */
export const selectOpenComplaints = (db: D1Database, siteId: string): D1PreparedStatement =>
  db
    .prepare(
      `SELECT answer.day AS day, conversation.started_at AS started_at FROM complaint
         LEFT JOIN answer ON complaint.kind = 'comment' AND answer.id = record_id
         LEFT JOIN conversation ON complaint.kind = 'conversation' AND conversation.id = record_id
       WHERE complaint.site_id = ?1 AND done_at IS NULL LIMIT ${MOST_OPEN}`,
    )
    .bind(siteId);

export const openedFromRow = (row: unknown): StoredComplaint['opened'] => {
  const { day, started_at } = row as { day: string | null; started_at: number | null };
  return day === null ? { atMs: started_at ?? 0 } : { day };
};

/** Marks a comment as a complaint; true also when it is one already. False: this site has no such comment. */
export async function insertComplaint(db: D1Database, siteId: string, commentId: string): Promise<boolean> {
  const [, there] = await db.batch([
    db
      .prepare(
        `INSERT INTO complaint (site_id, kind, record_id) SELECT site_id, 'comment', id FROM answer
         WHERE site_id = ?1 AND id = ?2 AND text IS NOT NULL ON CONFLICT DO NOTHING`,
      )
      .bind(siteId, commentId),
    db
      .prepare(`SELECT 1 FROM complaint WHERE site_id = ?1 AND kind = 'comment' AND record_id = ?2`)
      .bind(siteId, commentId),
  ]);
  return there!.results.length > 0;
}

/** Says that a complaint is answered, by whom and how; or that it is open after all. False: there is no such complaint. */
export async function updateComplaint(
  db: D1Database,
  c: { siteId: string; id: string; done: { by: string; atMs: number; note: string } | null },
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      'UPDATE complaint SET done_at = ?3, done_by = ?4, note = ?5 WHERE site_id = ?1 AND record_id = ?2',
    )
    .bind(c.siteId, c.id, c.done?.atMs ?? null, c.done?.by ?? '', c.done?.note ?? '')
    .run();
  return meta.changes > 0;
}

/** A comment that is no complaint after all. A conversation stays one while that is its topic. */
export async function deleteComplaint(db: D1Database, siteId: string, commentId: string): Promise<boolean> {
  const { meta } = await db
    .prepare(`DELETE FROM complaint WHERE site_id = ?1 AND kind = 'comment' AND record_id = ?2`)
    .bind(siteId, commentId)
    .run();
  return meta.changes > 0;
}
