// Nobody finds a hidden group: an attacker who knows the rule, the whole and all that is shown tries every table that fits.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../../worker/domain/calendar.ts';
import { breakDown, breakDownNested } from '../../../worker/domain/satisfaction/breakdown.ts';
import type { Cell } from '../../../worker/domain/satisfaction/breakdown.ts';
import { BLOCK_ANSWERS, blocksOf } from '../../../worker/domain/satisfaction/blocks.ts';
import { SMALLEST_GROUP, shownGroups } from '../../../worker/domain/satisfaction/suppression.ts';
import { seeded } from '../../support/seeded.ts';

/** All lists of `length` whole numbers from 1 up with this sum. */
function* splits(sum: number, length: number): Generator<number[]> {
  if (length === 1) return yield [sum];
  for (let first = 1; first <= sum - length + 1; first++)
    for (const rest of splits(sum - first, length - 1)) yield [first, ...rest];
}

/**
 * What the attacker can say of each hidden group: every size it has in some table that agrees with the whole, with all shown sizes
 * and, since the rule is public, with what the rule would have hidden in that table.
 */
function possible(sizes: number[], shown: boolean[]): Map<number, Set<number>> {
  const hidden = sizes.flatMap((_, i) => (shown[i] ? [] : [i]));
  const sum = hidden.reduce((total, i) => total + (sizes[i] ?? 0), 0);
  const found = new Map(hidden.map((i) => [i, new Set<number>()]));
  for (const split of splits(sum, hidden.length)) {
    const table = [...sizes];
    hidden.forEach((i, k) => (table[i] = split[k] ?? 0));
    const mask = shownGroups(table);
    if (!mask || mask.some((is, i) => is !== shown[i])) continue;
    hidden.forEach((i) => found.get(i)?.add(table[i] ?? 0));
  }
  return found;
}

describe('small groups', () => {
  test.each([
    { sizes: [40, 30, 11, 0], shown: [true, true, true, true], why: 'none is small' },
    { sizes: [40, 30, 5, 6], shown: [true, true, false, false], why: 'two small ones hide each other' },
    {
      sizes: [40, 30, 5],
      shown: [true, false, false],
      why: 'one alone takes the smallest shown one with it',
    },
    { sizes: [12, 40, 2], shown: [true, false, false], why: 'the place decides, not the size' },
    { sizes: [40, 30, 1, 1], shown: [true, false, false, false], why: 'very few people together' },
    { sizes: [40, 30, 10, 10], shown: [true, false, false, false], why: 'each would have to be ten' },
    { sizes: [40, 30, 0, 5, 6], shown: [true, true, true, false, false], why: 'nobody is shown as nobody' },
  ])('of $sizes are hidden: $why', ({ sizes, shown }) => {
    expect(shownGroups(sizes)).toEqual(shown);
  });

  test('leave nothing to show when they cannot be hidden among others', () => {
    expect(shownGroups([5, 0, 0])).toBeNull();
    expect(shownGroups([3, 4])).toBeNull();
    // Hidden both, the two tens would be told apart from nine and eleven.
    expect(shownGroups([10, 10])).toBeNull();
    expect(shownGroups([9, 11])).toBeNull();
    expect(shownGroups([5, 6, 0])).toBeNull();
  });

  test('are not found where nothing at all is shown: each group could have several sizes', () => {
    for (const groups of [2, 3])
      for (let n = 2; n <= 45; n++) {
        const found = Array.from({ length: groups }, () => new Set<number>());
        let isHidden = false;
        for (const split of splits(n + groups, groups)) {
          const sizes = split.map((size) => size - 1);
          if (shownGroups(sizes) !== null) continue;
          isHidden = true;
          sizes.forEach((size, i) => found[i]?.add(size));
        }
        if (isHidden)
          for (const sizes of found) expect([n, groups, sizes.size > 1]).toEqual([n, groups, true]);
      }
  });

  test('are not found by an attacker who tries every table', () => {
    const size = fc.oneof(fc.integer({ min: 0, max: 14 }), fc.integer({ min: 0, max: 35 }));
    let tried = 0;
    fc.assert(
      fc.property(fc.array(size, { minLength: 1, maxLength: 6 }), (sizes) => {
        const shown = shownGroups(sizes);
        const hidden = sizes.filter((_, i) => shown && !shown[i]);
        if (!shown || hidden.length === 0) return;
        // Beyond four the number of tables explodes, and more hidden groups only leave more room.
        if (hidden.length > 4 || hidden.reduce((a, b) => a + b, 0) > 60) return;
        tried++;
        for (const [i, values] of possible(sizes, shown))
          expect({ sizes, i, values: values.size > 1 }).toEqual({ sizes, i, values: true });
      }),
      { numRuns: 1500 },
    );
    expect(tried).toBeGreaterThan(300);
  });

  test('never show a group of 1–10 people', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 12 }), (sizes) => {
        const shown = shownGroups(sizes);
        return !shown || sizes.every((size, i) => !shown[i] || size === 0 || size >= SMALLEST_GROUP);
      }),
    );
  });

  test('leave at least 80 % of the large groups of busy clinics to see', () => {
    const { next, poisson } = seeded(3);
    const sources = [0.3, 0.22, 0.15, 0.1, 0.08, 0.06, 0.04, 0.03, 0.02];
    let [large, visible] = [0, 0];
    for (let run = 0; run < 2000; run++) {
      const answers = 60 + next() * 600;
      const sizes = sources.map((share) => poisson(answers * share));
      const shown = shownGroups(sizes);
      sizes.forEach((size, i) => {
        if (size < SMALLEST_GROUP) return;
        large++;
        if (shown?.[i]) visible++;
      });
    }
    expect(visible / large).toBeGreaterThan(0.8);
  });
});

