// Chance that repeats: a small generator with a seed (mulberry32), and the counts that rates are measured on.

export type Seeded = {
  /** 0 ≤ x < 1 */
  next: () => number;
  normal: () => number;
  /** How many of n, each with chance p. */
  binomial: (n: number, p: number) => number;
  poisson: (mean: number) => number;
};

export function seeded(seed: number): Seeded {
  let state = seed;
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const poisson = (mean: number): number => {
    const end = Math.exp(-mean);
    let count = 0;
    for (let product = next(); product > end; product *= next()) count++;
    return count;
  };
  const binomial = (n: number, p: number): number => {
    let hits = 0;
    for (let i = 0; i < n; i++) if (next() < p) hits++;
    return hits;
  };
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return { next, normal, binomial, poisson };
}
