// What is unusual about one series of answers now: its newest point, a share that is steadily low, a day with far too many
// answers, fewer answers of those who are asked.
import type { Answered, Measure, ScoreSignal } from '../../contract/scores.ts';
import type { ScoredQuestion } from '../../contract/vocabulary.ts';
import { addDays, daysBetween } from '../calendar.ts';
import { wilsonInterval } from '../statistics.ts';
import { isBurst } from './burst.ts';
import { wholeBuckets } from './buckets.ts';
import type { DayCounts, Span } from './buckets.ts';
import { responseDrop, responseSpans } from './response-drop.ts';
import { SCALES, isScoredQuestion } from './scales.ts';
import { addCounts, scoreOf } from './score.ts';
import type { Score } from './score.ts';
import { steadilyLow } from './steadily-low.ts';
import { scoreTrend } from './trend.ts';
import type { Trend } from './trend.ts';

/** A burst is told for so many days, today among them: the owner looks once a week. */
const BURST_DAYS = 7;
const REFERENCE_DAYS = 56;
const WEEKS = 8;

type Series = {
  measure: Measure;
  seriesId: string;
  /** First local date of the series. */
  startedOn: string;
  today: string;
};
export type SignalSource = Series & { days: readonly DayCounts[] };
/** Answers of a day, and how often its question was asked. */
export type FlowDay = { day: string } & Answered;
export type FlowSource = Series & { flow: readonly FlowDay[] };

/** The score of the last eight whole weeks that are over by `closedTo`. */
export function lastWeeks(question: ScoredQuestion, days: readonly DayCounts[], closedTo: string): Score {
  // Nine weeks back hold eight whole ones, whatever the weekday.
  const span = { from: addDays(closedTo, -7 * (WEEKS + 1)), to: closedTo };
  const weeks = wholeBuckets(days, span, 'week').slice(-WEEKS);
  return scoreOf(
    question,
    addCounts(
      weeks.map(({ counts }) => counts),
      SCALES[question].length,
    ),
  );
}

/** What is unusual about the score itself, the gravest first. NPS has no share, so it is never "under 70 %". */
export function scoreSignals(source: SignalSource): ScoreSignal[] {
  const { question } = source.measure;
  if (!isScoredQuestion(question)) return [];
  const trend = scoreTrend(question, source.days, addDays(source.today, -1));
  return [...low(question, source, trend), ...unusual(source, trend)];
}

/** What is unusual about how many answer. */
export const flowSignals = (source: FlowSource): ScoreSignal[] => [...bursts(source), ...fewer(source)];

const NOTHING = {
  ...{ value: null, interval: null, side: null, rules: [], ordinary: null, usual: null, response: null },
};
const named = ({ seriesId, measure }: Series, kind: ScoreSignal['kind'], day: string) => ({
  ...{ key: `${kind}.${seriesId}.${day}`, kind, measure },
});

function low(question: ScoredQuestion, source: SignalSource, { points }: Trend): ScoreSignal[] {
  const last = points.at(-1);
  if (question === 'nps' || !last) return [];
  const eightWeeks = lastWeeks(question, source.days, addDays(source.today, -1));
  const counted = ({ parts, n }: Score) => ({ hits: parts.positive, total: n });
  const level = steadilyLow(
    points.map(({ score }) => counted(score)),
    counted(eightWeeks),
  );
  if (level === null) return [];
  const { n, value, interval } = level === 'act' ? eightWeeks : last.score;
  const { from, to } = last.bucket;
  return [{ ...NOTHING, ...named(source, `low_${level}`, from), from, to, n, value, interval }];
}

function unusual(source: SignalSource, { points, newest, limits }: Trend): ScoreSignal[] {
  const last = points.at(-1);
  if (!newest || !last || !limits) return [];
  const { from, to } = last.bucket;
  const { n, value, interval } = last.score;
  return [
    {
      ...{ ...NOTHING, ...named(source, 'trend', from), from, to, n, value, interval },
      ...{ side: newest.side, rules: newest.rules },
      ordinary: { low: limits.lower, high: limits.upper },
    },
  ];
}

/** Only where eight weeks of the series came before: a young series has nothing to be a burst against. */
function bursts(source: FlowSource): ScoreSignal[] {
  const { flow, today, startedOn } = source;
  const countOf = new Map<string, number>();
  for (const { day, answered } of flow) countOf.set(day, (countOf.get(day) ?? 0) + answered);
  const found: ScoreSignal[] = [];
  for (let i = 0; i < BURST_DAYS; i++) {
    const day = addDays(today, -i);
    if (daysBetween(startedOn, day) < REFERENCE_DAYS) break;
    const n = countOf.get(day) ?? 0;
    let before = 0;
    for (let k = 1; k <= REFERENCE_DAYS; k++) before += countOf.get(addDays(day, -k)) ?? 0;
    if (!isBurst(n, before)) continue;
    const usual = before / REFERENCE_DAYS;
    found.push({ ...NOTHING, ...named(source, 'burst', day), from: day, to: day, n, usual });
  }
  return found;
}

/** Only where the series was asked through all the weeks that are compared. */
function fewer(source: FlowSource): ScoreSignal[] {
  const spans = responseSpans(source.today);
  if (source.startedOn > spans.before.from) return [];
  const sumOf = ({ from, to }: Span): Answered =>
    source.flow
      .filter(({ day }) => day >= from && day <= to)
      .reduce(
        (sum, { answered, asked }) => ({ answered: sum.answered + answered, asked: sum.asked + asked }),
        {
          ...{ answered: 0, asked: 0 },
        },
      );
  const response = responseDrop(sumOf(spans.before), sumOf(spans.now));
  if (!response) return [];
  const { answered, asked } = response.now;
  const signal = { ...NOTHING, ...named(source, 'response', spans.newest), ...spans.now };
  return [
    { ...signal, n: answered, value: answered / asked, interval: wilsonInterval(answered, asked), response },
  ];
}

/** From when on days are looked at by `flowSignals`. */
export const flowFrom = (today: string): string => {
  const { from } = responseSpans(today).before;
  const bursts = addDays(today, 1 - BURST_DAYS - REFERENCE_DAYS);
  return from < bursts ? from : bursts;
};