describe('parts of parts', () => {
  const span = { from: '2026-10-01', to: '2026-10-31' };
  const BRANCHES = ['a', 'b'];
  const DOCTORS = ['x', 'y', 'z'];
  const values = BRANCHES.flatMap((branch) => DOCTORS.map((doctor) => `${branch}/${doctor}`));
  const asked = { scale: [1], values, outer: BRANCHES };
  const cellsOf = (sizes: readonly number[]): Cell[] =>
    sizes.map((answers, i) => ({ month: '2026-10', value: values[i] ?? '', score: 1, answers }));
  /** Everything both breakdowns and the score itself tell. */
  const told = (sizes: readonly number[]) => {
    const cells = cellsOf(sizes);
    const byBranch = breakDown(
      cells.map((cell) => ({ ...cell, value: cell.value.slice(0, 1) })),
      [span],
      { scale: [1], values: BRANCHES },
    );
    return { byBranch, byDoctor: breakDownNested(cells, [span], asked) };
  };

  test('show a doctor where branch and doctor are large, and nothing of a hidden branch', () => {
    const shown = (sizes: number[]) =>
      told(sizes).byDoctor[0]?.groups?.map(({ value, counts }) => `${value} ${counts}`) ?? null;
    expect(shown([20, 15, 0, 30, 12, 11])).toEqual(['a/x 20', 'a/y 15', 'b/x 30', 'b/y 12', 'b/z 11']);
    // "Branch a" is known to have 26: 5 would be 26 − 21, so one more is hidden there, and none in b.
    expect(shown([21, 12, 5, 30, 0, 0])).toEqual(['a/x 21', 'a/y null', 'a/z null', 'b/x 30']);
    // Four answers in a take b with them: then nothing is told of either.
    expect(shown([4, 0, 0, 30, 12, 0])).toBeNull();
  });

  test('are not found by an attacker who also knows the breakdown by branch', () => {
    const chance = seeded(5);
    const size = () =>
      chance.next() < 0.5 ? Math.floor(chance.next() * 13) : Math.floor(chance.next() * 26);
    let tried = 0;
    for (let run = 0; run < 4000 && tried < 60; run++) {
      const sizes = [size(), size(), size(), size(), 0, size()];
      const is = JSON.stringify(told(sizes));
      const groups = told(sizes).byDoctor[0]?.groups ?? [];
      const isOpen = (i: number) =>
        groups.some(({ value, counts }) => value === values[i] && counts !== null);
      const hidden = sizes.flatMap((n, i) => (n > 0 && !isOpen(i) ? [i] : []));
      const [inA, inB] = [hidden.filter((i) => i < 3), hidden.filter((i) => i >= 3)];
      const sumOf = (list: number[]) => list.reduce((sum, i) => sum + (sizes[i] ?? 0), 0);
      if (hidden.length === 0 || sumOf(inA) > 32 || sumOf(inB) > 32) continue;
      // With nothing hidden on one side the tables of the other are few; both together would be too many to try.
      if (inA.length > 0 && inB.length > 0) continue;
      tried++;
      const found = new Map(hidden.map((i) => [i, new Set<number>()]));
      const side = inA.length > 0 ? [0, 1, 2] : [3, 4, 5];
      const places = side.filter((i) => !isOpen(i));
      for (const split of splits(sumOf(hidden) + places.length, places.length)) {
        const table = [...sizes];
        places.forEach((i, k) => (table[i] = (split[k] ?? 1) - 1));
        if (JSON.stringify(told(table)) !== is) continue;
        hidden.forEach((i) => found.get(i)?.add(table[i] ?? 0));
      }
      for (const [i, sizesOf] of found)
        expect({ sizes, i, several: sizesOf.size > 1 }).toEqual({ sizes, i, several: true });
    }
    expect(tried).toBeGreaterThan(40);
  });
});

