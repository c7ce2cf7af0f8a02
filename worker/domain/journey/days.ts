// Which series and local day an instant belongs to, and which days may still receive visits.
import { localDay } from '../calendar.ts';

/** Events are taken up to this long after they happened; then their day is folded for good. */
export const GRACE_MS = 2 * 3600_000;

/** What counting needs to know of a series. */
export type ZonedSeries = { id: string; zone: string; startedAtMs: number };

/** The series in force at an instant: the newest begun by then, or the oldest known one before all of them. */
export function seriesAt<S extends ZonedSeries>(series: readonly S[], atMs: number): S | null {
  const byStart = series.toSorted((a, b) => b.startedAtMs - a.startedAtMs);
  return byStart.find((s) => s.startedAtMs <= atMs) ?? byStart.at(-1) ?? null;
}

/** The local day of an instant in the zone of the series in force. */
export function journeyDay(series: readonly ZonedSeries[], atMs: number): string | null {
  const inForce = seriesAt(series, atMs);
  return inForce && localDay(atMs, inForce.zone);
}

/**
 * The earliest local day that may still receive an event. An event lies within the grace before now; a change of zone
 * inside the grace can only make its day earlier if the new zone lags, so the starts of series are looked at too.
 */
export function firstOpenDay(series: readonly ZonedSeries[], nowMs: number): string | null {
  const starts = series.map((s) => s.startedAtMs).filter((at) => at > nowMs - GRACE_MS && at <= nowMs);
  const days = [nowMs - GRACE_MS, ...starts]
    .map((at) => journeyDay(series, at))
    .filter((day) => day !== null);
  return days.length === 0 ? null : days.reduce((a, b) => (a < b ? a : b));
}
