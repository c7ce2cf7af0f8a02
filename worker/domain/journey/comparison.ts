// What a period is compared with, so that Mondays meet Mondays; and how sure each step's difference is.
import { addDays, daysBetween } from '../calendar.ts';
import { newcombeDifference } from '../statistics.ts';
import type { Difference } from '../statistics.ts';
import type { Funnel } from './funnel.ts';

/** `before`: the same number of days just before; `year`: 52 weeks earlier. Both keep the days of the week. */
export const COMPARISONS = ['before', 'year'] as const;
export type ComparisonName = (typeof COMPARISONS)[number];

type Dates = { from: string; to: string };

/**
 * The period to compare with, as long and beginning on the same day of the week. `before` goes back by the fewest whole weeks
 * that leave no common day, so up to six days lie between the two.
 */
export function comparedPeriod({ from, to }: Dates, name: ComparisonName): Dates {
  const days = daysBetween(from, to) + 1;
  const back = name === 'year' && days <= 364 ? 364 : Math.ceil(days / 7) * 7;
  return { from: addDays(from, -back), to: addDays(to, -back) };
}

/** What changed at a step from the earlier period to the later one; null where a period has no share. */
export type StepChange = {
  count: number;
  ofFirst: Difference | null;
  ofPrevious: Difference | null;
};

/** The changes of two funnels with the same steps, in shares with 95 % intervals (Newcombe). Null at steps not connected. */
export function funnelChanges(before: Funnel, after: Funnel): (StepChange | null)[] {
  let previous: number | null = null;
  const first = after.steps.findIndex((step) => step.connected);
  return after.steps.map((step, i) => {
    const was = before.steps[i];
    if (!step.connected || !was) return null;
    const difference = (base: number | null): Difference | null =>
      base === null || base === i
        ? null
        : newcombeDifference(
            { hits: was.count, total: before.steps[base]!.count },
            { hits: step.count, total: after.steps[base]!.count },
          );
    const change = {
      count: step.count - was.count,
      ofFirst: difference(first),
      ofPrevious: difference(previous),
    };
    previous = i;
    return change;
  });
}
