// A day with far more answers than this site is used to: something happened, or somebody votes in a heap.

/** A heap is at least this many answers, and rarer than this by chance. */
const FEWEST = 3;
const RARE = 0.01;
const REFERENCE_DAYS = 56;

/** Whether `today` answers of a day are a burst against all answers of the 56 days before it. */
export const isBurst = (today: number, eightWeeksBefore: number): boolean =>
  today >= FEWEST && poissonAtLeast(today, eightWeeksBefore / REFERENCE_DAYS) < RARE;

/** P(X ≥ k) of a Poisson count with this mean. Summed from the small end, in the log domain, so that large means do not underflow. */
export function poissonAtLeast(k: number, mean: number): number {
  if (k <= 0) return 1;
  if (mean === 0) return 0;
  let below = 0;
  let logTerm = -mean;
  for (let i = 0; i < k; i++) {
    if (i > 0) logTerm += Math.log(mean / i);
    below += Math.exp(logTerm);
  }
  return Math.max(0, 1 - below);
}
