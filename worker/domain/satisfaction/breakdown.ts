// A score by the values of one dimension, block of time by block, with small groups hidden before anything leaves the Worker.
import type { Span } from './buckets.ts';
import { addCounts } from './score.ts';
import { shownGroups } from './suppression.ts';

export type Group = { value: string; counts: number[] | null };
export type Block = Span & { n: number; groups: Group[] | null };

/** Answers of one month (YYYY-MM), one value and one score. */
export type Cell = { month: string; value: string; score: number; answers: number };

type Scaled = { scale: readonly number[]; values: readonly string[] };

/**
 * The blocks with their groups. `values` is the fixed order of all values there can be (what is not in it comes after, by name):
 * it does not depend on the counts. Groups of nobody are left out; `counts` are in the order of `scale`.
 */
export const breakDown = (
  cells: readonly Cell[],
  blocks: readonly Span[],
  { scale, values }: Scaled,
): Block[] =>
  blocks.map(({ from, to }) => {
    const { all, sizes, n } = within(cells, { from, to }, { scale, values });
    const shown = shownGroups(sizes);
    return { from, to, n, groups: shown && listed(all, sizes, shown) };
  });

/**
 * The same for values that are parts of parts: doctors within branches, written "branch/doctor". The sizes of the branches are known
 * from their own breakdown, so each branch that is shown there is a whole of its own here, and of one that is hidden nothing
 * is told, not even who has answers. `values` of both levels are in their fixed orders.
 */
export function breakDownNested(
  cells: readonly Cell[],
  blocks: readonly Span[],
  { scale, values, outer }: Scaled & { outer: readonly string[] },
): Block[] {
  const outerCells = cells.map((cell) => ({ ...cell, value: outerOf(cell.value) }));
  return blocks.map((span) => {
    const wholes = within(outerCells, span, { scale, values: outer });
    const isShown = shownGroups(wholes.sizes);
    if (!isShown) return { ...span, n: wholes.n, groups: null };
    const groups = wholes.all.flatMap(({ value }, i) => {
      if (!isShown[i]) return [];
      const parts = cells.filter((cell) => outerOf(cell.value) === value);
      const inner = values.filter((one) => outerOf(one) === value);
      const { all, sizes } = within(parts, span, { scale, values: inner });
      const shown = shownGroups(sizes);
      return shown ? listed(all, sizes, shown) : [];
    });
    return { ...span, n: wholes.n, groups: groups.length > 0 ? groups : null };
  });
}

const outerOf = (value: string): string => value.slice(0, Math.max(0, value.indexOf('/')));

/** Each value's counts within a span, in the fixed order of values. */
function within(cells: readonly Cell[], { from, to }: Span, { scale, values }: Scaled) {
  const those = cells.filter(({ month }) => month >= from.slice(0, 7) && month <= to.slice(0, 7));
  const others = [...new Set(those.map(({ value }) => value))]
    .filter((value) => !values.includes(value))
    .sort();
  const all = [...values, ...others].map((value) => ({ value, counts: countsOf(those, value, scale) }));
  const sizes = all.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0));
  return { all, sizes, n: sizes.reduce((sum, size) => sum + size, 0) };
}

/** What may be told of each group that has somebody. */
const listed = (
  all: readonly { value: string; counts: number[] }[],
  sizes: readonly number[],
  shown: readonly boolean[],
): Group[] =>
  all.flatMap(({ value, counts }, i) =>
    sizes[i] === 0 ? [] : [{ value, counts: shown[i] ? counts : null }],
  );

const countsOf = (cells: readonly Cell[], value: string, scale: readonly number[]): number[] =>
  addCounts(
    cells
      .filter((cell) => cell.value === value)
      .map(({ score, answers }) => scale.map((one) => (one === score ? answers : 0))),
    scale.length,
  );

/** Sums of what is shown of each value over all blocks, and in how many blocks it is hidden. Tells no more than the blocks do. */
export function sumBlocks(
  blocks: readonly Block[],
  length: number,
): { value: string; counts: number[]; hidden: number }[] {
  const values = [...new Set(blocks.flatMap(({ groups }) => (groups ?? []).map(({ value }) => value)))];
  return values.map((value) => {
    const groups = blocks.flatMap(({ groups: of }) => (of ?? []).filter((group) => group.value === value));
    return {
      value,
      counts: addCounts(
        groups.map(({ counts }) => counts).filter((counts) => counts !== null),
        length,
      ),
      hidden: groups.filter(({ counts }) => counts === null).length,
    };
  });
}
