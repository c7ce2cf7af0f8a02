// When people write, hour by hour of the clinic's own week, beside the hours in which somebody answers.
import type { Hours } from '../../contract/settings.ts';
import { WEEKDAYS } from '../../contract/vocabulary.ts';
import { minuteOfDay } from './open-spans.ts';
import { offsetAt } from './zone-offset.ts';

export const WEEK_HOURS = 7 * 24;
const HOUR_MS = 3_600_000;
/** 1 January 1970 was a Thursday. */
const FIRST_HOUR = 3 * 24;

/** How many of these instants (epoch ms) lie in each hour of the week in a zone; Monday 00:00 first. The sum is all of them. */
export function demandOf(instants: readonly number[], zone: string): number[] {
  const counts = Array.from({ length: WEEK_HOURS }, () => 0);
  for (const atMs of instants) {
    const hour = (Math.floor((atMs + offsetAt(atMs, zone)) / HOUR_MS) + FIRST_HOUR) % WEEK_HOURS;
    counts[hour] = (counts[hour] ?? 0) + 1;
  }
  return counts;
}

/** Whether the clinic is open in some part of each hour of an ordinary week. */
export const openHours = ({ week }: Hours): boolean[] =>
  Array.from({ length: WEEK_HOURS }, (_, i) => {
    const [from, to] = [(i % 24) * 60, (i % 24) * 60 + 60];
    return week[WEEKDAYS[Math.floor(i / 24)]!].some(
      ([opens, closes]) => minuteOfDay(opens) < to && from < minuteOfDay(closes),
    );
  });
