// SQL of the one measure that the first screen names: how people rate after a visit where anybody does, else at the launcher.
import type { Measure } from '../contract/scores.ts';
import type { Moment } from '../contract/vocabulary.ts';

const COUNTS = Array.from({ length: 6 }, (_, score) => `s${score}`).join(' + ');

/** Series first: a site without after-visit answers costs a look at its few series. Of the after-visit moments the one with the most answers since a local date; the launcher when there are none. */
export async function readHeadline(db: D1Database, siteId: string, from: string): Promise<Measure> {
  const row = await db
    .prepare(
      `SELECT series.moment FROM series CROSS JOIN score_day ON score_day.site_id = ?1 AND series_id = series.id AND day >= ?2
       WHERE series.site_id = ?1 AND kind = 'answers' AND question = 'fft' AND moment IN ('card', 'invite')
       GROUP BY series.moment ORDER BY sum(${COUNTS}) DESC, series.moment LIMIT 1`,
    )
    .bind(siteId, from)
    .first<{ moment: Moment }>();
  return { question: 'fft', moment: row?.moment ?? 'launcher' };
}
