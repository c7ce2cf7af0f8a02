// Numbers and dates as a reader of each language expects them, in the site's zone whatever the machine's.
import { describe, expect, test } from 'vitest';
import { createFormat } from '../../dashboard/format.ts';

const ru = createFormat('ru');
const en = createFormat('en');
/** Narrow and plain no-break spaces are a matter of the ICU version. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f\u2009]/g, ' ');

describe('formatting', () => {
  test.each([
    { share: 0.789, ru: '79 %', en: '79%' },
    { share: 0, ru: '0 %', en: '0%' },
    { share: 1, ru: '100 %', en: '100%' },
    { share: 0.001, ru: '< 1 %', en: '< 1%' },
    { share: 0.999, ru: '> 99 %', en: '> 99%' },
  ])('writes the share $share as $ru and $en', ({ share, ...expected }) => {
    expect(plain(ru.percent(share))).toBe(expected.ru);
    expect(plain(en.percent(share))).toBe(expected.en);
  });

  test('writes a range with one sign', () => {
    expect(plain(ru.range({ low: 0.699, high: 0.972 }))).toBe('70–97 %');
    expect(plain(en.range({ low: 0.699, high: 0.972 }))).toBe('70–97%');
  });

  test('groups thousands', () => {
    expect(plain(ru.number(1234567))).toBe('1 234 567');
    expect(en.number(1234567)).toBe('1,234,567');
  });

  test.each([
    { ms: -5, expected: '1 min' },
    { ms: 59 * 60_000, expected: '59 mins' },
    { ms: 3_600_000, expected: '1 hr' },
    { ms: 47.9 * 3_600_000, expected: '47 hrs' },
    { ms: 48 * 3_600_000, expected: '2 days' },
  ])('says that $ms ms are $expected', ({ ms, expected }) => {
    expect(en.lasting(ms)).toBe(expected);
  });

  test('tells the time in the zone of the site', () => {
    const at = Date.parse('2026-10-14T21:30:00Z');
    expect(en.time(at, 'Europe/Moscow')).toBe('00:30');
    expect(en.moment(at, 'Europe/Moscow')).toContain('15 Oct');
    expect(en.moment(at, 'America/New_York')).toContain('14 Oct');
  });

  test('never moves a calendar date by a zone', () => {
    expect(en.day('2026-01-01')).toBe('1 Jan');
    expect(plain(ru.longDay('2026-03-29'))).toBe('29 марта 2026');
    expect(en.month('2026-11-01')).toBe('November 2026');
    expect(en.weekday(0)).toBe('Monday');
    expect(ru.weekday(6)).toBe('воскресенье');
  });
});
