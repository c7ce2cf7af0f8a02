// Folds visits into day rows: open days provisionally, days past their grace for good, after which a visit is only a count.
import { addDays } from '../domain/calendar.ts';
import { firstOpenDay } from '../domain/journey/days.ts';
import { addGroups, addTimings, decodeFold } from '../domain/journey/fold.ts';
import type { DayFold } from '../domain/journey/fold.ts';
import { ROLL_KINDS } from '../domain/journey/rows.ts';
import type { Env } from '../env.ts';
import { listFoldSites } from '../store/fold-sites.ts';
import type { FoldSite } from '../store/fold-sites.ts';
import {
  insertFold,
  readFoldPage,
  updateFold,
  updateFoldedRows,
  upsertClosedDay,
  upsertProvisionalDay,
} from '../store/journey-folds.ts';
import type { SiteDay } from '../store/journey-folds.ts';
import { listVisitDays, listVisitGroups } from '../store/visits.ts';
import { budgetDay, deleteBudgetsBefore, SEEN_DAYS } from '../store/write-budget.ts';
import { dueRoll, rollSite } from './rolls.ts';

/** The free plan allows 50 statements in one run, and other jobs need some; FOLD_QUERIES raises it on the paid plan (1,000). */
const QUERIES_PER_RUN = 36;
const VISITS_PER_PAGE = 5_000;
/** A day row lists at most a handful of series; a piece of work is begun only with room for its statements. */
const QUERIES_PER_PIECE = 8;
/** Left to weeks and months that wait, so that a busy deployment cannot keep them waiting for ever. */
const ROLL_QUERIES = 2 * QUERIES_PER_PIECE;

export type FoldLimits = { queries?: number; pageSize?: number };
type Run = {
  db: D1Database;
  nowMs: number;
  pageSize: number;
  queriesLeft: number;
  /** Statements that the work in hand must leave to the work after it. */
  keep: number;
  /** Sites without a day left to close. */
  closed: Set<string>;
};
type Work = (run: Run, site: FoldSite) => Promise<boolean>;

/**
 * One run of the cron. Closing days may take half of the statements; then the provisional rows longest unrenewed are renewed,
 * so that neither waits for ever on the other. What does not fit is left for the next run; resolves to false then. May be
 * stopped anywhere and run by several at once.
 */
export async function foldVisits(
  env: Pick<Env, 'DB' | 'FOLD_QUERIES'>,
  nowMs: number,
  limits: FoldLimits = {},
): Promise<boolean> {
  const queries = limits.queries ?? (Number(env.FOLD_QUERIES) || QUERIES_PER_RUN);
  const pageSize = limits.pageSize ?? VISITS_PER_PAGE;
  const run: Run = { db: env.DB, nowMs, pageSize, queriesLeft: queries, keep: 0, closed: new Set() };
  const today = budgetDay(nowMs);
  const sites = (await listFoldSites(run.db, addDays(today, -2))).sort((a, b) => a.asOfMs - b.asOfMs);
  run.queriesLeft -= 1;
  await forSites(run, sites, closeDays, queries / 2);
  const forRolls = sites.some((site) => ROLL_KINDS.some((kind) => dueRoll(site, kind, nowMs)));
  const renewed = await forSites(run, sites, renewOpenDays, forRolls ? ROLL_QUERIES : 0);
  const closed = await forSites(run, sites, closeDays, forRolls ? ROLL_QUERIES : 0);
  if (forRolls) await forSites(run, sites, rollDays, 0);
  if (!renewed || !closed) return false;
  await deleteBudgetsBefore(run.db, addDays(today, 1 - SEEN_DAYS)).run();
  return true;
}

async function forSites(run: Run, sites: FoldSite[], work: Work, keep: number): Promise<boolean> {
  run.keep = keep;
  for (const site of sites) if (!(await work(run, site))) return false;
  return true;
}

/** Takes from the run's statements; false when too few are left. */
function hasRoom(run: Run, statements: number): boolean {
  if (run.queriesLeft - run.keep < QUERIES_PER_PIECE) return false;
  run.queriesLeft -= statements;
  return true;
}

async function closeDays(run: Run, site: FoldSite): Promise<boolean> {
  const firstOpen = firstOpenDay(site.series, run.nowMs);
  if (firstOpen === null || run.closed.has(site.siteId)) return true;
  const isOld = site.oldestDay !== null && site.oldestDay < firstOpen;
  if (!isOld && site.foldingDay === null) return true;
  if (!hasRoom(run, 1)) return false;
  const old = (await listVisitDays(run.db, site.siteId)).filter((day) => day < firstOpen);
  const days = new Set([...(site.foldingDay === null ? [] : [site.foldingDay]), ...old]);
  for (const day of days) if (!(await closeDay(run, { siteId: site.siteId, day }))) return false;
  run.closed.add(site.siteId);
  return true;
}

async function closeDay(run: Run, at: SiteDay): Promise<boolean> {
  if (!hasRoom(run, 1)) return false;
  await insertFold(run.db, at);
  for (;;) {
    if (!hasRoom(run, 5)) return false;
    const page = await readFoldPage(run.db, at, run.pageSize);
    if (page === null) return true;
    const fold = decodeFold(page.partial);
    addGroups(fold, page.groups);
    addTimings(fold, page.timings);
    if (page.visits === run.pageSize) {
      await updateFold(run.db, at, page, fold);
      continue;
    }
    run.queriesLeft -= fold.size;
    if (await upsertClosedDay(run.db, { ...at, asOfMs: run.nowMs }, page, fold)) return true;
  }
}

const rollDays: Work = (run, site) =>
  rollSite({ db: run.db, nowMs: run.nowMs, hasRoom: (statements) => hasRoom(run, statements) }, site);

async function renewOpenDays(run: Run, site: FoldSite): Promise<boolean> {
  const firstOpen = firstOpenDay(site.series, run.nowMs);
  if (firstOpen === null || site.changed.length === 0 || site.oldestDay === null) return true;
  if (!hasRoom(run, 1)) return false;
  const open = (await listVisitDays(run.db, site.siteId)).filter((day) => day >= firstOpen);
  const writes: D1PreparedStatement[] = [];
  for (const day of open) {
    const at = { siteId: site.siteId, day };
    const fold = await readOpenDay(run, at);
    if (fold === null) return false;
    writes.push(...upsertProvisionalDay(run.db, { ...at, asOfMs: run.nowMs }, fold));
  }
  writes.push(...updateFoldedRows(run.db, site.siteId, site.changed));
  run.queriesLeft -= writes.length;
  await run.db.batch(writes);
  return true;
}

/** The visits of an open day as they are; null when the run's statements end first. */
async function readOpenDay(run: Run, at: SiteDay): Promise<DayFold | null> {
  const fold: DayFold = new Map();
  for (let after = ''; ;) {
    if (!hasRoom(run, 1)) return null;
    const page = await listVisitGroups(run.db, { ...at, after, limit: run.pageSize });
    addGroups(fold, page.groups);
    if (page.visits < run.pageSize) return fold;
    after = page.lastKey;
  }
}
