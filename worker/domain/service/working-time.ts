// Working time: how much of a stretch the clinic was open, and when a given amount of it will have passed.
import { addDays, localDay } from '../calendar.ts';
import { openSpans } from './open-spans.ts';
import type { Calendar, OpenSpan } from './open-spans.ts';

/** Real time in which the clinic was open between two instants (epoch ms), in ms. A RangeError when they are reversed. */
export function workingMs(calendar: Calendar, fromMs: number, toMs: number): number {
  return workClock(calendar, fromMs, toMs)(fromMs, toMs);
}

/** `workingMs` of any two instants within a stretch that is looked up once. */
export type WorkClock = (fromMs: number, toMs: number) => number;

/** A clock for many questions about one stretch. A RangeError when it is reversed, or asked outside of it. */
export function workClock({ hours, zone }: Calendar, fromMs: number, toMs: number): WorkClock {
  refuseReversed(fromMs, toMs);
  const spans = openSpans({ hours, zone }, localDay(fromMs, zone), localDay(toMs, zone));
  const before: number[] = [];
  let sum = 0;
  for (const [from, to] of spans) {
    before.push(sum);
    sum += to - from;
  }
  const openUntil = (atMs: number): number => {
    const i = lastStarted(spans, atMs);
    const span = spans[i];
    return span ? (before[i] ?? 0) + Math.min(atMs, span[1]) - span[0] : 0;
  };
  return (from, to) => {
    refuseReversed(from, to);
    if (from < fromMs || to > toMs) throw new RangeError(`Outside of the clock: ${from} to ${to}`);
    return openUntil(to) - openUntil(from);
  };
}

/** Days that are looked through for an opening hour before it is held that there is none. */
const MOST_DAYS = 800;
/** Spans are made by so many days at once: most targets end within the first few. */
const STEP_DAYS = 4;

/**
 * The first instant (epoch ms) at which `workMs` of working time have passed since `fromMs`; null when that takes more than
 * two years. What is due at closing time is due then, not at the next opening.
 */
export function dueAfter(calendar: Calendar, fromMs: number, workMs: number): number | null {
  if (!(workMs > 0)) throw new RangeError(`No working time: ${workMs}`);
  let left = workMs;
  const first = localDay(fromMs, calendar.zone);
  for (let done = 0; done < MOST_DAYS; done += STEP_DAYS) {
    const spans = openSpans(calendar, addDays(first, done), addDays(first, done + STEP_DAYS - 1));
    for (const [opens, closes] of spans) {
      const start = Math.max(opens, fromMs);
      if (closes <= start) continue;
      if (closes - start >= left) return start + left;
      left -= closes - start;
    }
  }
  return null;
}

function refuseReversed(fromMs: number, toMs: number): void {
  if (!(fromMs <= toMs)) throw new RangeError(`Reversed: ${fromMs} to ${toMs}`);
}

/** Index of the last span that has begun by an instant; −1 before the first. */
function lastStarted(spans: readonly OpenSpan[], atMs: number): number {
  let [low, high] = [-1, spans.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((spans[middle]?.[0] ?? Infinity) <= atMs) low = middle;
    else high = middle - 1;
  }
  return low;
}
