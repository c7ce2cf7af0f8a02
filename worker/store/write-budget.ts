// SQL of the write budget: rows written for a site on a UTC day, so that a flooded clinic stops its own statistics only.
import { INSTALL_DAYS } from '../contract/install.ts';

/** Rows that statistics may write for one site on one UTC day. */
export const STATISTICS_ROWS_PER_DAY = 20_000;

/** The UTC date whose budget an instant spends. */
export const budgetDay = (atMs: number): string => new Date(atMs).toISOString().slice(0, 10);

/** Adds rows to the budget if the statement just before it in the same batch wrote anything. */
export const spendIfChanged = (
  db: D1Database,
  siteId: string,
  day: string,
  rows: number,
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO write_budget (site_id, day, rows_written) SELECT ?1, ?2, ?3 WHERE changes() > 0
       ON CONFLICT (site_id, day) DO UPDATE SET rows_written = rows_written + excluded.rows_written`,
    )
    .bind(siteId, day, rows);

/** When something of a site was last seen on a day, epoch ms by origin (`https://…`) or stage id. */
export type Seen = Record<string, number>;

/** UTC days whose rows are kept, today's included: as far back as the install check looks. */
export const SEEN_DAYS = INSTALL_DAYS;

/** As `spendIfChanged`, and remembers in the same row what was seen: it costs no row of its own. */
export const spendSeenIfChanged = (
  db: D1Database,
  siteId: string,
  { day, rows, seen }: { day: string; rows: number; seen: Seen },
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO write_budget (site_id, day, rows_written, seen) SELECT ?1, ?2, ?3, ?4 WHERE changes() > 0
       ON CONFLICT (site_id, day) DO UPDATE SET rows_written = rows_written + excluded.rows_written,
         seen = json_patch(seen, excluded.seen)`,
    )
    .bind(siteId, day, rows, JSON.stringify(seen));

/** Rows written so far for the site on the UTC day. */
export async function readRowsWritten(db: D1Database, siteId: string, day: string): Promise<number> {
  const row = await db
    .prepare('SELECT rows_written FROM write_budget WHERE site_id = ?1 AND day = ?2')
    .bind(siteId, day)
    .first<{ rows_written: number }>();
  return row?.rows_written ?? 0;
}

/** Deletes budgets of days before the given one. */
export const deleteBudgetsBefore = (db: D1Database, day: string): D1PreparedStatement =>
  db.prepare('DELETE FROM write_budget WHERE day < ?1').bind(day);
