// Periods that keep the days of the week, and differences of two funnels with their intervals.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMPARISONS, comparedPeriod, funnelChanges } from '../../../worker/domain/journey/comparison.ts';
import { funnel } from '../../../worker/domain/journey/funnel.ts';
import { oracleWilson } from '../../support/funnel-oracle.ts';

describe('the period to compare with', () => {
  it.each([
    [
      'four whole weeks',
      { from: '2026-10-19', to: '2026-11-15' },
      'before',
      { from: '2026-09-21', to: '2026-10-18' },
    ],
    // 31 days: five weeks back, Thursday to Thursday; four days lie between.
    ['a month', { from: '2026-10-01', to: '2026-10-31' }, 'before', { from: '2026-08-27', to: '2026-09-26' }],
    ['one day', { from: '2026-03-29', to: '2026-03-29' }, 'before', { from: '2026-03-22', to: '2026-03-22' }],
    [
      'the same days last year',
      { from: '2026-10-19', to: '2026-11-15' },
      'year',
      { from: '2025-10-20', to: '2025-11-16' },
    ],
    [
      'over a leap day',
      { from: '2028-02-28', to: '2028-03-05' },
      'year',
      { from: '2027-03-01', to: '2027-03-07' },
    ],
    [
      'longer than a year',
      { from: '2025-01-01', to: '2026-03-01' },
      'year',
      { from: '2023-11-01', to: '2024-12-29' },
    ],
  ] as const)('of %s', (_, period, name, earlier) => {
    expect(comparedPeriod(period, name)).toEqual(earlier);
  });

  it('is as long, begins on the same weekday and shares no day', () => {
    const date = (n: number) => new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
    const days = ({ from, to }: { from: string; to: string }) => (Date.parse(to) - Date.parse(from)) / 864e5;
    fc.assert(
      fc.property(fc.nat(800), fc.nat(760), fc.constantFrom(...COMPARISONS), (start, length, name) => {
        const period = { from: date(start), to: date(start + length) };
        const earlier = comparedPeriod(period, name);
        expect(days(earlier)).toBe(days(period));
        expect(new Date(earlier.from).getUTCDay()).toBe(new Date(period.from).getUTCDay());
        expect(earlier.to < period.from).toBe(true);
      }),
    );
  });
});

const counted = (counts: Record<string, number>, notConnected?: Set<number>) =>
  funnel([[1], [2], [3]], new Map(Object.entries(counts)), { ...(notConnected && { notConnected }) });

it('gives each step its difference in visits and in shares, with Newcombe’s interval', () => {
  const changes = funnelChanges(counted({ A: 50, AB: 30, ABC: 20 }), counted({ A: 40, AB: 70, ABC: 90 }));
  expect(changes[0]).toEqual({ count: 100, ofFirst: null, ofPrevious: null });
  expect(changes.map((change) => change?.count)).toEqual([100, 110, 70]);
  // 20 of 50 before, 90 of 160 after.
  const [was, is] = [oracleWilson(20, 50, 1.959963984540054), oracleWilson(90, 160, 1.959963984540054)];
  const difference = 90 / 160 - 20 / 50;
  expect(changes[2]?.ofPrevious?.difference).toBeCloseTo(difference, 12);
  expect(changes[2]?.ofPrevious?.low).toBeCloseTo(difference - Math.hypot(90 / 160 - is[0], was[1] - 0.4), 9);
  expect(changes[2]?.ofPrevious?.high).toBeCloseTo(
    difference + Math.hypot(is[1] - 90 / 160, 0.4 - was[0]),
    9,
  );
  expect(changes[2]?.ofFirst?.difference).toBeCloseTo(90 / 200 - 20 / 100, 12);
});

it('knows no difference, rather than NaN, where a period has nobody or a step is not connected', () => {
  expect(funnelChanges(counted({}), counted({ AB: 3 }))[1]).toEqual({
    count: 3,
    ofFirst: null,
    ofPrevious: null,
  });
  const skipped = funnelChanges(
    counted({ ABC: 4, A: 4 }, new Set([2])),
    counted({ ABC: 6, A: 4 }, new Set([2])),
  );
  expect(skipped[1]).toBeNull();
  expect(skipped[2]?.ofPrevious?.difference).toBeCloseTo(0.1, 12);
});
