// A score over time: its buckets, its control chart, and what may be said of the newest point.
import type { ChartRule } from '../../contract/vocabulary.ts';
import { addDays } from '../calendar.ts';
import { FEWEST_ANSWERS, trendBuckets } from './buckets.ts';
import type { Bucket, BucketKind, DayCounts, Span } from './buckets.ts';
import { LOCK_AFTER, controlChart } from './control-chart.ts';
import type { Limits } from './control-chart.ts';
import type { ScoredQuestion } from '../../contract/vocabulary.ts';
import { scoreOf } from './score.ts';
import type { Score } from './score.ts';

/** Before so many points there is nothing to compare with. */
export const MIN_POINTS = 6;

export type TrendPoint = {
  bucket: Bucket;
  score: Score;
  /** The score's value; null where there are too few answers: not drawn, not judged. */
  value: number | null;
  flags: ChartRule[];
};
export type Trend = {
  kind: BucketKind;
  points: TrendPoint[];
  /** Null while there are fewer than MIN_POINTS points with a value. */
  limits: Limits | null;
  trial: boolean;
  /** What is unusual about the newest point, and on which side of the centre it lies; null: nothing. */
  newest: { rules: ChartRule[]; side: 'above' | 'below' } | null;
};

/**
 * The trend of one series. `closedTo` is the last local date that is over: an unfinished bucket is no point. Limits are locked on
 * the first twelve usable points, with outliers screened. The newest bucket is judged only if it has a value.
 */
export function scoreTrend(question: ScoredQuestion, days: readonly DayCounts[], closedTo: string): Trend {
  const { kind, buckets } = trendBuckets(days, spanOf(days, closedTo));
  const points: TrendPoint[] = buckets.map((bucket) => {
    const score = scoreOf(question, bucket.counts);
    return { bucket, score, value: bucket.n >= FEWEST_ANSWERS ? score.value : null, flags: [] };
  });
  const usable = points.filter((point): point is TrendPoint & { value: number } => point.value !== null);
  const chart =
    usable.length < MIN_POINTS
      ? null
      : controlChart(
          usable.map(({ value }) => value),
          { lockAfter: LOCK_AFTER },
        );
  usable.forEach((point, i) => (point.flags = chart?.flags[i] ?? []));
  const last = points.at(-1);
  const isUnusual = chart !== null && last !== undefined && last.value !== null && last.flags.length > 0;
  return {
    ...{ kind, points, limits: chart?.limits ?? null, trial: chart?.trial ?? false },
    newest: isUnusual ? { rules: last.flags, side: sideOf(last, chart.limits) } : null,
  };
}

/** From the first answer: weeks before anybody was asked are no points. */
const spanOf = (days: readonly DayCounts[], closedTo: string): Span => ({
  from: days.reduce((first, { day }) => (day < first ? day : first), addDays(closedTo, 1)),
  to: closedTo,
});

const sideOf = ({ value }: TrendPoint, { centre }: Limits): 'above' | 'below' =>
  (value ?? centre) < centre ? 'below' : 'above';
