// How long something took over many conversations: the middle and the slow end beside the mean; waiting counts as waiting.
import type { Clocked, TimeFigure, Times } from '../../contract/service.ts';
import { wilsonInterval } from '../statistics.ts';
import type { WorkClock } from './working-time.ts';

/** One clock of one conversation, in instants (epoch ms). */
export type Run = {
  fromMs: number;
  /** Null while it runs. */
  toMs: number | null;
  /** Null: no instant is known by which it was due, and nothing is judged. */
  dueAtMs: number | null;
  /** It ended, but not with what it was waited for: late for good, and no time of its own. */
  isFailed?: boolean;
};

/** What many clocks say at an instant. A clock that runs counts from the moment that it is overdue; before, it is pending. */
export function clocked(runs: readonly Run[], clock: WorkClock, nowMs: number): Clocked {
  const counted = runs.filter((run) => run.toMs !== null || isOverdue(run, nowMs));
  const judged = counted.filter(({ dueAtMs }) => dueAtMs !== null);
  const hits = judged.filter(isInTime).length;
  const lengths = counted
    .filter(({ isFailed }) => !isFailed)
    .map(({ fromMs, toMs }) => ({ ms: clock(fromMs, toMs ?? nowMs), isRunning: toMs === null }));
  return {
    times: timesOf(lengths),
    inTime: { hits, n: judged.length, interval: wilsonInterval(hits, judged.length) },
    pending: runs.length - counted.length,
  };
}

const isOverdue = ({ dueAtMs }: Run, nowMs: number): boolean => dueAtMs !== null && nowMs > dueAtMs;

/** Whether a run that has ended did so by its due instant, that instant included. */
export const isInTime = ({ toMs, dueAtMs, isFailed }: Run): boolean =>
  !isFailed && toMs !== null && dueAtMs !== null && toMs <= dueAtMs;

type Length = { ms: number; isRunning: boolean };

/** Figures of lengths, of which running ones may still grow. */
export function timesOf(lengths: readonly Length[]): Times {
  const running = lengths.filter(({ isRunning }) => isRunning).length;
  const sum = lengths.reduce((total, { ms }) => total + ms, 0);
  const least = Float64Array.from(lengths, ({ ms }) => ms).sort();
  const most = Float64Array.from(lengths, ({ ms, isRunning }) => (isRunning ? Infinity : ms)).sort();
  return {
    ...{ n: lengths.length, running },
    median: quantile(least, most, 0.5),
    p90: quantile(least, most, 0.9),
    mean: lengths.length === 0 ? null : { ms: sum / lengths.length, atLeast: running > 0 },
  };
}

/**
 * The smallest length that at least `share` of all do not exceed (nearest rank: always one that has been), of sorted lengths
 * as they are now and as they would be if what runs never ended. It is certain where both say the same.
 */
function quantile(least: Float64Array, most: Float64Array, share: number): TimeFigure | null {
  const at = Math.ceil(share * least.length - 1e-9) - 1;
  const ms = least[at];
  return ms === undefined ? null : { ms, atLeast: most[at] !== ms };
}
