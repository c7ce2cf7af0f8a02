// How long visits took from one stage to another: counts in logarithmic buckets, as text that adds up exactly.
//
// A distribution is text: per bucket that holds visits, the number of empty buckets before it as a letter (a 0 … z 25,
// A 26 … Y 50; Z skips 51 and goes on), then the count, omitted when 1. `c12a` says: 12 visits in bucket 2, one in bucket 3.
import { FOUND_LETTER, stageLetter } from './letters.ts';
import { eventsOf } from './log.ts';

/** A bucket's upper edge is this many times its lower one, so a time read from it is within 5 % of its middle. */
export const BUCKET_RATIO = 1.1;
/** Longer than a local day with its grace; nothing a visit does takes longer. */
const LAST_BUCKET = 125;

/** Visits by bucket. Bucket 0 is under a second; bucket k ≥ 1 is [1.1^(k−1), 1.1^k) seconds. */
export type TimeCounts = Map<number, number>;
/** Distributions by ordered pair: the letters of the stage left and of the stage reached. */
export type PairTimes = Map<string, TimeCounts>;

/** The bucket of a time in ms. */
export function timeBucket(ms: number): number {
  if (ms < 1000) return 0;
  // A hair more, so that an edge such as 1.1^k itself does not fall a bucket short by rounding.
  const bucket = 1 + Math.floor(Math.log(ms / 1000) / Math.log(BUCKET_RATIO) + 1e-9);
  return Math.min(bucket, LAST_BUCKET);
}

/** Lower and upper edge of a bucket in ms. */
export const bucketEdges = (bucket: number): { fromMs: number; toMs: number } => ({
  fromMs: bucket === 0 ? 0 : 1000 * BUCKET_RATIO ** (bucket - 1),
  toMs: 1000 * BUCKET_RATIO ** bucket,
});

/** Adds visits to one distribution of a set. */
export function addTime(times: PairTimes, pair: string, bucket: number, visits = 1): void {
  let counts = times.get(pair);
  if (!counts) times.set(pair, (counts = new Map()));
  counts.set(bucket, (counts.get(bucket) ?? 0) + visits);
}

/**
 * Adds one visit by its log: from the first reach of each stage to the first reach of each other stage after it. `found` is
 * reached with the visit's first event.
 */
export function addVisitTimes(times: PairTimes, log: string): void {
  const events = eventsOf(log);
  if (events.length === 0) return;
  const firsts: { letter: string; atMs: number }[] = [{ letter: FOUND_LETTER, atMs: events[0]!.atMs }];
  const seen = new Set<string>();
  for (const { stage, atMs } of events) {
    const letter = stageLetter(stage);
    if (letter === FOUND_LETTER) continue;
    let isFirst = true;
    for (const from of firsts) {
      if (from.letter === letter) isFirst = false;
      else if (!seen.has(from.letter + letter)) {
        seen.add(from.letter + letter);
        addTime(times, from.letter + letter, timeBucket(atMs - from.atMs));
      }
    }
    if (isFirst) firsts.push({ letter, atMs });
  }
}

const GAPS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const SKIP = GAPS.length - 1;

/** The text of a distribution. Equal counts always give equal text. */
export function encodeTimes(counts: ReadonlyMap<number, number>): string {
  let text = '';
  let next = 0;
  for (const [bucket, visits] of [...counts].sort(([a], [b]) => a - b)) {
    if (visits === 0) continue;
    let gap = bucket - next;
    for (; gap >= SKIP; gap -= SKIP) text += GAPS[SKIP];
    text += GAPS[gap]! + (visits === 1 ? '' : visits);
    next = bucket + 1;
  }
  return text;
}

/** The counts of a text. Throws RangeError when it is not of that form. */
export function decodeTimes(text: string): TimeCounts {
  if (!/^(?:Z*[A-Ya-z]\d*)*$/.test(text)) throw new RangeError('not a distribution');
  const counts: TimeCounts = new Map();
  let bucket = 0;
  for (const [, letter = '', count = ''] of text.matchAll(/([A-Za-z])(\d*)/g)) {
    bucket += GAPS.indexOf(letter);
    if (letter !== GAPS[SKIP]) counts.set(bucket++, count === '' ? 1 : Number(count));
  }
  return counts;
}

/** The sum of several distributions. */
export function mergeTimes(parts: Iterable<ReadonlyMap<number, number>>): TimeCounts {
  const sum: TimeCounts = new Map();
  for (const part of parts) {
    for (const [bucket, visits] of part) sum.set(bucket, (sum.get(bucket) ?? 0) + visits);
  }
  return sum;
}

/** How many visits a distribution counts. */
export const countTimes = (counts: ReadonlyMap<number, number>): number =>
  [...counts.values()].reduce((sum, visits) => sum + visits, 0);

/**
 * The time (ms) that a share of the visits did not exceed, 0 < share ≤ 1: about, since it is read within a bucket as if
 * the visits were spread evenly in it. Null when nothing was counted.
 */
export function timeQuantile(counts: ReadonlyMap<number, number>, share: number): number | null {
  const total = countTimes(counts);
  if (total === 0) return null;
  let left = share * total;
  for (const [bucket, visits] of [...counts].sort(([a], [b]) => a - b)) {
    const { fromMs, toMs } = bucketEdges(bucket);
    if (left <= visits) return fromMs + (toMs - fromMs) * (left / visits);
    left -= visits;
  }
  return bucketEdges(Math.max(...counts.keys())).toMs;
}

/** A set of distributions as JSON text, pair -> distribution, sorted by pair. */
export const encodePairTimes = (times: PairTimes): string =>
  JSON.stringify(
    Object.fromEntries(
      [...times].sort(([a], [b]) => (a < b ? -1 : 1)).map(([pair, counts]) => [pair, encodeTimes(counts)]),
    ),
  );

/** A set of distributions from its text; the empty text is an empty set. */
export function decodePairTimes(text: string): PairTimes {
  const texts: Record<string, string> = text === '' ? {} : JSON.parse(text);
  return new Map(Object.entries(texts).map(([pair, counts]) => [pair, decodeTimes(counts)]));
}

/** Adds a set of distributions to another. */
export function addPairTimes(sum: PairTimes, part: PairTimes): void {
  for (const [pair, counts] of part) {
    for (const [bucket, visits] of counts) addTime(sum, pair, bucket, visits);
  }
}
