// Answers of days gathered into whole weeks, months or quarters: the narrowest that has enough answers to be judged.
import { addDays, weekdayIndex } from '../calendar.ts';
import { addCounts } from './score.ts';

export const BUCKET_KINDS = ['week', 'month', 'quarter'] as const;
export type BucketKind = (typeof BUCKET_KINDS)[number];

/** Counts in the order of the question's scale. */
export type DayCounts = { day: string; counts: readonly number[] };
export type Span = { from: string; to: string };
export type Bucket = Span & { n: number; counts: number[] };

/** A point is judged with this many answers, and drawn at all with this many. */
export const ENOUGH_ANSWERS = 20;
export const FEWEST_ANSWERS = 10;
/** Of four buckets three must have enough, or all are widened: one quiet holiday week does not turn a year into months. */
const SHARE_WITH_ENOUGH = 0.75;

/** The bucket that holds a local date: weeks begin on Monday. */
export function bucketOf(day: string, kind: BucketKind): Span {
  if (kind === 'week') {
    const from = addDays(day, -weekdayIndex(day));
    return { from, to: addDays(from, 6) };
  }
  const month = Number(day.slice(5, 7));
  const first = kind === 'month' ? month : month - ((month - 1) % 3);
  const from = `${day.slice(0, 5)}${String(first).padStart(2, '0')}-01`;
  let to = from;
  for (let i = 0; i < (kind === 'month' ? 1 : 3); i++) to = monthAfter(to);
  return { from, to: addDays(to, -1) };
}

const monthAfter = (first: string): string => `${addDays(first, 31).slice(0, 7)}-01`;

/** Every whole bucket within a span, empty ones too, oldest first. Days outside the span are not looked at. */
export function wholeBuckets(days: readonly DayCounts[], span: Span, kind: BucketKind): Bucket[] {
  const within = days.filter(({ day }) => day >= span.from && day <= span.to);
  const length = days[0]?.counts.length ?? 0;
  const buckets: Bucket[] = [];
  for (let next = bucketOf(span.from, kind); next.to <= span.to; next = bucketOf(addDays(next.to, 1), kind)) {
    const { from, to } = next;
    if (from < span.from) continue;
    const counts = addCounts(
      within.filter(({ day }) => day >= from && day <= to).map((one) => one.counts),
      length,
    );
    buckets.push({ from, to, counts, n: counts.reduce((sum, count) => sum + count, 0) });
  }
  return buckets;
}

/**
 * The buckets of a trend: weeks, or months, or quarters, whichever is the narrowest with enough answers; else the widest of which at
 * least one is whole, so that a young site sees its weeks. No buckets: not even a week is over.
 */
export function trendBuckets(
  days: readonly DayCounts[],
  span: Span,
): { kind: BucketKind; buckets: Bucket[] } {
  let found: { kind: BucketKind; buckets: Bucket[] } = { kind: 'week', buckets: [] };
  for (const kind of BUCKET_KINDS) {
    const buckets = wholeBuckets(days, span, kind);
    if (buckets.length === 0) break;
    found = { kind, buckets };
    const enough = buckets.filter(({ n }) => n >= ENOUGH_ANSWERS).length;
    if (enough >= SHARE_WITH_ENOUGH * buckets.length) break;
  }
  return found;
}
