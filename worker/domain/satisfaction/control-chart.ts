// XmR control charts by the rules of NHS "Making Data Count": what is ordinary variation, and which points are unusual.

import { CHART_RULES } from '../../contract/vocabulary.ts';
import type { ChartRule } from '../../contract/vocabulary.ts';

export type Limits = { centre: number; lower: number; upper: number; nearLower: number; nearUpper: number };
export type ControlChart = {
  limits: Limits;
  /** For each value the rules that mark it, in the order of CHART_RULES. */
  flags: ChartRule[][];
  /** Limits of fewer than twelve points will still move much. */
  trial: boolean;
};

/** Points in the baseline that limits are locked on. */
export const LOCK_AFTER = 12;
/** A run or a trend is this many points. */
const RUN = 7;
/** 3 / d2 and D4 for moving ranges of two points. */
const LIMIT_FACTOR = 2.66;
const SCREEN_FACTOR = 3.267;

export type ChartOptions = {
  /** How many first points make the limits; all when absent. */
  lockAfter?: number;
  /** Whether moving ranges of at least 3.267 times their mean are dropped, once. */
  screen?: boolean;
};

/** The chart of at least two values in order of time; null for fewer. */
export function controlChart(
  values: readonly number[],
  { lockAfter = values.length, screen = true }: ChartOptions = {},
): ControlChart | null {
  if (values.length < 2) return null;
  const baseline = values.slice(0, Math.max(2, lockAfter));
  const limits = limitsOf(baseline, screen);
  const marks = values.map(() => new Set<ChartRule>());
  markOutside(values, limits, marks);
  const sides = values.map((value) => sideOf(value, limits.centre));
  markRuns(sides, RUN, (i) => marks[i]?.add('shift'));
  const steps = values.slice(1).map((value, i) => Math.sign(value - (values[i] ?? NaN)));
  // Six equal steps are seven points: the point before the first step belongs to them.
  markRuns(steps, RUN - 1, (i) => marks[i]?.add('trend') && marks[i + 1]?.add('trend'));
  markTwoOfThree(values, { limits, sides }, marks);
  return {
    limits,
    flags: marks.map((set) => CHART_RULES.filter((rule) => set.has(rule))),
    trial: baseline.length < LOCK_AFTER,
  };
}

function limitsOf(baseline: readonly number[], screen: boolean): Limits {
  const centre = mean(baseline);
  const ranges = baseline.slice(1).map((value, i) => Math.abs(value - (baseline[i] ?? NaN)));
  const average = mean(ranges);
  const kept = screen ? ranges.filter((range) => range < SCREEN_FACTOR * average) : ranges;
  const half = LIMIT_FACTOR * (kept.length === 0 ? average : mean(kept));
  return {
    centre,
    lower: centre - half,
    upper: centre + half,
    nearLower: centre - (half * 2) / 3,
    nearUpper: centre + (half * 2) / 3,
  };
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Which side of a line a value lies on: 1 above, −1 below, 0 on it. Sums of shares are off by a hair, so a hair is no side. */
function sideOf(value: number, line: number): number {
  const hair = 1e-9 * Math.max(1, Math.abs(line));
  return Math.abs(value - line) <= hair ? 0 : Math.sign(value - line);
}

const isOutside = (value: number, { lower, upper }: Limits): boolean =>
  sideOf(value, lower) < 0 || sideOf(value, upper) > 0;

function markOutside(values: readonly number[], limits: Limits, marks: Set<ChartRule>[]): void {
  values.forEach((value, i) => isOutside(value, limits) && marks[i]?.add('outside'));
}

/** Calls back for every place of every stretch of at least `length` equal signs; a zero breaks a stretch. */
function markRuns(signs: readonly number[], length: number, mark: (i: number) => void): void {
  let from = 0;
  for (let i = 1; i <= signs.length; i++) {
    if (i < signs.length && signs[i] === signs[from]) continue;
    if (i - from >= length && signs[from] !== 0) for (let j = from; j < i; j++) mark(j);
    from = i;
  }
}

/** Of three in a row on one side of the centre, two or more between a near line and its limit: those two or three. */
function markTwoOfThree(
  values: readonly number[],
  { limits, sides }: { limits: Limits; sides: readonly number[] },
  marks: Set<ChartRule>[],
): void {
  const isNear = values.map(
    (value) =>
      !isOutside(value, limits) &&
      (sideOf(value, limits.nearLower) < 0 || sideOf(value, limits.nearUpper) > 0),
  );
  for (let i = 2; i < values.length; i++) {
    const three = [i - 2, i - 1, i];
    const onOneSide = Math.abs(three.reduce((sum, j) => sum + (sides[j] ?? 0), 0)) === 3;
    const near = three.filter((j) => isNear[j]);
    if (onOneSide && near.length >= 2) for (const j of near) marks[j]?.add('two_of_three');
  }
}
