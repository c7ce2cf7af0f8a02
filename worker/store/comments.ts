// SQL of comments: the words of answers, newest or lowest first, page by page, and which of them somebody has read.
import type { Period } from '../contract/journey.ts';
import type { Comment, CommentsPage } from '../contract/members.ts';
import type { Language, Question } from '../contract/vocabulary.ts';
import type { Needles } from '../domain/words/topics.ts';

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
  stems: string | null;
  day: string;
  language: Language;
  stage: number | null;
  branch_id: string | null;
  read_at: number | null;
  rank: number;
};

export type CommentsAsked = {
  order?: CommentOrder | undefined;
  /** `next` of the page before; one that makes no sense starts at the beginning. */
  before?: string | undefined;
  /** Local dates, both included. */
  from?: string | undefined;
  to?: string | undefined;
  /** Only what nobody has read. */
  unread?: boolean;
  /** Stems that must all begin a word of the comment. Null: no search. */
  stems?: readonly string[] | null;
  /** Needles of a topic's phrases, one of which the comment must have. Null: any topic or none. */
  topic?: readonly Needles[] | null;
  limit?: number;
};
export type FoundComment = Comment & { stems: string; branchId: string | null };

/** One page of comments, and how many of the site are unread. */
export async function listComments(
  db: D1Database,
  siteId: string,
  asked: CommentsAsked,
): Promise<Omit<CommentsPage, 'comments'> & { comments: FoundComment[] }> {
  const limit = asked.limit ?? COMMENTS_PAGE;
  const [page, unread] = await db.batch([
    selectComments(db, siteId, { ...asked, limit: limit + 1 }),
    countUnread(db, siteId),
  ]);
  const rows = page!.results as CommentRow[];
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const counted = unread!.results[0] as { unread: number; oldest: string | null };
  return {
    comments: rows.slice(0, limit).map((row) => ({
      ...{ ...commentFromRow(row), stems: row.stems ?? '', branchId: row.branch_id },
    })),
    unread: counted.unread,
    oldestUnreadDay: counted.oldest,
    next: last ? `${last.rank}.${last.day}.${last.id}` : null,
  };
}

/** What a comment is made of. */
export const COMMENT_COLUMNS = `id, question, score, text, stems, day, language, stage, branch_id, read_at, ${RANK} AS rank`;

const CURSOR = /^(-?\d{1,3})\.(\d{4}-\d{2}-\d{2})\.([0-9A-Z]{26})$/;

function selectComments(db: D1Database, siteId: string, asked: CommentsAsked & { limit: number }) {
  const { order = 'newest', from = '', to = '9999-12-31', unread = false } = asked;
  const [, rank = '9', day = '9999-12-31', id = 'Z'] = CURSOR.exec(asked.before ?? '') ?? [];
  const needles = asked.stems ? JSON.stringify(asked.stems.map((stem) => ` ${stem}`)) : null;
  const topic = asked.topic ? JSON.stringify(asked.topic) : null;
  return db
    .prepare(order === 'lowest' ? lowestSql(unread) : newestSql(unread))
    .bind(siteId, from, to, Number(rank), day, id, asked.limit, needles, topic);
}

// ?1 is the site, ?2 and ?3 the first and last day, ?4 to ?6 the cursor's rank, day and id, ?7 the limit, ?8 and ?9 needles.
const lacks = (needles: string): string =>
  `EXISTS (SELECT 1 FROM json_each(${needles}) AS needle WHERE instr(stems, needle.value) = 0)`;
const ASKED = `site_id = ?1 AND text IS NOT NULL AND day >= ?2 AND day <= ?3 AND (?8 IS NULL OR NOT ${lacks('?8')})
  AND (?9 IS NULL OR EXISTS (SELECT 1 FROM json_each(?9) AS phrase WHERE NOT ${lacks('phrase.value')}))`;
const asked = (unread: boolean): string => `${ASKED} ${unread ? 'AND read_at IS NULL' : ''}`;

/** Needles are looked for in the index alone; only the comments found are read. */
const newestSql = (unread: boolean): string =>
  `SELECT ${COMMENT_COLUMNS} FROM (SELECT client_key AS found FROM answer INDEXED BY ${unread ? 'answer_unread' : 'answer_comment'}
     WHERE ${asked(unread)} AND (day, id) < (?5, ?6) ORDER BY day DESC, id DESC LIMIT ?7)
     CROSS JOIN answer ON site_id = ?1 AND client_key = found
   ORDER BY day DESC, id DESC`;

/** Two ranges of one index: the rest of the cursor's rank, then the ranks after it; so that without a search only a page is read. */
function lowestSql(unread: boolean): string {
  const select = `SELECT ${COMMENT_COLUMNS} FROM answer INDEXED BY answer_lowest WHERE ${asked(unread)}`;
  return `SELECT * FROM (${select} AND ${RANK} = ?4 AND (day, id) < (?5, ?6) ORDER BY day DESC, id DESC LIMIT ?7)
    UNION ALL
    SELECT * FROM (${select} AND ${RANK} < ?4 ORDER BY ${RANK} DESC, day DESC, id DESC LIMIT ?7)
    ORDER BY rank DESC, day DESC, id DESC LIMIT ?7`;
}

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

/** Comments that are counted at once for topics and phrases. */
export const MOST_SAID = 2000;

/** What was said within a period, newest first; `isCut`: there was more than MOST_SAID. */
export async function listSaid(
  db: D1Database,
  siteId: string,
  period: Period,
): Promise<{ said: { day: string; text: string; stems: string }[]; isCut: boolean }> {
  const { results } = await db
    .prepare(
      `SELECT day, text, coalesce(stems, '') AS stems FROM answer INDEXED BY answer_comment
       WHERE site_id = ?1 AND text IS NOT NULL AND day >= ?2 AND day <= ?3 ORDER BY day DESC, id DESC LIMIT ?4`,
    )
    .bind(siteId, period.from, period.to, MOST_SAID + 1)
    .all<{ day: string; text: string; stems: string }>();
  return { said: results.slice(0, MOST_SAID), isCut: results.length > MOST_SAID };
}

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
