// What is unusual about one series of scores now: its newest point, a share that is steadily low, a day with far too many answers.
import type { ScoreSignal } from '../../contract/scores.ts';
import type { ScoredQuestion } from '../../contract/vocabulary.ts';
import { addDays, daysBetween } from '../calendar.ts';
import { isBurst } from './burst.ts';
import { wholeBuckets } from './buckets.ts';
import type { DayCounts } from './buckets.ts';
import { SCALES } from './scales.ts';
import { addCounts, scoreOf } from './score.ts';
import type { Score } from './score.ts';
import { steadilyLow } from './steadily-low.ts';
import { scoreTrend } from './trend.ts';
import type { Trend } from './trend.ts';

/** A burst is told for so many days, today among them: the owner looks once a week. */
const BURST_DAYS = 7;
const REFERENCE_DAYS = 56;
const WEEKS = 8;

export type SignalSource = {
  question: ScoredQuestion;
  seriesId: string;
  /** First local date of the series. */
  startedOn: string;
  days: readonly DayCounts[];
  today: string;
};

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

/** The signals of a series, the gravest first. NPS has no share, so it is never "under 70 %". */
export function scoreSignals(source: SignalSource): ScoreSignal[] {
  const trend = scoreTrend(source.question, source.days, addDays(source.today, -1));
  return [...low(source, trend), ...unusual(source, trend), ...bursts(source)];
}

const NOTHING = { value: null, interval: null, side: null, rules: [], ordinary: null, usual: null };
const keyOf = ({ seriesId }: SignalSource, kind: ScoreSignal['kind'], day: string): string =>
  `${kind}.${seriesId}.${day}`;

function low(source: SignalSource, { points }: Trend): ScoreSignal[] {
  const last = points.at(-1);
  if (source.question === 'nps' || !last) return [];
  const eightWeeks = lastWeeks(source.question, source.days, addDays(source.today, -1));
  const counted = ({ parts, n }: Score) => ({ hits: parts.positive, total: n });
  const level = steadilyLow(
    points.map(({ score }) => counted(score)),
    counted(eightWeeks),
  );
  if (level === null) return [];
  const { n, value, interval } = level === 'act' ? eightWeeks : last.score;
  const { from, to } = last.bucket;
  const kind = `low_${level}` as const;
  return [{ ...NOTHING, key: keyOf(source, kind, from), kind, from, to, n, value, interval }];
}

function unusual(source: SignalSource, { points, newest, limits }: Trend): ScoreSignal[] {
  const last = points.at(-1);
  if (!newest || !last || !limits) return [];
  const { from, to } = last.bucket;
  const { n, value, interval } = last.score;
  return [
    {
      ...{ key: keyOf(source, 'trend', from), kind: 'trend', from, to, n, value, interval },
      ...{ side: newest.side, rules: newest.rules, usual: null },
      ordinary: { low: limits.lower, high: limits.upper },
    },
  ];
}

/** Only where eight weeks of the series came before: a young series has nothing to be a burst against. */
function bursts(source: SignalSource): ScoreSignal[] {
  const { days, today, startedOn } = source;
  const countOf = new Map(
    days.map(({ day, counts }) => [day, counts.reduce((sum, count) => sum + count, 0)]),
  );
  const found: ScoreSignal[] = [];
  for (let i = 0; i < BURST_DAYS; i++) {
    const day = addDays(today, -i);
    if (daysBetween(startedOn, day) < REFERENCE_DAYS) break;
    const n = countOf.get(day) ?? 0;
    let before = 0;
    for (let k = 1; k <= REFERENCE_DAYS; k++) before += countOf.get(addDays(day, -k)) ?? 0;
    if (isBurst(n, before))
      found.push({
        ...{ ...NOTHING, key: keyOf(source, 'burst', day), kind: 'burst', from: day, to: day, n },
        usual: before / REFERENCE_DAYS,
      });
  }
  return found;
}
