// Visits folded per second, and the 90 days of rows that the journey's bench then reads; a big day within a plan's limits.
import { visitOf } from './clinic.ts';
import type { BenchSite } from './clinic.ts';
import { addSites, seededRandom } from './clinic.ts';
import { workerdCpuMs, workerdPeakMB } from './cpu.ts';
import type { Stack } from './stack.ts';

export const DAYS = 90;
/** A day that is past its grace in every case, as days before today. */
const CLOSED = 2;
const CHUNK = 5_000;
/** What one run of the cron may ask of the database, see worker/jobs/fold.ts: the free plan's, and the paid plan's. */
const FREE_PLAN = 36;
const PAID_PLAN = 800;

export type FoldRow = {
  visits: number;
  seconds: number;
  perSecond: number;
  distinctPathsPerDay: number;
  /** Text of the base answer in one day row. */
  rowBytesPerDay: number;
  /** All that 90 days leave behind: day rows with breakdowns and times, and their weeks and months. */
  storedKB: number;
  peakMB: number | null;
};

/** Fills `visits` visits over the 90 days of the n-th site that end today, and folds each by the real fold as soon as it is there. */
export async function benchFold(
  stack: Stack,
  visits: number,
  n: number,
): Promise<{ row: FoldRow; site: BenchSite }> {
  const [site] = await addSites(stack, 2000 + n, 1);
  const random = seededRandom(visits);
  const perDay = Math.round(visits / DAYS);
  let [distinct, seconds] = [0, 0];
  for (let back = DAYS - 1; back >= 0; back--) {
    distinct += await fillDay(stack, { site: site!, back, visits: perDay, random });
    // What beacons would have left: the rows written, which tell the fold that an open day has moved.
    if (back < CLOSED)
      await stack.sql([
        `INSERT INTO write_budget (site_id, day, rows_written) VALUES (?1, ?2, ?3)
         ON CONFLICT DO UPDATE SET rows_written = rows_written + ?3`,
        ...[site!.siteId, dayBack(0), 2 * perDay],
      ]);
    const startedAt = performance.now();
    await foldAll(stack, PAID_PLAN);
    seconds += (performance.now() - startedAt) / 1000;
  }
  const [stored, all] = await stack.sql(
    [
      'SELECT sum(visits) AS visits, avg(length(paths)) AS bytes FROM journey_day WHERE site_id = ?1',
      site!.siteId,
    ],
    [
      `SELECT sum(length(paths) + length(by_source) + length(by_campaign) + length(by_device) + length(by_language)
         + length(by_entry) + length(times)) AS bytes
       FROM (SELECT site_id, paths, by_source, by_campaign, by_device, by_language, by_entry, times FROM journey_day
         UNION ALL SELECT site_id, paths, by_source, by_campaign, by_device, by_language, by_entry, times FROM journey_roll)
       WHERE site_id = ?1`,
      site!.siteId,
    ],
  );
  const folded = Number(stored!.rows[0]!['visits']);
  if (folded !== perDay * DAYS) throw new Error(`folded ${folded} of ${perDay * DAYS}`);
  const row = {
    visits: folded,
    seconds,
    perSecond: folded / seconds,
    distinctPathsPerDay: Math.round(distinct / DAYS),
    rowBytesPerDay: Math.round(Number(stored!.rows[0]!['bytes'])),
    storedKB: Number(all!.rows[0]!['bytes']) / 1000,
    peakMB: workerdPeakMB(),
  };
  return { row, site: site! };
}

export type BigDayRow = {
  visits: number;
  plan: string;
  runs: number;
  seconds: number;
  /** Of the longest run of the cron: its wall time, and the CPU of workerd with D1 in it. */
  longestRunMs: number;
  longestRunCpuMs: number | null;
  peakMB: number | null;
};

/** One day of many visits, closed run by run within the statements that a plan allows one run of the cron. */
export async function benchBigDay(stack: Stack, visits: number): Promise<BigDayRow[]> {
  const rows: BigDayRow[] = [];
  for (const [plan, queries] of [
    ['free', FREE_PLAN],
    ['paid', PAID_PLAN],
  ] as const) {
    const [site] = await addSites(stack, 3000 + rows.length, 1);
    await fillDay(stack, { site: site!, back: CLOSED, visits, random: seededRandom(visits) });
    const runs = await foldAll(stack, queries);
    rows.push({
      visits,
      plan,
      runs: runs.length,
      seconds: runs.reduce((sum, { ms }) => sum + ms, 0) / 1000,
      longestRunMs: Math.max(...runs.map(({ ms }) => ms)),
      longestRunCpuMs: runs[0]?.cpuMs === null ? null : Math.max(...runs.map(({ cpuMs }) => cpuMs ?? 0)),
      peakMB: workerdPeakMB(),
    });
  }
  return rows;
}

type Run = { ms: number; cpuMs: number | null };

/** Runs the fold as the cron would until nothing is left. */
async function foldAll(stack: Stack, queries: number): Promise<Run[]> {
  const runs: Run[] = [];
  for (let complete = false; !complete;) {
    const [at, cpu] = [performance.now(), workerdCpuMs()];
    ({ complete } = await stack.post<{ complete: boolean }>('/api/bench/fold', { pageSize: CHUNK, queries }));
    const cpuAfter = workerdCpuMs();
    runs.push({
      ms: performance.now() - at,
      cpuMs: cpu === null || cpuAfter === null ? null : cpuAfter - cpu,
    });
  }
  return runs;
}

type FilledDay = { site: BenchSite; back: number; visits: number; random: () => number };

/** Fills one day; returns how many different paths it has. */
async function fillDay(stack: Stack, { site, back, visits, random }: FilledDay): Promise<number> {
  const [day, distinct] = [dayBack(back), new Set<string>()];
  const startMs = Date.parse(`${day}T00:00:00Z`);
  for (let offset = 0; offset < visits; offset += CHUNK) {
    const some = Array.from({ length: Math.min(CHUNK, visits - offset) }, () => visitOf(random, startMs));
    for (const [path] of some) distinct.add(path);
    await stack.post('/api/bench/fill', { ...site, day, visits: some, offset });
  }
  return distinct.size;
}

export const dayBack = (days: number): string =>
  new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
