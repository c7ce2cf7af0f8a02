// Public holidays by the law's own list.
import { expect, it } from 'vitest';
import { russianHolidays } from '../../worker/domain/holidays.ts';

it('are fourteen days a year, from today to the end of the next year', () => {
  const days = russianHolidays('2026-11-24');
  expect(days).toHaveLength(14);
  expect(days[0]).toBe('2027-01-01');
  expect(days.at(-1)).toBe('2027-11-04');
  expect(russianHolidays('2026-01-08')).toHaveLength(7 + 14);
  // Victory Day, Russia Day, Unity Day.
  expect(russianHolidays('2026-01-01')).toEqual(
    expect.arrayContaining(['2026-05-09', '2026-06-12', '2026-11-04']),
  );
});
