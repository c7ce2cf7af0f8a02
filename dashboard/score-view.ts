// What the Satisfaction page shows of the days of a measure: one series at a time, its period, its trend and its two sides.
import type { Period, SeriesView } from '../worker/contract/journey.ts';
import type { ScoreDay, ScoresAnswer } from '../worker/contract/scores.ts';
import type { ScoredQuestion } from '../worker/contract/vocabulary.ts';
import { addDays } from '../worker/domain/calendar.ts';
import { compareScores } from '../worker/domain/satisfaction/before-after.ts';
import type { Comparison } from '../worker/domain/satisfaction/before-after.ts';
import { SCALES } from '../worker/domain/satisfaction/scales.ts';
import { addCounts, scoreOf } from '../worker/domain/satisfaction/score.ts';
import type { Score } from '../worker/domain/satisfaction/score.ts';
import { lastWeeks } from '../worker/domain/satisfaction/signals.ts';
import { steadilyLow } from '../worker/domain/satisfaction/steadily-low.ts';
import type { LowLevel } from '../worker/domain/satisfaction/steadily-low.ts';
import { scoreTrend } from '../worker/domain/satisfaction/trend.ts';
import type { Trend } from '../worker/domain/satisfaction/trend.ts';

export type ScoreView = {
  question: ScoredQuestion;
  /** The series that count within the period, oldest first, and the one that is shown. */
  series: SeriesView[];
  shown: SeriesView;
  /** All days of the series shown, and its answers within the period. */
  days: ScoreDay[];
  period: Period;
  counts: number[];
  score: Score;
};

/** The view of a period; null when nobody has ever answered. Two series are never added: the newest of the period unless another is named. */
export function viewScores(answer: ScoresAnswer, period: Period, seriesId: string | null): ScoreView | null {
  const { measure, series: all } = answer;
  if (!measure) return null;
  const series = all.filter(({ startedOn }, i) => {
    const next = all[i + 1];
    return startedOn <= period.to && (!next || next.startedOn > period.from);
  });
  const shown = series.find(({ id }) => id === seriesId) ?? series.at(-1) ?? all[0];
  if (!shown) return null;
  const days = answer.days.filter((day) => day.seriesId === shown.id);
  const counts = countsWithin(days, period, measure.question);
  return {
    ...{ question: measure.question, series, shown, days, period, counts },
    score: scoreOf(measure.question, counts),
  };
}

export const countsWithin = (
  days: readonly ScoreDay[],
  { from, to }: Period,
  question: ScoredQuestion,
): number[] =>
  addCounts(
    days.filter(({ day }) => day >= from && day <= to).map(({ counts }) => counts),
    SCALES[question].length,
  );

export type TrendView = Trend & {
  /** Whether the share is steadily under 70 %, and the score of the last eight closed weeks that says so. */
  low: LowLevel | null;
  eightWeeks: Score;
};

/** The trend of the series shown up to yesterday, whatever the period. */
export function viewTrend({ question, days }: ScoreView, today: string): TrendView {
  const closedTo = addDays(today, -1);
  const trend = scoreTrend(question, days, closedTo);
  const eightWeeks = lastWeeks(question, days, closedTo);
  const counted = ({ parts, n }: Score) => ({ hits: parts.positive, total: n });
  const low = steadilyLow(
    trend.points.map(({ score }) => counted(score)),
    counted(eightWeeks),
  );
  return { ...trend, low, eightWeeks };
}

export type Sides = Comparison & {
  beforePeriod: Period;
  afterPeriod: Period;
  /** The series began within the time before: that side is shorter than asked. */
  isCut: boolean;
};

/** Before and after a day, as many weeks on both sides as asked, as far as the series and today reach. */
export function viewSides(view: ScoreView, asked: { day: string; weeks: number; today: string }): Sides {
  const { question, days, shown } = view;
  const { day, weeks, today } = asked;
  const wanted = addDays(day, -7 * weeks);
  const isCut = shown.startedOn > wanted;
  const end = addDays(day, 7 * weeks - 1);
  const beforePeriod = { from: isCut ? shown.startedOn : wanted, to: addDays(day, -1) };
  const afterPeriod = { from: day, to: end > today ? today : end };
  const comparison = compareScores(question, {
    before: countsWithin(days, beforePeriod, question),
    after: countsWithin(days, afterPeriod, question),
  });
  return { ...comparison, beforePeriod, afterPeriod, isCut };
}
