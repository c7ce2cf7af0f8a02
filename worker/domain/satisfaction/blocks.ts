// The stretches of time that a breakdown is shown for: they never overlap, so no two of them can be subtracted.
import { addDays } from '../calendar.ts';
import { bucketOf } from './buckets.ts';
import type { Span } from './buckets.ts';

/** A month with fewer answers than this joins the next one of its quarter. */
export const BLOCK_ANSWERS = 50;

/**
 * Cuts time into blocks: a whole calendar month, or several months of one quarter while they have few answers together. The end
 * of a quarter ends a block, so what has aged out of an older quarter moves no later border. Only blocks that are over by
 * `closedTo` exist, whatever period is asked for. `months` are answers per month (YYYY-MM) of one series.
 */
export function blocksOf(months: ReadonlyMap<string, number>, closedTo: string): Span[] {
  const first = [...months.keys()].sort()[0];
  if (first === undefined) return [];
  const blocks: Span[] = [];
  let start = '';
  let answers = 0;
  for (
    let next = bucketOf(bucketOf(`${first}-01`, 'quarter').from, 'month');
    next.to <= closedTo;
    next = bucketOf(addDays(next.to, 1), 'month')
  ) {
    answers += months.get(next.from.slice(0, 7)) ?? 0;
    if (answers > 0) start ||= next.from;
    if (answers < BLOCK_ANSWERS && next.to !== bucketOf(next.from, 'quarter').to) continue;
    if (answers > 0) blocks.push({ from: start, to: next.to });
    start = '';
    answers = 0;
  }
  return blocks;
}
