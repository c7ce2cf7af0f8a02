// A comparison of two stretches: the difference, how sure it is, and when nothing may be said.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareScores } from '../../../worker/domain/satisfaction/before-after.ts';
import { SCORED_QUESTIONS } from '../../../worker/contract/vocabulary.ts';
import { SCALES } from '../../../worker/domain/satisfaction/scales.ts';

test('gives the difference of two shares with Newcombe’s range', () => {
  const { difference, verdict } = compareScores('csat', {
    before: [48, 0, 0, 0, 32],
    after: [56, 0, 0, 0, 14],
  });
  expect(
    [difference?.difference, difference?.low, difference?.high].map((x) => Math.round((x ?? NaN) * 1e4)),
  ).toEqual([...[2000, 524, 3339]]);
  expect(verdict).toBe('better');
});

test('says that there is no evidence while the range holds nothing', () => {
  expect(compareScores('csat', { before: [15, 0, 0, 0, 5], after: [17, 0, 0, 0, 3] }).verdict).toBe(
    'no_evidence',
  );
});

test('says nothing of fewer than ten answers on a side', () => {
  const few = compareScores('csat', { before: [9, 0, 0, 0, 0], after: [0, 0, 0, 0, 400] });
  expect(few).toMatchObject({ verdict: 'too_few', difference: null });
});

test('compares NPS in its points: 100 promoters of 100 against 50 and 50', () => {
  const half = [50, 0, 0, 0, 0, 0, 0, 0, 0, 0, 50];
  const all = [100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  const { difference, verdict } = compareScores('nps', { before: half, after: all });
  // Variance 100² of one answer before, none after: 100 ± 1.96 · √(10000 / 100).
  expect([difference?.difference, Math.round(((difference?.low ?? NaN) - 100) * 10) / 10]).toEqual([
    100, -19.6,
  ]);
  expect(verdict).toBe('better');
});

test('turned round it says the opposite', () => {
  const sides = fc.constantFrom(...SCORED_QUESTIONS).chain((question) => {
    const { length } = SCALES[question];
    const counts = fc.array(fc.nat(40), { minLength: length, maxLength: length });
    return fc.record({ question: fc.constant(question), before: counts, after: counts });
  });
  const opposite = {
    better: 'worse',
    worse: 'better',
    no_evidence: 'no_evidence',
    too_few: 'too_few',
  } as const;
  fc.assert(
    fc.property(sides, ({ question, before, after }) => {
      const there = compareScores(question, { before, after });
      const back = compareScores(question, { before: after, after: before });
      expect(back.verdict).toBe(opposite[there.verdict]);
      if (there.difference) expect(back.difference?.low).toBeCloseTo(-there.difference.high, 9);
    }),
  );
});
