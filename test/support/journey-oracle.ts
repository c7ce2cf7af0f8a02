// What folded days must say, worked out the slow way from arrivals. Imports nothing of the product, on purpose.

/** One beacon as it reached the server. `source` and `campaign` are what its arrival facts mean; `direct` when none. */
export type ArrivedBeacon = {
  arrivedAtMs: number;
  visitor: number;
  device: string;
  language: string;
  source: string;
  campaign: string;
  page: string;
  events: { stage: number; seq: number; ageMs: number }[];
};
export type OracleSeries = { id: string; zone: string; startedAtMs: number };
/** `day|series` -> what the row must hold; breakdowns are `dimension=value` -> path -> visits. */
export type OracleDays = Record<
  string,
  { visits: number; paths: Record<string, number>; by: Record<string, Record<string, number>> }
>;

type Seen = { page: string; seq: number; stage: number; atMs: number };
type Visit = {
  day: string;
  series: string;
  source: string;
  campaign: string;
  device: string;
  language: string;
  seen: Seen[];
};

const TWO_HOURS = 2 * 60 * 60 * 1000;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The date an instant has on a wall calendar of the zone; sv-SE writes dates as YYYY-MM-DD. */
const dateIn = (atMs: number, zone: string): string =>
  new Date(atMs).toLocaleDateString('sv-SE', { timeZone: zone });

/** Folded days of beacons in their order of arrival, all of them taken. */
export function oracleDays(beacons: readonly ArrivedBeacon[], series: readonly OracleSeries[]): OracleDays {
  const visits = new Map<string, Visit>();
  for (const beacon of beacons) takeBeacon(visits, beacon, series);
  const days: OracleDays = {};
  for (const visit of visits.values()) countVisit(days, visit);
  return days;
}

function takeBeacon(
  visits: Map<string, Visit>,
  beacon: ArrivedBeacon,
  series: readonly OracleSeries[],
): void {
  const firsts = beacon.events.filter(
    (e, i) => beacon.events.findIndex((other) => other.seq === e.seq) === i,
  );
  const timeOf = (e: { ageMs: number }): number => beacon.arrivedAtMs - Math.min(e.ageMs, TWO_HOURS);
  const touched = new Set<Visit>();
  for (const e of [...firsts].sort((a, b) => a.seq - b.seq)) {
    const atMs = Math.min(...firsts.filter((later) => later.seq >= e.seq).map(timeOf));
    const inForce = series
      .filter((s) => s.startedAtMs <= atMs)
      .sort((a, b) => b.startedAtMs - a.startedAtMs)[0]!;
    const day = dateIn(atMs, inForce.zone);
    const name = `${beacon.visitor}|${beacon.device}|${day}`;
    const fresh = {
      day,
      series: inForce.id,
      source: 'direct',
      campaign: '',
      device: beacon.device,
      language: beacon.language,
    };
    const visit = visits.get(name) ?? { ...fresh, seen: [] };
    visits.set(name, visit);
    touched.add(visit);
    const known = visit.seen.some((s) => s.page === beacon.page && s.seq === e.seq);
    if (!known) visit.seen.push({ page: beacon.page, seq: e.seq, stage: e.stage, atMs });
  }
  for (const visit of touched) {
    if (visit.source === 'direct') Object.assign(visit, { source: beacon.source, campaign: beacon.campaign });
  }
}

function countVisit(days: OracleDays, visit: Visit): void {
  const row = (days[`${visit.day}|${visit.series}`] ??= { visits: 0, paths: {}, by: {} });
  const { path, entry } = walk(visit.seen);
  row.visits++;
  row.paths[path] = (row.paths[path] ?? 0) + 1;
  const cells = {
    source: visit.source,
    campaign: visit.campaign,
    device: visit.device,
    language: visit.language,
    entry,
  };
  for (const [dimension, value] of Object.entries(cells)) {
    const cell = (row.by[`${dimension}=${value}`] ??= {});
    cell[path] = (cell[path] ?? 0) + 1;
  }
}

