// What the dashboard reads beside the whole: a period's rows by one dimension, and the times between stages. Stored as they are
// sent, so a large answer is glued together and never parsed here.
import type { BreakdownRow, Dimension, JourneyBreakdown, JourneyTimes, Period } from '../contract/journey.ts';
import { tiling } from '../domain/journey/rows.ts';
import { asOf, localToday } from './journey-days.ts';
import { listPeriodRows } from './journey-rows.ts';
import type { StoredRow } from './journey-rows.ts';
import type { Site } from './sites.ts';

/** JSON of a breakdown; `keptFrom` is the first day that still has its dimensions. */
export async function readBreakdownJson(
  db: D1Database,
  site: Site,
  asked: { period: Period; dimension: Dimension; keptFrom: string },
  nowMs: number,
): Promise<string> {
  const { period, dimension, keptFrom } = asked;
  const from = period.from < keptFrom ? keptFrom : period.from;
  const tiles = from > period.to ? [] : tiling({ from, to: period.to }, localToday(site, nowMs).today);
  const stored = await listPeriodRows(db, site.id, tiles, `by_${dimension}`);
  const rows = stored.rows.filter(({ text }) => text !== '');
  const head: Omit<JourneyBreakdown, 'rows'> = { period, dimension, keptFrom, asOfMs: asOf(site, stored) };
  return withRows(head, rows, ({ from, to, seriesId, status, text }) => {
    const span: Omit<BreakdownRow, 'cells'> = { from, to, seriesId, status };
    return `${JSON.stringify(span).slice(0, -1)},"cells":${text}}`;
  });
}

/** JSON of the times between stages. Never compared day by day, so the fewest rows are read. */
export async function readTimesJson(
  db: D1Database,
  site: Site,
  period: Period,
  nowMs: number,
): Promise<string> {
  const tiles = tiling(period, localToday(site, nowMs).today, 0);
  const { rows } = await listPeriodRows(db, site.id, tiles, 'times');
  const head: Omit<JourneyTimes, 'rows'> = { period };
  const closed = rows.filter(({ status }) => status === 'closed');
  return withRows(
    head,
    closed,
    ({ from, to, seriesId, text }) =>
      `${JSON.stringify({ from, to, seriesId }).slice(0, -1)},"pairs":${text}}`,
  );
}

const withRows = (head: object, rows: readonly StoredRow[], json: (row: StoredRow) => string): string =>
  `${JSON.stringify(head).slice(0, -1)},"rows":[${rows.map(json).join(',')}]}`;
