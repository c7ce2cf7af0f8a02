// Weeks of made-up visits for the Journey page, the same every time: as day rows for the Worker, and raw for a recount in SQL.
import { DatabaseSync } from 'node:sqlite';
import type { D1Database } from '@cloudflare/workers-types';
import { addGroups, addTimings, encodeRow } from '../../worker/domain/journey/fold.ts';
import type { DayFold } from '../../worker/domain/journey/fold.ts';
import { formatLog } from '../../worker/domain/journey/log.ts';
import { pathOf } from '../../worker/domain/journey/path.ts';
import { moscowDay } from './dashboard.ts';

/** `stages` in order without `found`; `secondsBetween` is the time from one to the next. */
export type MadeVisit = {
  day: string;
  source: string;
  device: string;
  campaign: string;
  stages: number[];
  secondsBetween: number;
};

/** How many of a source's visits choose a doctor: ads clearly fewer. */
const CHOOSE: Record<string, number> = { search: 0.6, social: 0.55, maps: 0.58, ads: 0.25 };

/** Visits of the days before today, `perDay` on each; numbers come from a small fixed generator. */
export function makeVisits(days: number, perDay: number): MadeVisit[] {
  let seed = 20261124;
  const chance = (): number => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    return seed / 2147483648;
  };
  const pick = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)]!;
  return Array.from({ length: days * perDay }, (_, i) => {
    const source = pick(Object.keys(CHOOSE));
    const stages: number[] = [];
    if (chance() < CHOOSE[source]!) {
      stages.push(2);
      if (chance() < 0.2) stages.push(5, 2);
      if (chance() < 0.45) {
        stages.push(3);
        if (chance() < 0.15) stages.push(2, 3);
        if (chance() < 0.5) stages.push(pick([4, 5]));
      }
    } else if (chance() < 0.1) stages.push(5);
    if (chance() < 0.05) stages.push(6);
    return {
      ...{ day: moscowDay(1 + (i % days)), source, stages },
      device: chance() < 0.7 ? 'phone' : 'desktop',
      campaign: source === 'ads' ? pick(['implants', '=cmd']) : '',
      secondsBetween: 20 + Math.floor(chance() * 600),
    };
  });
}

/** Writes the visits as closed day rows of a series. */
export async function seedVisits(
  db: D1Database,
  { siteId, seriesId }: { siteId: string; seriesId: string },
  visits: readonly MadeVisit[],
): Promise<void> {
  const days = new Map<string, DayFold>();
  for (const [i, visit] of visits.entries()) {
    const fold: DayFold = days.get(visit.day) ?? new Map();
    days.set(visit.day, fold);
    const path = pathOf(visit.stages);
    const { source, device, campaign } = visit;
    addGroups(fold, [{ seriesId, source, device, campaign, language: 'ru', path, log: '', visits: 1 }]);
    addTimings(fold, [{ seriesId, path, visits: 1, log: logOf(visit, i) }]);
  }
  const statements = [...days].map(([day, fold]) => {
    const row = encodeRow(fold.get(seriesId)!);
    const { source, campaign, device, language, entry } = row.by;
    return db
      .prepare(
        `INSERT INTO journey_day (site_id, day, series_id, zone, status, as_of, visits, paths, times, by_source, by_campaign,
           by_device, by_language, by_entry) VALUES (?1, ?2, ?3, 'Europe/Moscow', 'closed', ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)`,
      )
      .bind(
        ...[siteId, day, seriesId, Date.now(), row.visits, row.paths, row.times],
        ...[source, campaign, device, language, entry],
      );
  });
  await db.batch(statements);
}

const logOf = ({ day, stages, secondsBetween }: MadeVisit, i: number): string =>
  formatLog(
    stages.map((stage, seq) => ({
      ...{ page: String(i).padStart(8, '0'), seq, stage },
      atMs: Date.parse(day) + seq * secondsBetween * 1000,
    })),
  );

/** The raw visits in a database of their own, for counting them by another road. */
export function rawVisits(visits: readonly MadeVisit[]): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  db.exec(`CREATE TABLE visit (id INTEGER PRIMARY KEY, day TEXT, source TEXT, device TEXT, campaign TEXT);
    CREATE TABLE event (visit INTEGER, pos INTEGER, stage INTEGER);
    CREATE INDEX event_by_visit ON event (visit, pos);`);
  const visit = db.prepare('INSERT INTO visit VALUES (?, ?, ?, ?, ?)');
  const event = db.prepare('INSERT INTO event VALUES (?, ?, ?)');
  for (const [id, { day, source, device, campaign, stages }] of visits.entries()) {
    visit.run(id, day, source, device, campaign);
    [1, ...stages].forEach((stage, pos) => event.run(id, pos, stage));
  }
  return db;
}

export type Recount = { from: string; to: string; where?: string };

/** Visits that reach each step, others between allowed: one join of the raw events per step. */
export function recount(db: DatabaseSync, steps: readonly (readonly number[])[], at: Recount): number[] {
  const names = steps.map((_, i) => `s${i}`);
  const tables = steps.map((stages, i) => {
    const from =
      i === 0
        ? `visit v JOIN event e ON e.visit = v.id WHERE v.day BETWEEN '${at.from}' AND '${at.to}' AND ${at.where ?? '1'} AND`
        : `${names[i - 1]} v JOIN event e ON e.visit = v.id WHERE e.pos > v.pos AND`;
    return `${names[i]} AS (SELECT v.id, min(e.pos) AS pos FROM ${from} e.stage IN (${stages.join()}) GROUP BY v.id)`;
  });
  const row = db
    .prepare(
      `WITH ${tables.join(', ')} SELECT ${names.map((n) => `(SELECT count(*) FROM ${n}) AS ${n}`).join()}`,
    )
    .get() as Record<string, number>;
  return names.map((name) => row[name]!);
}
