// Which share of a funnel's first step came to its last: one number, or a range where visits are merged.
import type { CellStep } from '../worker/domain/journey/breakdown.ts';
import { wilsonInterval } from '../worker/domain/statistics.ts';

/** The share of the first step that reached the last, at least and at most, and its 95 % range over both. */
export function endShare(first: CellStep, last: CellStep) {
  const low = wilsonInterval(last.low, first.high);
  const high = wilsonInterval(Math.min(last.high, first.low), first.low);
  if (!low || !high) return null;
  return {
    low: last.low / first.high,
    high: Math.min(1, last.high / first.low),
    interval: { low: low.low, high: high.high },
  };
}
