// When people write, hour by hour of the clinic's own week, beside the hours in which somebody answers.
import type { Hours } from '../../contract/settings.ts';
import { WEEKDAYS } from '../../contract/vocabulary.ts';
import { minuteOfDay } from './open-spans.ts';
import { offsetAt } from './zone-offset.ts';

export const WEEK_HOURS = 7 * 24;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** 1 January 1970 was a Thursday. */
const FIRST_HOUR = 3 * 24;

/** How many of these instants (epoch ms) lie in each hour of the week in a zone; Monday 00:00 first. The sum is all of them. */
export function demandOf(instants: readonly number[], zone: string): number[] {
  const counts = Array.from({ length: WEEK_HOURS }, () => 0);
  const offsetOf = offsets(zone);
  for (const atMs of instants) {
    const hour = (Math.floor((atMs + offsetOf(atMs)) / HOUR_MS) + FIRST_HOUR) % WEEK_HOURS;
    counts[hour] = (counts[hour] ?? 0) + 1;
  }
  return counts;
}

/** `offsetAt` for thousands of instants: on a day of UTC without a clock change, two looks at the zone serve them all. */
function offsets(zone: string): (atMs: number) => number {
  const days = new Map<number, number | null>();
  return (atMs) => {
    const day = Math.floor(atMs / DAY_MS);
    let all = days.get(day);
    if (all === undefined) {
      const first = offsetAt(day * DAY_MS, zone);
      all = first === offsetAt((day + 1) * DAY_MS - 1, zone) ? first : null;
      days.set(day, all);
    }
    return all ?? offsetAt(atMs, zone);
  };
}

/** Whether the clinic is open in some part of each hour of an ordinary week. */
export const openHours = ({ week }: Hours): boolean[] =>
  Array.from({ length: WEEK_HOURS }, (_, i) => {
    const [from, to] = [(i % 24) * 60, (i % 24) * 60 + 60];
    return week[WEEKDAYS[Math.floor(i / 24)]!].some(
      ([opens, closes]) => minuteOfDay(opens) < to && from < minuteOfDay(closes),
    );
  });
