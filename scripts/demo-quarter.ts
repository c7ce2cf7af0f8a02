// Plays the demo clinic's simulated quarter into a new local state, wholly or not at all, before the Worker starts on it.
import { cpSync, createWriteStream, mkdirSync, renameSync, rmSync } from 'node:fs';
import type { WriteStream } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { furnishClinic } from '../demo/simulator/first-day.ts';
import { planQuarter } from '../demo/simulator/plan.ts';
import { atLocal, dayAfter, localDayOf } from '../demo/simulator/rhythm.ts';
import { simulate } from '../demo/simulator/simulate.ts';
import { Staff } from '../demo/simulator/staff.ts';
import { NOTICE_PATH } from '../demo/site.ts';
import { startClockRun } from './clock-run.ts';
import type { ClockRun } from './clock-run.ts';
import { ensureDemo } from './demo.ts';
import type { Demo } from './demo.ts';
import { connectNotices, keepNotices } from './demo-notices.ts';
import { createTables } from './local-database.ts';
import { localSealKeys, workshopOf } from './local-state.ts';

/** The simulator's own log in the state folder: a JSON object per line, see demo/simulator/log.ts. */
export const QUARTER_LOG = 'quarter.jsonl';

export type QuarterOptions = {
  stateDir: string;
  publicUrl: string;
  /** The clinic's site; its port must be free: notices of the quarter are taken there. */
  demoUrl: string;
  nowMs: number;
  seed?: number;
  /** Whole days before today. */
  days?: number;
  perWeekday?: number;
  onProgress?: (part: number) => void;
};

/**
 * Plays the quarter. It is made elsewhere and moved in at the end, the database last: what was interrupted leaves no database,
 * and the next call begins anew.
 */
export async function playQuarter(options: QuarterOptions): Promise<void> {
  const workshop = workshopOf(options.stateDir);
  const remove = () => rmSync(workshop, { recursive: true, force: true });
  remove();
  mkdirSync(workshop, { recursive: true });
  process.once('exit', remove);
  try {
    await playIn(workshop, options);
    moveIn(workshop, options.stateDir);
  } finally {
    remove();
    process.off('exit', remove);
  }
}

function moveIn(workshop: string, stateDir: string): void {
  const incoming = join(stateDir, 'incoming');
  rmSync(incoming, { recursive: true, force: true });
  cpSync(workshop, incoming, { recursive: true });
  for (const name of [QUARTER_LOG, 'demo-notices.json', 'v3'])
    renameSync(join(incoming, name), join(stateDir, name));
  rmSync(incoming, { recursive: true });
}

async function playIn(workshop: string, options: QuarterOptions): Promise<void> {
  const { stateDir, publicUrl, demoUrl, nowMs } = options;
  const receiver = await takeNotices(Number(new URL(demoUrl).port));
  const run = await startClockRun(workshop, { PUBLIC_URL: publicUrl, SEAL_KEYS: localSealKeys(stateDir) });
  const log = createWriteStream(join(workshop, QUARTER_LOG));
  try {
    const startMs = atLocal(dayAfter(localDayOf(nowMs), -(options.days ?? 90)), 0);
    await createTables(run.database);
    const demo = await ensureDemo(run.database, { demoUrl, nowMs: startMs });
    await playPlan({ run, demo, log, startMs, workshop }, options);
  } finally {
    log.end();
    await Promise.all([finished(log), run.stop()]);
    receiver.close();
    receiver.closeAllConnections();
  }
}

type Playing = { run: ClockRun; demo: Demo; log: WriteStream; startMs: number; workshop: string };

async function playPlan(
  { run, demo, log, startMs, workshop }: Playing,
  options: QuarterOptions,
): Promise<void> {
  const { publicUrl, demoUrl, nowMs, seed = 1, days = 90, perWeekday = 82 } = options;
  const { siteId, siteKey, ownerTokens, operatorToken } = demo;
  const [owner, operator] = [new Staff(run.play, publicUrl), new Staff(run.play, publicUrl)];
  await owner.enter(startMs, ownerTokens[1] ?? '');
  await operator.enter(startMs, operatorToken);
  await furnishClinic(owner, startMs);
  const ask = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) =>
    owner.ask(startMs, method, path, body);
  keepNotices(workshop, await connectNotices(ask, { siteId, noticeUrl: demoUrl + NOTICE_PATH }));
  const panel = (await owner.ask(startMs, 'GET', `/w/${siteKey}.json?l=ru`)) as {
    contact: { consent: string };
  };
  await simulate({
    ...{ happenings: planQuarter({ seed, nowMs, days, perWeekday }), play: run.play, publicUrl, siteId },
    doors: { siteKey, pageOrigin: demoUrl, consent: panel.contact.consent },
    ...{ owner, operator },
    onLog: (line) => void log.write(`${JSON.stringify(line)}\n`),
    onProgress: options.onProgress ?? (() => undefined),
  });
  await run.play([{ atMs: nowMs, lane: 'jobs', what: 'jobs' }]);
  for (const member of [owner, operator]) await member.ask(nowMs, 'POST', '/api/leave');
}

/** The clinic's receiver of notices while the quarter is played: it takes them all and says nothing. */
async function takeNotices(port: number) {
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(204).end();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}
