// SQL of rolls: the closed days of one week or month, and the rows that add them up, written only while those days stand as read.
import type { RowTexts } from '../domain/journey/fold.ts';
import type { RollKind, Span } from '../domain/journey/rows.ts';
import { ROW_COLUMNS, rowValues } from './journey-folds.ts';

export type RollSpan = Span & { siteId: string; kind: RollKind };
export type RollDay = RowTexts & { seriesId: string; asOfMs: number };
export type RollDays = {
  days: RollDay[];
  /** Says how the days stood; null when one of them is not closed. */
  token: string | null;
  /** The first day with rows after the span. */
  nextDay: string | null;
};

type DayRow = Record<(typeof ROW_COLUMNS)[number], string> & {
  series_id: string;
  status: string;
  as_of: number;
  visits: number;
};

/** The day rows of a span. Two statements. */
export async function readRollDays(db: D1Database, { siteId, from, to }: RollSpan): Promise<RollDays> {
  const [days, next] = await db.batch<DayRow & { day: string | null }>([
    db
      .prepare(
        `SELECT series_id, status, as_of, ${ROW_COLUMNS.join(', ')} FROM journey_day
         WHERE site_id = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day`,
      )
      .bind(siteId, from, to),
    db.prepare('SELECT min(day) AS day FROM journey_day WHERE site_id = ?1 AND day > ?2').bind(siteId, to),
  ]);
  const rows = days!.results;
  const sum = (of: (row: DayRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const areClosed = rows.every((row) => row.status === 'closed');
  return {
    days: rows.map(dayFromRow),
    token: areClosed ? `${rows.length} ${sum((row) => row.visits)} ${sum((row) => row.as_of)}` : null,
    nextDay: next!.results[0]?.day ?? null,
  };
}

const dayFromRow = (row: DayRow): RollDay => ({
  seriesId: row.series_id,
  asOfMs: row.as_of,
  visits: row.visits,
  paths: row.paths,
  times: row.times,
  by: {
    source: row.by_source,
    campaign: row.by_campaign,
    device: row.by_device,
    language: row.by_language,
    entry: row.by_entry,
  },
});

/** Holds while the days of the span ?2…?3 are closed and stand as `?4` says. */
const STANDS = `(SELECT count(*) || ' ' || sum(visits) || ' ' || sum(as_of) FROM journey_day
  WHERE site_id = ?1 AND day BETWEEN ?2 AND ?3 AND status = 'closed') = ?4`;

/**
 * Writes the rows of a span, one per series, all in one transaction; nothing when its days changed since they were read. What
 * is there already is the same.
 */
export async function insertRoll(
  db: D1Database,
  { siteId, kind, from, to }: RollSpan,
  token: string,
  rows: RollDay[],
): Promise<void> {
  await db.batch(
    rows.map((row) =>
      db
        .prepare(
          `INSERT INTO journey_roll (site_id, from_day, to_day, kind, series_id, as_of, ${ROW_COLUMNS.join(', ')})
           SELECT ?1, ?2, ?3, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15 WHERE ${STANDS}
           ON CONFLICT DO NOTHING`,
        )
        .bind(siteId, from, to, token, kind, row.seriesId, row.asOfMs, ...rowValues(row)),
    ),
  );
}
