// Which week a clinic is told of, and when: the one that ended last, from Monday morning on by its own clock.
import type { Period } from '../../contract/journey.ts';
import { addDays, wallClock, weekdayIndex } from '../calendar.ts';

/** Monday at this time: whoever reads it is at work. */
const TOLD_AT = '09:00';

/** The newest week, Monday to Sunday, that is told at an instant (epoch ms) in a zone. */
export function weekDue(atMs: number, zone: string): Period {
  const { day, time } = wallClock(atMs, zone);
  const monday = addDays(day, -weekdayIndex(day));
  const isTold = day > monday || time >= TOLD_AT;
  const from = addDays(monday, isTold ? -7 : -14);
  return { from, to: addDays(from, 6) };
}

/** Names the occasion: each channel is told once of each week. */
export const weekName = ({ from }: Period): string => `digest ${from}`;
