// When a new journey series starts: a changed definition at once, a changed zone at the next local midnight.
import type { Mode } from '../contract/vocabulary.ts';
import { localDay } from './calendar.ts';
import { seriesAt } from './journey/days.ts';

export type SeriesStart = {
  mode: Mode;
  rulesVersion: number;
  zone: string;
  /** First local date counted, in `zone`. */
  startedOn: string;
  startedAtMs: number;
};
type Known = SeriesStart & { id: string };

export type SeriesPlan = {
  /** The series that counts now, and what it becomes if it has counted nothing yet; it is then re-used. */
  current: { id: string; ifEmpty: SeriesStart } | null;
  /** Otherwise these start; a later one that was planned before is dropped. */
  starts: SeriesStart[];
};

export type SeriesChange = {
  /** Newest first, with the one planned for a later midnight if any. */
  series: readonly Known[];
  definitionChanged: boolean;
  mode: Mode;
  rulesVersion: number;
  zone: string;
  nowMs: number;
};

/** What must happen to a site's series when settings are saved; null when nothing must. */
export function planSeries(change: SeriesChange): SeriesPlan | null {
  const { series, definitionChanged, mode, rulesVersion, zone, nowMs } = change;
  const atOnce = (inZone: string): SeriesStart => ({
    ...{ mode, rulesVersion, zone: inZone },
    ...{ startedOn: localDay(nowMs, inZone), startedAtMs: nowMs },
  });
  const current = seriesAt(series, nowMs);
  if (!current) return { current: null, starts: [atOnce(zone)] };
  const planned = series.find((s) => s.startedAtMs > nowMs);
  if (!definitionChanged && (planned?.zone ?? current.zone) === zone) return null;
  const starts = definitionChanged ? [atOnce(current.zone)] : [];
  if (zone !== current.zone) {
    const startedAtMs = nextMidnight(nowMs, zone);
    starts.push({ mode, rulesVersion, zone, startedOn: localDay(startedAtMs, zone), startedAtMs });
  }
  return { current: { id: current.id, ifEmpty: atOnce(zone) }, starts };
}

/**
 * The first instant (epoch ms) of the next local date in a zone. Found by halving over the zone's own dates, so a day of
 * 23 or 25 hours, or one that starts at 01:00, needs no rule.
 */
export function nextMidnight(nowMs: number, zone: string): number {
  const today = localDay(nowMs, zone);
  let before = nowMs;
  let after = nowMs + 24 * 3_600_000;
  while (localDay(after, zone) === today) after += 3_600_000;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (localDay(middle, zone) === today) before = middle;
    else after = middle;
  }
  return after;
}
