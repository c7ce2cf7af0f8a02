// One funnel per value of a dimension: sources, devices and so on. Merged visits widen a count to a range and are told.
import { addPath, decodeTrie } from './trie.ts';
import type { PathCounts } from './trie.ts';
import { reachOf, stepLetters } from './reach.ts';
import { reachBounds } from './tail.ts';

/** A cell of a row as it travels: the commonest paths exactly, the rest by the set of stages reached. */
export type CellText = { paths: string; tail: string };
export type Cell = { paths: PathCounts; tail: PathCounts };
export type Cells = Map<string, Cell>;

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

/** The cells of several rows added up, value by value. */
export function mergeCells(rows: Iterable<{ cells: Record<string, CellText> }>): Cells {
  const cells: Cells = new Map();
  for (const row of rows) {
    for (const [value, text] of Object.entries(row.cells)) {
      const cell: Cell = cells.get(value) ?? { paths: new Map(), tail: new Map() };
      cells.set(value, cell);
      for (const [path, visits] of decodeTrie(text.paths)) addPath(cell.paths, path, visits);
      for (const [stages, visits] of decodeTrie(text.tail)) addPath(cell.tail, stages, visits);
    }
  }
  return cells;
}

/** The funnel of every cell, the largest cell first; equal cells by value. Rules of steps as in `funnel`. */
export const breakdownFunnels = (
  steps: readonly (readonly number[])[],
  cells: ReadonlyMap<string, Cell>,
  options: CellOptions = {},
): CellFunnel[] =>
  [...cells]
    .map(([value, cell]) => cellFunnel(steps, { value, ...cell }, options))
    .sort((a, b) => b.visits - a.visits || (a.value < b.value ? -1 : 1));

function cellFunnel(
  steps: readonly (readonly number[])[],
  { value, paths, tail }: Cell & { value: string },
  { strict = false, notConnected = new Set() }: CellOptions,
): CellFunnel {
  const connected = steps.map((stages) => stages.some((stage) => !notConnected.has(stage)));
  const letters = stepLetters(steps.filter((_, i) => connected[i]));
  const [low, high] = [letters, letters].map(() => new Array<number>(letters.length + 1).fill(0));
  for (const [path, visits] of paths) {
    const depth = reachOf(path, letters, strict);
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
