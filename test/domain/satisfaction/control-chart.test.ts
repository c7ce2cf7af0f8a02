// The control chart against worked vectors, against its rules written a second way, and its false alarms counted.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { controlChart } from '../../../worker/domain/satisfaction/control-chart.ts';
import type { ChartOptions, ControlChart } from '../../../worker/domain/satisfaction/control-chart.ts';
import { FALL_RATES, NORMAL_RATES, STABLE_RATES } from '../../../worker/domain/satisfaction/known-rates.ts';
import { seeded } from '../../support/seeded.ts';

const chart = (values: number[], options?: ChartOptions): ControlChart => {
  const made = controlChart(values, options);
  if (!made) throw new Error('no chart');
  return made;
};
const flagged = ({ flags }: ControlChart, rule?: string) =>
  flags.flatMap((rules, i) => ((rule ? rules.some((one) => one === rule) : rules.length > 0) ? [i] : []));
const rounded = ({ limits: { centre, lower, upper } }: ControlChart) =>
  [centre, lower, upper].map((value) => Math.round(value * 1000) / 1000);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe('the control chart', () => {
  const peak = [1, 2, 1, 2, 10, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1];

  test('drops a wild range once from its limits when it screens, and not when it does not', () => {
    expect(rounded(chart(peak))).toEqual([1.944, -0.716, 4.604]);
    expect(rounded(chart(peak, { screen: false }))).toEqual([1.944, -3.063, 6.952]);
    expect(flagged(chart(peak))).toEqual([4]);
    expect(chart(peak).flags[4]).toEqual(['outside']);
  });

  test('locked on twelve points sees a shift after them', () => {
    const values = [80, 82, 79, 81, 83, 80, 78, 82, 81, 79, 80, 82, 74, 73, 75, 74, 72, 74, 73];
    const made = chart(values, { lockAfter: 12 });
    expect(rounded(made)).toEqual([80.583, 74.78, 86.387]);
    expect(flagged(made, 'shift')).toEqual(range(12, 18));
    expect(flagged(made, 'outside')).toEqual([12, 13, 15, 16, 17, 18]);
    expect(flagged(made)).toEqual(range(12, 18));
    expect(made.trial).toBe(false);
  });

  test('sees seven points that rise', () => {
    const values = [
      ...Array.from({ length: 12 }, (_, i) => 50 + (i % 2)),
      ...range(0, 6).map((i) => 50 + i / 10),
    ];
    expect(flagged(chart(values), 'trend')).toEqual(range(12, 18));
  });

  test('takes a point equal to the centre as the end of a run, and six points as no run', () => {
    // The first twelve make a centre of 0 and limits of ±5.32.
    const calm = [1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1];
    const after = (...values: number[]) => flagged(chart([...calm, ...values], { lockAfter: 12 }), 'shift');
    expect(after(1, 1, 1, 1, 1, 1)).toEqual([]);
    expect(after(1, 2, 1, 2, 1, 2, 1)).toEqual(range(12, 18));
    expect(after(1, 2, 1, 0, 1, 2, 1, 2)).toEqual([]);
  });

  test('marks of three points on one side only the two that are near a limit', () => {
    const calm = [1, -1, 1, -1, 1, -1, 1, -1, 1, -1, 1, -1];
    const near = (...values: number[]) =>
      flagged(chart([...calm, ...values], { lockAfter: 12 }), 'two_of_three');
    expect(near(4, 1, 4)).toEqual([12, 14]);
    expect(near(4, -1, 4)).toEqual([]);
    // A point beyond the limit is no point near it.
    expect(near(4, 1, 6)).toEqual([]);
  });

  test('calls limits of fewer than twelve points a trial, and has none for one point', () => {
    expect(chart([1, 2, 3]).trial).toBe(true);
    expect(controlChart([1])).toBeNull();
  });

  test('of values that never vary flags nothing', () => {
    expect(flagged(chart(Array.from({ length: 24 }, () => 50)))).toEqual([]);
  });

  test('turned upside down flags the same points', () => {
    const values = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 40 });
    fc.assert(
      fc.property(values, fc.boolean(), (list, lock) => {
        const options = lock ? { lockAfter: 12 } : {};
        const there = chart(list, options);
        expect(
          chart(
            list.map((value) => 0 - value),
            options,
          ).flags,
        ).toEqual(there.flags);
      }),
    );
  });

  test('finds shifts and trends where a search of every window of seven finds them', () => {
    const values = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 7, maxLength: 40 });
    fc.assert(
      fc.property(values, (list) => {
        const made = chart(list);
        const windows = range(0, list.length - 7).map((from) => range(from, from + 6));
        const found = (is: (at: number[]) => boolean) =>
          [...new Set(windows.filter(is).flat())].sort((a, b) => a - b);
        const at = (i: number) => list[i] ?? NaN;
        const isShift = (seven: number[]) =>
          seven.every((i) => at(i) > made.limits.centre) || seven.every((i) => at(i) < made.limits.centre);
        const isTrend = (seven: number[]) =>
          seven.slice(1).every((i) => at(i) > at(i - 1)) || seven.slice(1).every((i) => at(i) < at(i - 1));
        expect(flagged(made, 'shift')).toEqual(found(isShift));
        expect(flagged(made, 'trend')).toEqual(found(isTrend));
      }),
    );
  });
});

