// A short simulated quarter behind the real Worker, and the simulator's own log as a database to recount it by SQL.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue } from 'node:sqlite';
import type { D1Database } from '@cloudflare/workers-types';
import { inject } from 'vitest';
import type { LogLine } from '../../demo/simulator/log.ts';
import { ensureDemo } from '../../scripts/demo.ts';
import { playQuarter, QUARTER_LOG } from '../../scripts/demo-quarter.ts';
import type { QuarterOptions } from '../../scripts/demo-quarter.ts';
import { localSealKeys } from '../../scripts/local-state.ts';
import { freePort } from '../../scripts/ports.ts';
import { enterLink, seedLinks, seedMember } from '../../scripts/seed.ts';
import type { Language } from '../../worker/contract/vocabulary.ts';
import { startWorkerd } from './workerd.ts';

export type Quarter = {
  url: string;
  siteId: string;
  /** Sign in two owners, once each: one reads Russian, one English. */
  ownerLinks: Record<Language, string>;
  log: LogLine[];
  /** Rows of a query over the simulator's log. */
  recount: <Row = Record<string, number>>(query: string, ...binds: SQLInputValue[]) => Row[];
  stop: () => Promise<void>;
};

/** Plays a quarter into a fresh state and starts what deploys on it. */
export async function startQuarter(options: Pick<QuarterOptions, 'days' | 'perWeekday'>): Promise<Quarter> {
  const stateDir = mkdtempSync(join(tmpdir(), 'otklik-quarter-'));
  const [port, demoPort] = [await freePort(), await freePort()];
  const [url, demoUrl] = [`http://localhost:${port}`, `http://localhost:${demoPort}`];
  await playQuarter({ stateDir, publicUrl: url, demoUrl, nowMs: Date.now(), ...options });
  const workerd = await startWorkerd({
    ...{ bundle: inject('workerBundle'), port, stateDir, onOutput: () => undefined },
    vars: { PUBLIC_URL: url, SEAL_KEYS: localSealKeys(stateDir) },
  });
  const owners = await workerd.database();
  const demo = await ensureDemo(owners, { demoUrl, nowMs: Date.now() });
  const log = readLog(join(stateDir, QUARTER_LOG));
  const db = databaseOf(log);
  return {
    ...{ url, siteId: demo.siteId, log },
    ownerLinks: {
      ru: enterLink(url, demo.ownerTokens[0] ?? ''),
      en: enterLink(url, await englishOwner(owners)),
    },
    recount: <Row>(query: string, ...binds: SQLInputValue[]) => db.prepare(query).all(...binds) as Row[],
    stop: async () => {
      db.close();
      await workerd.stop();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

async function englishOwner(db: D1Database): Promise<string> {
  const nowMs = Date.now();
  const clinicId = (await db.prepare('SELECT id FROM clinic').first<string>('id')) ?? '';
  const who = {
    email: 'english@yasny-den.example',
    name: 'Ann Reader',
    role: 'owner',
    language: 'en',
  } as const;
  const memberId = await seedMember(db, { clinicId, nowMs, ...who });
  const [token = ''] = await seedLinks(db, { memberId, count: 1, expiresAtMs: nowMs + 3600_000 });
  return token;
}

export const readLog = (file: string): LogLine[] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as LogLine);

/** What was said to have been played, as plain tables. */
function databaseOf(log: readonly LogLine[]): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  db.exec(`
    CREATE TABLE visit (id TEXT PRIMARY KEY, day TEXT, source TEXT, campaign TEXT, device TEXT, language TEXT, path TEXT);
    CREATE TABLE step (visit TEXT, position INTEGER, stage INTEGER);
    CREATE INDEX step_by_visit ON step (visit, stage, position);
    CREATE TABLE answer (day TEXT, score INTEGER, text TEXT);
    CREATE TABLE said (conversation TEXT, at INTEGER, what TEXT, text TEXT);
    CREATE TABLE read_text (text TEXT);
    BEGIN`);
  const visit = db.prepare('INSERT INTO visit VALUES (?, ?, ?, ?, ?, ?, ?)');
  const step = db.prepare('INSERT INTO step VALUES (?, ?, ?)');
  const answer = db.prepare('INSERT INTO answer VALUES (?, ?, ?)');
  const said = db.prepare('INSERT INTO said VALUES (?, ?, ?, ?)');
  const read = db.prepare('INSERT INTO read_text VALUES (?)');
  for (const line of log) {
    switch (line.what) {
      case 'visit':
        visit.run(
          ...([line.id, line.day, line.source, line.campaign, line.device, line.language] as const),
          line.path.join('-'),
        );
        line.path.forEach((stage, position) => step.run(line.id, position, stage));
        break;
      case 'answer':
        answer.run(line.day, line.score, line.text);
        break;
      case 'read':
        for (const text of line.texts) read.run(text);
        break;
      case 'close':
        said.run(line.conversation, line.atMs, line.what, '');
        break;
      default:
        said.run(line.conversation, line.atMs, line.what, line.text);
    }
  }
  db.exec('COMMIT');
  return db;
}
