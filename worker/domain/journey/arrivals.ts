// From a beacon to the rows it touches: when each event happened, on which local day, and whether the order is sure.
import { localDay } from '../calendar.ts';
import { GRACE_MS, seriesAt } from './days.ts';
import type { ZonedSeries } from './days.ts';
import { eventMark, formatLog, notLaterThanNext, pageMark } from './log.ts';
import type { VisitEvent } from './log.ts';
import { pathOf } from './path.ts';

/** What one beacon adds to the visit of one local day. */
export type VisitPart = {
  day: string;
  seriesId: string;
  events: number;
  log: string;
  path: string;
  firstAtMs: number;
  lastAtMs: number;
  /** The sequence has gaps: an event between may still come. */
  messy: boolean;
  /** Substrings of a log: this page; the event before the first; each event. */
  marks: { page: string; previous: string; events: string[] };
};

/**
 * The events of a beacon's `e` (`stage.sequence.ageMs` joined by `;`), times by arrival minus age. An age is at most the
 * grace. Of events with the same sequence the first is kept.
 */
export function beaconEvents(page: string, e: string, arrivedAtMs: number): VisitEvent[] {
  const bySeq = new Map<number, VisitEvent>();
  for (const text of e.split(';')) {
    const [stage = 0, seq = 0, ageMs = 0] = text.split('.').map(Number);
    if (!bySeq.has(seq)) bySeq.set(seq, { page, seq, stage, atMs: arrivedAtMs - Math.min(ageMs, GRACE_MS) });
  }
  return notLaterThanNext([...bySeq.values()]);
}

/** The events of one beacon by the local day they happened on: two days around midnight, else one. */
export function splitByDay(events: readonly VisitEvent[], series: readonly ZonedSeries[]): VisitPart[] {
  const days = new Map<string, { seriesId: string; events: VisitEvent[] }>();
  for (const event of events) {
    const inForce = seriesAt(series, event.atMs);
    if (!inForce) continue;
    const day = localDay(event.atMs, inForce.zone);
    const part = days.get(day) ?? { seriesId: inForce.id, events: [] };
    part.events.push(event);
    days.set(day, part);
  }
  return [...days].map(([day, part]) => visitPart(day, part.seriesId, part.events));
}

function visitPart(day: string, seriesId: string, events: readonly VisitEvent[]): VisitPart {
  const [first, last] = [events[0]!, events.at(-1)!];
  return {
    day,
    seriesId,
    events: events.length,
    log: formatLog(events),
    path: pathOf(events.map((event) => event.stage)),
    firstAtMs: first.atMs,
    lastAtMs: last.atMs,
    messy: last.seq - first.seq !== events.length - 1,
    marks: {
      page: pageMark(first.page),
      // Sequence 0 has none before it: a mark that no log holds.
      previous: first.seq === 0 ? ';' + ' '.repeat(10) : eventMark(first.page, first.seq - 1),
      events: events.map((event) => eventMark(event.page, event.seq)),
    },
  };
}