// Rates that the dashboard's help page states. Shares as a clinic has them: about `n` answers a point, not exactly n.
describe('over 10,000 charts of 24 points', () => {
  const RUNS = 10_000;
  type Draw = (point: number) => number | null;
  const locked = { lockAfter: 12 };
  const hasFlag = ({ flags }: ControlChart, from = 0) => flags.slice(from).some((rules) => rules.length > 0);

  /** In how many of a hundred runs each of these is true of the values drawn. */
  function rates(draw: Draw, ...isHit: ((values: number[]) => boolean)[]): number[] {
    const hits = isHit.map(() => 0);
    for (let run = 0; run < RUNS; run++) {
      const values = range(0, 23)
        .map(draw)
        .filter((value) => value !== null);
      isHit.forEach((is, i) => is(values) && (hits[i] = (hits[i] ?? 0) + 1));
    }
    return hits.map((count) => (100 * count) / RUNS);
  }
  const shares = (seed: number, about: number, truth: (point: number) => number): Draw => {
    const chance = seeded(seed);
    return (point) => {
      const n = chance.poisson(about);
      return n === 0 ? null : chance.binomial(n, truth(point)) / n;
    };
  };
  const allFlags = (values: number[]) => hasFlag(chart(values));
  const lockedFlags = (values: number[]) => hasFlag(chart(values, locked));
  const flagsAfterLock = (values: number[]) => hasFlag(chart(values, locked), 12);
  const isNear = (rate: number | undefined, expected: number) =>
    expect(Math.abs((rate ?? NaN) - expected)).toBeLessThan(3);

  test('a stable process of normal points is flagged in 18 %, or in 33 % with locked limits', () => {
    const [all, first] = rates(seeded(1).normal, allFlags, lockedFlags);
    isNear(all, NORMAL_RATES.all);
    isNear(first, NORMAL_RATES.first);
  });

  test.each([...STABLE_RATES])(
    'a stable 90 % with about $about answers a point is flagged in $all–$first %, in $late % after its first twelve',
    ({ about, all, first, late }) => {
      const stable = shares(about, about, () => 0.9);
      const [gotAll, gotFirst, gotLate] = rates(stable, allFlags, lockedFlags, flagsAfterLock);
      isNear(gotAll, all);
      isNear(gotFirst, first);
      isNear(gotLate, late);
    },
  );

  test.each([...FALL_RATES])(
    'a fall from 90 to 80 % with about $about answers is seen within 12 points in $seen %',
    ({ about, seen }) => {
      const fall = shares(about, about, (point) => (point < 12 ? 0.9 : 0.8));
      isNear(rates(fall, flagsAfterLock)[0], seen);
    },
  );
});
