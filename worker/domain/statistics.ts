// How sure a share is: small clinics have small numbers, and a percentage without its range misleads.

/** Below this many answers no score is shown: the range would cover most of the scale. */
export const MIN_ANSWERS = 10;

export type Interval = { low: number; high: number };

/** 97.5 % quantile of the normal distribution: two-sided 95 %. */
export const Z = 1.959963984540054;

/**
 * Wilson score interval (Wilson 1927) of a share, 95 %, as fractions of one. It never leaves 0…1 and stays honest at 0 of n
 * and n of n. Null when there is nothing to judge; a RangeError when the counts cannot be a share. Another `z` is for another
 * certainty: see `correctedZ`.
 */
export function wilsonInterval(hits: number, total: number, z = Z): Interval | null {
  if (!Number.isInteger(hits) || !Number.isInteger(total) || hits < 0 || hits > total)
    throw new RangeError(`Not a share: ${hits} of ${total}`);
  if (total === 0) return null;
  const share = hits / total;
  const spread = z ** 2 / total;
  const middle = (share + spread / 2) / (1 + spread);
  const half = (z * Math.sqrt((share * (1 - share)) / total + spread / (4 * total))) / (1 + spread);
  // At the ends the algebra gives exactly 0 and 1; floating point gives almost.
  return {
    low: hits === 0 ? 0 : Math.max(0, middle - half),
    high: hits === total ? 1 : Math.min(1, middle + half),
  };
}

export type Counted = { hits: number; total: number };
export type Difference = Interval & {
  /** after − before, as a fraction of one: −1…1. */
  difference: number;
};

/**
 * Newcombe's 95 % interval of a difference of two independent shares, `after` − `before` (Newcombe 1998, method 10: the hybrid
 * of two Wilson intervals without continuity correction). Null when one side has nobody; a RangeError when counts are no share.
 */
export function newcombeDifference(before: Counted, after: Counted, z = Z): Difference | null {
  const was = wilsonInterval(before.hits, before.total, z);
  const is = wilsonInterval(after.hits, after.total, z);
  if (!was || !is) return null;
  const wasShare = before.hits / before.total;
  const isShare = after.hits / after.total;
  const difference = isShare - wasShare;
  return {
    difference,
    low: Math.max(-1, difference - Math.hypot(isShare - is.low, was.high - wasShare)),
    high: Math.min(1, difference + Math.hypot(is.high - isShare, wasShare - was.low)),
  };
}
