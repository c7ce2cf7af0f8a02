// What the dashboard asks and reads of scores: one measure's days over a period, and its breakdown by one dimension.
import * as v from 'valibot';
import { id, localDate, optionalText } from './common.ts';
import type { Period, SeriesView } from './journey.ts';
import { MOMENTS, QUESTIONS } from './vocabulary.ts';
import type { ChartRule, Moment, Question, ScoreDimension, SignalKind } from './vocabulary.ts';

/** A question asked at a moment: two of them are never added together. */
export type Measure = { question: Question; moment: Moment };

const asked = {
  from: localDate,
  to: localDate,
  question: v.optional(v.picklist(QUESTIONS)),
  moment: v.optional(v.picklist(MOMENTS)),
};
export const scoresQuery = v.pipe(
  v.object(asked),
  v.check(({ from, to }) => from <= to),
);
export const breakdownQuery = v.pipe(
  v.object({ ...asked, series: v.optional(id) }),
  v.check(({ from, to }) => from <= to),
);

/**
 * Answers of one local day and series. Counts are in the order of the question's scale, best first; of "what stopped you?" by reason;
 * of the open question one number.
 */
export type ScoreDay = { day: string; seriesId: string; counts: number[] };

export type ScoresAnswer = {
  period: Period;
  /** Local date "today" in the site's zone, and that zone. */
  today: string;
  zone: string;
  asOfMs: number;
  /** The measure answered: the one asked for, or the one that Overview names, or the first there is; null: nobody ever answered. */
  measure: Measure | null;
  /** All measures of the site. */
  measures: Measure[];
  /** By what this member may have a score broken down. */
  dimensions: ScoreDimension[];
  /** Its series that began by the period's end, oldest first. */
  series: SeriesView[];
  days: ScoreDay[];
  /** How often its question was asked and opened within the period, by day and wording. */
  asked: SurveyDay[];
};

/** How often a question was asked and opened on a local day; pages say it of themselves, so it can be forged. */
export type SurveyDay = {
  day: string;
  question: Question;
  moment: Moment;
  wording: number;
  asked: number;
  opened: number;
};

/**
 * `counts` is null where the group is hidden. The value of a stage, branch is its id, of a doctor "branch/doctor" with both ids;
 * '' means that it is not known.
 */
export type ScoreGroup = { value: string; counts: number[] | null };
/** A stretch of whole months. `groups` is null where none may be shown; groups of nobody are left out. */
export type ScoreBlock = { from: string; to: string; n: number; groups: ScoreGroup[] | null };
export type BreakdownAnswer = {
  period: Period;
  dimension: ScoreDimension;
  measure: Measure | null;
  series: SeriesView | null;
  /** What branches and doctors are called, by id; removed ones too. Other dimensions need none. */
  names: Record<string, string>;
  /** The blocks that lie within the period and are over, oldest first. */
  blocks: ScoreBlock[];
};

/** Something unusual about a score, with what it rests on. Shares are fractions of one. */
export type ScoreSignal = {
  /** Names this very signal: its kind, series and day. */
  key: string;
  kind: SignalKind;
  measure: Measure;
  from: string;
  to: string;
  n: number;
  value: number | null;
  interval: { low: number; high: number } | null;
  /** Of a trend: on which side of the average the newest point lies, why it is unusual, and what is ordinary. */
  side: 'above' | 'below' | null;
  rules: ChartRule[];
  ordinary: { low: number; high: number } | null;
  /** Of a burst: answers a day in the eight weeks before. */
  usual: number | null;
  /** Of fewer answers: how many of those asked answered, in the eight weeks before and in the last four. */
  response: { before: Answered; now: Answered } | null;
};
export type Answered = { answered: number; asked: number };
/** `noted`: an owner has seen it, and what they wrote about it. */
export type SignalView = ScoreSignal & { noted: { note: string; by: string; atMs: number } | null };
export type SignalsAnswer = { signals: SignalView[]; asOfMs: number };

export const signalNote = v.strictObject({
  key: v.pipe(v.string(), v.maxLength(60), v.regex(/^[a-z_]{3,12}\.[0-9A-Za-z]{1,40}\.\d{4}-\d\d-\d\d$/)),
  note: optionalText(300),
});
