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

function walk(seen: readonly Seen[]): { path: string; entry: string } {
  const happenedAt = (e: Seen): number =>
    Math.min(...seen.filter((s) => s.page === e.page && s.seq >= e.seq).map((s) => s.atMs));
  const ordered = [...seen].sort((a, b) => {
    if (happenedAt(a) !== happenedAt(b)) return happenedAt(a) - happenedAt(b);
    if (a.page !== b.page) return a.page < b.page ? -1 : 1;
    return a.seq - b.seq;
  });
  const stages = ordered.map((e) => e.stage).filter((stage) => stage !== 1);
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
