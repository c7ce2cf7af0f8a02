// One funnel per value of a dimension: sources, devices and so on. Merged visits widen a count to a range and are told.
import { addBreakdown } from './cells.ts';
import type { Breakdown, CellCounts } from './cells.ts';
import { StepMatcher, stepLetters } from './reach.ts';
import { reachBounds } from './tail.ts';

/** A step's visits: between `low` and `high`, the same number where no visit is merged. */
export type CellStep = { connected: boolean; low: number; high: number };
export type CellFunnel = {
  value: string;
  visits: number;
  /** Of these, visits known only by the set of stages they reached. */
  merged: number;
  steps: CellStep[];
};
export type CellOptions = { strict?: boolean; notConnected?: ReadonlySet<number> };

/** Breakdowns of several rows added up, value by value. */
export function mergeCells(parts: Iterable<Breakdown>): Breakdown {
  const sum: Breakdown = new Map();
  for (const part of parts) addBreakdown(sum, part);
  return sum;
}

/** The funnel of every cell, the largest cell first; equal cells by value. Rules of steps as in `funnel`. */
export const breakdownFunnels = (
  steps: readonly (readonly number[])[],
  cells: Breakdown,
  options: CellOptions = {},
): CellFunnel[] =>
  [...cells]
    .map(([value, cell]) => cellFunnel(steps, { value, ...cell }, options))
    .sort((a, b) => b.visits - a.visits || (a.value < b.value ? -1 : 1));

function cellFunnel(
  steps: readonly (readonly number[])[],
  { value, paths, tail }: CellCounts & { value: string },
  { strict = false, notConnected = new Set() }: CellOptions,
): CellFunnel {
  const connected = steps.map((stages) => stages.some((stage) => !notConnected.has(stage)));
  const letters = stepLetters(steps.filter((_, i) => connected[i]));
  const matcher = new StepMatcher(letters, strict);
  const [low, high] = [letters, letters].map(() => new Array<number>(letters.length + 1).fill(0));
  for (const [path, visits] of paths) {
    const depth = matcher.of(path);
    for (let i = 0; i <= depth; i++) {
      low![i]! += visits;
      high![i]! += visits;
    }
  }
  for (const [stages, visits] of tail) {
    const bounds = reachBounds(stages, letters, strict);
    for (let i = 0; i <= bounds.low; i++) low![i]! += visits;
    for (let i = 0; i <= bounds.high; i++) high![i]! += visits;
  }
  let next = 1;
  return {
    value,
    visits: low![0]!,
    merged: [...tail.values()].reduce((sum, visits) => sum + visits, 0),
    steps: connected.map((is): CellStep => {
      if (!is) return { connected: false, low: 0, high: 0 };
      const at = next++;
      return { connected: true, low: low![at]!, high: high![at]! };
    }),
  };
}
