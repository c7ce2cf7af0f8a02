// Working hours on the local calendar, through clock changes, holidays and the edges of a span.
import { expect, it } from 'vitest';
import { defaultSettings } from '../../worker/contract/default-settings.ts';
import type { Hours } from '../../worker/contract/settings.ts';
import { isOpenAt, spansOn, workingDaysSince } from '../../worker/domain/working-hours.ts';

const hours: Hours = {
  ...defaultSettings({ origins: [], language: 'ru', today: '2026-01-01' }).hours,
  holidays: ['2026-11-04'],
};
const at = (instant: string): number => Date.parse(instant);

it.each([
  // Moscow is UTC+3 all year; 14 October 2026 is a Wednesday.
  ['a second before opening', 'Europe/Moscow', '2026-10-14T05:59:59Z', false],
  ['at opening', 'Europe/Moscow', '2026-10-14T06:00:00Z', true],
  ['a minute before closing', 'Europe/Moscow', '2026-10-14T15:59:00Z', true],
  ['at closing, which is outside', 'Europe/Moscow', '2026-10-14T16:00:00Z', false],
  ['on a Saturday', 'Europe/Moscow', '2026-10-17T09:00:00Z', false],
  ['on a holiday', 'Europe/Moscow', '2026-11-04T09:00:00Z', false],
  // Berlin leaves summer time on 25 October 2026: 09:00 is 07:00Z on Friday, 08:00Z on Monday.
  ['before the clock change', 'Europe/Berlin', '2026-10-23T07:00:00Z', true],
  ['after the clock change, an hour too early', 'Europe/Berlin', '2026-10-26T07:59:00Z', false],
  ['after the clock change', 'Europe/Berlin', '2026-10-26T08:00:00Z', true],
])('is %s (%s, %s): open %s', (_, zone, instant, open) => {
  expect(isOpenAt(hours, zone, at(instant))).toBe(open);
});

it('is open until midnight when a span ends at 24:00', () => {
  const late: Hours = { ...hours, week: { ...hours.week, wed: [['20:00', '24:00']] } };
  expect(isOpenAt(late, 'UTC', at('2026-10-14T23:59:59Z'))).toBe(true);
  expect(isOpenAt(late, 'UTC', at('2026-10-15T00:00:00Z'))).toBe(false);
  expect(spansOn(late, '2026-10-14')).toEqual([['20:00', '24:00']]);
});

it.each([
  ['the same day counts nothing', '2026-10-12T10:00:00Z', '2026-10-12T20:00:00Z', 0],
  ['the next day counts once it has closed', '2026-10-12T10:00:00Z', '2026-10-13T15:59:00Z', 0],
  ['…which is at 19:00 in Moscow', '2026-10-12T10:00:00Z', '2026-10-13T16:00:00Z', 1],
  ['a weekend counts nothing', '2026-10-16T10:00:00Z', '2026-10-19T10:00:00Z', 0],
  ['Friday to Tuesday evening is two', '2026-10-16T10:00:00Z', '2026-10-20T17:00:00Z', 2],
  ['a holiday counts nothing', '2026-11-03T10:00:00Z', '2026-11-05T17:00:00Z', 1],
  ['an instant that lies ahead counts nothing', '2026-10-20T10:00:00Z', '2026-10-12T10:00:00Z', 0],
  ['a year stops at the most asked for', '2025-10-12T10:00:00Z', '2026-10-12T10:00:00Z', 5],
])('working days: %s', (_, from, to, days) => {
  expect(workingDaysSince(hours, 'Europe/Moscow', { fromMs: at(from), toMs: at(to), most: 5 })).toBe(days);
});

it('takes every date for a working day when a week has no hours at all', () => {
  const none: Hours = {
    week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
    holidays: [],
  };
  const span = { fromMs: at('2026-10-16T10:00:00Z'), toMs: at('2026-10-19T10:00:00Z'), most: 9 };
  expect(workingDaysSince(none, 'UTC', span)).toBe(2);
});
