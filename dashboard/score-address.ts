// The view of the Satisfaction page as its address: what one person sees, another sees who opens the same link.
import type { Measure } from '../worker/contract/scores.ts';
import { MOMENTS, QUESTIONS, SCORE_DIMENSIONS } from '../worker/contract/vocabulary.ts';
import type { ScoreDimension } from '../worker/contract/vocabulary.ts';
import { DEFAULT_PERIOD, periodName } from './periods.ts';
import type { PeriodName } from './periods.ts';

/** Weeks on each side of a comparison. */
export const COMPARED_WEEKS = [4, 8, 13, 26] as const;
export type ComparedWeeks = (typeof COMPARED_WEEKS)[number];

export type ScoreAddress = {
  period: PeriodName;
  /** What is measured; null: what Overview names. */
  measure: Measure | null;
  by: ScoreDimension;
  /** The side of a break in counting; null: the newest. */
  series: string | null;
  /** The day that splits before from after; null: four weeks ago. */
  changed: string | null;
  weeks: ComparedWeeks;
};

/** What a query string asks for; a part that makes no sense is as if it were not there. */
export function readScoreAddress(query: URLSearchParams): ScoreAddress {
  const series = query.get('series') ?? '';
  const changed = query.get('changed') ?? '';
  return {
    period: periodName(query.get('period')),
    measure: readMeasure(query.get('measure') ?? ''),
    by: SCORE_DIMENSIONS.find((name) => name === query.get('by')) ?? 'source',
    series: /^[0-9A-Za-z]{1,40}$/.test(series) ? series : null,
    changed: isDate(changed) ? changed : null,
    weeks: COMPARED_WEEKS.find((weeks) => String(weeks) === query.get('weeks')) ?? 4,
  };
}

/** "nps.card": the question and its moment. */
export const measureName = ({ question, moment }: Measure): string => `${question}.${moment}`;

export function readMeasure(name: string): Measure | null {
  const [first, second] = name.split('.');
  const question = QUESTIONS.find((one) => one === first);
  const moment = MOMENTS.find((one) => one === second);
  return question && moment ? { question, moment } : null;
}

const isDate = (text: string): boolean =>
  /^20\d\d-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);

/** The query string of a view, with its `?`; empty for the page as it opens. */
export function writeScoreAddress(address: ScoreAddress): string {
  const { period, measure, by, series, changed, weeks } = address;
  const query = new URLSearchParams();
  if (period !== DEFAULT_PERIOD) query.set('period', period);
  if (measure !== null) query.set('measure', measureName(measure));
  if (by !== 'source') query.set('by', by);
  if (series !== null) query.set('series', series);
  if (changed !== null) query.set('changed', changed);
  if (weeks !== 4) query.set('weeks', String(weeks));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
