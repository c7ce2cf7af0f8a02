// SQL of a period's rows: single days, and rolled weeks and months where they stand; a span that has no roll is read by its days.
import { addDays } from '../domain/calendar.ts';
import type { RowSpan } from '../contract/journey.ts';
import type { RollKind, Span, Tile } from '../domain/journey/rows.ts';

/** What may be read of a row beside its span. `text` of a row is the JSON or trie text that the column holds. */
export type RowColumn =
  'paths' | 'times' | 'by_source' | 'by_campaign' | 'by_device' | 'by_language' | 'by_entry';

export type StoredRow = RowSpan & { visits: number; asOfMs: number; text: string };
export type PeriodRows = {
  /** By date, then series. */
  rows: StoredRow[];
  /** When the fold last ended well (epoch ms); 0 before the first time. */
  foldedAtMs: number;
};

type SqlRow = {
  from_day: string;
  to_day: string;
  series_id: string;
  status: RowSpan['status'];
  visits: number;
  as_of: number;
  text: string;
};

/**
 * The rows of a tiling. One row read per row, in one round trip; in two where a span was not rolled, as one without any visit
 * or one too young.
 */
export async function listPeriodRows(
  db: D1Database,
  siteId: string,
  tiles: readonly Tile[],
  column: RowColumn,
): Promise<PeriodRows> {
  const runs = runsOf(tiles);
  const [run, ...results] = await db.batch<SqlRow & { ended_at: number | null }>([
    db.prepare(`SELECT ended_at FROM job_run WHERE job = 'fold'`),
    ...runs.map((span) => selectRun(db, siteId, span, column)),
  ]);
  const found = results.flatMap(({ results: rows }) => rows.map(rowFromSql));
  const missing = tiles.filter(({ kind, from }) => kind !== null && !found.some((row) => row.from === from));
  const days = missing.length === 0 ? [] : await listDays(db, siteId, missing, column);
  return {
    rows: [...found, ...days].sort((a, b) => compare(a.from, b.from) || compare(a.seriesId, b.seriesId)),
    foldedAtMs: run!.results[0]?.ended_at ?? 0,
  };
}

async function listDays(
  db: D1Database,
  siteId: string,
  missing: readonly Tile[],
  column: RowColumn,
): Promise<StoredRow[]> {
  const runs = runsOf(missing.map((tile) => ({ ...tile, kind: null })));
  const results = await db.batch<SqlRow>(runs.map((span) => selectRun(db, siteId, span, column)));
  return results.flatMap(({ results: rows }) => rows.map(rowFromSql));
}

/** Neighbouring tiles of one kind as one span: a handful for any period. */
function runsOf(tiles: readonly Tile[]): Tile[] {
  const runs: Tile[] = [];
  for (const tile of tiles) {
    const last = runs.at(-1);
    if (last?.kind === tile.kind && addDays(last.to, 1) === tile.from) last.to = tile.to;
    else runs.push({ ...tile });
  }
  return runs;
}

const selectRun = (
  db: D1Database,
  siteId: string,
  { from, to, kind }: Span & { kind: RollKind | null },
  column: RowColumn,
): D1PreparedStatement =>
  kind === null
    ? db
        .prepare(
          `SELECT day AS from_day, day AS to_day, series_id, status, visits, as_of, ${column} AS text FROM journey_day
           WHERE site_id = ?1 AND day BETWEEN ?2 AND ?3`,
        )
        .bind(siteId, from, to)
    : db
        .prepare(
          `SELECT from_day, to_day, series_id, 'closed' AS status, visits, as_of, ${column} AS text FROM journey_roll
           WHERE site_id = ?1 AND kind = ?2 AND from_day BETWEEN ?3 AND ?4`,
        )
        .bind(siteId, kind, from, to);

const rowFromSql = (row: SqlRow): StoredRow => ({
  from: row.from_day,
  to: row.to_day,
  seriesId: row.series_id,
  status: row.status,
  visits: row.visits,
  asOfMs: row.as_of,
  text: row.text,
});

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
