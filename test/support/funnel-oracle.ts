// What funnels must say, worked out visit by visit and by trying every choice of events. Imports nothing of the product, on purpose.
import { oracleReaches } from './journey-oracle.ts';

/** One visit: its stages as letters, and the value by which it is told apart. */
export type OracleVisit = { path: string; value: string };
type Steps = readonly (readonly number[])[];

/** How many steps a visit fills at most. */
export function oracleDepth(path: string, steps: Steps, strict: boolean): number {
  let depth = 0;
  while (depth < steps.length && oracleReaches(path, steps.slice(0, depth + 1), strict)) depth++;
  return depth;
}

/** Visits that reach each step. */
export const oracleCounts = (visits: readonly OracleVisit[], steps: Steps, strict: boolean): number[] =>
  steps.map((_, i) => visits.filter(({ path }) => oracleReaches(path, steps.slice(0, i + 1), strict)).length);

/** Every way in which a set of stages can have been reached: found (A) first and once, no stage twice in a row, all of the set. */
export function everyOrder(set: string, longest: number): string[] {
  const others = [...set].filter((letter) => letter !== 'A');
  const orders: string[] = [];
  const grow = (path: string): void => {
    if (others.every((letter) => path.includes(letter))) orders.push(path);
    if (path.length === longest) return;
    for (const letter of others) if (!path.endsWith(letter)) grow(path + letter);
  };
  grow('A');
  return orders;
}

/** Letters of a path, each once, sorted: what a merged visit keeps. */
export const setOf = (path: string): string => [...new Set(path)].sort().join('');

/** Wilson's interval by another road than the product's: the two shares at which the score test is exactly at its limit. */
export function oracleWilson(hits: number, total: number, z: number): [number, number] {
  const score = (share: number) => (hits / total - share) ** 2 - (z * z * share * (1 - share)) / total;
  const root = (outside: number, inside: number): number => {
    for (let i = 0; i < 200; i++) {
      const middle = (outside + inside) / 2;
      if (score(middle) > 0) outside = middle;
      else inside = middle;
    }
    return inside;
  };
  const share = hits / total;
  return [hits === 0 ? 0 : root(0, share), hits === total ? 1 : root(1, share)];
}
