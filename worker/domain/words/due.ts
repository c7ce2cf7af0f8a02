// By when a complaint is to be answered: so many working days of the clinic after the day it came.
import type { Hours } from '../../contract/settings.ts';
import { WEEKDAYS } from '../../contract/vocabulary.ts';
import { addDays } from '../calendar.ts';
import { spansOn } from '../working-hours.ts';

/** A year of holidays in a row says that the settings are wrong: the date then is this far away at most. */
const FARTHEST_DAYS = 400;

/** The local date of the last of `days` working days after `openedOn`. Without hours every date is a working day. */
export function dueOn(hours: Hours, openedOn: string, days: number): string {
  const hasHours = WEEKDAYS.some((weekday) => hours.week[weekday].length > 0);
  let left = days;
  let day = openedOn;
  for (let i = 0; left > 0 && i < FARTHEST_DAYS; i++) {
    day = addDays(day, 1);
    if (!hasHours || spansOn(hours, day).length > 0) left--;
  }
  return day;
}
