// The same exact funnel from raw events, in SQLite and in DuckDB: what an analytics database pays at every question.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { root } from '../../scripts/local-database.ts';
import { seededRandom, walkStages } from './clinic.ts';
import { DAYS } from './fold.ts';
import { percentiles } from './load.ts';

const DUCKDB = '@duckdb/node-api@1.5.6-r.1';
const ROUNDS = 3;

export type RawRow = {
  database: string;
  visits: number;
  events: number;
  loadSeconds: number;
  /** Median time of one funnel question, warm. */
  funnelMs: number;
  steps: string;
};

/**
 * found → chose → started → (booked or contacted), each step the earliest event after the step before, as the product counts
 * it. Every visit has `found` once. A sequence stands for the time, which favours the databases: it is smaller.
 */
const FUNNEL = `
  WITH chose AS (SELECT visit, min(seq) AS seq FROM event WHERE stage = 2 GROUP BY visit),
  started AS (SELECT e.visit, min(e.seq) AS seq FROM event e JOIN chose USING (visit)
    WHERE e.stage = 3 AND e.seq > chose.seq GROUP BY e.visit),
  done AS (SELECT DISTINCT e.visit FROM event e JOIN started USING (visit)
    WHERE e.stage IN (4, 5) AND e.seq > started.seq)
  SELECT (SELECT count(*) FROM event WHERE stage = 1) AS found, (SELECT count(*) FROM chose) AS chose,
    (SELECT count(*) FROM started) AS started, (SELECT count(*) FROM done) AS done`;

/** Loads the events of the very visits that the fold's bench made, and asks each database the funnel. */
export async function benchRawEvents(visits: number): Promise<RawRow[]> {
  const rows = [];
  rows.push(measureSqlite(visits));
  rows.push(await measureDuckdb(visits));
  if (rows[0]!.steps !== rows[1]!.steps) throw new Error(`${rows[0]!.steps} is not ${rows[1]!.steps}`);
  return rows;
}

/** Events one by one: the visit's number, the sequence within it, the stage. */
function* events(visits: number): Generator<[visit: number, seq: number, stage: number]> {
  const random = seededRandom(visits);
  const count = Math.round(visits / DAYS) * DAYS;
  for (let visit = 0; visit < count; visit++) {
    const stages = [1, ...walkStages(random)];
    for (const [seq, stage] of stages.entries()) yield [visit, seq, stage];
    // What the fold's bench draws further for each visit: its page, its start, and each event's time.
    for (let i = -2; i < stages.length - 1; i++) random();
  }
}

function measureSqlite(visits: number): RawRow {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-raw-'));
  const db = new DatabaseSync(join(folder, 'raw.sqlite'));
  try {
    const startedAt = performance.now();
    db.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1000000;
      CREATE TABLE event (visit INTEGER NOT NULL, seq INTEGER NOT NULL, stage INTEGER NOT NULL) STRICT; BEGIN`);
    const insert = db.prepare('INSERT INTO event VALUES (?, ?, ?)');
    let count = 0;
    for (const event of events(visits)) {
      insert.run(...event);
      count++;
    }
    db.exec('COMMIT; CREATE INDEX event_by_stage ON event (stage, visit, seq); ANALYZE');
    const loadSeconds = (performance.now() - startedAt) / 1000;
    const ask = db.prepare(FUNNEL);
    const times: number[] = [];
    let steps: unknown;
    // At ten million visits one answer takes minutes.
    for (let round = 0; round < (visits > 1_000_000 ? 1 : ROUNDS); round++) {
      const at = performance.now();
      steps = Object.values(ask.get() ?? {});
      times.push(performance.now() - at);
    }
    return {
      ...{ database: 'SQLite', visits, events: count, loadSeconds },
      ...{ funnelMs: percentiles(times).p50Ms, steps: String(steps) },
    };
  } finally {
    db.close();
    rmSync(folder, { recursive: true });
  }
}

async function measureDuckdb(visits: number): Promise<RawRow> {
  const { DuckDBInstance } = loadDuckdb();
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  const startedAt = performance.now();
  await connection.run(
    'CREATE TABLE event (visit INTEGER NOT NULL, seq USMALLINT NOT NULL, stage UTINYINT NOT NULL)',
  );
  const appender = await connection.createAppender('event');
  let count = 0;
  for (const [visit, seq, stage] of events(visits)) {
    appender.appendInteger(visit);
    appender.appendUSmallInt(seq);
    appender.appendUTinyInt(stage);
    appender.endRow();
    count++;
  }
  appender.closeSync();
  const loadSeconds = (performance.now() - startedAt) / 1000;
  const times: number[] = [];
  let steps: unknown;
  for (let round = 0; round < ROUNDS; round++) {
    const at = performance.now();
    const result = await connection.runAndReadAll(FUNNEL);
    steps = result.getRows()[0];
    times.push(performance.now() - at);
  }
  connection.closeSync();
  instance.closeSync();
  return {
    ...{ database: 'DuckDB', visits, events: count, loadSeconds },
    ...{ funnelMs: percentiles(times).p50Ms, steps: String(steps) },
  };
}

/** What is used of `@duckdb/node-api`, which is installed for this bench only. */
type Duckdb = {
  DuckDBInstance: { create: (path: string) => Promise<DuckdbInstance> };
};
type DuckdbInstance = { connect: () => Promise<DuckdbConnection>; closeSync: () => void };
type DuckdbConnection = {
  run: (sql: string) => Promise<unknown>;
  runAndReadAll: (sql: string) => Promise<{ getRows: () => unknown[][] }>;
  createAppender: (table: string) => Promise<DuckdbAppender>;
  closeSync: () => void;
};
type DuckdbAppender = {
  appendInteger: (n: number) => void;
  appendUSmallInt: (n: number) => void;
  appendUTinyInt: (n: number) => void;
  endRow: () => void;
  closeSync: () => void;
};

/** Installs DuckDB beside the project at the first use: 60 MB that no test needs. */
function loadDuckdb(): Duckdb {
  const folder = join(root, 'node_modules/.otklik-bench');
  if (!existsSync(join(folder, 'node_modules/@duckdb/node-api'))) {
    console.log(`installing ${DUCKDB} for this bench …`);
    execFileSync('npm', ['install', '--prefix', folder, '--no-save', '--no-audit', '--no-fund', DUCKDB], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  return createRequire(join(folder, 'package.json'))('@duckdb/node-api') as Duckdb;
}
