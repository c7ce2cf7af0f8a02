// What the answers to a question add up to, by the published convention of each question.
import { FFT_SCORES } from '../contract/vocabulary.ts';
import { wilsonInterval } from './statistics.ts';
import type { Interval } from './statistics.ts';

export type FftShares = {
  n: number;
  /** Counts: very good and good; neither; poor and very poor; don't know. They sum to n. */
  positive: number;
  neutral: number;
  negative: number;
  unknown: number;
  /** Fractions of n, "don't know" included; null when nobody has answered. */
  share: { positive: number; neutral: number; negative: number; unknown: number } | null;
  /** 95 % range of the positive share. */
  interval: Interval | null;
};

/**
 * Friends-and-Family shares. `counts` are for the answers 5, 4, 3, 2, 1, 0 in that order; all six are the denominator
 * (NHS England, FFT guidance). A RangeError when there are not six whole counts.
 */
export function fftShares(counts: readonly number[]): FftShares {
  if (counts.length !== FFT_SCORES.length || counts.some((count) => !Number.isInteger(count) || count < 0))
    throw new RangeError('FFT has six whole counts');
  const [veryGood = 0, good = 0, neutral = 0, poor = 0, veryPoor = 0, unknown = 0] = counts;
  const positive = veryGood + good;
  const negative = poor + veryPoor;
  const n = positive + neutral + negative + unknown;
  const share =
    n === 0
      ? null
      : { positive: positive / n, neutral: neutral / n, negative: negative / n, unknown: unknown / n };
  return { n, positive, neutral, negative, unknown, share, interval: wilsonInterval(positive, n) };
}
