// Whole weeks, months and quarters, widened until they hold enough; and the trend that is made of them.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, daysBetween } from '../../../worker/domain/calendar.ts';
import { bucketOf, trendBuckets, wholeBuckets } from '../../../worker/domain/satisfaction/buckets.ts';
import { scoreTrend } from '../../../worker/domain/satisfaction/trend.ts';

/** As many CSAT answers a day, `good` of them 5 and the others 1. */
const days = (from: string, count: number, answers: (i: number) => { good: number; bad: number }) =>
  Array.from({ length: count }, (_, i) => {
    const { good, bad } = answers(i);
    return { day: addDays(from, i), counts: [good, 0, 0, 0, bad] };
  });
const even = (good: number) => () => ({ good, bad: 0 });

describe('a bucket', () => {
  test.each([
    { day: '2026-11-24', kind: 'week', expected: ['2026-11-23', '2026-11-29'] },
    { day: '2026-11-29', kind: 'week', expected: ['2026-11-23', '2026-11-29'] },
    { day: '2027-01-01', kind: 'week', expected: ['2026-12-28', '2027-01-03'] },
    { day: '2028-02-10', kind: 'month', expected: ['2028-02-01', '2028-02-29'] },
    { day: '2026-12-31', kind: 'month', expected: ['2026-12-01', '2026-12-31'] },
    { day: '2026-05-15', kind: 'quarter', expected: ['2026-04-01', '2026-06-30'] },
    { day: '2026-12-01', kind: 'quarter', expected: ['2026-10-01', '2026-12-31'] },
  ] as const)('of $day by $kind is $expected', ({ day, kind, expected }) => {
    const { from, to } = bucketOf(day, kind);
    expect([from, to]).toEqual(expected);
  });

  test('holds its day, and the buckets of a span follow each other without a gap', () => {
    const day = fc.integer({ min: 0, max: 3000 }).map((i) => addDays('2024-01-01', i));
    fc.assert(
      fc.property(day, fc.nat(800), fc.constantFrom('week', 'month', 'quarter'), (from, length, kind) => {
        const to = addDays(from, length);
        const buckets = wholeBuckets([{ day: from, counts: [1] }], { from, to }, kind);
        buckets.forEach((bucket, i) => {
          expect(bucket.from >= from && bucket.to <= to).toBe(true);
          expect(bucketOf(bucket.from, kind)).toEqual(bucketOf(bucket.to, kind));
          const next = buckets[i + 1];
          if (next) expect(daysBetween(bucket.to, next.from)).toBe(1);
        });
      }),
    );
  });
});

describe('the buckets of a trend', () => {
  const span = (list: { day: string }[]) => ({ from: list[0]!.day, to: list.at(-1)!.day });

  test('are weeks while weeks have enough, months when they have not, quarters at last', () => {
    const kindOf = (perDay: number) => {
      const list = days('2026-01-01', 365, (i) => ({
        good: i % Math.round(1 / perDay) === 0 ? 1 : 0,
        bad: 0,
      }));
      return trendBuckets(list, span(list)).kind;
    };
    expect(trendBuckets(days('2026-01-01', 90, even(3)), { from: '2026-01-01', to: '2026-03-31' }).kind).toBe(
      'week',
    );
    expect(kindOf(1)).toBe('month');
    expect(kindOf(0.2)).toBe('quarter');
  });

  test('stay weeks over one quiet holiday week', () => {
    const list = days('2026-10-05', 84, (i) => ({ good: i >= 70 && i < 77 ? 0 : 3, bad: 0 }));
    expect(trendBuckets(list, span(list))).toMatchObject({ kind: 'week' });
    expect(trendBuckets(list, span(list)).buckets).toHaveLength(12);
  });

  test('of a young site are its weeks, however few answers they have, and none before one is over', () => {
    const list = days('2026-11-02', 20, even(0.2));
    expect(trendBuckets(list, span(list))).toMatchObject({ kind: 'week', buckets: [{ n: 1.4 }, { n: 1.4 }] });
    const first = days('2026-11-02', 3, even(9));
    expect(trendBuckets(first, span(first))).toEqual({ kind: 'week', buckets: [] });
    // A whole month, though no whole quarter.
    const month = days('2026-11-01', 30, even(0.2));
    expect(trendBuckets(month, span(month)).kind).toBe('month');
  });

  test('leave out a week that has begun before the span or is not over', () => {
    const list = days('2026-11-25', 20, even(5));
    expect(trendBuckets(list, span(list)).buckets.map(({ from }) => from)).toEqual([
      '2026-11-30',
      '2026-12-07',
    ]);
  });

  test('hold every answer of a span of whole quarters, at any width', () => {
    const list = days('2026-01-01', 365, (i) => ({ good: i % 4, bad: i % 3 }));
    const all = list.reduce((sum, { counts }) => sum + counts.reduce((a, b) => a + b, 0), 0);
    for (const kind of ['month', 'quarter'] as const) {
      const buckets = wholeBuckets(list, span(list), kind);
      expect(buckets.reduce((sum, { n }) => sum + n, 0)).toBe(all);
    }
  });
});

describe('the trend', () => {
  test('says that the newest week is unusual, and on which side', () => {
    const list = days('2026-01-05', 7 * 16, (i) =>
      i >= 105 ? { good: 1, bad: 4 } : { good: 4, bad: i % 7 === 0 ? 1 : 0 },
    );
    const trend = scoreTrend('csat', list, '2026-04-26');
    expect(trend.points).toHaveLength(16);
    expect(trend.newest).toEqual({ rules: ['outside'], side: 'below' });
    expect(trend.trial).toBe(false);
  });

  test('does not judge an older point, nor a week that is not over', () => {
    const list = days('2026-01-05', 7 * 16, (i) =>
      i >= 98 && i < 105 ? { good: 1, bad: 4 } : { good: 4, bad: 1 },
    );
    expect(scoreTrend('csat', list, '2026-04-26').newest).toBeNull();
    expect(scoreTrend('csat', list, '2026-04-25').points).toHaveLength(15);
  });

  test('neither draws nor judges a point with fewer than ten answers', () => {
    const list = days('2026-01-05', 7 * 16, (i) => (i >= 105 ? { good: 0, bad: 1 } : { good: 4, bad: 0 }));
    const trend = scoreTrend('csat', list, '2026-04-26');
    expect(trend.points.at(-1)).toMatchObject({ value: null, flags: [] });
    expect(trend.newest).toBeNull();
  });

  test('has no limits while there are few points, and is empty without answers', () => {
    expect(scoreTrend('csat', days('2026-01-05', 28, even(4)), '2026-02-01')).toMatchObject({ limits: null });
    expect(scoreTrend('csat', [], '2026-02-01')).toMatchObject({ points: [], limits: null, newest: null });
  });
});
