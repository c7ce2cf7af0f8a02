// Signals on evidence only: "steadily low" and its rates, bursts against published tails, a drop of the response share.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isBurst, poissonAtLeast } from '../../../worker/domain/satisfaction/burst.ts';
import { flowFrom, flowSignals, scoreSignals } from '../../../worker/domain/satisfaction/signals.ts';
import { addDays } from '../../../worker/domain/calendar.ts';
import {
  isResponseDrop,
  responseDrop,
  responseSpans,
} from '../../../worker/domain/satisfaction/response-drop.ts';
import { BURST_RATE, LOW_RATES, RESPONSE_RATES } from '../../../worker/domain/satisfaction/known-rates.ts';
import { steadilyLow } from '../../../worker/domain/satisfaction/steadily-low.ts';
import type { Counted } from '../../../worker/domain/statistics.ts';
import { seeded } from '../../support/seeded.ts';

const none: Counted = { hits: 0, total: 0 };

describe('"steadily under 70 %"', () => {
  const low = { hits: 13, total: 20 };
  const fine = { hits: 14, total: 20 };

  test('watches after three closed periods in a row, each with at least twenty answers', () => {
    expect(steadilyLow([fine, low, low, low], none)).toBe('watch');
    expect(steadilyLow([low, low], none)).toBeNull();
    expect(steadilyLow([low, low, low, fine], none)).toBeNull();
    expect(steadilyLow([low, { hits: 5, total: 19 }, low], none)).toBeNull();
  });

  // The upper Wilson bound of 61 of 100 is 69.98 %, of 62 it is 70.9 %.
  test.each([
    { total: 50, most: 28 },
    { total: 100, most: 61 },
    { total: 200, most: 127 },
  ])('acts on eight weeks with $total answers up to $most positive ones', ({ total, most }) => {
    expect(steadilyLow([], { hits: most, total })).toBe('act');
    expect(steadilyLow([], { hits: most + 1, total })).toBeNull();
  });

  test('does not act on fewer than fifty answers', () => {
    expect(steadilyLow([], { hits: 0, total: 49 })).toBeNull();
  });

  describe('over 10,000 runs', () => {
    const RUNS = 10_000;
    const rate = (isHit: () => boolean): number => {
      let hits = 0;
      for (let run = 0; run < RUNS; run++) if (isHit()) hits++;
      return (100 * hits) / RUNS;
    };
    const chance = seeded(7);
    const weeks = (count: number, n: number, truth: number): Counted[] =>
      Array.from({ length: count }, () => ({ hits: chance.binomial(n, truth), total: n }));

    test('alarms for a true 75 % in 1 % of weeks, where one bad week alone would in 21 %', () => {
      expect(Math.abs(rate(() => weeks(1, 20, 0.75)[0]!.hits / 20 < 0.7) - LOW_RATES.oneWeek)).toBeLessThan(
        3,
      );
      expect(rate(() => steadilyLow(weeks(3, 20, 0.75), none) === 'watch')).toBeLessThan(
        LOW_RATES.watchAtMost,
      );
    });

    test.each([50, 100, 200])('acts on a true 75 % with %d answers in at most 0.5 %', (total) => {
      expect(rate(() => steadilyLow([], weeks(1, total, 0.75)[0]!) === 'act')).toBeLessThan(
        LOW_RATES.actAtMost,
      );
    });

    test('acts on a true 60 % with 200 answers in 86 %', () => {
      const { actAnswers, actSeen } = LOW_RATES;
      const seen = rate(() => steadilyLow([], weeks(1, actAnswers, 0.6)[0]!) === 'act');
      expect(Math.abs(seen - actSeen)).toBeLessThan(3);
    });
  });
});

