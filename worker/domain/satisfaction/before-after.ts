// Two stretches of one series compared: by how much the score differs, how sure that is, and what may be said.
import { MIN_ANSWERS, newcombeDifference } from '../statistics.ts';
import type { Difference } from '../statistics.ts';
import { npsVariance, scoreOf } from './score.ts';
import type { Score } from './score.ts';
import type { ScoredQuestion } from '../../contract/vocabulary.ts';

export type Verdict = 'better' | 'worse' | 'no_evidence' | 'too_few';
export type Comparison = {
  before: Score;
  after: Score;
  /** after − before in the score's own unit (fractions of one, NPS points); null when a side has too few answers. */
  difference: Difference | null;
  verdict: Verdict;
};

const Z = 1.959963984540054;

/** Compares two sums of counts of one series. The range of a difference of shares is Newcombe's; NPS's is of its variances. */
export function compareScores(
  question: ScoredQuestion,
  counts: { before: readonly number[]; after: readonly number[] },
): Comparison {
  const before = scoreOf(question, counts.before);
  const after = scoreOf(question, counts.after);
  if (Math.min(before.n, after.n) < MIN_ANSWERS)
    return { before, after, difference: null, verdict: 'too_few' };
  const difference =
    question === 'nps'
      ? npsDifference(before, after)
      : newcombeDifference(
          { hits: before.parts.positive, total: before.n },
          { hits: after.parts.positive, total: after.n },
        );
  return { before, after, difference, verdict: verdictOf(difference) };
}

const verdictOf = (difference: Difference | null): Verdict => {
  if (difference === null) return 'too_few';
  if (difference.low > 0) return 'better';
  return difference.high < 0 ? 'worse' : 'no_evidence';
};

function npsDifference(before: Score, after: Score): Difference {
  const difference = (after.value ?? 0) - (before.value ?? 0);
  const spread = ({ parts, n }: Score) => npsVariance(parts, n) / n;
  const half = Z * Math.sqrt(spread(before) + spread(after));
  return { difference, low: Math.max(-200, difference - half), high: Math.min(200, difference + half) };
}
