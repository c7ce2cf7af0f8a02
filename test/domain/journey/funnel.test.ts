// The funnel by hand, and against trying every choice of events.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { funnel } from '../../../worker/domain/journey/funnel.ts';
import { oracleReaches } from '../../support/journey-oracle.ts';

const counts = (steps: number[][], paths: Record<string, number>, strict = false): number[] =>
  funnel(steps, new Map(Object.entries(paths)), { strict }).steps.map((step) => step.count);

describe('worked by hand', () => {
  const [A, B, C, D, E] = [1, 2, 3, 4, 5];
  const cases: {
    what: string;
    steps: number[][];
    paths: Record<string, number>;
    sequential: number[];
    strict: number[];
  }[] = [
    {
      what: 'three stages of many: visits that end, skip and turn back',
      steps: [[A], [B], [C]],
      // 10 go A→B→C, 5 stop after B, 7 go A→C, 2 go A→C→B.
      paths: { ABC: 10, AB: 5, AC: 7, ACB: 2 },
      sequential: [24, 17, 10],
      strict: [24, 15, 10],
    },
    {
      what: 'another stage between is skipped, unless strict',
      steps: [[A], [B], [C]],
      paths: { ADBDC: 3 },
      sequential: [3, 3, 3],
      strict: [3, 0, 0],
    },
    {
      what: 'a later start succeeds where an earlier one failed',
      steps: [[B], [C], [D]],
      paths: { ABCEBCD: 1 },
      sequential: [1, 1, 1],
      strict: [1, 1, 1],
    },
    {
      what: 'a repeated stage fills one step once',
      steps: [[B], [C]],
      paths: { ABEBEB: 4 },
      sequential: [4, 0],
      strict: [4, 0],
    },
    {
      what: 'the same stage in two steps wants two events',
      steps: [[B], [B]],
      paths: { AB: 6, ABCB: 2 },
      sequential: [8, 2],
      // Equal neighbours are one event, so two steps of one stage can never be neighbours.
      strict: [8, 0],
    },
    {
      what: 'a set of stages is filled by any of them',
      steps: [[C], [D, E]],
      paths: { AC: 1, ACD: 2, ACE: 3, ACDE: 4, AD: 5 },
      sequential: [10, 9],
      strict: [10, 9],
    },
    {
      what: 'one stage may stand in two sets, and one event fills only one',
      steps: [
        [B, C],
        [C, D],
      ],
      paths: { AC: 1, ABC: 2, ACD: 4 },
      sequential: [7, 6],
      strict: [7, 6],
    },
    {
      what: 'nobody reaches the first step, so nobody reaches another',
      steps: [[E], [B], [C]],
      paths: { ABC: 9 },
      sequential: [0, 0, 0],
      strict: [0, 0, 0],
    },
    {
      what: 'the order of steps matters',
      steps: [[C], [B]],
      paths: { ABC: 9 },
      sequential: [9, 0],
      strict: [9, 0],
    },
    { what: 'no visits at all', steps: [[A], [B]], paths: {}, sequential: [0, 0], strict: [0, 0] },
  ];
  for (const { what, steps, paths, sequential, strict } of cases) {
    it(`${what}`, () => {
      expect(counts(steps, paths)).toEqual(sequential);
      expect(counts(steps, paths, true)).toEqual(strict);
    });
  }
});

describe('ratios', () => {
  it('are of the first and of the previous step', () => {
    const { visits, steps } = funnel(
      [[1], [2], [3], [4, 5]],
      new Map(Object.entries({ A: 60, AB: 20, ABC: 15, ABCE: 5 })),
    );
    expect(visits).toBe(100);
    expect(steps.map(({ count, ofFirst, ofPrevious }) => [count, ofFirst, ofPrevious])).toEqual([
      [100, 1, null],
      [40, 0.4, 0.4],
      [20, 0.2, 0.5],
      [5, 0.05, 0.25],
    ]);
  });

  it('are null, never NaN, where nobody could have come from', () => {
    const { visits, steps } = funnel([[5], [2], [3]], new Map([['AB', 3]]));
    expect(visits).toBe(3);
    expect(steps.map(({ count, ofFirst, ofPrevious }) => [count, ofFirst, ofPrevious])).toEqual([
      [0, null, null],
      [0, null, null],
      [0, null, null],
    ]);
  });

  it('skip a step that is not connected, and a set is connected when one of its stages is', () => {
    const paths = new Map(Object.entries({ A: 50, AB: 30, ABE: 20 }));
    const { steps } = funnel([[1], [2], [3], [4, 5]], paths, { notConnected: new Set([3, 4]) });
    expect(
      steps.map(({ connected, count, ofFirst, ofPrevious }) => [connected, count, ofFirst, ofPrevious]),
    ).toEqual([
      [true, 100, 1, null],
      [true, 50, 0.5, 0.5],
      [false, 0, null, null],
      [true, 20, 0.2, 0.4],
    ]);
  });
});

describe('always', () => {
  const path = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 9 }).map((letters) => {
    const whole = letters.map((i) => 'BCDEF'[i]).filter((letter, i, all) => i === 0 || letter !== all[i - 1]);
    return 'A' + whole.join('');
  });
  const paths = fc
    .array(fc.tuple(path, fc.integer({ min: 1, max: 50 })), { maxLength: 12 })
    .map((list) => new Map(list));
  const steps = fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 3 }), {
    minLength: 2,
    maxLength: 8,
  });

  it('counts what trying every choice of events counts, and never widens', () => {
    fc.assert(
      fc.property(paths, steps, fc.boolean(), (counted, list, strict) => {
        const got = funnel(list, counted, { strict }).steps.map((step) => step.count);
        const expected = list.map((_, k) =>
          [...counted].reduce(
            (sum, [p, n]) => sum + (oracleReaches(p, list.slice(0, k + 1), strict) ? n : 0),
            0,
          ),
        );
        expect(got).toEqual(expected);
        expect(got.every((count, k) => k === 0 || count <= got[k - 1]!)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
