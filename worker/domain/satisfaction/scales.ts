// The scale of every question that has a score, and to which part of the whole each answer on it belongs.
import { FFT_SCORES, STOPPED_REASONS } from '../../contract/vocabulary.ts';
import type { Question, ScoredQuestion } from '../../contract/vocabulary.ts';

/** What stands first is best. NPS 10…0, CES 7 (very easy) … 1; `solved`: 2 yes, 1 partly, 0 no. */
export const SCALES = {
  fft: FFT_SCORES,
  csat: [5, 4, 3, 2, 1],
  ces: [7, 6, 5, 4, 3, 2, 1],
  nps: [10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
  solved: [2, 1, 0],
} as const satisfies Record<ScoredQuestion, readonly number[]>;

/** What the counts of a day stand for, in order: answers of the scale, reasons by number, or all answers together (`none`: no score). */
export type CountOf = number | 'none';

export const isScoredQuestion = (question: Question): question is ScoredQuestion => question in SCALES;
export function countsOf(question: Question): readonly CountOf[] {
  if (isScoredQuestion(question)) return SCALES[question];
  return question === 'stopped' ? STOPPED_REASONS.map((_, i) => i + 1) : ['none'];
}

export const PARTS = ['positive', 'neutral', 'negative', 'unknown'] as const;
export type Part = (typeof PARTS)[number];

/** From which score on an answer is positive, and up to which it is negative; what lies between is neutral. */
const BOUNDS: Record<ScoredQuestion, { positive: number; negative: number }> = {
  fft: { positive: 4, negative: 2 },
  csat: { positive: 4, negative: 2 },
  ces: { positive: 5, negative: 3 },
  nps: { positive: 9, negative: 6 },
  solved: { positive: 2, negative: 0 },
};

/** The part that a score belongs to. For NPS: promoters, passives, detractors. FFT's 0 is "don't know". */
export function partOf(question: ScoredQuestion, score: number): Part {
  if (question === 'fft' && score === 0) return 'unknown';
  const { positive, negative } = BOUNDS[question];
  if (score >= positive) return 'positive';
  return score <= negative ? 'negative' : 'neutral';
}
