// The 90-day answer over HTTP, the rows it reads, and the funnel the browser computes from it.
import { gzipSync } from 'node:zlib';
import { funnel } from '../../worker/domain/journey/funnel.ts';
import { decodeTrie, mergePaths } from '../../worker/domain/journey/trie.ts';
import type { JourneyAnswer } from '../../worker/contract/journey.ts';
import type { BenchSite } from './clinic.ts';
import { DAYS, dayBack } from './fold.ts';
import { load, percentiles } from './load.ts';
import type { Stack } from './stack.ts';

export type JourneyRow = {
  visits: number;
  p50Ms: number;
  p95Ms: number;
  cpuMs: number | null;
  rowsRead: number;
  kB: number;
  gzipKB: number;
  funnelP50Ms: number;
};

/** Asks one at a time, uncompressed on loopback, as a signed-in owner. */
export async function benchJourney(
  stack: Stack,
  options: { site: BenchSite; cookie: string; visits: number; ms: number },
): Promise<JourneyRow> {
  const { site, cookie, visits, ms } = options;
  let last = '';
  const shot = {
    method: 'GET',
    path: `/api/sites/${site.siteId}/journey?from=${dayBack(DAYS + 1)}&to=${dayBack(2)}`,
    headers: { Cookie: cookie },
  } as const;
  const check = (status: number, body: string): void => {
    if (status !== 200) throw new Error(`the journey answered ${status}`);
    last = body;
  };
  const { p50Ms, p95Ms, cpuMs } = await load(stack.url, { connections: 1, ms, shot: () => shot, check });
  const answer: JourneyAnswer = JSON.parse(last);
  if (answer.rows.length > DAYS) throw new Error(`${answer.rows.length} rows`);
  const [read] = await stack.sql([
    `SELECT day, series_id, visits, paths, status, as_of FROM journey_day
     WHERE site_id = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day, series_id`,
    ...[site.siteId, dayBack(DAYS + 1), dayBack(2)],
  ]);
  return {
    visits,
    p50Ms,
    p95Ms,
    cpuMs,
    rowsRead: read!.read,
    kB: last.length / 1000,
    gzipKB: gzipSync(last).length / 1000,
    funnelP50Ms: timeFunnel(answer, visits),
  };
}

function timeFunnel(answer: JourneyAnswer, visits: number): number {
  const times: number[] = [];
  for (let round = 0; round < 15; round++) {
    const at = performance.now();
    const { visits: counted } = funnel(
      [[1], [2], [3], [4, 5]],
      mergePaths(answer.rows.map((row) => decodeTrie(row.paths))),
    );
    times.push(performance.now() - at);
    if (counted !== visits) throw new Error(`the funnel counts ${counted} of ${visits} visits`);
  }
  return percentiles(times).p50Ms;
}
