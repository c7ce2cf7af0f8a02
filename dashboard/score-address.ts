// The view of the Satisfaction page as its address: what one person sees, another sees who opens the same link.
import { SCORE_DIMENSIONS } from '../worker/contract/vocabulary.ts';
import type { ScoreDimension } from '../worker/contract/vocabulary.ts';
import { DEFAULT_PERIOD, periodName } from './periods.ts';
import type { PeriodName } from './periods.ts';

/** Weeks on each side of a comparison. */
export const COMPARED_WEEKS = [4, 8, 13, 26] as const;
export type ComparedWeeks = (typeof COMPARED_WEEKS)[number];

export type ScoreAddress = {
  period: PeriodName;
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
    by: SCORE_DIMENSIONS.find((name) => name === query.get('by')) ?? 'source',
    series: /^[0-9A-Za-z]{1,40}$/.test(series) ? series : null,
    changed: isDate(changed) ? changed : null,
    weeks: COMPARED_WEEKS.find((weeks) => String(weeks) === query.get('weeks')) ?? 4,
  };
}

const isDate = (text: string): boolean =>
  /^20\d\d-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);

/** The query string of a view, with its `?`; empty for the page as it opens. */
export function writeScoreAddress({ period, by, series, changed, weeks }: ScoreAddress): string {
  const query = new URLSearchParams();
  if (period !== DEFAULT_PERIOD) query.set('period', period);
  if (by !== 'source') query.set('by', by);
  if (series !== null) query.set('series', series);
  if (changed !== null) query.set('changed', changed);
  if (weeks !== 4) query.set('weeks', String(weeks));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}
