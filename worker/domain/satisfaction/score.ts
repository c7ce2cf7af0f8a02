// What the answers to any scored question add up to: its parts, its one figure by the published convention, and its range.
import { MIN_ANSWERS, wilsonInterval } from '../statistics.ts';
import type { Interval } from '../statistics.ts';
import { PARTS, SCALES, partOf } from './scales.ts';
import type { ScoredQuestion } from '../../contract/vocabulary.ts';
import type { Part } from './scales.ts';

export type Score = {
  n: number;
  /** Counts that sum to n. */
  parts: Record<Part, number>;
  /** Share of positive answers among all (0…1), "don't know" included; for NPS promoters − detractors, −100…100. Null at n = 0. */
  value: number | null;
  /** 95 % range of the value, in its own unit. */
  interval: Interval | null;
  /** Mean of the answers: CES only, where it stands beside the share. */
  mean: number | null;
};

const Z = 1.959963984540054;

/** The score of `counts`, which are in the order of the question's scale. A RangeError when they are not whole counts of it. */
export function scoreOf(question: ScoredQuestion, counts: readonly number[]): Score {
  const scale = SCALES[question];
  if (counts.length !== scale.length || counts.some((count) => !Number.isInteger(count) || count < 0))
    throw new RangeError(`${question} has ${scale.length} whole counts`);
  const parts: Record<Part, number> = { positive: 0, neutral: 0, negative: 0, unknown: 0 };
  scale.forEach((score, i) => (parts[partOf(question, score)] += counts[i] ?? 0));
  const n = PARTS.reduce((sum, part) => sum + parts[part], 0);
  if (question === 'nps') return { n, parts, mean: null, ...netPromoters(parts, n) };
  return {
    ...{ n, parts, value: n === 0 ? null : parts.positive / n },
    interval: wilsonInterval(parts.positive, n),
    mean: question === 'ces' && n > 0 ? weighted(scale, counts) / n : null,
  };
}

/** Whether there are enough answers to show a score at all. */
export const isScored = ({ n }: { n: number }): boolean => n >= MIN_ANSWERS;

/** Counts of several stretches added; they must be of one question and one series. */
export function addCounts(list: readonly (readonly number[])[], length: number): number[] {
  const sum = Array.from({ length }, () => 0);
  for (const counts of list) counts.forEach((count, i) => (sum[i] = (sum[i] ?? 0) + count));
  return sum;
}

const weighted = (scale: readonly number[], counts: readonly number[]): number =>
  scale.reduce((sum, score, i) => sum + score * (counts[i] ?? 0), 0);

/** 100 (p − d) ± 1.96 · 100 · √((p + d − (p − d)²) / n), cut at ±100. */
function netPromoters(
  parts: Record<Part, number>,
  n: number,
): { value: number | null; interval: Interval | null } {
  if (n === 0) return { value: null, interval: null };
  const value = (100 * (parts.positive - parts.negative)) / n;
  const half = Z * Math.sqrt(npsVariance(parts, n) / n);
  return { value, interval: { low: Math.max(-100, value - half), high: Math.min(100, value + half) } };
}

/** Variance of one answer that counts +100, 0 or −100. */
export function npsVariance(parts: Record<Part, number>, n: number): number {
  const p = parts.positive / n;
  const d = parts.negative / n;
  // Rounding can leave a hair below zero when all answers are of one kind.
  return Math.max(0, 10_000 * (p + d - (p - d) ** 2));
}
