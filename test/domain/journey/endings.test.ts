// Where lost visits ended and which paths are commonest: by hand, and against counting visit by visit.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lostEndings } from '../../../worker/domain/journey/endings.ts';
import { funnel } from '../../../worker/domain/journey/funnel.ts';
import { topPaths } from '../../../worker/domain/journey/top-paths.ts';
import { oracleDepth } from '../../support/funnel-oracle.ts';

const paths = (counts: Record<string, number>): Map<string, number> => new Map(Object.entries(counts));

it('names the last stage of those who went no further, after each step', () => {
  // After found: 50 left at once, 2 rated (H). After chose (B): 20 ended there, 7 went to contacts (E), 3 turned to F and back.
  const counted = paths({ A: 50, AH: 2, AB: 20, ABE: 7, ABFB: 3, ABC: 4, ABCD: 9 });
  expect(lostEndings([[1], [2], [3], [4]], counted)).toEqual([
    {
      step: 0,
      lost: 52,
      cut: 0,
      endings: [
        { stage: 1, visits: 50 },
        { stage: 8, visits: 2 },
      ],
    },
    {
      step: 1,
      lost: 30,
      cut: 0,
      endings: [
        { stage: 2, visits: 23 },
        { stage: 5, visits: 7 },
      ],
    },
    { step: 2, lost: 4, cut: 0, endings: [{ stage: 3, visits: 4 }] },
  ]);
});

it('tells how many of them are cut, since they may have gone on', () => {
  expect(lostEndings([[1], [4]], paths({ ABCBCBCBCBCBCBCB: 5, AB: 1 }))[0]).toEqual({
    ...{ step: 0, lost: 6, cut: 5 },
    endings: [{ stage: 2, visits: 6 }],
  });
});

it('skips steps that are not connected and says nothing of no visits', () => {
  expect(lostEndings([[1], [2], [3]], paths({ AB: 3, ABC: 1 }), { notConnected: new Set([2]) })).toEqual([
    { step: 0, lost: 3, cut: 0, endings: [{ stage: 2, visits: 3 }] },
  ]);
  expect(lostEndings([[1], [2]], new Map())).toEqual([{ step: 0, lost: 0, cut: 0, endings: [] }]);
});

const path = fc
  .array(fc.constantFrom('B', 'C', 'D', 'E'), { maxLength: 7 })
  .map((letters) => 'A' + letters.filter((letter, i) => letter !== letters[i - 1]).join(''));
const steps = fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 3 }), {
  minLength: 2,
  maxLength: 5,
});

it('adds up to what each step of the funnel loses', () => {
  fc.assert(
    fc.property(fc.array(path, { maxLength: 40 }), steps, fc.boolean(), (visits, list, strict) => {
      const counts = new Map<string, number>();
      for (const one of visits) counts.set(one, (counts.get(one) ?? 0) + 1);
      const counted = funnel(list, counts, { strict }).steps;
      lostEndings(list, counts, { strict }).forEach(({ step, lost, endings }) => {
        expect(lost).toBe(counted[step]!.count - counted[step + 1]!.count);
        const ended = visits.filter((one) => oracleDepth(one, list, strict) === step + 1);
        for (const { stage, visits: n } of endings) {
          expect(n).toBe(ended.filter((one) => one.endsWith('?ABCDE'[stage]!)).length);
        }
        expect(endings.reduce((sum, ending) => sum + ending.visits, 0)).toBe(ended.length);
      });
    }),
  );
});

it('lists the commonest paths, ties by their stages, and counts the rest', () => {
  const counted = paths({ A: 5, AB: 3, AC: 3, ABC: 1, ABCBCBCBCBCBCBCB: 4 });
  expect(topPaths(counted, 3)).toEqual({
    paths: [
      { stages: [1], visits: 5, share: 5 / 16, isCut: false },
      { stages: [1, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2, 3, 2], visits: 4, share: 0.25, isCut: true },
      { stages: [1, 2], visits: 3, share: 3 / 16, isCut: false },
    ],
    ...{ otherVisits: 4, otherPaths: 2, visits: 16 },
  });
  expect(topPaths(new Map(), 3)).toEqual({ paths: [], otherVisits: 0, otherPaths: 0, visits: 0 });
});
