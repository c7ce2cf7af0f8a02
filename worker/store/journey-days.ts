// SQL of folded days: what the dashboard reads, and what the fold writes behind a cursor that only one folder can move.
import { localDay } from '../domain/calendar.ts';
import { seriesAt } from '../domain/journey/days.ts';
import type { JourneyAnswer, JourneyRow, Period, SeriesView } from '../contract/journey.ts';
import type { Mode } from '../contract/vocabulary.ts';
import type { JourneySeries, Site } from './sites.ts';

type DayRow = {
  day: string;
  series_id: string;
  visits: number;
  paths: string;
  status: JourneyRow['status'];
  as_of: number;
};

/** The day rows of a period (local dates, both included), with the series they were counted by. One row read per day row. */
export async function readJourneyAnswer(
  db: D1Database,
  site: Site,
  period: Period,
  nowMs: number,
): Promise<JourneyAnswer> {
  const [days, run] = await db.batch<DayRow & { ended_at: number | null }>([
    db
      .prepare(
        `SELECT day, series_id, visits, paths, status, as_of FROM journey_day
         WHERE site_id = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day, series_id`,
      )
      .bind(site.id, period.from, period.to),
    db.prepare(`SELECT ended_at FROM job_run WHERE job = 'fold'`),
  ]);
  const rows = days!.results.map(dayFromRow);
  const present = seriesAt(site.series, nowMs);
  const zone = present?.zone ?? site.zone;
  return {
    period,
    zone,
    today: localDay(nowMs, zone),
    series: await seriesViews(db, site, [
      ...new Set([...rows.map((d) => d.seriesId), ...(present ? [present.id] : [])]),
    ]),
    rows,
    asOfMs: Math.max(
      run!.results[0]?.ended_at ?? 0,
      ...rows.map((d) => d.asOfMs),
      site.series.at(-1)?.startedAtMs ?? 0,
    ),
  };
}

const dayFromRow = (row: DayRow): JourneyRow => ({
  from: row.day,
  to: row.day,
  seriesId: row.series_id,
  visits: row.visits,
  paths: row.paths,
  status: row.status,
  asOfMs: row.as_of,
});

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
