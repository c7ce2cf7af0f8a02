// `npm run bench`: measures ingest, fold and the 90-day answers on real workerd and D1, prints tables, keeps the numbers.
//
//   --visits 10000,1000000   visits of the 90 days, one size after the other
//   --seconds 3              of each load step
//   --live                   only what is live: sockets, and messages a second
//   --inbox                  only the inbox of 100,000 conversations
//   --full                   10,000, 1 million and 10 million visits, Chromium, and the same funnel in SQLite and DuckDB
//   --write                  also into docs/benchmarks.md and docs/benchmarks.json
import { mkdirSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { ensureBrowser } from '../../scripts/browser.ts';
import { buildIfStale } from '../../scripts/build.ts';
import { benchBrowser } from './browser.ts';
import { addOwner, OWNER } from './clinic.ts';
import { benchBigDay, benchFold } from './fold.ts';
import { benchInbox } from './inbox.ts';
import { benchIngest } from './ingest.ts';
import { benchJourney } from './journey.ts';
import { benchLive, benchMessages } from './live.ts';
import { benchRawEvents } from './raw-events.ts';
import { circumstances, writeReport } from './report.ts';
import { startStack } from './stack.ts';
import type { Stack } from './stack.ts';

const { values } = parseArgs({
  options: {
    visits: { type: 'string' },
    seconds: { type: 'string', default: '2' },
    full: { type: 'boolean', default: false },
    live: { type: 'boolean', default: false },
    inbox: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const sizes = (values.visits ?? (values.full ? '10000,1000000,10000000' : '10000,100000'))
  .split(',')
  .map(Number);
const ms = Number(values.seconds) * 1000;

type Row = Record<string, unknown>;
const numbers: Record<string, Row[]> = {};

function add(title: string, rows: object[]): void {
  const rounded = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([k, x]) => [k, typeof x === 'number' ? round(x) : x])),
  );
  numbers[title] = [...(numbers[title] ?? []), ...rounded];
  console.log(`\n${title}`);
  console.table(rounded);
}
const round = (n: number): number => (n >= 100 ? Math.round(n) : Math.round(n * 100) / 100);

async function measure(stack: Stack): Promise<void> {
  if (values.inbox) return measureInbox(stack, await addOwner(stack), 100_000);
  add('Messages accepted', await benchMessages(stack, ms));
  if (values.full || values.live) {
    const much = { sockets: [1, 50, 200], messages: values.full ? 100 : 20 };
    add('Send pressed to seen in the other browser', await benchLive(stack, much));
  }
  if (values.live) return;
  add('Ingest', await benchIngest(stack, ms));
  add('Fold: one big day within a plan', await benchBigDay(stack, values.full ? 200_000 : 20_000));
  const cookie = await addOwner(stack);
  await measureInbox(stack, cookie, values.full ? 100_000 : 10_000);
  for (const [n, size] of sizes.entries()) {
    const { row, site } = await benchFold(stack, size, n);
    add('Fold: 90 days', [row]);
    const asked = { site, cookie, visits: row.visits };
    const journey = await benchJourney(stack, { ...asked, ms });
    add('Journey: 90 days, today included', journey);
    if (values.full) {
      add('Journey page in Chromium', [await benchBrowser(stack, asked)]);
      await compare(size, journey[0]!);
    }
  }
}

async function measureInbox(stack: Stack, cookie: string, count: number): Promise<void> {
  add('Inbox: a page of 30', await benchInbox(stack, { cookie, memberId: OWNER, count }));
}

/** End to end, ours is the HTTP answer and the browser's funnel from it; theirs the query alone, in memory and warm. */
async function compare(
  visits: number,
  ours: { p50Ms: number; funnelMs: number | null; steps: string },
): Promise<void> {
  const oursMs = ours.p50Ms + (ours.funnelMs ?? 0);
  const raw = await benchRawEvents(visits);
  for (const { database, steps } of raw)
    if (steps !== ours.steps) throw new Error(`${database} counts ${steps}, Otklik ${ours.steps}`);
  add('The same funnel from raw events', [
    ...raw.map((row) => ({ ...row, timesOurs: row.funnelMs / oursMs })),
    { database: 'Otklik, folded before', visits, funnelMs: oursMs, steps: ours.steps, timesOurs: 1 },
  ]);
}

const about = circumstances();
console.log(
  `${about.cores} cores, load ${loadavg()[0]!.toFixed(2)} at the start; the load generator shares them`,
);
if (values.full || values.live) {
  await ensureBrowser(console.log);
  await buildIfStale();
}
const stack = await startStack();
try {
  await measure(stack);
} finally {
  await stack.stop();
}
mkdirSync('bench-results', { recursive: true });
const file = `bench-results/${new Date().toISOString().replaceAll(':', '-').slice(0, 19)}.json`;
writeFileSync(file, JSON.stringify({ ...about, load: loadavg()[0], ...numbers }, null, 2));
console.log(`\nkept in ${file}`);
if (values.write) writeReport(numbers, about);
