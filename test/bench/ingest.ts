// Beacons per second, and their latency, beside plain inserts of raw events.
import { addSites, ORIGIN, seededRandom, walkStages } from './clinic.ts';
import { load } from './load.ts';
import type { LoadResult, Shot } from './load.ts';
import type { Stack } from './stack.ts';

const EVENTS_PER_VISIT = 2.5;

export type IngestRow = { design: string; connections: number; rowsPerBeacon: number } & LoadResult;

/** Each design at 1, 20 and 100 connections, by turns. */
export async function benchIngest(stack: Stack, msPerStep: number): Promise<IngestRow[]> {
  const sites = await addSites(stack, 1000, 40);
  await stack.sql(
    [
      `CREATE TABLE raw_event (id INTEGER PRIMARY KEY, site_id TEXT, visit TEXT, page TEXT, seq INTEGER, stage INTEGER, at INTEGER) STRICT`,
    ],
    ['CREATE INDEX raw_event_by_time ON raw_event (site_id, at)'],
    ['CREATE INDEX raw_event_by_visit ON raw_event (site_id, visit, at)'],
  );
  const beacons = beaconStream();
  const rows: IngestRow[] = [];
  for (const connections of [1, 20, 100]) {
    for (const design of ['visit rows', 'raw events']) {
      const pathOf = (n: number): string =>
        design === 'raw events' ? '/api/bench/raw' : `/w/${sites[n % sites.length]!.key}/beacon`;
      const shot = (n: number): Shot => ({ ...beacons(n), path: pathOf(n) });
      const before = await countRows(stack);
      const result = await load(stack.url, { connections, ms: msPerStep, shot, check: checkStored });
      const written = (await countRows(stack)) - before;
      rows.push({ design, connections, rowsPerBeacon: written / result.requests, ...result });
    }
  }
  return rows;
}

function checkStored(status: number, body: string): void {
  if (status !== 200 || !body.includes('"stored":1'))
    throw new Error(`a beacon was not stored: ${status} ${body}`);
}

/** Rows the database counts as written: the budget says it for visit rows; a raw event is itself and two index entries. */
async function countRows(stack: Stack): Promise<number> {
  const [result] = await stack.sql([
    'SELECT (SELECT coalesce(sum(rows_written), 0) FROM write_budget) + 3 * (SELECT count(*) FROM raw_event) AS n',
  ]);
  return Number(result!.rows[0]!['n']);
}

/** One event per beacon; a visitor (a user agent) sends about EVENTS_PER_VISIT of them. */
function beaconStream(): (n: number) => Omit<Shot, 'path'> {
  const random = seededRandom(7);
  let [visitor, seq] = [0, 0];
  let stages: number[] = [];
  return () => {
    if (seq >= stages.length) {
      [visitor, seq, stages] = [
        visitor + 1,
        0,
        [1, ...walkStages(random)].slice(0, 1 + Math.ceil(random() * EVENTS_PER_VISIT * 2)),
      ];
    }
    const body = `p=v${String(visitor).padStart(7, '0')}&l=ru&e=${stages[seq]}.${seq++}.5`;
    const userAgent = `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.${visitor}.0 Safari/537.36`;
    return {
      method: 'POST',
      body,
      headers: { Origin: ORIGIN, 'User-Agent': userAgent, 'Content-Type': 'text/plain' },
    };
  };
}
