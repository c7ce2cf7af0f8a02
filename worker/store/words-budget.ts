// How far a flooded site may write words in a day: answers and messages go on long after its statistics stopped.
import { STATISTICS_ROWS_PER_DAY } from './write-budget.ts';

/** Rows that may have been written for a site on a UTC day before words stop too. */
export const WORDS_ROWS_PER_DAY = 2 * STATISTICS_ROWS_PER_DAY;

/** True while site `?1` has rows left on the day bound to `day`, a `?n`. */
export const withinWordsBudget = (day: string): string =>
  `COALESCE((SELECT rows_written FROM write_budget WHERE site_id = ?1 AND day = ${day}), 0) < ${WORDS_ROWS_PER_DAY}`;
