// Is the clinic open now, until when, or when next: wall-clock comparison in the clinic's zone, so clock changes need no care.
import { WEEKDAYS } from '../../worker/contract/vocabulary.ts';
import { addDays, wallClock, weekdayIndex } from '../../worker/domain/calendar.ts';
import type { Hours } from '../../worker/contract/settings.ts';

export type Opening =
  | { open: true; until: string }
  /** `inDays` 0 today, 1 tomorrow; `day` is the local date. */
  | { open: false; day: string; inDays: number; from: string };

const MAX_DAYS_AHEAD = 14;

/** Undefined when the hours are unknown or nothing opens within two weeks: then nothing may be promised. */
export function opening(hours: Hours, zone: string, nowMs: number): Opening | undefined {
  const { day: today, time } = wallClock(nowMs, zone);
  for (let inDays = 0; inDays <= MAX_DAYS_AHEAD; inDays++) {
    const day = addDays(today, inDays);
    for (const [from, until] of spansOf(hours, day)) {
      if (inDays === 0 && until <= time) continue;
      return inDays === 0 && from <= time ? { open: true, until } : { open: false, day, inDays, from };
    }
  }
  return undefined;
}

/** The day's opening spans in order; none on a holiday. */
function spansOf(hours: Hours, day: string): [string, string][] {
  if (hours.holidays.includes(day)) return [];
  const weekday = WEEKDAYS[weekdayIndex(day)];
  return weekday ? [...hours.week[weekday]].sort() : [];
}

/** The week in as few lines as tell it: runs of equal days, with the index of the first and the last day (0 Monday). */
export function weekLines(hours: Hours): { first: number; last: number; spans: [string, string][] }[] {
  const lines: { first: number; last: number; spans: [string, string][] }[] = [];
  for (const [index, weekday] of WEEKDAYS.entries()) {
    const spans = hours.week[weekday];
    const line = lines.at(-1);
    if (line && String(line.spans) === String(spans)) line.last = index;
    else lines.push({ first: index, last: index, spans });
  }
  return lines;
}
