// SQL of the roll-up of answers: counts by score of each local day, and of whole months, of one series.
import type { ScoreDay } from '../contract/scores.ts';
import type { Period } from '../contract/journey.ts';
import type { CountOf } from '../domain/satisfaction/scales.ts';

const COLUMNS = [...Array.from({ length: 11 }, (_, score) => `s${score}`), 'none'];
type Row = { day: string; series_id: string } & Record<string, number | string>;

/** The days of these series within a period that have any answer; counts in the order of `counted`. One row read per day. */
export async function listScoreDays(
  db: D1Database,
  siteId: string,
  asked: { seriesIds: readonly string[]; period: Period; counted: readonly CountOf[] },
): Promise<ScoreDay[]> {
  const { results } = await db
    .prepare(
      `SELECT day, series_id, ${COLUMNS.join(', ')} FROM score_day
       WHERE site_id = ?1 AND series_id IN (SELECT value FROM json_each(?2)) AND day BETWEEN ?3 AND ?4`,
    )
    .bind(siteId, JSON.stringify(asked.seriesIds), asked.period.from, asked.period.to)
    .all<Row>();
  const days = results.map((row) => ({
    day: row.day,
    seriesId: row.series_id,
    counts: asked.counted.map((of) => Number(row[of === 'none' ? of : `s${of}`])),
  }));
  // Sorted here: a sort in the database would read every row twice.
  return days.sort((a, b) => (a.day + a.seriesId < b.day + b.seriesId ? -1 : 1));
}

/** Answers per month (YYYY-MM) of one series, from a local date on. */
export async function countScoreMonths(
  db: D1Database,
  siteId: string,
  asked: { seriesId: string; from: string },
): Promise<Map<string, number>> {
  const { results } = await db
    .prepare(
      `SELECT substr(day, 1, 7) AS month, sum(${COLUMNS.join(' + ')}) AS answers FROM score_day
       WHERE site_id = ?1 AND series_id = ?2 AND day >= ?3 GROUP BY month`,
    )
    .bind(siteId, asked.seriesId, asked.from)
    .all<{ month: string; answers: number }>();
  return new Map(results.map(({ month, answers }) => [month, answers]));
}

/** Answers of each day and series, all scores together. One row read per day. */
export async function listAnswerTotals(
  db: D1Database,
  siteId: string,
  asked: { seriesIds: readonly string[]; period: Period },
): Promise<{ day: string; seriesId: string; answers: number }[]> {
  const { results } = await db
    .prepare(
      `SELECT day, series_id AS seriesId, ${COLUMNS.join(' + ')} AS answers FROM score_day
       WHERE site_id = ?1 AND series_id IN (SELECT value FROM json_each(?2)) AND day BETWEEN ?3 AND ?4`,
    )
    .bind(siteId, JSON.stringify(asked.seriesIds), asked.period.from, asked.period.to)
    .all<{ day: string; seriesId: string; answers: number }>();
  return results;
}
