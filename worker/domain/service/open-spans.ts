// When a clinic is open, as stretches of real time: the ground of every clock that counts working time.
import type { Hours } from '../../contract/settings.ts';
import { WEEKDAYS } from '../../contract/vocabulary.ts';
import { addDays, dayStart } from '../calendar.ts';
import { spansOn } from '../working-hours.ts';
import { offsetAt } from './zone-offset.ts';

export type Calendar = { hours: Hours; zone: string };
/** Instants (epoch ms), the second one outside. */
export type OpenSpan = readonly [fromMs: number, toMs: number];

const WHOLE_DAY = [['00:00', '24:00']] as const;
/** Clocks are changed by less than this. */
const AROUND_MS = 3 * 3_600_000;

/**
 * The stretches in which the clinic is open on local dates `fromDay` to `toDay`, in order and apart. An instant is open when
 * the clock on the clinic's wall reads an opening hour: on a day with a clock change, an hour that comes twice counts twice
 * and one that is left out not at all. A week without any hours is open round the clock, on every date that is no holiday:
 * nothing is known that would stop a clock.
 */
export function openSpans(calendar: Calendar, fromDay: string, toDay: string): OpenSpan[] {
  const spans: OpenSpan[] = [];
  let start = startOf(fromDay, calendar.zone);
  for (let day = fromDay; day <= toDay;) {
    const next = addDays(day, 1);
    const end = startOf(next, calendar.zone);
    for (const span of spansOfDay(calendar, day, [start, end])) append(spans, span);
    [day, start] = [next, end];
  }
  return spans;
}

/** Whether any hours are set at all. */
export const hasHours = ({ week }: Hours): boolean => WEEKDAYS.some((weekday) => week[weekday].length > 0);

function spansOfDay({ hours, zone }: Calendar, day: string, [start, end]: OpenSpan): OpenSpan[] {
  const written = hasHours(hours) ? spansOn(hours, day) : hours.holidays.includes(day) ? [] : WHOLE_DAY;
  if (written.length === 0 || start >= end) return [];
  const midnight = Date.parse(day);
  return sameOffset(zone, [start, end]).flatMap(([from, to]) => {
    const wallZero = midnight - offsetAt(from, zone);
    return written
      .map(([opens, closes]): OpenSpan => [
        Math.max(from, wallZero + minuteOfDay(opens) * 60_000),
        Math.min(to, wallZero + minuteOfDay(closes) * 60_000),
      ])
      .filter(([opens, closes]) => opens < closes);
  });
}

/** 09:30 → 570; 24:00 → 1440. */
export const minuteOfDay = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** A stretch cut where the zone's offset changes; no zone changes it twice in a day. */
function sameOffset(zone: string, [start, end]: OpenSpan): OpenSpan[] {
  const offset = offsetAt(start, zone);
  if (offsetAt(end - 1, zone) === offset) return [[start, end]];
  let [before, after] = [start, end - 1];
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle, zone) === offset) before = middle;
    else after = middle;
  }
  return [
    [start, after],
    [after, end],
  ];
}

/** Spans that touch are one: 24:00 and the next day's 00:00. */
function append(spans: OpenSpan[], span: OpenSpan): void {
  const last = spans.at(-1);
  if (last && last[1] === span[0]) spans[spans.length - 1] = [last[0], span[1]];
  else spans.push(span);
}

/** `dayStart` by two looks at the zone instead of thirty, wherever no clock changes near midnight. */
function startOf(day: string, zone: string): number {
  const midnight = Date.parse(day);
  const offset = offsetAt(midnight - offsetAt(midnight, zone), zone);
  const start = midnight - offset;
  const isPlain = offsetAt(start, zone) === offset && offsetAt(start - AROUND_MS, zone) === offset;
  return isPlain ? start : dayStart(day, zone);
}