describe('a burst', () => {
  // Poisson tails: P(X ≥ k) from the sum of the terms, worked by hand.
  test.each([
    { k: 1, mean: 1, expected: 1 - Math.exp(-1) },
    { k: 3, mean: 1, expected: 0.0803 },
    { k: 5, mean: 2, expected: 0.0527 },
    { k: 10, mean: 4, expected: 0.0081 },
    { k: 0, mean: 3, expected: 1 },
    { k: 2, mean: 0, expected: 0 },
  ])('has the tail $expected for $k of a mean of $mean', ({ k, mean, expected }) => {
    expect(poissonAtLeast(k, mean)).toBeCloseTo(expected, 4);
  });

  test('needs three answers, and more than chance brings in a hundred days', () => {
    expect(isBurst(2, 0)).toBe(false);
    expect(isBurst(3, 0)).toBe(true);
    // One answer a day: 5 or more come by chance in 0.37 % of days, 4 or more in 1.9 %.
    expect(isBurst(4, 56)).toBe(false);
    expect(isBurst(5, 56)).toBe(true);
    expect(isBurst(500, 56)).toBe(true);
  });

  test('is what chance brings in about one of a hundred days at most, also while what is usual is itself only counted', () => {
    const chance = seeded(13);
    for (const mean of [0.2, 1, 3, 8]) {
      let hits = 0;
      for (let run = 0; run < 10_000; run++) {
        let before = 0;
        for (let day = 0; day < 56; day++) before += chance.poisson(mean);
        if (isBurst(chance.poisson(mean), before)) hits++;
      }
      expect(hits / 100).toBeLessThan(BURST_RATE + 0.4);
    }
  });

  test('tails fall as the count grows and rise with the mean, also where single terms are too small for a number', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 1, max: 2000 }), (k, mean) => {
        const tail = poissonAtLeast(k, mean);
        return (
          tail >= 0 &&
          tail <= 1 &&
          poissonAtLeast(k + 1, mean) <= tail &&
          poissonAtLeast(k, mean + 1) >= tail - 1e-9
        );
      }),
    );
    expect(poissonAtLeast(2000, 1900)).toBeCloseTo(0.0115, 3);
  });
});

describe('a drop of the response share', () => {
  test('is one only beyond doubt, and with a hundred asked on both sides', () => {
    expect(isResponseDrop({ hits: 60, total: 200 }, { hits: 30, total: 200 })).toBe(true);
    expect(isResponseDrop({ hits: 60, total: 200 }, { hits: 50, total: 200 })).toBe(false);
    expect(isResponseDrop({ hits: 30, total: 200 }, { hits: 60, total: 200 })).toBe(false);
    expect(isResponseDrop({ hits: 90, total: 99 }, { hits: 1, total: 200 })).toBe(false);
  });

  test('compares the last four whole weeks with the eight before, from Monday to Sunday', () => {
    // 24 November 2026 is a Tuesday.
    const spans = responseSpans('2026-11-24');
    expect(spans).toEqual({
      before: { from: '2026-08-31', to: '2026-10-25' },
      now: { from: '2026-10-26', to: '2026-11-22' },
      newest: '2026-11-16',
    });
    expect(responseSpans('2026-11-29')).toEqual(spans);
    expect(responseSpans('2026-11-30').now).toEqual({ from: '2026-11-02', to: '2026-11-29' });
    expect(flowFrom('2026-11-24') <= spans.before.from).toBe(true);
  });

  test('says nothing of counts that cannot be a share', () => {
    expect(responseDrop({ answered: 300, asked: 200 }, { answered: 30, asked: 200 })).toBeNull();
    expect(responseDrop({ answered: 60, asked: 200 }, { answered: 201, asked: 200 })).toBeNull();
  });

  test('is raised by chance in less than 3 % of looks, and sees a fall from 30 to 20 % of 400 asked in nine of ten', () => {
    const chance = seeded(9);
    const rate = (now: number): number => {
      let hits = 0;
      for (let run = 0; run < 10_000; run++) {
        const side = (asked: number, p: number) => ({ asked, answered: chance.binomial(asked, p) });
        if (responseDrop(side(800, 0.3), side(400, now))) hits++;
      }
      return hits / 100;
    };
    expect(rate(0.3)).toBeLessThan(RESPONSE_RATES.atMost);
    expect(rate(0.2)).toBeGreaterThan(RESPONSE_RATES.seenAtLeast);
  });
});

