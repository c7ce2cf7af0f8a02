// "Steadily under 70 %" made exact: repeated or statistical evidence only, so that a bad week is not sold as news.
import { wilsonInterval } from '../statistics.ts';
import type { Counted } from '../statistics.ts';

export const LOW_SHARE = 0.7;
/** A period says something with this many answers; the last weeks together with this many. */
const PERIOD_ANSWERS = 20;
const WEEKS_ANSWERS = 50;
const IN_A_ROW = 3;

/** `watch`: three closed periods in a row under 70 %. `act`: the last eight weeks are under 70 % beyond doubt (95 %). */
export type LowLevel = 'watch' | 'act';

/**
 * The level of a share of positive answers, or null. `periods` are closed ones, oldest first; `eightWeeks` are the answers of the last
 * eight closed weeks together.
 */
export function steadilyLow(periods: readonly Counted[], eightWeeks: Counted): LowLevel | null {
  const upper = wilsonInterval(eightWeeks.hits, eightWeeks.total)?.high ?? 1;
  if (eightWeeks.total >= WEEKS_ANSWERS && upper < LOW_SHARE) return 'act';
  const last = periods.slice(-IN_A_ROW);
  const isLow = ({ hits, total }: Counted) => total >= PERIOD_ANSWERS && hits / total < LOW_SHARE;
  return last.length === IN_A_ROW && last.every(isLow) ? 'watch' : null;
}
