// A score by the values of one dimension, block of time by block, with small groups hidden before anything leaves the Worker.
import type { Span } from './buckets.ts';
import { addCounts } from './score.ts';
import { shownGroups } from './suppression.ts';

export type Group = { value: string; counts: number[] | null };
export type Block = Span & { n: number; groups: Group[] | null };

/** Answers of one month (YYYY-MM), one value and one score. */
export type Cell = { month: string; value: string; score: number; answers: number };

/**
 * The blocks with their groups. `values` is the fixed order of all values there can be (what is not in it comes after, by name):
 * it does not depend on the counts. Groups of nobody are left out; `counts` are in the order of `scale`.
 */
export function breakDown(
  cells: readonly Cell[],
  blocks: readonly Span[],
  { scale, values }: { scale: readonly number[]; values: readonly string[] },
): Block[] {
  return blocks.map(({ from, to }) => {
    const within = cells.filter(({ month }) => month >= from.slice(0, 7) && month <= to.slice(0, 7));
    const others = [...new Set(within.map(({ value }) => value))]
      .filter((value) => !values.includes(value))
      .sort();
    const all = [...values, ...others].map((value) => ({ value, counts: countsOf(within, value, scale) }));
    const sizes = all.map(({ counts }) => counts.reduce((sum, count) => sum + count, 0));
    const shown = shownGroups(sizes);
    const groups = all.flatMap(({ value, counts }, i) =>
      sizes[i] === 0 ? [] : [{ value, counts: shown?.[i] ? counts : null }],
    );
    return { from, to, n: sizes.reduce((sum, size) => sum + size, 0), groups: shown && groups };
  });
}

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
