// The tail of a breakdown: nothing of the whole is lost by it, the commonest paths stay, and small sites have none.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  addBreakdown,
  addToCell,
  cutTail,
  decodeBreakdown,
  encodeBreakdown,
  KEPT_PATHS,
  stageSet,
} from '../../../worker/domain/journey/cells.ts';
import type { Breakdown } from '../../../worker/domain/journey/cells.ts';

const breakdown = fc
  .array(
    fc.tuple(
      fc.constantFrom('direct', 'search:yandex', 'ads', '__proto__', 'constructor'),
      fc.stringMatching(/^A[B-H]{0,6}$/),
      fc.integer({ min: 1, max: 20 }),
    ),
    { maxLength: 60 },
  )
  .map((visits) => {
    const made: Breakdown = new Map();
    for (const [value, path, count] of visits) addToCell(made, value, path, count);
    return made;
  });

/** Visits of each value, and how many of them reached each stage: what a cut must not change. */
function truths(cells: Breakdown): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const [value, { paths, tail }] of cells) {
    for (const [letters, visits] of [...paths, ...tail]) {
      for (const letter of new Set(letters)) {
        sums[`${value}|${letter}`] = (sums[`${value}|${letter}`] ?? 0) + visits;
      }
    }
  }
  return sums;
}
const pathsOf = (cells: Breakdown): number[] =>
  [...cells.values()].flatMap(({ paths }) => [...paths.values()]);
const tailsOf = (cells: Breakdown): number =>
  [...cells.values()].flatMap(({ tail }) => [...tail.values()]).reduce((a, b) => a + b, 0);

it('keeps visits and stages reached of every value, whatever is cut', () => {
  fc.assert(
    fc.property(breakdown, fc.nat({ max: 40 }), (cells, kept) => {
      const cut = cutTail(cells, kept);
      expect(truths(cut)).toEqual(truths(cells));
      expect(pathsOf(cut).length).toBe(Math.min(kept, pathsOf(cells).length));
      // No path in a tail was commoner than one that was kept.
      const gone = pathsOf(cells)
        .sort((a, b) => b - a)
        .slice(kept);
      expect(Math.max(0, ...gone)).toBeLessThanOrEqual(Math.min(Infinity, ...pathsOf(cut)));
      for (const { tail } of cut.values()) for (const set of tail.keys()) expect(set).toBe(stageSet(set));
    }),
  );
});

it('cuts nothing from a row with few paths, and the same from equal rows', () => {
  fc.assert(
    fc.property(breakdown, (cells) => {
      expect(tailsOf(cutTail(cells, KEPT_PATHS.day))).toBe(0);
      const again: Breakdown = new Map([...cells].reverse());
      expect(encodeBreakdown(cutTail(again, 5))).toBe(encodeBreakdown(cutTail(cells, 5)));
    }),
  );
});

it('adds up rows with tails, and survives being written down', () => {
  fc.assert(
    fc.property(fc.array(breakdown, { maxLength: 4 }), fc.nat({ max: 12 }), (parts, kept) => {
      const [whole, cut]: [Breakdown, Breakdown] = [new Map(), new Map()];
      for (const part of parts) {
        addBreakdown(whole, part);
        addBreakdown(cut, decodeBreakdown(encodeBreakdown(cutTail(part, kept))));
      }
      expect(truths(cutTail(cut, kept))).toEqual(truths(whole));
    }),
  );
});

it('stands as the JSON of the contract, by value', () => {
  const cells: Breakdown = new Map();
  addToCell(cells, 'search', 'ABCB', 1);
  addToCell(cells, 'direct', 'A', 3);
  addToCell(cells, 'search', 'AB', 2);
  expect(encodeBreakdown(cutTail(cells, 2))).toBe(
    '{"direct":{"paths":"A3","tail":""},"search":{"paths":"A(B2)","tail":"A(B(C))"}}',
  );
});
