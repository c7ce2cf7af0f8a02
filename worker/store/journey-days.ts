// What the dashboard reads of folded visits: a period's rows with the series that counted them.
import { localDay } from '../domain/calendar.ts';
import { seriesAt } from '../domain/journey/days.ts';
import type { JourneyAnswer, JourneyRow, Period, SeriesView } from '../contract/journey.ts';
import { tiling } from '../domain/journey/rows.ts';
import { listPeriodRows } from './journey-rows.ts';
import type { PeriodRows } from './journey-rows.ts';
import type { Mode } from '../contract/vocabulary.ts';
import type { JourneySeries, Site } from './sites.ts';

/** The rows of a period (local dates, both included), with the series they were counted by. At most 100 rows for 25 months. */
export async function readJourneyAnswer(
  db: D1Database,
  site: Site,
  period: Period,
  nowMs: number,
): Promise<JourneyAnswer> {
  const { zone, today } = localToday(site, nowMs);
  const stored = await listPeriodRows(db, site.id, tiling(period, today), 'paths');
  const present = seriesAt(site.series, nowMs);
  const rows = stored.rows.map(({ text, ...row }): JourneyRow => ({ ...row, paths: text }));
  return {
    period,
    zone,
    today,
    series: await seriesViews(db, site, [
      ...new Set([...rows.map((row) => row.seriesId), ...(present ? [present.id] : [])]),
    ]),
    rows,
    asOfMs: asOf(site, stored),
  };
}

/** The zone in force and its local date. */
export function localToday(site: Site, nowMs: number): { zone: string; today: string } {
  const zone = seriesAt(site.series, nowMs)?.zone ?? site.zone;
  return { zone, today: localDay(nowMs, zone) };
}

/** Rows are complete up to here: nothing came since the last whole fold, or it was counted by then. */
export const asOf = (site: Site, { rows, foldedAtMs }: PeriodRows): number =>
  Math.max(foldedAtMs, ...rows.map((row) => row.asOfMs), site.series.at(-1)?.startedAtMs ?? 0);

/** Series by id, newest first; those the site record does not carry are read. */
async function seriesViews(db: D1Database, site: Site, ids: string[]): Promise<SeriesView[]> {
  const missing = ids.filter((id) => !site.series.some((s) => s.id === id));
  const older = missing.length === 0 ? [] : await listSeries(db, missing);
  return [...site.series.filter((s) => ids.includes(s.id)), ...older]
    .sort((a, b) => b.startedAtMs - a.startedAtMs)
    .map(({ id, mode, zone, rulesVersion, startedOn }) => {
      return { id, kind: 'journey', mode, zone, rulesVersion, question: null, moment: null, startedOn };
    });
}

type SeriesRow = {
  id: string;
  mode: Mode;
  rules_version: number;
  zone: string;
  started_on: string;
  started_at: number;
};

async function listSeries(db: D1Database, ids: string[]): Promise<JourneySeries[]> {
  const { results } = await db
    .prepare(
      `SELECT id, mode, rules_version, zone, started_on, started_at FROM series
       WHERE id IN (SELECT value FROM json_each(?1))`,
    )
    .bind(JSON.stringify(ids))
    .all<SeriesRow>();
  return results.map((row) => ({
    id: row.id,
    mode: row.mode,
    rulesVersion: row.rules_version,
    zone: row.zone,
    startedOn: row.started_on,
    startedAtMs: row.started_at,
  }));
}

/** The first local date of a site with any visit or answer, an open visit included; null before the first. */
export async function readFirstDay(db: D1Database, siteId: string): Promise<string | null> {
  const row = await db
    .prepare(
      `SELECT min(day) AS day FROM (
         SELECT min(day) AS day FROM journey_day WHERE site_id = ?1
         UNION ALL SELECT min(day) FROM visit WHERE site_id = ?1
         UNION ALL SELECT min(day) FROM answer WHERE site_id = ?1)`,
    )
    .bind(siteId)
    .first<{ day: string | null }>();
  return row?.day ?? null;
}
