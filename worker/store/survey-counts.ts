// SQL of how often a question was asked and opened, by local day: what pages say of themselves, so anybody can forge it.
import type { Period } from '../contract/journey.ts';
import type { SurveyDay } from '../contract/scores.ts';
import type { Moment, Question } from '../contract/vocabulary.ts';
import { spendIfChanged, STATISTICS_ROWS_PER_DAY } from './write-budget.ts';

export type SurveyCount = {
  siteId: string;
  question: Question;
  moment: Moment;
  /** Version of the question's words: another one is another series. */
  wording: number;
  /** Local date in the site's zone. */
  day: string;
  /** `asked`: the question was handed to a visitor. `opened`: the visitor looked at it. */
  asked?: number;
  opened?: number;
};

/**
 * Adds to the counts of a day; one row written. With `ifChanged` only if the statement just before it in the same batch wrote
 * anything. The caller spends the row from the day's budget: `updateSurveyCount` does both.
 */
export const upsertSurveyCount = (
  db: D1Database,
  count: SurveyCount,
  { ifChanged = false } = {},
): D1PreparedStatement => upsertWhere(db, count, ifChanged ? 'changes() > 0' : '1');

/** Adds to the counts and spends the row, unless the statistics of this UTC day have spent their budget: then false. */
export async function updateSurveyCount(
  db: D1Database,
  count: SurveyCount,
  budgetDay: string,
): Promise<boolean> {
  const [added] = await db.batch([
    upsertWhere(
      db,
      count,
      `COALESCE((SELECT rows_written FROM write_budget WHERE site_id = ?1 AND day = ?8), 0) < ${STATISTICS_ROWS_PER_DAY}`,
      [budgetDay],
    ),
    spendIfChanged(db, count.siteId, budgetDay, 2),
  ]);
  return added!.meta.changes > 0;
}

function upsertWhere(
  db: D1Database,
  { siteId, question, moment, wording, day, asked = 0, opened = 0 }: SurveyCount,
  condition: string,
  binds: unknown[] = [],
): D1PreparedStatement {
  return db
    .prepare(
      `INSERT INTO survey_count (site_id, day, question, moment, wording, asked, opened)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7 WHERE ${condition}
       ON CONFLICT (site_id, day, question, moment, wording)
       DO UPDATE SET asked = asked + excluded.asked, opened = opened + excluded.opened`,
    )
    .bind(siteId, day, question, moment, wording, asked, opened, ...binds);
}

/** The counts of every question within a period, by day. One row read per day, question and moment. */
export async function listSurveyDays(db: D1Database, siteId: string, period: Period): Promise<SurveyDay[]> {
  const { results } = await db
    .prepare(
      `SELECT day, question, moment, wording, asked, opened FROM survey_count
       WHERE site_id = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day`,
    )
    .bind(siteId, period.from, period.to)
    .all<SurveyDay>();
  return results;
}
