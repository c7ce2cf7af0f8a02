// SQL of folding: every write is guarded by the cursor it started from, so a second folder or a re-run changes nothing.
import { KEPT_PATHS } from '../domain/journey/cells.ts';
import { encodeFold, encodeRow } from '../domain/journey/fold.ts';
import type { DayFold, RowTexts, VisitGroup, VisitTiming } from '../domain/journey/fold.ts';
import { pageOfGroups, selectVisitGroups, selectVisitTimings, timingFromRow } from './visits.ts';
import type { GroupRow, TimingRow } from './visits.ts';

export type SiteDay = { siteId: string; day: string };

/** Begins to close a day: from here on the day takes no visits. */
export async function insertFold(db: D1Database, { siteId, day }: SiteDay): Promise<void> {
  await db
    .prepare(
      `INSERT INTO journey_fold (site_id, day, cursor, partial) VALUES (?1, ?2, '', '') ON CONFLICT DO NOTHING`,
    )
    .bind(siteId, day)
    .run();
}

export type FoldPage = {
  cursor: string;
  partial: string;
  groups: VisitGroup[];
  timings: VisitTiming[];
  lastKey: string;
  visits: number;
};
type StateRow = { cursor: string; partial: string; done: number };

/** Where the fold of a day stands and the visits that come next, read as one; null when the day is done. */
export async function readFoldPage(
  db: D1Database,
  { siteId, day }: SiteDay,
  limit: number,
): Promise<FoldPage | null> {
  const cursor = '(SELECT cursor FROM journey_fold WHERE site_id = ?1 AND day = ?2)';
  const [states, groups, timings] = await db.batch<StateRow | GroupRow | TimingRow>([
    db
      .prepare('SELECT cursor, partial, done FROM journey_fold WHERE site_id = ?1 AND day = ?2')
      .bind(siteId, day),
    db.prepare(selectVisitGroups(cursor, '?3')).bind(siteId, day, limit),
    db.prepare(selectVisitTimings(cursor, '?3')).bind(siteId, day, limit),
  ]);
  const state = states!.results[0] as StateRow | undefined;
  if (!state || state.done) return null;
  const page = pageOfGroups(groups!.results as GroupRow[], state.cursor);
  return {
    cursor: state.cursor,
    partial: state.partial,
    timings: (timings!.results as TimingRow[]).map(timingFromRow),
    ...page,
  };
}

/** Holds while the fold of day ?2 still stands where this folder read it, at the cursor bound to `cursor`. */
const stillAt = (cursor: string): string =>
  `EXISTS (SELECT 1 FROM journey_fold WHERE site_id = ?1 AND day = ?2 AND cursor = ${cursor} AND done = 0)`;

const deleteVisitsOfPage = (db: D1Database, { siteId, day }: SiteDay, page: FoldPage): D1PreparedStatement =>
  db
    .prepare(
      `DELETE FROM visit WHERE site_id = ?1 AND day = ?2 AND key > ?3 AND key <= ?4 AND ${stillAt('?3')}`,
    )
    .bind(siteId, day, page.cursor, page.lastKey);

/** Keeps the sums so far and deletes the visits of the page, in one transaction. */
export async function updateFold(db: D1Database, at: SiteDay, page: FoldPage, fold: DayFold): Promise<void> {
  await db.batch([
    deleteVisitsOfPage(db, at, page),
    db
      .prepare(
        `UPDATE journey_fold SET cursor = ?4, partial = ?5
         WHERE site_id = ?1 AND day = ?2 AND cursor = ?3 AND done = 0`,
      )
      .bind(at.siteId, at.day, page.cursor, page.lastKey, encodeFold(fold)),
  ]);
}

/**
 * The last page: writes the closed day rows, deletes the page's visits and marks the day done, in one transaction; no key of a
 * visit stays, not even as a cursor. False when another folder had moved the cursor, and nothing was written.
 */
export async function upsertClosedDay(
  db: D1Database,
  at: SiteDay & { asOfMs: number },
  page: FoldPage,
  fold: DayFold,
): Promise<boolean> {
  const results = await db.batch([
    ...[...fold].map(([seriesId, series]) =>
      db
        .prepare(
          `INSERT INTO journey_day (${DAY_COLUMNS}) ${DAY_VALUES}, 'closed' WHERE ${stillAt('?13')}
           ON CONFLICT (site_id, day, series_id) DO UPDATE SET ${DAY_UPDATE}`,
        )
        .bind(
          at.siteId,
          at.day,
          seriesId,
          at.asOfMs,
          ...rowValues(encodeRow(series, KEPT_PATHS.day)),
          page.cursor,
        ),
    ),
    deleteVisitsOfPage(db, at, page),
    db
      .prepare(
        `UPDATE journey_fold SET cursor = '', partial = '', done = 1
         WHERE site_id = ?1 AND day = ?2 AND cursor = ?3 AND done = 0`,
      )
      .bind(at.siteId, at.day, page.cursor),
  ]);
  return results.at(-1)!.meta.changes > 0;
}

/** Day rows of an open day; nothing once the day is being closed, and never over a newer look. */
export const upsertProvisionalDay = (
  db: D1Database,
  at: SiteDay & { asOfMs: number },
  fold: DayFold,
): D1PreparedStatement[] =>
  [...fold].map(([seriesId, series]) =>
    db
      .prepare(
        `INSERT INTO journey_day (${DAY_COLUMNS}) ${DAY_VALUES}, 'provisional'
         WHERE NOT EXISTS (SELECT 1 FROM journey_fold WHERE site_id = ?1 AND day = ?2)
         ON CONFLICT (site_id, day, series_id) DO UPDATE SET ${DAY_UPDATE}
         WHERE journey_day.status = 'provisional' AND journey_day.as_of <= excluded.as_of`,
      )
      .bind(at.siteId, at.day, seriesId, at.asOfMs, ...rowValues(encodeRow(series, KEPT_PATHS.day))),
  );

/** Remembers that the fold has seen the site's writes up to these numbers. */
export const updateFoldedRows = (
  db: D1Database,
  siteId: string,
  changed: [string, number][],
): D1PreparedStatement[] =>
  changed.map(([day, rows]) =>
    db
      .prepare(
        'UPDATE write_budget SET rows_folded = ?3 WHERE site_id = ?1 AND day = ?2 AND rows_folded < ?3',
      )
      .bind(siteId, day, rows),
  );

/** Columns of what a row holds of a series, in the order of `rowValues`. */
export const ROW_COLUMNS = [
  'visits',
  'paths',
  'times',
  'by_source',
  'by_campaign',
  'by_device',
  'by_language',
  'by_entry',
] as const;
export const rowValues = ({ visits, paths, times, by }: RowTexts): (string | number)[] => [
  ...[visits, paths, times],
  ...[by.source, by.campaign, by.device, by.language, by.entry],
];

const DAY_COLUMNS = `site_id, day, series_id, zone, as_of, ${ROW_COLUMNS.join(', ')}, status`;
const DAY_VALUES = `SELECT ?1, ?2, ?3, coalesce((SELECT zone FROM series WHERE id = ?3), 'UTC'), ?4,
  ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12`;
const DAY_UPDATE = ['as_of', ...ROW_COLUMNS, 'status']
  .map((column) => `${column} = excluded.${column}`)
  .join(', ');
