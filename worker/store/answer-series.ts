// SQL of the series answers are counted in: a question, wording or zone that changes starts a new one at its first answer.
import type { SeriesView } from '../contract/journey.ts';
import type { Mode, Moment, Question } from '../contract/vocabulary.ts';

export type AnswerSeries = {
  id: string;
  siteId: string;
  question: Question;
  wording: number;
  moment: Moment;
  mode: Mode;
  rulesVersion: number;
  zone: string;
  /** Local date of the answer that needs the series. */
  day: string;
};

/** The id of the newest series of site ?1, question ?2, moment ?3. */
export const NEWEST_SERIES = `SELECT id FROM series WHERE site_id = ?1 AND kind = 'answers' AND question = ?2 AND moment = ?3
  ORDER BY started_at DESC LIMIT 1`;

/**
 * Starts a series when the newest one has another wording or zone, and `condition` holds. The instant kept is that of
 * the day, not of the answer: times of answers are not stored. Mode and rules version are those of its first answer.
 */
export function insertSeriesIfNew(
  db: D1Database,
  s: AnswerSeries,
  condition: { sql: string; binds: unknown[] },
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO series (id, site_id, kind, question, moment, wording, mode, rules_version, zone, started_on, started_at)
       SELECT ?4, ?1, 'answers', ?2, ?3, ?5, ?6, ?7, ?8, ?9,
         max(?10, COALESCE((SELECT max(started_at) + 1 FROM series
           WHERE site_id = ?1 AND kind = 'answers' AND question = ?2 AND moment = ?3), 0))
       WHERE NOT EXISTS (SELECT 1 FROM series WHERE id = (${NEWEST_SERIES}) AND wording = ?5 AND zone = ?8)
         AND ${condition.sql}`,
    )
    .bind(
      s.siteId,
      s.question,
      s.moment,
      s.id,
      s.wording,
      s.mode,
      s.rulesVersion,
      s.zone,
      s.day,
      Date.parse(s.day),
      ...condition.binds,
    );
}

type SeriesRow = {
  id: string;
  mode: Mode;
  zone: string;
  rules_version: number;
  question: Question;
  moment: Moment;
  wording: number;
  started_on: string;
};

/** The newest series of this question and moment that had begun by `day`, or null. */
export async function readAnswerSeries(
  db: D1Database,
  siteId: string,
  asked: { question: Question; moment: Moment },
  day: string,
): Promise<SeriesView | null> {
  const row = await db
    .prepare(
      `SELECT id, mode, zone, rules_version, question, moment, wording, started_on FROM series
       WHERE site_id = ?1 AND kind = 'answers' AND question = ?2 AND moment = ?3 AND started_on <= ?4
       ORDER BY started_at DESC LIMIT 1`,
    )
    .bind(siteId, asked.question, asked.moment, day)
    .first<SeriesRow>();
  return row && seriesFromRow(row);
}

const seriesFromRow = (row: SeriesRow): SeriesView => ({
  id: row.id,
  kind: 'answers',
  mode: row.mode,
  zone: row.zone,
  rulesVersion: row.rules_version,
  question: row.question,
  moment: row.moment,
  wording: row.wording,
  startedOn: row.started_on,
});

/** Every series of answers that had begun by `day`, oldest first. */
export async function listAnswerSeries(db: D1Database, siteId: string, day: string): Promise<SeriesView[]> {
  const { results } = await db
    .prepare(
      `SELECT id, mode, zone, rules_version, question, moment, wording, started_on FROM series
       WHERE site_id = ?1 AND kind = 'answers' AND started_on <= ?2 ORDER BY started_at`,
    )
    .bind(siteId, day)
    .all<SeriesRow>();
  return results.map(seriesFromRow);
}
