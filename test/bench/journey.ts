// The 90-day answers over HTTP, the rows they read, and the funnel the browser computes from them.
import { gzipSync } from 'node:zlib';
import { DIMENSIONS } from '../../worker/contract/journey.ts';
import type { JourneyAnswer, JourneyBreakdown } from '../../worker/contract/journey.ts';
import { funnel } from '../../worker/domain/journey/funnel.ts';
import { sumTries } from '../../worker/domain/journey/path-trie.ts';
import { decodeTrie, mergePaths } from '../../worker/domain/journey/trie.ts';
import type { BenchSite } from './clinic.ts';
import { DAYS, dayBack } from './fold.ts';
import { load, percentiles } from './load.ts';
import type { LoadResult } from './load.ts';
import type { Stack } from './stack.ts';

/** The default funnel. */
export const STEPS = [[1], [2], [3], [4, 5]];

export type JourneyRow = {
  visits: number;
  answer: string;
  rowsRead: number;
  rows: number;
  gzipKB: number;
  p50Ms: number;
  p95Ms: number;
  /** CPU of workerd per request over that of a door that answers `{}`; null where it cannot be read. D1 is in it. */
  cpuMs: number | null;
  /** The part of it that is left when the same statements are sent to D1 and nothing is done with the rows. */
  d1CpuMs: number | null;
  /** Breakdowns: visits in merged tails, percent of all. */
  tailPercent: number | null;
  /** From the text of the base answer to the funnel's counts, and these. */
  funnelMs: number | null;
  steps: string;
};

type Asked = { site: BenchSite; cookie: string; visits: number; ms: number };

/** Asks one at a time, uncompressed on loopback, as a signed-in owner: the base answer, each breakdown, the times. */
export async function benchJourney(stack: Stack, asked: Asked): Promise<JourneyRow[]> {
  const rows: JourneyRow[] = [];
  const idle = await ask(stack, { path: '/api/bench/empty', ...asked });
  for (const part of ['', ...DIMENSIONS.map((name) => `/by/${name}`), '/times']) {
    const path = `/api/sites/${asked.site.siteId}/journey${part}?from=${dayBack(DAYS - 1)}&to=${dayBack(0)}`;
    const { text, rowsRead } = await readOnce(stack, path, asked.cookie);
    const { p50Ms, p95Ms, cpuMs } = await ask(stack, { path, ...asked });
    const d1 = await ask(stack, { path, statements: true, ...asked });
    rows.push({
      visits: asked.visits,
      answer: part === '' ? 'base' : part.slice(1),
      rowsRead,
      rows: (JSON.parse(text) as { rows: unknown[] }).rows.length,
      gzipKB: gzipSync(text).length / 1000,
      p50Ms,
      p95Ms,
      cpuMs: over(cpuMs, idle.cpuMs),
      d1CpuMs: over(d1.cpuMs, idle.cpuMs),
      tailPercent: part.startsWith('/by') ? tailPercent(JSON.parse(text), asked.visits) : null,
      ...(part === '' ? timeFunnel(text, asked.visits) : { funnelMs: null, steps: '' }),
    });
  }
  return rows;
}

const over = (cpuMs: number | null, idleMs: number | null): number | null =>
  cpuMs === null || idleMs === null ? null : cpuMs - idleMs;

async function readOnce(stack: Stack, path: string, cookie: string) {
  const reply = await fetch(new URL(path, stack.url), { headers: { Cookie: cookie, 'X-Metered': '1' } });
  if (!reply.ok) throw new Error(`${path} answered ${reply.status} ${await reply.text()}`);
  return { text: await reply.text(), rowsRead: Number(reply.headers.get('X-Rows-Read')) };
}

function ask(
  stack: Stack,
  { path, cookie, ms, statements }: { path: string; cookie: string; ms: number; statements?: boolean },
): Promise<LoadResult> {
  const headers = { Cookie: cookie, ...(statements ? { 'X-Statements': '1' } : {}) };
  const shot = { method: 'GET', path, headers } as const;
  const check = (status: number): void => {
    if (status !== 200) throw new Error(`${path} answered ${status}`);
  };
  return load(stack.url, { connections: 1, ms, shot: () => shot, check });
}

function tailPercent({ rows }: JourneyBreakdown, visits: number): number {
  const tails = rows.flatMap(({ cells }) => Object.values(cells).map(({ tail }) => decodeTrie(tail)));
  return (100 * [...mergePaths(tails).values()].reduce((sum, n) => sum + n, 0)) / visits;
}

/** Median of 15, in ms: what the browser's own code does with the answer. */
function timeFunnel(text: string, visits: number): { funnelMs: number; steps: string } {
  const times: number[] = [];
  let steps = '';
  for (let round = 0; round < 15; round++) {
    const at = performance.now();
    const { rows } = JSON.parse(text) as JourneyAnswer;
    const counted = funnel(STEPS, sumTries(rows.map((row) => row.paths)));
    times.push(performance.now() - at);
    if (counted.visits !== visits) throw new Error(`the funnel counts ${counted.visits} of ${visits} visits`);
    steps = String(counted.steps.map(({ count }) => count));
  }
  return { funnelMs: percentiles(times).p50Ms, steps };
}
