// Adds closed days up to weeks and months, so that a long period is answered by few rows. May be stopped anywhere: a missing
// roll is answered from its days, and is made in the next run.
import { localDay } from '../domain/calendar.ts';
import { seriesAt } from '../domain/journey/days.ts';
import { mergeRows } from '../domain/journey/fold.ts';
import { lastRollDay, ROLL_KINDS, rollSpan } from '../domain/journey/rows.ts';
import type { RollKind } from '../domain/journey/rows.ts';
import type { FoldSite } from '../store/fold-sites.ts';
import { insertRoll, readRollDays } from '../store/journey-rolls.ts';
import type { RollDay, RollSpan } from '../store/journey-rolls.ts';

/** The site's first span of a kind that waits to be rolled; null when none does yet. */
export function dueRoll(site: FoldSite, kind: RollKind, nowMs: number): RollSpan | null {
  return spanOf(site, kind, site.unrolled[kind], nowMs);
}

function spanOf(site: FoldSite, kind: RollKind, day: string | null, nowMs: number): RollSpan | null {
  const zone = seriesAt(site.series, nowMs)?.zone;
  if (day === null || zone === undefined) return null;
  const span = rollSpan(kind, day);
  // Visits that the cron has not closed yet: the roll would be made twice.
  if (site.oldestDay !== null && site.oldestDay <= span.to) return null;
  return span.to <= lastRollDay(localDay(nowMs, zone)) ? { ...span, siteId: site.siteId, kind } : null;
}

export type RollRun = {
  db: D1Database;
  nowMs: number;
  /** Takes so many statements from the run; false when too few are left. */
  hasRoom: (statements: number) => boolean;
};

/** Rolls what waits, oldest first, while there is room; true when nothing is left. */
export async function rollSite(run: RollRun, site: FoldSite): Promise<boolean> {
  for (const kind of ROLL_KINDS) {
    for (let span = dueRoll(site, kind, run.nowMs); span !== null;) {
      if (!run.hasRoom(2)) return false;
      const { days, token, nextDay } = await readRollDays(run.db, span);
      const rows = rollRows(days);
      // A day that is still being closed will be final by a later run.
      if (token === null) break;
      if (!run.hasRoom(rows.length)) return false;
      if (rows.length > 0) await insertRoll(run.db, span, token, rows);
      span = spanOf(site, kind, nextDay, run.nowMs);
    }
  }
  return true;
}

/** One row per series. */
function rollRows(days: readonly RollDay[]): RollDay[] {
  return [...new Set(days.map(({ seriesId }) => seriesId))].map((seriesId) => {
    const own = days.filter((day) => day.seriesId === seriesId);
    return { ...mergeRows(own), seriesId, asOfMs: Math.max(...own.map(({ asOfMs }) => asOfMs)) };
  });
}
