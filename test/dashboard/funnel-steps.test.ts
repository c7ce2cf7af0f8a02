// The funnel as numbers beside stages, and back: what one reads is what was written.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stepNumbers, stepsFromNumbers } from '../../dashboard/funnel-steps.ts';

test('stages with the same number are one step', () => {
  expect(
    stepsFromNumbers(
      new Map([
        [1, 1],
        [2, 2],
        [4, 5],
        [5, 5],
        [6, 0],
      ]),
    ),
  ).toEqual([[1], [2], [4, 5]]);
});

test('any funnel survives the way to numbers and back', () => {
  const funnels = fc
    .uniqueArray(fc.integer({ min: 1, max: 52 }), { minLength: 2, maxLength: 12 })
    .chain((stages) =>
      fc
        .array(fc.integer({ min: 1, max: 3 }), { minLength: 12, maxLength: 12 })
        .map((sizes) => cut(stages, sizes)),
    );
  fc.assert(
    fc.property(funnels, (funnel) => {
      expect(stepsFromNumbers(stepNumbers(funnel))).toEqual(funnel);
    }),
  );
});

function cut(all: number[], sizes: number[]): number[][] {
  const stages = [...all];
  const steps: number[][] = [];
  for (const size of sizes) if (stages.length > 0) steps.push(stages.splice(0, size));
  return steps;
}
