// The log of a visit: every event as received, as fixed-width text that only grows; and the order the fold reads it in.
//
// One event is `;` page (8) sequence (2, base 36) stage letter (1) time (8, epoch ms in base 36): its first 11 characters
// name it, so a look-up in the log is a plain substring search.
import { letterStage, stageLetter } from './letters.ts';

/** One event of a page: `seq` counts within the page, `atMs` is epoch ms. */
export type VisitEvent = { page: string; seq: number; stage: number; atMs: number };

/** Characters of one event in a log. */
export const EVENT_LENGTH = 20;

const base36 = (n: number, width: number): string => n.toString(36).padStart(width, '0');

/** The part of a page's events in a log. */
export const pageMark = (page: string): string => `;${page}`;

/** What names one event in a log: the page's random id and the sequence within it. */
export const eventMark = (page: string, seq: number): string => `;${page}${base36(seq, 2)}`;

/** The text of events, in the order given. */
export const formatLog = (events: readonly VisitEvent[]): string =>
  events.map((e) => eventMark(e.page, e.seq) + stageLetter(e.stage) + base36(e.atMs, 8)).join('');

/** The events of a log in the order received, re-sent copies included. */
export function parseLog(log: string): VisitEvent[] {
  const events: VisitEvent[] = [];
  for (let at = 0; at + EVENT_LENGTH <= log.length; at += EVENT_LENGTH) {
    events.push({
      page: log.slice(at + 1, at + 9),
      seq: parseInt(log.slice(at + 9, at + 11), 36),
      stage: letterStage(log.charAt(at + 11)),
      atMs: parseInt(log.slice(at + 12, at + 20), 36),
    });
  }
  return events;
}

/**
 * Events in the order they happened. The first copy received of an event counts. Within a page the sequence is the truth;
 * a delay can only make an event look late, so an event is never later than those after it on its page. Between pages
 * the time decides, and equal times are ordered by page id.
 */
export function orderEvents(received: readonly VisitEvent[]): VisitEvent[] {
  const pages = new Map<string, Map<number, VisitEvent>>();
  for (const event of received) {
    const page = pages.get(event.page) ?? new Map<number, VisitEvent>();
    if (!page.has(event.seq)) page.set(event.seq, event);
    pages.set(event.page, page);
  }
  const timed = [...pages.values()].flatMap((page) => notLaterThanNext([...page.values()]));
  return timed.sort((a, b) => a.atMs - b.atMs || compare(a.page, b.page) || a.seq - b.seq);
}

/** The events of a log in the order they happened: at once when it was received so, as nearly all are. */
export function eventsOf(log: string): VisitEvent[] {
  const received = parseLog(log);
  return isOrdered(received) ? received : orderEvents(received);
}

/** Whether every event is sure to follow the one before: later, or next on its page; and no page comes back. */
function isOrdered(events: readonly VisitEvent[]): boolean {
  const pages: string[] = [];
  for (const [i, event] of events.entries()) {
    const before = events[i - 1];
    if (before?.page === event.page) {
      if (event.seq <= before.seq || event.atMs < before.atMs) return false;
    } else {
      if (pages.includes(event.page) || (before && event.atMs <= before.atMs)) return false;
      pages.push(event.page);
    }
  }
  return true;
}

/** One page's events by sequence, each no later than the next. */
export function notLaterThanNext(events: readonly VisitEvent[]): VisitEvent[] {
  let earliest = Infinity;
  return events
    .toSorted((a, b) => b.seq - a.seq)
    .map((event) => ({ ...event, atMs: (earliest = Math.min(earliest, event.atMs)) }))
    .reverse();
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
