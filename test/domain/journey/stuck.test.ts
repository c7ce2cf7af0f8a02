// Where people get stuck: bookings that could be won against the site's own middle segment, and silence where that is not sure.
import { describe, expect, it } from 'vitest';
import type { Breakdown } from '../../../worker/domain/journey/cells.ts';
import { stuckSteps } from '../../../worker/domain/journey/stuck.ts';
import { oracleWilson } from '../../support/funnel-oracle.ts';

/** Visits of a segment: all found; some chose, some of these booked. */
const cell = (found: number, chose: number, booked: number, tail: [string, number][] = []) => ({
  paths: new Map(
    [['A', found - chose] as const, ['AB', chose - booked] as const, ['ABD', booked] as const].filter(
      ([, n]) => n > 0,
    ),
  ),
  tail: new Map(tail),
});
const whole = (cells: Breakdown): Map<string, number> => {
  const sum = new Map<string, number>();
  for (const { paths } of cells.values())
    for (const [path, n] of paths) sum.set(path, (sum.get(path) ?? 0) + n);
  return sum;
};
const steps = [[1], [2], [4]];
const judge = (cells: Breakdown) =>
  stuckSteps({ steps, paths: whole(cells), dimensions: [{ dimension: 'source', cells }] });

describe('a segment clearly behind', () => {
  // Found → chose: search 60 %, social 50 %, ads 20 %. Chose → booked: 10 % in each.
  const cells: Breakdown = new Map([
    ['search', cell(1000, 600, 60)],
    ['social', cell(1000, 500, 50)],
    ['ads', cell(1000, 200, 20)],
  ]);
  const { steps: found, comparisons } = judge(cells);

  it('is named with what could be won: arrivals × gap × the share that books from there', () => {
    // Two steps, three segments each, two of them compared with the middle one.
    expect(comparisons).toBe(4);
    expect(found).toHaveLength(1);
    const [step] = found;
    expect(step).toMatchObject({ at: 0, next: 1, dimension: 'source' });
    expect(step?.median).toEqual({ value: 'social', hits: 500, total: 1000 });
    expect(step?.segments.map(({ value }) => value)).toEqual(['ads']);
    // 1,000 × (50 % − 20 %) × 130 of 1,300 who chose.
    expect(step?.won).toBeCloseTo(30, 9);
  });

  it('carries an interval corrected for all comparisons', () => {
    // Two-sided 95 % over four: the upper 0.625 %.
    const z = 2.4977054744;
    const [was, is] = [oracleWilson(200, 1000, z), oracleWilson(500, 1000, z)];
    const behind = found[0]?.segments[0]?.behind;
    expect(behind?.low).toBeCloseTo(0.3 - Math.hypot(0.5 - is[0], was[1] - 0.2), 8);
    expect(behind?.high).toBeCloseTo(0.3 + Math.hypot(is[1] - 0.5, 0.2 - was[0]), 8);
  });
});

it('says nothing of a gap that chance explains once all comparisons are counted', () => {
  // 50 % and 41.5 % of 300: alone the interval excludes 0, among 20 comparisons it does not.
  const near = cell(300, 129, 0);
  const few: Breakdown = new Map([
    ['a', cell(300, 150, 0)],
    ['b', near],
    ['c', cell(300, 160, 0)],
  ]);
  const many: Breakdown = new Map([
    ['b', near],
    ...Array.from({ length: 20 }, (_, i) => [`s${i}`, cell(300, 150, 0)] as const),
  ]);
  expect(judge(few).steps.length + judge(many).steps.length).toBe(0);
  const sure: Breakdown = new Map([
    ['a', cell(300, 150, 30)],
    ['b', cell(300, 60, 12)],
    ['c', cell(300, 160, 30)],
  ]);
  expect(judge(sure).steps).toHaveLength(1);
});

it('needs three segments with 200 arrivals at the step', () => {
  const two: Breakdown = new Map([
    ['search', cell(1000, 600, 60)],
    ['ads', cell(1000, 100, 10)],
    ['mail', cell(199, 190, 20)],
  ]);
  expect(judge(two)).toEqual({ steps: [], comparisons: 0 });
  two.set('mail', cell(200, 190, 20));
  expect(judge(two).steps.map(({ at }) => at)).toEqual([0]);
});

it('takes the lower of two middle segments, and never the best of the site', () => {
  const cells: Breakdown = new Map([
    ['best', cell(1000, 900, 90)],
    ['good', cell(1000, 700, 70)],
    ['fair', cell(1000, 600, 60)],
    ['poor', cell(1000, 300, 30)],
  ]);
  expect(judge(cells).steps[0]?.median.value).toBe('fair');
  expect(judge(cells).steps[0]?.segments.map(({ value }) => value)).toEqual(['poor']);
});

it('accuses nobody because of merged visits whose order is not kept', () => {
  const clear: Breakdown = new Map([
    ['search', cell(1000, 600, 300)],
    ['social', cell(1000, 600, 300)],
    ['ads', cell(1000, 600, 60)],
  ]);
  expect(judge(clear).steps.map(({ at }) => at)).toEqual([1]);
  // 240 of its visits are merged: they may all have booked after choosing, or before.
  clear.set('ads', cell(760, 360, 60, [['ABD', 240]]));
  expect(judge(clear).steps).toEqual([]);
});

it('gives each step to the dimension in which most can be won, and skips steps that are not connected', () => {
  const small: Breakdown = new Map([
    ['x', cell(400, 300, 30)],
    ['y', cell(400, 300, 30)],
    ['z', cell(400, 100, 10)],
  ]);
  const large: Breakdown = new Map([
    ['p', cell(900, 700, 70)],
    ['q', cell(900, 700, 70)],
    ['r', cell(900, 100, 10)],
  ]);
  const paths = whole(large);
  const dimensions = [
    { dimension: 'device', cells: small },
    { dimension: 'source', cells: large },
  ];
  const both = stuckSteps({ steps, paths, dimensions });
  expect(both.steps.map(({ at, dimension }) => [at, dimension])).toEqual([[0, 'source']]);
  const skipping = stuckSteps({ steps: [[1], [3], [2], [4]], paths, dimensions, notConnected: new Set([3]) });
  expect(skipping.steps.map(({ at, next }) => [at, next])).toEqual([[0, 2]]);
  expect(stuckSteps({ steps, paths: new Map(), dimensions: [] })).toEqual({ steps: [], comparisons: 0 });
});
