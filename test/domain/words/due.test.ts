// Due dates of complaints on the clinic's calendar, against a day-by-day count by hand.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, weekdayIndex } from '../../../worker/domain/calendar.ts';
import { dueOn } from '../../../worker/domain/words/due.ts';
import { WEEKDAYS } from '../../../worker/contract/vocabulary.ts';

const open: [string, string][] = [['09:00', '18:00']];
const week = (days: number[]) =>
  Object.fromEntries(WEEKDAYS.map((name, i) => [name, days.includes(i) ? open : []])) as Record<
    (typeof WEEKDAYS)[number],
    [string, string][]
  >;
const weekdays = { week: week([0, 1, 2, 3, 4]), holidays: [] };

test.each([
  // Wednesday 14 October 2026.
  { from: '2026-10-14', days: 1, due: '2026-10-15' },
  { from: '2026-10-14', days: 10, due: '2026-10-28' },
  // A Friday's first working day is Monday; a Saturday's too.
  { from: '2026-10-16', days: 1, due: '2026-10-19' },
  { from: '2026-10-17', days: 1, due: '2026-10-19' },
])('$days working days after $from end on $due', ({ from, days, due }) => {
  expect(dueOn(weekdays, from, days)).toBe(due);
});

test('a holiday is no working day, and without hours every date is one', () => {
  expect(dueOn({ ...weekdays, holidays: ['2026-11-04'] }, '2026-11-03', 2)).toBe('2026-11-06');
  expect(dueOn({ week: week([]), holidays: [] }, '2026-10-16', 10)).toBe('2026-10-26');
});

test('between the two dates lie as many working days, and the last of them is the due date', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
      fc.uniqueArray(fc.integer({ min: 0, max: 120 }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 0, max: 400 }),
      (days, closed, count, start) => {
        const from = addDays('2026-01-01', start);
        const hours = { week: week(days), holidays: closed.map((n) => addDays(from, n)) };
        const due = dueOn(hours, from, count);
        let worked = 0;
        for (let day = addDays(from, 1); day <= due; day = addDays(day, 1))
          if (days.includes(weekdayIndex(day)) && !hours.holidays.includes(day)) worked++;
        expect(worked).toBe(count);
        expect(days.includes(weekdayIndex(due)) && !hours.holidays.includes(due)).toBe(true);
      },
    ),
    { numRuns: 200, seed: 7 },
  );
});
