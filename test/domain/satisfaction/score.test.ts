// Every score against published or hand-worked numbers, and against what any score must obey.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../../worker/domain/calendar.ts';
import { SCALES, partOf } from '../../../worker/domain/satisfaction/scales.ts';
import { SCORED_QUESTIONS } from '../../../worker/contract/vocabulary.ts';
import type { ScoredQuestion } from '../../../worker/contract/vocabulary.ts';
import { addCounts, scoreOf } from '../../../worker/domain/satisfaction/score.ts';
import { scoreTrend } from '../../../worker/domain/satisfaction/trend.ts';
import { seeded } from '../../support/seeded.ts';
import { fftShares } from '../../../worker/domain/scores.ts';

const tenth = (value: number | null | undefined) => Math.round((value ?? NaN) * 10) / 10;

/** NPS counts 10…0 with this many promoters, passives and detractors. */
const nps = (promoters: number, passives: number, detractors: number) => [
  ...[promoters, 0, passives, 0, 0, 0, 0, 0, 0, 0, detractors],
];

describe('the score', () => {
  test.each([
    { counts: nps(10, 6, 4), value: 30, half: 34.2 },
    { counts: nps(200, 120, 80), value: 30, half: 7.7 },
    { counts: nps(0, 0, 12), value: -100, half: 0 },
  ])('of NPS is $value ± $half for $counts', ({ counts, value, half }) => {
    const score = scoreOf('nps', counts);
    expect(tenth(score.value)).toBe(value);
    expect(tenth((score.interval?.high ?? NaN) - value)).toBe(half);
    expect(tenth(value - (score.interval?.low ?? NaN))).toBe(half);
  });

  test('of NPS is cut at 100', () => {
    expect(scoreOf('nps', nps(11, 0, 1)).interval?.high).toBe(100);
  });

  test('of CSAT is the share of 4 and 5', () => {
    const { value, interval } = scoreOf('csat', [10, 8, 1, 1, 0]);
    expect([value, tenth((interval?.low ?? NaN) * 100), tenth((interval?.high ?? NaN) * 100)]).toEqual([
      ...[0.9, 69.9, 97.2],
    ]);
  });

  test('of CES is the share of 5, 6 and 7, with the mean beside it', () => {
    expect(scoreOf('ces', [4, 3, 1, 2, 0, 0, 0])).toMatchObject({ value: 0.8, mean: 5.9 });
    expect(scoreOf('csat', [1, 0, 0, 0, 0]).mean).toBeNull();
  });

  test('of "did this solve it" is the share of yes', () => {
    expect(scoreOf('solved', [9, 2, 1])).toMatchObject({
      value: 0.75,
      parts: { positive: 9, neutral: 2, negative: 1, unknown: 0 },
    });
  });

  test('of FFT is what the FFT convention says, for any counts', () => {
    expect(tenth((scoreOf('fft', [10, 5, 2, 1, 0, 1]).value ?? NaN) * 100)).toBe(78.9);
    const counts = fc.array(fc.nat(5000), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(counts, (six) => {
        const { n, positive, neutral, negative, unknown, share, interval } = fftShares(six);
        expect(scoreOf('fft', six)).toMatchObject({ n, value: share?.positive ?? null, interval });
        expect(scoreOf('fft', six).parts).toEqual({ positive, neutral, negative, unknown });
      }),
    );
  });

  test('puts each answer of NPS where the convention does', () => {
    expect(SCALES.nps.map((score) => partOf('nps', score))).toEqual([
      ...['positive', 'positive', 'neutral', 'neutral'],
      ...Array.from({ length: 7 }, () => 'negative'),
    ]);
  });

  test('refuses counts that are not of its scale', () => {
    for (const counts of [[], [1, 2], [1, 2, 3, 4, 5, 6, 7], [1, 1, 1, 1, -1], [1, 1, 1, 1, 0.5]])
      expect(() => scoreOf('csat', counts)).toThrow(RangeError);
  });
});

const asked = fc.constantFrom(...SCORED_QUESTIONS);
const countsOf = (question: ScoredQuestion, max: number) =>
  fc.array(fc.nat(max), { minLength: SCALES[question].length, maxLength: SCALES[question].length });
const answers = asked.chain((question) =>
  fc.record({
    question: fc.constant(question),
    counts: countsOf(question, 300),
    other: countsOf(question, 300),
  }),
);

describe('any score', () => {
  test('lies within its bounds and its interval, and its parts make the whole', () => {
    fc.assert(
      fc.property(answers, ({ question, counts }) => {
        const { n, parts, value, interval } = scoreOf(question, counts);
        expect(parts.positive + parts.neutral + parts.negative + parts.unknown).toBe(n);
        if (value === null || interval === null) return n === 0;
        const [low, high] = question === 'nps' ? [-100, 100] : [0, 1];
        expect([low <= interval.low, interval.low <= value + 1e-9, value <= interval.high + 1e-9]).toEqual([
          ...[true, true, true],
        ]);
        return interval.high <= high;
      }),
    );
  });

  test('of two stretches together is that of their counts added, whatever their order', () => {
    fc.assert(
      fc.property(answers, ({ question, counts, other }) => {
        const { length } = SCALES[question];
        const there = scoreOf(question, addCounts([counts, other], length));
        expect(scoreOf(question, addCounts([other, counts], length))).toEqual(there);
        expect(there.n).toBe(scoreOf(question, counts).n + scoreOf(question, other).n);
      }),
    );
  });

  test('has a narrower range with four times the answers', () => {
    fc.assert(
      fc.property(answers, ({ question, counts }) => {
        const width = (list: number[]) => {
          const { interval } = scoreOf(question, list);
          return interval ? interval.high - interval.low : null;
        };
        const [one, four] = [width(counts), width(counts.map((count) => count * 4))];
        if (one === null || four === null) return true;
        // A range of nothing (all promoters) or one cut at the end of the scale cannot always shrink, but never grows.
        return question === 'nps' ? four <= one : four < one;
      }),
    );
  });

  test('of a period is that of its parts added, and of a trend the same in whatever order the days come', () => {
    const days = asked.chain((question) =>
      fc.record({
        question: fc.constant(question),
        days: fc.array(countsOf(question, 9), { minLength: 1, maxLength: 70 }),
        cut: fc.nat(70),
        seed: fc.integer(),
      }),
    );
    fc.assert(
      fc.property(days, ({ question, days: list, cut, seed }) => {
        const { length } = SCALES[question];
        const n = (counts: number[][]) => scoreOf(question, addCounts(counts, length)).n;
        expect(n(list.slice(0, cut)) + n(list.slice(cut))).toBe(n(list));
        const dated = list.map((counts, i) => ({ day: addDays('2026-01-05', i), counts }));
        const order = seeded(seed);
        const shuffled = dated
          .map((one) => ({ one, at: order.next() }))
          .sort((a, b) => a.at - b.at)
          .map(({ one }) => one);
        const trend = scoreTrend(question, dated, '2026-03-31');
        expect(scoreTrend(question, shuffled, '2026-03-31')).toEqual(trend);
        // Each point is a whole score of its own: no bucket loses or doubles an answer.
        for (const { bucket, score } of trend.points) expect(score).toEqual(scoreOf(question, bucket.counts));
      }),
      { numRuns: 100 },
    );
  });
});
