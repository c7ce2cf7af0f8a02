// Wilson's interval against published and hand-worked values, and against its own definition.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wilsonInterval } from '../../worker/domain/statistics.ts';

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
