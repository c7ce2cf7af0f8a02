// SQL of the install check: what is already written for other ends, read together.
import type { InstallFacts } from '../domain/install.ts';
import { STATISTICS_ROWS_PER_DAY } from './write-budget.ts';
import type { Seen } from './write-budget.ts';

type Row = { seen: string; rows_written: number; today: number };

/** What came from a site's pages on the UTC days from `fromDay` to `today`: one row a day, and two more. */
export async function readInstallFacts(
  db: D1Database,
  siteId: string,
  { fromDay, today }: { fromDay: string; today: string },
): Promise<Pick<InstallFacts, 'seen' | 'lastDay' | 'fetchedAtMs' | 'isBudgetSpent'>> {
  const [days, last, file] = await db.batch<unknown>([
    db
      .prepare(
        `SELECT seen, rows_written, day = ?3 AS today FROM write_budget WHERE site_id = ?1 AND day >= ?2 ORDER BY day`,
      )
      .bind(siteId, fromDay, today),
    db
      .prepare(`SELECT day FROM journey_day WHERE site_id = ?1 AND visits > 0 ORDER BY day DESC LIMIT 1`)
      .bind(siteId),
    db.prepare('SELECT fetched_at AS at FROM site WHERE id = ?1').bind(siteId),
  ]);
  const rows = (days?.results ?? []) as Row[];
  const [day] = (last?.results ?? []) as { day: string }[];
  const [fetched] = (file?.results ?? []) as { at: number | null }[];
  return {
    // Later days come last and win.
    seen: Object.assign({}, ...rows.map((row) => JSON.parse(row.seen) as Seen)),
    lastDay: day?.day ?? null,
    fetchedAtMs: fetched?.at ?? null,
    isBudgetSpent: rows.some((row) => row.today === 1 && row.rows_written >= STATISTICS_ROWS_PER_DAY),
  };
}

/** Notes that a page asked for the tag's script. Writes one row, or none when one was noted less than `everyMs` ago. */
export async function updateFetched(
  db: D1Database,
  siteId: string,
  { atMs, everyMs }: { atMs: number; everyMs: number },
): Promise<void> {
  await db
    .prepare('UPDATE site SET fetched_at = ?2 WHERE id = ?1 AND coalesce(fetched_at, 0) <= ?2 - ?3')
    .bind(siteId, atMs, everyMs)
    .run();
}
