// What the Satisfaction page shows of the days of a measure: one series at a time, its period, its trend and its two sides.
import type { Period, SeriesView } from '../worker/contract/journey.ts';
import type { Measure, ScoreDay, ScoresAnswer } from '../worker/contract/scores.ts';
import type { Question, ScoredQuestion } from '../worker/contract/vocabulary.ts';
import { addDays } from '../worker/domain/calendar.ts';
import { askedOf } from '../worker/domain/satisfaction/asked.ts';
import { compareScores } from '../worker/domain/satisfaction/before-after.ts';
import type { Comparison } from '../worker/domain/satisfaction/before-after.ts';
import { countsOf, isScoredQuestion } from '../worker/domain/satisfaction/scales.ts';
import { addCounts, scoreOf } from '../worker/domain/satisfaction/score.ts';
import type { Score } from '../worker/domain/satisfaction/score.ts';
import { lastWeeks } from '../worker/domain/satisfaction/signals.ts';
import { steadilyLow } from '../worker/domain/satisfaction/steadily-low.ts';
import type { LowLevel } from '../worker/domain/satisfaction/steadily-low.ts';
import { scoreTrend } from '../worker/domain/satisfaction/trend.ts';
import type { Trend } from '../worker/domain/satisfaction/trend.ts';

export type AnswersView = {
  measure: Measure;
  /** The series that count within the period, oldest first, and the one that is shown. */
  series: SeriesView[];
  shown: SeriesView;
  /** First local date of the series after the one shown; null: it is the newest. */
  endedOn: string | null;
  /** All days of the series shown, and its answers within the period in the order of the question's counts. */
  days: ScoreDay[];
  period: Period;
  counts: number[];
  n: number;
  /** How often the question was asked and opened within the period, as the pages say. */
  asked: { asked: number; opened: number };
};
/** The same of a question that has a score. */
export type ScoreView = AnswersView & { question: ScoredQuestion; score: Score };

/** The view of a period; null when nobody has ever answered. Two series are never added: the newest of the period unless another is named. */
export function viewAnswers(
  answer: ScoresAnswer,
  period: Period,
  seriesId: string | null,
): AnswersView | null {
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
    ...{ measure, series, shown, days, period, counts },
    endedOn: all[all.indexOf(shown) + 1]?.startedOn ?? null,
    n: counts.reduce((sum, count) => sum + count, 0),
    asked: sumAsked(askedOf(all, shown, answer.asked).filter(({ day }) => isWithin(day, period))),
  };
}

/** The view with its score; null for a question that has none. */
export function withScore(view: AnswersView): ScoreView | null {
  const { question } = view.measure;
  return isScoredQuestion(question) ? { ...view, question, score: scoreOf(question, view.counts) } : null;
}

const isWithin = (day: string, { from, to }: Period): boolean => day >= from && day <= to;

const sumAsked = (days: readonly { asked: number; opened: number }[]): { asked: number; opened: number } =>
  days.reduce((sum, { asked, opened }) => ({ asked: sum.asked + asked, opened: sum.opened + opened }), {
    ...{ asked: 0, opened: 0 },
  });

export const countsWithin = (days: readonly ScoreDay[], period: Period, question: Question): number[] =>
  addCounts(
    days.filter(({ day }) => isWithin(day, period)).map(({ counts }) => counts),
    countsOf(question).length,
  );

export type TrendView = Trend & {
  /** Whether the share is steadily under 70 %, and the score of the last eight closed weeks that says so. NPS has no share. */
  low: LowLevel | null;
  eightWeeks: Score;
};

/** The trend of the series shown up to yesterday, whatever the period. */
export function viewTrend({ question, days }: ScoreView, today: string): TrendView {
  const closedTo = addDays(today, -1);
  const trend = scoreTrend(question, days, closedTo);
  const eightWeeks = lastWeeks(question, days, closedTo);
  const counted = ({ parts, n }: Score) => ({ hits: parts.positive, total: n });
  const low =
    question === 'nps'
      ? null
      : steadilyLow(
          trend.points.map(({ score }) => counted(score)),
          counted(eightWeeks),
        );
  return { ...trend, low, eightWeeks };
}

export type Sides = Comparison & {
  beforePeriod: Period;
  afterPeriod: Period;
  /** The series began within the time before, or ended within the time after: that side is shorter than asked. */
  isCut: boolean;
  isCutAfter: boolean;
};

/** Before and after a day, as many weeks on both sides as asked, as far as the series and today reach. */
export function viewSides(view: ScoreView, asked: { day: string; weeks: number; today: string }): Sides {
  const { question, days, shown, endedOn } = view;
  const { day, weeks, today } = asked;
  const wanted = addDays(day, -7 * weeks);
  const isCut = shown.startedOn > wanted;
  const last = endedOn === null || endedOn > today ? today : addDays(endedOn, -1);
  const end = addDays(day, 7 * weeks - 1);
  const beforePeriod = { from: isCut ? shown.startedOn : wanted, to: addDays(day, -1) };
  const afterPeriod = { from: day, to: end > last ? last : end };
  const comparison = compareScores(question, {
    before: countsWithin(days, beforePeriod, question),
    after: countsWithin(days, afterPeriod, question),
  });
  return { ...comparison, beforePeriod, afterPeriod, isCut, isCutAfter: end > last && last < today };
}
