// How long visits took from the stages of one step to those of the next, read from the rows of a period.
import type { JourneyTimes, Period } from '../worker/contract/journey.ts';
import { stageLetter } from '../worker/domain/journey/letters.ts';
import { rowsWithin } from '../worker/domain/journey/rows.ts';
import { countTimes, decodeTimes, mergeTimes, timeQuantile } from '../worker/domain/journey/times.ts';

export type StageTime = { from: number; to: number; visits: number; medianMs: number; p90Ms: number };

/** From each stage of a step to each of the next; pairs that no visit went are left out. */
export function stepTimes(
  answer: JourneyTimes,
  { period, seriesId, steps }: { period: Period; seriesId: string; steps: readonly (readonly number[])[] },
): StageTime[] {
  const rows = (rowsWithin(answer.rows, period, answer.period) ?? []).filter(
    (row) => row.seriesId === seriesId,
  );
  const pairs = steps.slice(1).flatMap((to, i) => steps[i]!.flatMap((a) => to.map((b) => [a, b] as const)));
  const known = new Set<string>();
  return pairs.flatMap(([from, to]): StageTime[] => {
    const pair = stageLetter(from) + stageLetter(to);
    if (known.has(pair)) return [];
    known.add(pair);
    const counts = mergeTimes(rows.flatMap((row) => (row.pairs[pair] ? [decodeTimes(row.pairs[pair])] : [])));
    const [medianMs, p90Ms] = [timeQuantile(counts, 0.5), timeQuantile(counts, 0.9)];
    if (medianMs === null || p90Ms === null) return [];
    return [{ from, to, visits: countTimes(counts), medianMs, p90Ms }];
  });
}
