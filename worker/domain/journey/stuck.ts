// Where people get stuck: steps at which some of the site's own segments lose clearly more than its middle segment does.
import type { PathTrie } from './path-trie.ts';
import { correctedZ } from '../normal.ts';
import { newcombeDifference } from '../statistics.ts';
import type { Counted, Difference } from '../statistics.ts';
import { breakdownFunnels } from './breakdown.ts';
import type { CellFunnel } from './breakdown.ts';
import type { Breakdown } from './cells.ts';
import { funnel } from './funnel.ts';

/** A segment with fewer arrivals at a step says nothing about it. */
export const MIN_ARRIVALS = 200;
/** Days looked back. */
export const STUCK_DAYS = 90;

export type StuckSegment = Counted & {
  value: string;
  /** The middle segment's share minus this one's, with an interval corrected for all comparisons made; it excludes 0. */
  behind: Difference;
  /** Bookings more, if this segment went on from here as the middle one does. */
  won: number;
};
export type StuckStep<Name extends string = string> = {
  /** Index of the step they stand at, and of the one they do not come to. */
  at: number;
  next: number;
  dimension: Name;
  /** The middle segment of this step and dimension. */
  median: Counted & { value: string };
  /** Most to be won first. */
  segments: StuckSegment[];
  won: number;
};
export type StuckOptions<Name extends string> = {
  steps: readonly (readonly number[])[];
  /** All visits of the same days. */
  paths: PathTrie | ReadonlyMap<string, number>;
  dimensions: readonly { dimension: Name; cells: Breakdown }[];
  notConnected?: ReadonlySet<number>;
};
export type Stuck<Name extends string = string> = {
  /** Most bookings to be won first; each step once, by the dimension in which most can be won. */
  steps: StuckStep<Name>[];
  /** Segments compared, for which the intervals are corrected. */
  comparisons: number;
};

type Transition = { at: number; next: number; onwards: number };
/** A segment at a step: its best case where it is accused, its worst where it is the measure; equal without merged visits. */
type Segment = { value: string; best: Counted; worst: Counted };

/**
 * For every step and dimension the segments (values) with at least MIN_ARRIVALS visits at the step are ordered by the share
 * that goes on. The median is the middle one, of two the lower. Every other segment is compared with it (Newcombe's interval, Bonferroni
 * over all comparisons of the call); one clearly behind could win `arrivals × gap × the share of all visits that book from the next step on`.
 */
export function stuckSteps<Name extends string>(options: StuckOptions<Name>): Stuck<Name> {
  const { steps, paths, dimensions, notConnected = new Set() } = options;
  const ways = transitions(funnel(steps, paths, { notConnected }).steps);
  const groups = dimensions.flatMap(({ dimension, cells }) => {
    const cellFunnels = breakdownFunnels(steps, cells, { notConnected });
    return ways.map((way) => ({ dimension, way, segments: segmentsAt(cellFunnels, way) }));
  });
  const judged = groups.filter(({ segments }) => segments.length > 2);
  const comparisons = judged.reduce((sum, { segments }) => sum + segments.length - 1, 0);
  if (comparisons === 0) return { steps: [], comparisons };
  const z = correctedZ(comparisons);
  const found = judged.map(({ dimension, way, segments }) => ({ dimension, ...stuckAt(way, segments, z) }));
  const best = new Map<number, StuckStep<Name>>();
  for (const step of found) if (step.won > (best.get(step.at)?.won ?? 0)) best.set(step.at, step);
  return { steps: [...best.values()].sort((a, b) => b.won - a.won || a.at - b.at), comparisons };
}

/** From each connected step to the next, with the share of all visits at that next one which reach the last. */
function transitions(steps: readonly { connected: boolean; count: number }[]): Transition[] {
  const connected = steps.flatMap((step, i) => (step.connected ? [i] : []));
  const booked = steps[connected.at(-1) ?? 0]?.count ?? 0;
  return connected.slice(1).map((next, i) => {
    const there = steps[next]!.count;
    return { at: connected[i]!, next, onwards: there === 0 ? 0 : booked / there };
  });
}

function segmentsAt(funnels: readonly CellFunnel[], { at, next }: Transition): Segment[] {
  return funnels
    .map(({ value, steps }): Segment => {
      const [here, there] = [steps[at]!, steps[next]!];
      return {
        value,
        best: { hits: there.high, total: Math.max(here.low, there.high) },
        worst: { hits: there.low, total: here.high },
      };
    })
    .filter(({ best }) => best.total >= MIN_ARRIVALS)
    .sort((a, b) => share(a.worst) - share(b.worst) || (a.value < b.value ? -1 : 1));
}

function stuckAt(
  { at, next, onwards }: Transition,
  segments: Segment[],
  z: number,
): Omit<StuckStep, 'dimension'> {
  const middle = segments[Math.floor((segments.length - 1) / 2)]!;
  const behind = segments
    .filter((segment) => segment !== middle)
    .flatMap(({ value, best }): StuckSegment[] => {
      const gap = newcombeDifference(best, middle.worst, z);
      if (!gap || gap.low <= 0) return [];
      return [{ value, ...best, behind: gap, won: gap.difference * best.total * onwards }];
    })
    .sort((a, b) => b.won - a.won);
  return {
    ...{ at, next, segments: behind, median: { value: middle.value, ...middle.worst } },
    won: behind.reduce((sum, { won }) => sum + won, 0),
  };
}

const share = ({ hits, total }: Counted): number => hits / total;
