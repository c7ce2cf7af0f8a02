// Wilson's and Newcombe's intervals against published and hand-worked values, and against what they must obey.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newcombeDifference, wilsonInterval } from '../../worker/domain/statistics.ts';

const inPercent = (hits: number, total: number) => {
  const interval = wilsonInterval(hits, total);
  return interval && [interval.low, interval.high].map((end) => Math.round(end * 1000) / 10);
};

describe('the 95 % range of a share', () => {
  test.each([
    { hits: 18, total: 20, expected: [69.9, 97.2] },
    { hits: 7, total: 10, expected: [39.7, 89.2] },
    { hits: 14, total: 20, expected: [48.1, 85.5] },
    { hits: 70, total: 100, expected: [60.4, 78.1] },
    { hits: 10, total: 10, expected: [72.2, 100] },
    { hits: 0, total: 10, expected: [0, 27.8] },
    { hits: 127, total: 200, expected: [56.6, 69.9] },
  ])('is $expected percent for $hits of $total', ({ hits, total, expected }) => {
    expect(inPercent(hits, total)).toEqual(expected);
  });

  test('is nothing when nobody answered', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });

  test('refuses counts that cannot be a share', () => {
    for (const [hits, total] of [
      [3, 2],
      [-1, 2],
      [0.5, 2],
      [NaN, 2],
      [0, -1],
    ] as const)
      expect(() => wilsonInterval(hits, total)).toThrow(RangeError);
  });

  // The definition: the ends are the shares p for which the observed share lies exactly z standard errors away.
  test('has its ends where the observed share is z standard errors away', () => {
    const shares = fc
      .integer({ min: 1, max: 5000 })
      .chain((total) => fc.tuple(fc.integer({ min: 0, max: total }), fc.constant(total)));
    fc.assert(
      fc.property(shares, ([hits, total]) => {
        const interval = wilsonInterval(hits, total);
        if (!interval) return false;
        const distance = (p: number) => Math.abs(hits / total - p) / Math.sqrt((p * (1 - p)) / total);
        const ends = [hits === 0 ? null : interval.low, hits === total ? null : interval.high];
        for (const end of ends) if (end !== null) expect(distance(end)).toBeCloseTo(1.959964, 4);
        return (
          interval.low <= hits / total &&
          hits / total <= interval.high &&
          interval.low >= 0 &&
          interval.high <= 1
        );
      }),
    );
  });
});

describe('the 95 % range of a difference of two shares', () => {
  // Newcombe 1998, Statistics in Medicine 17, 873–890: table II, method 10.
  test.each([
    { after: [56, 70], before: [48, 80], expected: [0.0524, 0.3339] },
    { after: [9, 10], before: [3, 10], expected: [0.1705, 0.809] },
    { after: [6, 7], before: [2, 7], expected: [0.0582, 0.8062] },
    { after: [5, 56], before: [0, 29], expected: [-0.0381, 0.1926] },
    { after: [0, 10], before: [0, 20], expected: [-0.1611, 0.2775] },
    { after: [0, 10], before: [0, 10], expected: [-0.2775, 0.2775] },
    { after: [10, 10], before: [0, 20], expected: [0.6791, 1] },
    { after: [10, 10], before: [0, 10], expected: [0.6075, 1] },
  ])('is $expected for $after against $before', ({ after, before, expected }) => {
    const side = ([hits = 0, total = 0]: number[]) => ({ hits, total });
    const got = newcombeDifference(side(before), side(after));
    expect([got?.low, got?.high].map((end) => Math.round((end ?? NaN) * 1e4) / 1e4)).toEqual(expected);
  });

  const counted = fc
    .integer({ min: 1, max: 2000 })
    .chain((total) => fc.record({ hits: fc.integer({ min: 0, max: total }), total: fc.constant(total) }));

  test('holds the difference, stays within −1…1 and turns round with its sides', () => {
    fc.assert(
      fc.property(counted, counted, (a, b) => {
        const there = newcombeDifference(a, b)!;
        const back = newcombeDifference(b, a)!;
        expect(there.low).toBeCloseTo(-back.high, 12);
        expect(there.high).toBeCloseTo(-back.low, 12);
        return (
          there.low <= there.difference &&
          there.difference <= there.high &&
          there.low >= -1 &&
          there.high <= 1
        );
      }),
    );
  });

  test('shrinks when both sides grow tenfold', () => {
    fc.assert(
      fc.property(counted, counted, (a, b) => {
        const tenfold = ({ hits, total }: { hits: number; total: number }) => ({
          hits: hits * 10,
          total: total * 10,
        });
        const width = (of: { low: number; high: number } | null) => of!.high - of!.low;
        return width(newcombeDifference(tenfold(a), tenfold(b))) < width(newcombeDifference(a, b));
      }),
    );
  });

  test('is nothing when one side has nobody', () => {
    expect(newcombeDifference({ hits: 0, total: 0 }, { hits: 1, total: 2 })).toBeNull();
    expect(newcombeDifference({ hits: 1, total: 2 }, { hits: 0, total: 0 })).toBeNull();
  });
});