describe('the blocks of a breakdown', () => {
  const months = (counts: Record<string, number>) => new Map(Object.entries(counts));

  test('are months while months have enough answers', () => {
    const blocks = blocksOf(months({ '2026-01': 60, '2026-02': 50, '2026-03': 90 }), '2026-03-31');
    expect(blocks.map(({ from, to }) => `${from} ${to}`)).toEqual([
      ...['2026-01-01 2026-01-31', '2026-02-01 2026-02-28', '2026-03-01 2026-03-31'],
    ]);
  });

  test('join thin months, end with their quarter, and wait for the end of a month', () => {
    const thin = months({ '2026-01': 20, '2026-02': 40, '2026-03': 5, '2026-04': 10 });
    expect(blocksOf(thin, '2026-05-30').map(({ from, to }) => `${from} ${to}`)).toEqual([
      ...['2026-01-01 2026-02-28', '2026-03-01 2026-03-31'],
    ]);
    expect(blocksOf(thin, '2026-02-27')).toEqual([]);
    expect(blocksOf(thin, '2026-06-30').at(-1)).toEqual({ from: '2026-04-01', to: '2026-06-30' });
  });

  test('never overlap, and never change once they are over: no two answers can be subtracted', () => {
    const history = fc.dictionary(
      fc.integer({ min: 0, max: 23 }).map((i) => addDays('2025-01-15', i * 30).slice(0, 7)),
      fc.nat(BLOCK_ANSWERS * 2),
    );
    fc.assert(
      fc.property(history, fc.nat(800), fc.nat(800), (counts, a, b) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)].map((i) => addDays('2025-01-01', i));
        // What is asked early cannot know the answers that come later.
        const known = Object.fromEntries(
          Object.entries(counts).filter(([month]) => month <= early!.slice(0, 7)),
        );
        const then = blocksOf(months(known), early!);
        const now = blocksOf(months(counts), late!);
        now.forEach((block, i) => expect(i === 0 || now[i - 1]!.to < block.from).toBe(true));
        expect(now.slice(0, then.length)).toEqual(then);
      }),
    );
  });
});