/** Events as they happened: within a page by sequence and never later than the next, pages by time. */
function inOrder(seen: readonly Seen[]): Seen[] {
  const happenedAt = (e: Seen): number =>
    Math.min(...seen.filter((s) => s.page === e.page && s.seq >= e.seq).map((s) => s.atMs));
  return seen
    .map((e) => ({ ...e, atMs: happenedAt(e) }))
    .sort((a, b) => {
      if (a.atMs !== b.atMs) return a.atMs - b.atMs;
      if (a.page !== b.page) return a.page < b.page ? -1 : 1;
      return a.seq - b.seq;
    });
}

function walk(seen: readonly Seen[]): { path: string; entry: string } {
  const stages = inOrder(seen)
    .map((e) => e.stage)
    .filter((stage) => stage !== 1);
  const distinct = stages.filter((stage, i) => i === 0 || stage !== stages[i - 1]);
  const path = [1, ...distinct]
    .slice(0, 16)
    .map((stage) => LETTERS[stage - 1])
    .join('');
  return { path, entry: String(distinct[0] ?? 1) };
}

/** Does a visit reach all steps, tried by every choice of events? */
export function oracleReaches(path: string, steps: readonly (readonly number[])[], strict: boolean): boolean {
  const stages = [...path].map((letter) => LETTERS.indexOf(letter) + 1);
  const from = (step: number, earliest: number): boolean => {
    if (step === steps.length) return true;
    const latest = strict && step > 0 ? earliest : stages.length - 1;
    for (let at = earliest; at <= latest && at < stages.length; at++) {
      if (steps[step]!.includes(stages[at]!) && from(step + 1, at + 1)) return true;
    }
    return false;
  };
  return from(0, 0);
}

/** `day|series` -> ordered pair of letters -> bucket -> visits. */
export type OracleTimes = Record<string, Record<string, Record<number, number>>>;

/** From the first reach of X to the first reach of Y after it, by trying every two events of every visit. */
export function oracleTimes(beacons: readonly ArrivedBeacon[], series: readonly OracleSeries[]): OracleTimes {
  const visits = new Map<string, Visit>();
  for (const beacon of beacons) takeBeacon(visits, beacon, series);
  const times: OracleTimes = {};
  for (const visit of visits.values()) {
    const row = (times[`${visit.day}|${visit.series}`] ??= {});
    const events = inOrder(visit.seen);
    const reached = [{ stage: 1, atMs: events[0]!.atMs }, ...events.filter((e) => e.stage !== 1)];
    for (let x = 1; x <= 52; x++) {
      const from = reached.findIndex((e) => e.stage === x);
      for (let y = 2; from >= 0 && y <= 52; y++) {
        const to = reached.slice(from + 1).find((e) => e.stage === y);
        if (y === x || !to) continue;
        const pair = (row[LETTERS[x - 1]! + LETTERS[y - 1]!] ??= {});
        const bucket = bucketOf(to.atMs - reached[from]!.atMs);
        pair[bucket] = (pair[bucket] ?? 0) + 1;
      }
    }
  }
  return times;
}

/** 0 under a second, then buckets each a tenth wider than the one before, counted up one by one. */
function bucketOf(ms: number): number {
  let bucket = 0;
  for (let edge = 1000; ms * (1 + 1e-9) >= edge; edge *= 1.1) bucket++;
  return bucket;
}

/** Several days added up, by series: what any set of rows that tile these days must add up to. */
export function oracleSum(days: OracleDays, from: string, to: string): OracleDays {
  const sums: OracleDays = {};
  for (const [name, row] of Object.entries(days)) {
    const [day, series] = name.split('|') as [string, string];
    if (day < from || day > to) continue;
    const sum = (sums[series] ??= { visits: 0, paths: {}, by: {} });
    sum.visits += row.visits;
    addInto(sum.paths, row.paths);
    for (const [cell, paths] of Object.entries(row.by)) addInto((sum.by[cell] ??= {}), paths);
  }
  return sums;
}

function addInto(sum: Record<string, number>, part: Record<string, number>): void {
  for (const [key, visits] of Object.entries(part)) sum[key] = (sum[key] ?? 0) + visits;
}
