// SQL of comments: the words of answers, newest or lowest first, page by page, and which of them somebody has read.
import type { Comment, CommentsPage } from '../contract/members.ts';
import type { Language, Question } from '../contract/vocabulary.ts';

export const COMMENTS_PAGE = 30;
/** Counting stops here: beyond it a person only needs to know that there are many. */
export const COUNT_CAP = 999;

export type CommentOrder = 'newest' | 'lowest';

/** Lower scores have higher ranks; "don't know" and no score come last. The same text as in the index. */
const RANK = `(CASE WHEN score IS NULL OR (question = 'fft' AND score = 0) THEN -99 ELSE -score END)`;

export type CommentRow = {
  id: string;
  question: Question;
  score: number | null;
  text: string;
  day: string;
  language: Language;
  stage: number | null;
  read_at: number | null;
  rank: number;
};

/** One page of comments. `before` is the `next` of the page before; one that makes no sense starts at the beginning. */
export async function listComments(
  db: D1Database,
  siteId: string,
  options: {
    order?: CommentOrder | undefined;
    before?: string | undefined;
    /** Stems that must all begin a word of the comment; the order is then newest. Null: no search. */
    stems?: readonly string[] | null;
    limit?: number;
  },
): Promise<CommentsPage> {
  const { order = 'newest', limit = COMMENTS_PAGE, stems = null } = options;
  const cursor = /^(-?\d{1,3})\.(\d{4}-\d{2}-\d{2})\.([0-9A-Z]{26})$/.exec(options.before ?? '');
  const [, rank = '9', day = '9999-12-31', id = 'Z'] = cursor ?? [];
  const [page, unread] = await db.batch([
    stems !== null
      ? listFound(db, siteId, { day, id, limit: limit + 1, stems })
      : order === 'newest'
        ? listNewest(db, siteId, { day, id, limit: limit + 1 })
        : listLowest(db, siteId, { rank: Number(rank), day, id, limit: limit + 1 }),
    countUnread(db, siteId),
  ]);
  const rows = page!.results as CommentRow[];
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const counted = unread!.results[0] as { unread: number; oldest: string | null };
  return {
    comments: rows.slice(0, limit).map(commentFromRow),
    unread: counted.unread,
    oldestUnreadDay: counted.oldest,
    next: last ? `${last.rank}.${last.day}.${last.id}` : null,
  };
}

/** What a comment is made of. */
export const COMMENT_COLUMNS = `id, question, score, text, day, language, stage, read_at, ${RANK} AS rank`;

const listNewest = (db: D1Database, siteId: string, at: { day: string; id: string; limit: number }) =>
  db
    .prepare(
      `SELECT ${COMMENT_COLUMNS} FROM answer INDEXED BY answer_comment WHERE site_id = ?1 AND text IS NOT NULL AND (day, id) < (?2, ?3)
       ORDER BY day DESC, id DESC LIMIT ?4`,
    )
    .bind(siteId, at.day, at.id, at.limit);

/** The stems are looked for in the index alone; only the comments found are read. */
const listFound = (
  db: D1Database,
  siteId: string,
  at: { day: string; id: string; limit: number; stems: readonly string[] },
) =>
  db
    .prepare(
      `SELECT ${COMMENT_COLUMNS} FROM (SELECT client_key AS found FROM answer INDEXED BY answer_comment
         WHERE site_id = ?1 AND text IS NOT NULL AND (day, id) < (?2, ?3)
           ${at.stems.map((_, i) => `AND stems LIKE ?${i + 5}`).join(' ')}
         ORDER BY day DESC, id DESC LIMIT ?4) CROSS JOIN answer ON site_id = ?1 AND client_key = found
       ORDER BY day DESC, id DESC`,
    )
    .bind(siteId, at.day, at.id, at.limit, ...at.stems.map((stem) => `% ${stem}%`));

/** Two ranges of one index: the rest of the cursor's rank, then the ranks after it; so only a page is read. */
const listLowest = (
  db: D1Database,
  siteId: string,
  at: { rank: number; day: string; id: string; limit: number },
) =>
  db
    .prepare(
      `SELECT * FROM (SELECT ${COMMENT_COLUMNS} FROM answer INDEXED BY answer_lowest WHERE site_id = ?1 AND text IS NOT NULL
         AND ${RANK} = ?2 AND (day, id) < (?3, ?4) ORDER BY day DESC, id DESC LIMIT ?5)
       UNION ALL
       SELECT * FROM (SELECT ${COMMENT_COLUMNS} FROM answer INDEXED BY answer_lowest WHERE site_id = ?1 AND text IS NOT NULL
         AND ${RANK} < ?2 ORDER BY ${RANK} DESC, day DESC, id DESC LIMIT ?5)
       ORDER BY rank DESC, day DESC, id DESC LIMIT ?5`,
    )
    .bind(siteId, at.rank, at.day, at.id, at.limit);

export const commentFromRow = (row: CommentRow): Comment => ({
  id: row.id,
  question: row.question,
  score: row.score,
  text: row.text,
  day: row.day,
  language: row.language,
  stage: row.stage,
  read: row.read_at !== null,
});

/** Marks comments of this site as read; ids of others change nothing. */
export async function updateCommentsRead(
  db: D1Database,
  siteId: string,
  ids: string[],
  nowMs: number,
): Promise<void> {
  await db
    .prepare(
      `UPDATE answer SET read_at = ?3 WHERE site_id = ?1 AND id IN (SELECT value FROM json_each(?2)) AND read_at IS NULL`,
    )
    .bind(siteId, JSON.stringify(ids), nowMs)
    .run();
}

/** Comments that nobody has opened, up to COUNT_CAP, and the local date of the oldest. */
export const countUnread = (db: D1Database, siteId: string): D1PreparedStatement =>
  db
    .prepare(
      `SELECT count(*) AS unread, min(day) AS oldest FROM (SELECT day FROM answer
       WHERE site_id = ?1 AND text IS NOT NULL AND read_at IS NULL ORDER BY day LIMIT ${COUNT_CAP})`,
    )
    .bind(siteId);

/**
 * Erases the words of an answer for the clinic: its score stays, so that nobody can improve a score by erasing. The body
 * hash goes with the words, and the erasure is remembered. False: this site has no such comment.
 */
export async function deleteCommentWords(
  db: D1Database,
  c: { siteId: string; id: string; nowMs: number },
): Promise<boolean> {
  const [, erased] = await db.batch([
    db
      .prepare(
        `INSERT INTO erasure (site_id, what, record_id, at) SELECT site_id, 'comment', client_key, ?3 FROM answer
         WHERE site_id = ?1 AND id = ?2 AND text IS NOT NULL ON CONFLICT DO NOTHING`,
      )
      .bind(c.siteId, c.id, c.nowMs),
    db
      .prepare(
        `UPDATE answer SET text = NULL, body_hash = '' WHERE site_id = ?1 AND id = ?2 AND text IS NOT NULL RETURNING id`,
      )
      .bind(c.siteId, c.id),
  ]);
  return erased!.results.length > 0;
}
