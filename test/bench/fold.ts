// Visits folded per second, and the 90 days of day rows that the journey's bench then reads.
import { addSites, seededRandom, walkPath } from './clinic.ts';
import type { BenchSite } from './clinic.ts';
import type { Stack } from './stack.ts';

export const DAYS = 90;
const CHUNK = 5_000;

export type FoldRow = {
  visits: number;
  seconds: number;
  perSecond: number;
  distinctPathsPerDay: number;
  rowBytesPerDay: number;
};

/** Fills `visits` visits over 90 closed days of one site, then closes them by the real fold. */
export async function benchFold(stack: Stack, visits: number): Promise<{ row: FoldRow; site: BenchSite }> {
  const [site] = await addSites(stack, 2000 + Math.round(Math.log10(visits)), 1);
  const random = seededRandom(visits);
  let distinct = 0;
  for (let back = DAYS + 1; back > 1; back--) {
    const paths = Array.from({ length: Math.round(visits / DAYS) }, () => walkPath(random));
    distinct += new Set(paths).size;
    for (let at = 0; at < paths.length; at += CHUNK) {
      const part = paths.slice(at, at + CHUNK);
      await stack.post('/bench/fill', { ...site, day: dayBack(back), paths: part, offset: at });
    }
  }
  const startedAt = performance.now();
  for (let complete = false; !complete;) {
    complete = (await stack.post<{ complete: boolean }>('/bench/fold', { pageSize: CHUNK, queries: 2000 }))
      .complete;
  }
  const seconds = (performance.now() - startedAt) / 1000;
  const [stored] = await stack.sql([
    'SELECT sum(visits) AS visits, avg(length(paths)) AS bytes FROM journey_day WHERE site_id = ?1',
    site!.siteId,
  ]);
  const folded = Number(stored!.rows[0]!['visits']);
  if (folded !== Math.round(visits / DAYS) * DAYS) throw new Error(`folded ${folded} of ${visits}`);
  const bytes = Math.round(Number(stored!.rows[0]!['bytes']));
  const row = {
    visits: folded,
    seconds,
    perSecond: folded / seconds,
    distinctPathsPerDay: Math.round(distinct / DAYS),
    rowBytesPerDay: bytes,
  };
  return { row, site: site! };
}

export const dayBack = (days: number): string =>
  new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
