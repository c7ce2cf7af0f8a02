// Middle, slow end and mean of clocks that have stopped and clocks that run; what is in time, late, failed and not due yet.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clocked, timesOf } from '../../../worker/domain/service/times.ts';
import type { Run } from '../../../worker/domain/service/times.ts';

/** A clock that never stops: working time is real time. */
const clock = (from: number, to: number) => to - from;
const done = (...lengths: number[]) => lengths.map((ms) => ({ ms, isRunning: false }));
const running = (...lengths: number[]) => lengths.map((ms) => ({ ms, isRunning: true }));

describe('figures of lengths', () => {
  /** Certain, or possibly more: somebody still waits. */
  const [S, R] = [false, true];
  it.each<[string, Parameters<typeof timesOf>[0], ([number, boolean] | null)[]]>([
    ['nothing', [], [null, null, null]],
    [
      'one',
      done(7),
      [
        [7, S],
        [7, S],
        [7, S],
      ],
    ],
    [
      'two: the lower is the middle',
      done(10, 4),
      [
        [4, S],
        [10, S],
        [7, S],
      ],
    ],
    [
      'ten: the ninth is the slow end',
      done(1, 2, 3, 4, 5, 6, 7, 8, 9, 100),
      [
        [5, S],
        [9, S],
        [14.5, S],
      ],
    ],
    [
      'who waits above the middle leaves it certain',
      [...done(1, 2, 3), ...running(9)],
      [
        [2, S],
        [9, R],
        [3.75, R],
      ],
    ],
    [
      'who waits below the middle may rise above it',
      [...done(5, 6, 7), ...running(1)],
      [
        [5, R],
        [7, R],
        [4.75, R],
      ],
    ],
    [
      'all wait',
      running(3, 4),
      [
        [3, R],
        [4, R],
        [3.5, R],
      ],
    ],
  ])('%s', (_, lengths, expected) => {
    const [median, p90, mean] = expected.map((pair) => pair && { ms: pair[0], atLeast: pair[1] });
    expect(timesOf(lengths)).toMatchObject({ n: lengths.length, median, p90, mean });
  });

  const lengths = fc.array(fc.record({ ms: fc.integer({ min: 0, max: 500 }), isRunning: fc.boolean() }), {
    minLength: 1,
    maxLength: 40,
  });

  it('never fall when those that run go on, and what is certain stays', () => {
    fc.assert(
      fc.property(lengths, fc.integer({ min: 1, max: 900 }), (list, more) => {
        const now = timesOf(list);
        const later = timesOf(list.map((one) => (one.isRunning ? { ...one, ms: one.ms + more } : one)));
        for (const figure of ['median', 'p90', 'mean'] as const) {
          expect(later[figure]!.ms).toBeGreaterThanOrEqual(now[figure]!.ms);
          if (!now[figure]!.atLeast) expect(later[figure]!.ms).toBe(now[figure]!.ms);
        }
      }),
      { numRuns: 200, seed: 3 },
    );
  });

  it('are lengths that have been, do not depend on order, and half of all lie at or under the middle', () => {
    fc.assert(
      fc.property(lengths, (list) => {
        const { median, p90 } = timesOf(list);
        expect(timesOf(list.toReversed())).toEqual(timesOf(list));
        for (const [figure, share] of [
          [median, 0.5],
          [p90, 0.9],
        ] as const) {
          expect(list.some(({ ms }) => ms === figure!.ms)).toBe(true);
          expect(list.filter(({ ms }) => ms <= figure!.ms).length).toBeGreaterThanOrEqual(
            share * list.length - 1e-9,
          );
          expect(list.filter(({ ms }) => ms < figure!.ms).length).toBeLessThan(share * list.length);
        }
      }),
      { numRuns: 200, seed: 5 },
    );
  });
});

describe('clocks at an instant', () => {
  const run = (change: Partial<Run>): Run => ({ fromMs: 0, toMs: null, dueAtMs: 100, ...change });
  const at = (nowMs: number, ...runs: Run[]) => {
    const { times, inTime, pending } = clocked(runs, clock, nowMs);
    return { n: times.n, running: times.running, hits: inTime.hits, judged: inTime.n, pending };
  };
  it.each([
    [
      'answered at the very instant: in time',
      run({ toMs: 100 }),
      { n: 1, running: 0, hits: 1, judged: 1, pending: 0 },
    ],
    ['answered after it: late', run({ toMs: 101 }), { n: 1, running: 0, hits: 0, judged: 1, pending: 0 }],
    [
      'ended without what was waited for',
      run({ toMs: 50, isFailed: true }),
      { n: 0, running: 0, hits: 0, judged: 1, pending: 0 },
    ],
    [
      'answered, with no known target',
      run({ toMs: 50, dueAtMs: null }),
      { n: 1, running: 0, hits: 0, judged: 0, pending: 0 },
    ],
    [
      'waiting, with no known target',
      run({ dueAtMs: null }),
      { n: 0, running: 0, hits: 0, judged: 0, pending: 1 },
    ],
  ])('%s', (_, one, expected) => {
    expect(at(500, one)).toEqual(expected);
  });

  it('leave out who waits until it is overdue, and count them from then on', () => {
    expect(at(100, run({}))).toEqual({ n: 0, running: 0, hits: 0, judged: 0, pending: 1 });
    expect(at(101, run({}))).toEqual({ n: 1, running: 1, hits: 0, judged: 1, pending: 0 });
  });
});
