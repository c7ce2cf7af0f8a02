// Is the clinic open now, until when, or when next: wall-clock comparison in the clinic's zone, so clock changes need no care.
import type { Hours } from '../contract/settings.ts';
import type { Weekday } from '../contract/vocabulary.ts';

export type Opening =
  | { open: true; until: string }
  /** `inDays` 0 today, 1 tomorrow; `day` is the local date. */
  | { open: false; day: string; inDays: number; from: string };

const MAX_DAYS_AHEAD = 14;

/** Undefined when the hours are unknown or nothing opens within two weeks: then nothing may be promised. */
export function opening(hours: Hours, zone: string, nowMs: number): Opening | undefined {
  // The Swedish way to write an instant is the ISO one: "2026-10-14 09:30".
  const [today = '', time = ''] = new Date(nowMs)
    .toLocaleString('sv', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
    .split(' ');
  for (let inDays = 0; inDays <= MAX_DAYS_AHEAD; inDays++) {
    const day = new Date(Date.parse(today) + inDays * 86_400_000).toISOString().slice(0, 10);
    const weekday = new Date(day).toUTCString().slice(0, 3).toLowerCase() as Weekday;
    if (hours.holidays.includes(day)) continue;
    for (const [from, until] of [...hours.week[weekday]].sort()) {
      if (inDays || until > time) {
        return !inDays && from <= time ? { open: true, until } : { open: false, day, inDays, from };
      }
    }
  }
  return undefined;
}
