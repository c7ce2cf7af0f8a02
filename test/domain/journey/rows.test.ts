// Which rows answer a period: they cover each of its days once, and are few whatever the dates.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from '../../../worker/domain/calendar.ts';
import { lastRollDay, rollSpan, rowsWithin, tiling } from '../../../worker/domain/journey/rows.ts';
import type { Span } from '../../../worker/domain/journey/rows.ts';

/** All dates of a span, counted on by the platform's clock. */
function dates({ from, to }: Span): string[] {
  const all: string[] = [];
  for (let at = Date.parse(from); at <= Date.parse(to); at += 86_400_000) {
    all.push(new Date(at).toISOString().slice(0, 10));
  }
  return all;
}
const FIRST = '2023-12-25';
const day = fc.integer({ min: 0, max: 1500 }).map((n) => addDays(FIRST, n));
const periods = fc.record({ from: day, days: fc.integer({ min: 0, max: 769 }), today: day });

describe('a tiling', () => {
  it('covers every day of its period once, in order, by days, whole weeks and whole months that are over', () => {
    fc.assert(
      fc.property(periods, fc.constantFrom(0, 28, undefined), ({ from, days, today }, single) => {
        const period = { from, to: addDays(from, days) };
        const tiles = tiling(period, today, single);
        expect(tiles.flatMap(dates).join()).toBe(dates(period).join());
        const odd = tiles.filter(({ from, to, kind }) => {
          if (kind === null) return from !== to;
          const span = rollSpan(kind, from);
          return span.from !== from || span.to !== to || to > lastRollDay(today);
        });
        expect(odd).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['90 days', 90],
    ['183 days', 183],
    ['184 days', 184],
    ['a year', 366],
    ['25 months', 763],
    ['the longest that may be asked', 770],
  ])('has at most 100 pieces for %s that end today, whatever the date', (_, days) => {
    const counts = dates({ from: '2026-12-01', to: '2028-03-31' }).map((today) => {
      return tiling({ from: addDays(today, 1 - days), to: today }, today).length;
    });
    expect(Math.max(...counts)).toBeLessThanOrEqual(100);
  });

  it('has at most 100 pieces also for a period long past', () => {
    fc.assert(
      fc.property(periods, ({ from, days, today }) => {
        const to = addDays(from, days);
        expect(tiling({ from, to }, to > today ? to : today).length).toBeLessThanOrEqual(100);
      }),
    );
  });

  it('keeps the last 28 days single in up to half a year, and not in more', () => {
    const today = '2026-11-24';
    const lengths = (days: number) =>
      tiling({ from: addDays(today, 1 - days), to: today }, today)
        .filter(({ to }) => to > addDays(today, -28))
        .map(({ from, to }) => daysBetween(from, to) + 1);
    expect(lengths(90)).toEqual(new Array(28).fill(1));
    expect(lengths(183)).toEqual(new Array(28).fill(1));
    expect(lengths(184).length).toBeLessThan(15);
  });

  it('knows weeks across a new year and the months of a leap year', () => {
    expect(rollSpan('week', '2027-01-01')).toEqual({ from: '2026-12-28', to: '2027-01-03' });
    expect(rollSpan('week', '2026-11-23')).toEqual({ from: '2026-11-23', to: '2026-11-29' });
    expect(rollSpan('month', '2028-02-29')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    expect(rollSpan('month', '2026-12-31')).toEqual({ from: '2026-12-01', to: '2026-12-31' });
  });
});

describe('a shorter period within rows in hand', () => {
  const rows = [
    { from: '2026-10-05', to: '2026-10-11' },
    { from: '2026-10-12', to: '2026-10-12' },
    { from: '2026-10-14', to: '2026-10-14' },
  ];
  it('has the rows that lie in it', () => {
    expect(rowsWithin(rows, { from: '2026-10-12', to: '2026-10-14' })).toEqual(rows.slice(1));
    expect(rowsWithin(rows, { from: '2026-10-01', to: '2026-10-31' })).toEqual(rows);
    expect(rowsWithin(rows, { from: '2026-10-13', to: '2026-10-13' })).toEqual([]);
  });
  it('is not answered when a row lies across its edge, or beyond what was asked for', () => {
    expect(rowsWithin(rows, { from: '2026-10-06', to: '2026-10-14' })).toBeNull();
    expect(rowsWithin(rows, { from: '2026-10-01', to: '2026-10-10' })).toBeNull();
    const known = { from: '2026-10-05', to: '2026-10-14' };
    expect(rowsWithin(rows, { from: '2026-10-04', to: '2026-10-14' }, known)).toBeNull();
    expect(rowsWithin(rows, { from: '2026-10-05', to: '2026-10-14' }, known)).toEqual(rows);
  });
});
