// A clinic's working hours on the local calendar: which spans a date has, and how many working days have passed.
import type { Hours } from '../contract/settings.ts';
import { WEEKDAYS } from '../contract/vocabulary.ts';
import { addDays, wallClock, weekdayIndex } from './calendar.ts';

/** Opening spans of a local date; none on a holiday. */
export const spansOn = (hours: Hours, day: string): readonly (readonly [string, string])[] =>
  hours.holidays.includes(day) ? [] : hours.week[WEEKDAYS[weekdayIndex(day)]!];

/** True while the clinic is open; the closing time itself is outside. */
export function isOpenAt(hours: Hours, zone: string, atMs: number): boolean {
  const { day, time } = wallClock(atMs, zone);
  return spansOn(hours, day).some(([from, to]) => from <= time && time < to);
}

/** A week without any hours says nothing about days off, so then every date is a working day. */
const hasHours = (hours: Hours): boolean => WEEKDAYS.some((weekday) => hours.week[weekday].length > 0);

/**
 * Whole working days between two instants: local dates after that of `fromMs` whose last closing time has passed by `toMs`.
 * Counting stops at `most`. Zero when `toMs` is not later.
 */
export function workingDaysSince(
  hours: Hours,
  zone: string,
  { fromMs, toMs, most }: { fromMs: number; toMs: number; most: number },
): number {
  const now = wallClock(toMs, zone);
  const known = hasHours(hours);
  let count = 0;
  for (
    let day = addDays(wallClock(fromMs, zone).day, 1);
    day <= now.day && count < most;
    day = addDays(day, 1)
  ) {
    const closing = known
      ? spansOn(hours, day)
          .map(([, to]) => to)
          .sort()
          .at(-1)
      : '24:00';
    if (closing !== undefined && (day < now.day || closing <= now.time)) count++;
  }
  return count;
}
