// Where days and values stand on a chart: round axes, dates on days that a reader looks for, marks at their slot.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  countAxis,
  dateTicks,
  markPlace,
  npsAxis,
  placeOn,
  shareAxis,
  slotMiddle,
} from '../../dashboard/chart-axis.ts';
import { addDays, weekdayIndex } from '../../worker/domain/calendar.ts';

const daysFrom = (first: string, count: number, step = 1): string[] =>
  Array.from({ length: count }, (_, i) => addDays(first, i * step));

describe('the axis of a count', () => {
  test.each([
    { values: [], top: 1, ticks: [0, 1] },
    { values: [0], top: 1, ticks: [0, 1] },
    { values: [null, 1], top: 1, ticks: [0, 1] },
    { values: [3], top: 3, ticks: [0, 1, 2, 3] },
    { values: [180, 40], top: 200, ticks: [0, 50, 100, 150, 200] },
  ])('of $values ends at $top', ({ values, top, ticks }) => {
    expect(countAxis(values)).toEqual({ bottom: 0, top, ticks });
  });

  test('holds every value and has only whole ticks', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000), { minLength: 1 }), (values) => {
        const { top, ticks } = countAxis(values);
        expect(top).toBeGreaterThanOrEqual(Math.max(...values));
        expect(ticks.every((tick) => Number.isInteger(tick) && tick >= 0 && tick <= top)).toBe(true);
        expect(ticks.length).toBeLessThanOrEqual(7);
      }),
    );
  });
});

describe('dates under the axis', () => {
  test('are each day of a short stretch', () => {
    expect(dateTicks(daysFrom('2026-11-18', 7), 8)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test('are Mondays of some weeks', () => {
    const days = daysFrom('2026-10-28', 28);
    const found = dateTicks(days, 8).map((i) => days[i] ?? '');
    expect(found).toEqual(['2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23']);
    expect(found.every((day) => weekdayIndex(day) === 0)).toBe(true);
  });

  test('are the first days of months of a long stretch', () => {
    const days = daysFrom('2026-01-01', 365);
    expect(dateTicks(days, 8).map((i) => days[i])).toEqual(
      ['01', '03', '05', '07', '09', '11'].map((month) => `2026-${month}-01`),
    );
  });

  test('name the slot that holds the date where slots are weeks', () => {
    // The week of 28 September holds 1 October.
    const weeks = daysFrom('2026-08-31', 20, 7);
    expect(dateTicks(weeks, 8).map((i) => weeks[i])).toContain('2026-09-28');
  });

  test('are never crowded, doubled or outside, whatever the stretch', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 800 }),
        fc.constantFrom(3, 8),
        fc.nat(400),
        (count, wanted, shift) => {
          const days = daysFrom(addDays('2026-01-01', shift), count);
          const found = dateTicks(days, wanted);
          expect(found.length).toBeGreaterThan(0);
          expect(found.length).toBeLessThanOrEqual(wanted + 2);
          expect(new Set(found).size).toBe(found.length);
          expect(found.every((i) => i >= 0 && i < count)).toBe(true);
        },
      ),
    );
  });
});

describe('places', () => {
  test('of values are shares of the whole axis, with nothing in the middle of NPS’s', () => {
    expect([-100, 0, 50, 100].map((value) => placeOn(value, npsAxis))).toEqual([0, 0.5, 0.75, 1]);
    expect([0, 0.25, 1].map((value) => placeOn(value, shareAxis))).toEqual([0, 0.25, 1]);
  });

  test('of slots are their middles, of marks the start of their slot', () => {
    expect(slotMiddle(0, 4)).toBe(0.125);
    const weeks = daysFrom('2026-08-31', 4, 7);
    expect(markPlace(weeks, '2026-09-09')).toBe(0.25);
    expect(markPlace(weeks, '2026-08-30')).toBeNull();
  });
});
