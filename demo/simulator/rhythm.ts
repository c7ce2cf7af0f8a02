// When people come to the demo clinic's site: hours, weekdays, public holidays, seasons, and when the front desk works.
import type { Dice } from './random.ts';
import type { Season } from './words/comment.ts';

/** The demo clinic's zone is Europe/Moscow, which has not changed its clocks since 2014. */
const ZONE_OFFSET_MS = 3 * 3600_000;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export const localDayOf = (atMs: number): string =>
  new Date(atMs + ZONE_OFFSET_MS).toISOString().slice(0, 10);
/** The instant `minutes` after a local day began. */
export const atLocal = (day: string, minutes: number): number =>
  Date.parse(day) - ZONE_OFFSET_MS + Math.round(minutes * MINUTE_MS);
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
/** The instant itself, but an hour before midnight at the latest, so that midnight cuts no visit. */
export function clearOfMidnight(atMs: number): number {
  const lastMs = atLocal(localDayOf(atMs), 23 * 60);
  return Math.round(Math.min(atMs, lastMs));
}
/** 0 Sunday … 6 Saturday. */
const weekday = (day: string): number => new Date(day).getUTCDay();

/** Days off by article 112 of Russia's labour code, without the yearly transfers. */
const HOLIDAYS = /-(01-0[1-8]|02-23|03-08|05-01|05-09|06-12|11-04)$/;
export const isHoliday = (day: string): boolean => HOLIDAYS.test(day);

const BY_WEEKDAY = [0.55, 1.15, 1.1, 1.05, 1, 0.92, 0.62];
const BY_HOUR = {
  ...{ 0: 4, 1: 2, 2: 1, 3: 1, 4: 1, 5: 2, 6: 8, 7: 22, 8: 46, 9: 66, 10: 76, 11: 78 },
  ...{ 12: 70, 13: 66, 14: 64, 15: 62, 16: 60, 17: 58, 18: 60, 19: 66, 20: 72, 21: 64, 22: 38, 23: 6 },
};

/** Visits to expect on a day; `part` is how much of the quarter has passed, 0…1. */
export function visitsExpected(day: string, part: number, perWeekday: number): number {
  const growth = 0.94 + 0.14 * part;
  return perWeekday * (BY_WEEKDAY[weekday(day)] ?? 1) * growth * (isHoliday(day) ? 0.4 : 1);
}

/** An instant of the day as people come; not in its last forty minutes, so that no visit is cut by midnight. */
export const momentOf = (day: string, dice: Dice): number =>
  atLocal(day, Number(dice.weighted(BY_HOUR)) * 60 + dice.between(0, 20) + dice.whole(0, 1) * 20);

/** The long booking form, the week in which it failed, the short one. */
export function seasonAt(part: number): Season {
  if (part >= 0.44 && part < 0.52) return 'bad';
  return part < 0.68 ? 'before' : 'after';
}

/** Opening hours in minutes of the local day, or null. Those of the clinic's settings (scripts/demo.ts). */
function opening(day: string): [from: number, to: number] | null {
  if (isHoliday(day) || weekday(day) === 0) return null;
  return weekday(day) === 6 ? [9 * 60, 15 * 60] : [8 * 60, 20 * 60];
}

/** The first instant from `atMs` on at which the front desk is there. */
export function whenOpen(atMs: number): number {
  for (let day = localDayOf(atMs); ; day = dayAfter(day, 1)) {
    const hours = opening(day);
    if (hours === null || atMs >= atLocal(day, hours[1])) continue;
    return Math.round(Math.max(atMs, atLocal(day, hours[0])));
  }
}
export const isWorkday = (day: string): boolean => opening(day) !== null;
export const isReadingDay = (day: string): boolean => isWorkday(day) && [1, 4].includes(weekday(day));
