// SQL of a score's breakdown: answers of one series by month, by the value of one dimension, and by score.
import type { Period } from '../contract/journey.ts';
import type { ScoreDimension } from '../contract/vocabulary.ts';

export type GroupCount = { month: string; value: string; score: number; answers: number };

/** What is put into the statement comes from this closed list only. */
const COLUMNS: Record<ScoreDimension, string> = {
  stage: 'stage',
  source: 'source',
  device: 'device',
  language: 'language',
  branch: 'branch_id',
  doctor: `COALESCE(branch_id, '') || '/' || COALESCE(doctor_id, '')`,
};

/** Counts within a period; a value that is not known is ''. Reads the answers themselves: one dimension is no roll-up. */
export async function countScoreGroups(
  db: D1Database,
  siteId: string,
  asked: { seriesId: string; dimension: ScoreDimension; period: Period },
): Promise<GroupCount[]> {
  const { results } = await db
    .prepare(
      `SELECT substr(day, 1, 7) AS month, CAST(COALESCE(${COLUMNS[asked.dimension]}, '') AS TEXT) AS value, score,
         count(*) AS answers
       FROM answer WHERE site_id = ?1 AND day BETWEEN ?2 AND ?3 AND series_id = ?4 AND score IS NOT NULL
       GROUP BY month, value, score`,
    )
    .bind(siteId, asked.period.from, asked.period.to, asked.seriesId)
    .all<GroupCount>();
  return results;
}