describe('the signals of a series', () => {
  const today = '2026-11-24';
  type Day = { good: number; bad: number };
  /** 140 days up to yesterday; the week of 16 November is the last whole one. */
  const measure = { question: 'fft', moment: 'launcher' } as const;
  const signalsOf = (count: (day: string) => Day, startedOn = '2026-01-01') => {
    const series = { measure, seriesId: 'S', startedOn, today };
    const days = Array.from({ length: 141 }, (_, i) => addDays(today, -i)).map((day) => ({
      day,
      ...count(day),
    }));
    return [
      ...scoreSignals({
        ...{ ...series, days: days.map(({ day, good, bad }) => ({ day, counts: [good, 0, 0, 0, bad, 0] })) },
      }),
      ...flowSignals({
        ...{ ...series, flow: days.map(({ day, good, bad }) => ({ day, answered: good + bad, asked: 0 })) },
      }),
    ];
  };
  const calm = (day: string): Day => ({ good: 4, bad: Number(day.slice(8)) % 4 === 0 ? 1 : 0 });
  const isIn = (day: string, from: string, to: string) => day >= from && day <= to;

  test('are none while all is as ever', () => {
    expect(signalsOf(calm)).toEqual([]);
  });

  test('name the newest whole week, its side, its evidence and what is ordinary', () => {
    const [signal, ...more] = signalsOf((day) =>
      isIn(day, '2026-11-16', '2026-11-22') ? { good: 2, bad: 2 } : calm(day),
    );
    expect(more).toEqual([]);
    expect(signal).toMatchObject({
      ...{
        key: 'trend.S.2026-11-16',
        kind: 'trend',
        from: '2026-11-16',
        to: '2026-11-22',
        n: 28,
        value: 0.5,
      },
      ...{ side: 'below', rules: ['outside'] },
    });
    expect(signal?.ordinary?.low).toBeGreaterThan(0.5);
  });

  test('tell a share that is low beyond doubt from three low weeks, and keep their key while it is the same week', () => {
    const low = (day: string) => (day >= '2026-11-02' ? { good: 2, bad: 1 } : calm(day));
    expect(signalsOf(low).map(({ key }) => key)).toContain('low_watch.S.2026-11-16');
    const lower = () => ({ good: 1, bad: 3 });
    expect(signalsOf(lower)).toMatchObject([{ key: 'low_act.S.2026-11-16', n: 8 * 7 * 4, value: 0.25 }]);
  });

  test('tell a burst for a week, with what is usual', () => {
    const burst = (at: string) => (day: string) => (day === at ? { good: 40, bad: 4 } : { good: 4, bad: 0 });
    const found = signalsOf(burst(addDays(today, -6))).filter(({ kind }) => kind === 'burst');
    expect(found).toMatchObject([{ key: `burst.S.${addDays(today, -6)}`, n: 44, usual: 4 }]);
    expect(signalsOf(burst(addDays(today, -7))).filter(({ kind }) => kind === 'burst')).toEqual([]);
  });

  test('see no burst in a series that is younger than eight weeks', () => {
    const burst = (day: string) => (day === today ? { good: 40, bad: 4 } : { good: 4, bad: 0 });
    expect(signalsOf(burst, addDays(today, -55)).filter(({ kind }) => kind === 'burst')).toEqual([]);
  });

  test('tell that fewer of those asked answer, with both sides, once a week', () => {
    const flow = (answers: (day: string) => number) =>
      Array.from({ length: 100 }, (_, i) => addDays(today, -i)).map((day) => ({
        ...{ day, answered: answers(day), asked: 10 },
      }));
    const fallen = flow((day) => (day >= '2026-10-26' ? 1 : 3));
    const source = { measure, seriesId: 'S', startedOn: '2026-01-01', today };
    expect(flowSignals({ ...source, flow: fallen })).toMatchObject([
      {
        ...{ key: 'response.S.2026-11-16', kind: 'response', from: '2026-10-26', to: '2026-11-22', n: 28 },
        ...{ value: 0.1, measure },
        response: { before: { answered: 168, asked: 560 }, now: { answered: 28, asked: 280 } },
      },
    ]);
    expect(flowSignals({ ...source, flow: flow(() => 3) })).toEqual([]);
    // Weeks before the series began were asked in other words.
    expect(flowSignals({ ...source, startedOn: '2026-09-01', flow: fallen })).toEqual([]);
  });
});
