// SQL of series: the statements that start one, made to run inside the transaction that saves the settings.
import type { SeriesPlan, SeriesStart } from '../domain/series.ts';

/** Nothing was counted in this series (?1 of site ?2) yet. */
const IS_EMPTY = `NOT EXISTS (SELECT 1 FROM journey_day WHERE site_id = ?2 AND series_id = ?1)
  AND NOT EXISTS (SELECT 1 FROM visit WHERE site_id = ?2 AND series_id = ?1)`;
/** Nobody saved since the settings in hand were read (?3 is their version). */
const IS_CURRENT = 'EXISTS (SELECT 1 FROM site WHERE id = ?2 AND version = ?3)';

export type PlannedStart = SeriesStart & { id: string };
export type SeriesGuard = { siteId: string; version: number; nowMs: number };

/**
 * Carries out a plan. A series that has counted nothing keeps its id and takes the new definition, so that a page which
 * still knows that id is counted; otherwise the new ones are added.
 */
export function seriesStatements(
  db: D1Database,
  plan: Omit<SeriesPlan, 'starts'> & { starts: PlannedStart[] },
  { siteId, version, nowMs }: SeriesGuard,
): D1PreparedStatement[] {
  const currentId = plan.current?.id ?? '';
  const became = plan.current?.ifEmpty;
  const statements = [
    db
      .prepare(
        `DELETE FROM series WHERE site_id = ?2 AND kind = 'journey' AND started_at > ?1 AND ${IS_CURRENT}`,
      )
      .bind(nowMs, siteId, version),
    ...plan.starts.map((start) => insertUnlessEmpty(db, start, [currentId, siteId, version])),
  ];
  if (became) {
    statements.push(
      db
        .prepare(
          `UPDATE series SET mode = ?4, rules_version = ?5, zone = ?6, started_on = ?7, started_at = ?8
           WHERE id = ?1 AND ${IS_EMPTY} AND ${IS_CURRENT}`,
        )
        .bind(...[currentId, siteId, version], ...values(became)),
    );
  }
  return statements;
}

const insertUnlessEmpty = (
  db: D1Database,
  start: PlannedStart,
  key: [string, string, number],
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO series (id, site_id, kind, mode, rules_version, zone, started_on, started_at)
       SELECT ?9, ?2, 'journey', ?4, ?5, ?6, ?7, ?8 WHERE ${IS_CURRENT} AND (?1 = '' OR NOT (${IS_EMPTY}))`,
    )
    .bind(...key, ...values(start), start.id);

/** The first series of a new site. */
export const insertFirstSeries = (db: D1Database, siteId: string, start: PlannedStart): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO series (id, site_id, kind, mode, rules_version, zone, started_on, started_at)
       VALUES (?1, ?2, 'journey', ?3, ?4, ?5, ?6, ?7)`,
    )
    .bind(start.id, siteId, ...values(start));

const values = (s: SeriesStart) => [s.mode, s.rulesVersion, s.zone, s.startedOn, s.startedAtMs] as const;
