// Times between stages: what one visit adds, worked by hand; what a distribution says, against the times themselves.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventsOf, formatLog, orderEvents, parseLog } from '../../../worker/domain/journey/log.ts';
import {
  addVisitTimes,
  bucketEdges,
  BUCKET_RATIO,
  countTimes,
  decodePairTimes,
  decodeTimes,
  encodePairTimes,
  encodeTimes,
  mergeTimes,
  timeBucket,
  timeQuantile,
} from '../../../worker/domain/journey/times.ts';
import type { PairTimes } from '../../../worker/domain/journey/times.ts';

const START = Date.parse('2026-10-14T09:00:00Z');
const log = (...events: [stage: number, atS: number][]): string =>
  formatLog(events.map(([stage, atS], seq) => ({ page: 'page0001', seq, stage, atMs: START + atS * 1000 })));
const pairsOf = (text: string): Record<string, number[]> => {
  const times: PairTimes = new Map();
  addVisitTimes(times, text);
  return Object.fromEntries([...times].map(([pair, counts]) => [pair, [...counts.keys()]]));
};

describe('one visit', () => {
  it('counts each ordered pair once: first reach to the first reach after it', () => {
    // chose at 0, started at 10 s, chose again at 30 s, booked at 100 s.
    expect(pairsOf(log([2, 0], [3, 10], [2, 30], [4, 100]))).toEqual({
      ...{ AB: [0], AC: [timeBucket(10_000)], AD: [timeBucket(100_000)] },
      ...{ BC: [timeBucket(10_000)], CB: [timeBucket(20_000)] },
      ...{ BD: [timeBucket(100_000)], CD: [timeBucket(90_000)] },
    });
  });
  it('measures from the first reach, not from the last before', () => {
    expect(pairsOf(log([2, 0], [2, 50], [3, 60]))['BC']).toEqual([timeBucket(60_000)]);
  });
  it('lets equal times follow each other in the order of the page', () => {
    expect(pairsOf(log([2, 5], [3, 5]))).toEqual({ AB: [0], AC: [0], BC: [0] });
  });
  it('takes found from the first event of the visit, whatever it was', () => {
    expect(pairsOf(log([1, 0], [3, 40]))).toEqual({ AC: [timeBucket(40_000)] });
    expect(pairsOf(log([1, 0]))).toEqual({});
    expect(pairsOf('')).toEqual({});
  });
  it('reads a log that came out of order and doubled', () => {
    const [first, second] = [log([2, 0]), log([2, 0], [3, 20]).slice(20)];
    expect(pairsOf(second + first + second)).toEqual(pairsOf(first + second));
  });
});

it('reads a log the short way only where that is the true order', () => {
  const event = fc.record({
    page: fc.constantFrom('page0001', 'page0002', 'page0003'),
    seq: fc.integer({ min: 0, max: 4 }),
    stage: fc.integer({ min: 1, max: 5 }),
    atMs: fc.integer({ min: 0, max: 6 }).map((s) => START + s * 1000),
  });
  fc.assert(
    fc.property(fc.array(event, { maxLength: 6 }), (events) => {
      const received = formatLog(events);
      expect(eventsOf(received)).toEqual(orderEvents(parseLog(received)));
    }),
    { numRuns: 2000 },
  );
});

describe('buckets', () => {
  it('are at most 10 % wide and hold what lies between their edges', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 26 * 3_600_000 }), (ms) => {
        const { fromMs, toMs } = bucketEdges(timeBucket(ms));
        expect(ms).toBeGreaterThanOrEqual(fromMs * (1 - 1e-8));
        expect(ms).toBeLessThan(toMs * (1 + 1e-8));
        if (ms >= 1000) expect(toMs / fromMs).toBeCloseTo(1.1, 9);
      }),
    );
    expect([timeBucket(0), timeBucket(999), timeBucket(1000), timeBucket(1099), timeBucket(1100)]).toEqual([
      0, 0, 1, 1, 2,
    ]);
  });

  it('give a quantile within a bucket of the true one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1000, max: 5_000_000 }), { minLength: 1, maxLength: 200 }),
        fc.constantFrom(0.25, 0.5, 0.9, 1),
        (all, share) => {
          const counts = mergeTimes(all.map((ms) => new Map([[timeBucket(ms), 1]])));
          const sorted = all.toSorted((a, b) => a - b);
          const truth = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)]!;
          const about = timeQuantile(counts, share)!;
          expect(about / truth).toBeLessThanOrEqual(BUCKET_RATIO + 1e-8);
          expect(truth / about).toBeLessThanOrEqual(BUCKET_RATIO + 1e-8);
        },
      ),
    );
    expect(timeQuantile(new Map(), 0.5)).toBeNull();
  });
});

describe('text', () => {
  const distribution = fc
    .array(fc.tuple(fc.integer({ min: 0, max: 125 }), fc.integer({ min: 1, max: 100_000 })), {
      maxLength: 40,
    })
    .map((pairs) => new Map(pairs));

  it('comes back as it was, and equal counts make equal text', () => {
    fc.assert(
      fc.property(distribution, (counts) => {
        const text = encodeTimes(counts);
        const sorted = new Map([...counts].sort(([a], [b]) => a - b));
        expect([...decodeTimes(text)]).toEqual([...sorted]);
        expect(encodeTimes(sorted)).toBe(text);
        expect(countTimes(decodeTimes(text))).toBe([...counts.values()].reduce((a, b) => a + b, 0));
      }),
    );
    expect(
      encodeTimes(
        new Map([
          [2, 12],
          [3, 1],
          [0, 0],
        ]),
      ),
    ).toBe('c12a');
    expect(
      encodeTimes(
        new Map([
          [51, 1],
          [125, 7],
        ]),
      ),
    ).toBe('ZaZw7');
  });

  it('adds up: parts written down and merged are the whole', () => {
    fc.assert(
      fc.property(fc.array(distribution, { maxLength: 6 }), (parts) => {
        const merged = mergeTimes(parts.map((part) => decodeTimes(encodeTimes(part))));
        expect(encodeTimes(merged)).toBe(encodeTimes(mergeTimes(parts)));
      }),
    );
  });

  it('of a set of pairs is JSON by pair, and empty for nothing', () => {
    const times: PairTimes = new Map([
      ['BC', new Map([[3, 2]])],
      ['AB', new Map([[0, 5]])],
    ]);
    expect(encodePairTimes(times)).toBe('{"AB":"a5","BC":"d2"}');
    expect(decodePairTimes(encodePairTimes(times))).toEqual(times);
    expect(decodePairTimes('')).toEqual(new Map());
  });

  it.each(['1', 'aZ', 'a-1', 'a1b ', 'é'])('is refused when it is not of the grammar: %s', (bad) => {
    expect(() => decodeTimes(bad)).toThrow(RangeError);
  });
});
