// The honest hours: open and closed by the clinic's wall clock, through holidays and clock changes.
import { describe, expect, it } from 'vitest';
import type { Hours } from '../../worker/contract/settings.ts';
import { opening } from '../../worker/domain/opening.ts';

const day: [string, string][] = [['09:00', '19:00']];
const hours: Hours = {
  week: {
    mon: day,
    tue: day,
    wed: day,
    thu: [
      ['14:00', '18:00'],
      ['08:00', '12:00'],
    ],
    fri: day,
    sat: [],
    sun: [],
  },
  holidays: ['2026-11-04'],
};
const never: Hours = {
  week: { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
  holidays: [],
};
const at = (instant: string, zone = 'Europe/Moscow', of = hours) => opening(of, zone, Date.parse(instant));

describe('opening hours', () => {
  it.each([
    ['Monday morning', '2026-10-12T06:00:00Z', { open: true, until: '19:00' }],
    [
      'the minute before opening',
      '2026-10-12T05:59:00Z',
      { open: false, day: '2026-10-12', inDays: 0, from: '09:00' },
    ],
    ['the last minute', '2026-10-12T15:59:59Z', { open: true, until: '19:00' }],
    [
      'closing time itself',
      '2026-10-12T16:00:00Z',
      { open: false, day: '2026-10-13', inDays: 1, from: '09:00' },
    ],
    ['Friday evening', '2026-10-16T17:00:00Z', { open: false, day: '2026-10-19', inDays: 3, from: '09:00' }],
    [
      'between two spans, written in any order',
      '2026-10-15T10:00:00Z',
      { open: false, day: '2026-10-15', inDays: 0, from: '14:00' },
    ],
    [
      'the eve of a holiday',
      '2026-11-03T20:00:00Z',
      { open: false, day: '2026-11-05', inDays: 2, from: '08:00' },
    ],
    ['a holiday', '2026-11-04T09:00:00Z', { open: false, day: '2026-11-05', inDays: 1, from: '08:00' }],
  ])('%s', (_, instant, expected) => {
    expect(at(instant)).toEqual(expected);
  });

  it('follows the wall clock on the days when clocks change', () => {
    // Berlin: 29 March 2026 loses the hour 02:00–03:00, 25 October 2026 has it twice.
    const sunday: Hours = { ...never, week: { ...never.week, sun: [['01:30', '03:30']] } };
    const berlin = (instant: string) => at(instant, 'Europe/Berlin', sunday)?.open;
    expect(
      ['2026-03-29T00:29:00Z', '2026-03-29T00:30:00Z', '2026-03-29T01:29:00Z', '2026-03-29T01:30:00Z'].map(
        berlin,
      ),
    ).toEqual([...[false, true, true, false]]);
    expect(
      ['2026-10-24T23:30:00Z', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z', '2026-10-25T02:30:00Z'].map(
        berlin,
      ),
    ).toEqual([...[true, true, true, false]]);
  });

  it('is open to the end of the day when the span ends at 24:00', () => {
    const late: Hours = { ...never, week: { ...never.week, mon: [['20:00', '24:00']] } };
    expect(at('2026-10-12T20:59:00Z', 'Europe/Moscow', late)).toEqual({ open: true, until: '24:00' });
  });

  it('promises nothing when the hours are unknown', () => {
    expect(at('2026-10-12T06:00:00Z', 'Europe/Moscow', never)).toBeUndefined();
  });

  it('takes the day from the clinic’s zone, not from the visitor’s or from UTC', () => {
    // Sunday in UTC, already Monday 09:30 in Vladivostok.
    expect(at('2026-10-11T23:30:00Z', 'Asia/Vladivostok')).toEqual({ open: true, until: '19:00' });
  });
});
