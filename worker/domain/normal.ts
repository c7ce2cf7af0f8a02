// The normal distribution, as far as intervals for many comparisons at once need it.

/** P(0 < Z < z) by Simpson's rule: far more digits than any count deserves. */
function halfArea(z: number): number {
  const pieces = 200;
  const width = z / pieces;
  const density = (x: number) => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  let sum = density(0) + density(z);
  for (let i = 1; i < pieces; i++) sum += density(i * width) * (i % 2 === 1 ? 4 : 2);
  return (sum * width) / 3;
}

/** The z that a standard normal value exceeds with this probability (0…0.5), found by halving. */
export function upperQuantile(probability: number): number {
  if (!(probability > 0 && probability <= 0.5)) throw new RangeError('not a probability of the upper tail');
  let [low, high] = [0, 10];
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (0.5 - halfArea(middle) > probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** z of a two-sided 95 % interval where `comparisons` are made at once (Bonferroni): all of them hold in 95 of 100. */
export const correctedZ = (comparisons: number): number => upperQuantile(0.05 / (2 * comparisons));
