// One funnel per value, and what may be said of merged visits: by hand, and against every order their stages can have had.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakdownFunnels, mergeCells } from '../../../worker/domain/journey/breakdown.ts';
import type { Cell } from '../../../worker/contract/journey.ts';
import { decodeCells } from '../../../worker/domain/journey/cells.ts';
import { stepLetters } from '../../../worker/domain/journey/reach.ts';
import { reachBounds } from '../../../worker/domain/journey/tail.ts';
import { encodeTrie } from '../../../worker/domain/journey/trie.ts';
import { everyOrder, oracleCounts, oracleDepth, setOf } from '../../support/funnel-oracle.ts';

const bounds = (set: string, steps: number[][], strict = false) =>
  reachBounds(set, stepLetters(steps), strict);

describe('a merged visit', () => {
  it.each([
    { what: 'always begins with found', set: 'ABC', steps: [[1], [4]], sequential: [1, 1], strict: [1, 1] },
    {
      what: 'surely has something after it',
      set: 'ABC',
      steps: [[1], [2]],
      sequential: [2, 2],
      strict: [1, 2],
    },
    {
      what: 'hides the order of the rest',
      set: 'ABC',
      steps: [[1], [2], [3]],
      sequential: [2, 3],
      strict: [1, 3],
    },
    {
      what: 'with one more stage has one order',
      set: 'AB',
      steps: [[1], [2], [1]],
      sequential: [2, 2],
      strict: [2, 2],
    },
    {
      what: 'cannot go past a stage it lacks',
      set: 'ABD',
      steps: [[2], [3], [4]],
      sequential: [1, 1],
      strict: [1, 1],
    },
    { what: 'never comes back to found', set: 'ABC', steps: [[2], [1]], sequential: [1, 1], strict: [1, 1] },
    {
      what: 'of a set-step takes any',
      set: 'ACE',
      steps: [[1], [2, 3], [4, 5]],
      sequential: [2, 3],
      strict: [1, 3],
    },
    {
      what: 'with only stages of the next step is certain of it',
      set: 'ADE',
      steps: [[1], [4, 5]],
      sequential: [2, 2],
      strict: [2, 2],
    },
  ])('$what', ({ set, steps, sequential, strict }) => {
    const asPair = ({ low, high }: { low: number; high: number }) => [low, high];
    expect(asPair(bounds(set, steps))).toEqual(sequential);
    expect(asPair(bounds(set, steps, true))).toEqual(strict);
  });
});

const stage = fc.integer({ min: 1, max: 5 });
const steps = fc.array(fc.uniqueArray(stage, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 });

it('never promises more nor less than some order of the stages gives', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.constantFrom('B', 'C', 'D', 'E'), { maxLength: 4 }),
      steps,
      fc.boolean(),
      (others, list, strict) => {
        const set = ['A', ...others].sort().join('');
        const { low, high } = bounds(set, list, strict);
        const depths = everyOrder(set, 6).map((path) => oracleDepth(path, list, strict));
        expect(low).toBeLessThanOrEqual(Math.min(...depths));
        expect(high).toBeGreaterThanOrEqual(Math.max(...depths));
      },
    ),
    { numRuns: 300 },
  );
});

const visit = fc.record({
  path: fc
    .array(fc.constantFrom('B', 'C', 'D', 'E'), { maxLength: 7 })
    .map((letters) => 'A' + letters.filter((letter, i) => letter !== letters[i - 1]).join('')),
  value: fc.constantFrom('search', 'ads', 'direct', '', '__proto__'),
});

/** Cells as the Worker makes them: the `kept` commonest paths exactly, the rest by their sets. */
function cellsOf(visits: { path: string; value: string }[], kept: number): Record<string, Cell> {
  const cells: Record<string, Cell> = Object.create(null);
  for (const value of new Set(visits.map((one) => one.value))) {
    const counts = new Map<string, number>();
    for (const one of visits) if (one.value === value) counts.set(one.path, (counts.get(one.path) ?? 0) + 1);
    const sorted = [...counts].sort(([, a], [, b]) => b - a);
    const tail = new Map<string, number>();
    for (const [path, n] of sorted.slice(kept)) tail.set(setOf(path), (tail.get(setOf(path)) ?? 0) + n);
    cells[value] = { paths: encodeTrie(new Map(sorted.slice(0, kept))), tail: encodeTrie(tail) };
  }
  return cells;
}

it('gives each value the funnel of its own visits, exactly without merged ones, else within its range; sums are the whole', () => {
  fc.assert(
    fc.property(
      fc.array(visit, { maxLength: 40 }),
      fc.record({ list: steps, strict: fc.boolean() }),
      fc.record({ kept: fc.constantFrom(0, 1, 3, 100), cut: fc.nat({ max: 40 }) }),
      (visits, { list, strict }, { kept, cut }) => {
        const rows = [visits.slice(0, cut), visits.slice(cut)].map((part) =>
          decodeCells(cellsOf(part, kept)),
        );
        const funnels = breakdownFunnels(list, mergeCells(rows), { strict });
        expect(funnels.map(({ visits: n }) => n)).toEqual(
          funnels.map(({ visits: n }) => n).toSorted((a, b) => b - a),
        );
        for (const { value, visits: n, merged, steps: counted } of funnels) {
          const own = visits.filter((one) => one.value === value);
          expect(n).toBe(own.length);
          oracleCounts(own, list, strict).forEach((count, i) => {
            expect(counted[i]!.low).toBeLessThanOrEqual(count);
            expect(counted[i]!.high).toBeGreaterThanOrEqual(count);
            if (merged === 0) expect(counted[i]!.low).toBe(counted[i]!.high);
          });
          // A funnel never widens.
          for (const bound of ['low', 'high'] as const) {
            counted.forEach((step, i) =>
              expect(step[bound]).toBeLessThanOrEqual(counted[i - 1]?.[bound] ?? n),
            );
          }
        }
        const sum = (of: (f: (typeof funnels)[number]) => number) =>
          funnels.reduce((all, f) => all + of(f), 0);
        expect(sum((f) => f.visits)).toBe(visits.length);
        oracleCounts(visits, list, strict).forEach((count, i) => {
          expect(sum((f) => f.steps[i]!.low)).toBeLessThanOrEqual(count);
          expect(sum((f) => f.steps[i]!.high)).toBeGreaterThanOrEqual(count);
        });
      },
    ),
    { numRuns: 300 },
  );
});

it('skips a step that is not connected, as the funnel of all visits does', () => {
  const cells = mergeCells([decodeCells({ ads: { paths: 'A(2B(3D))', tail: 'A(B(C(D4)))' } })]);
  const [ads] = breakdownFunnels([[1], [3], [4]], cells, { notConnected: new Set([3]) });
  expect(ads).toEqual({
    value: 'ads',
    visits: 10,
    merged: 4,
    steps: [
      { connected: true, low: 10, high: 10 },
      { connected: false, low: 0, high: 0 },
      { connected: true, low: 5, high: 5 },
    ],
  });
});

it('is empty, not broken, without rows', () => {
  expect(breakdownFunnels([[1], [2]], mergeCells([]))).toEqual([]);
});
