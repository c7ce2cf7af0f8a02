// What the dashboard asks about journeys and what it gets: rows that tile a period, whole, by one dimension, and the times between.
import * as v from 'valibot';
import { localDate } from './common.ts';
import { DIMENSIONS } from './vocabulary.ts';
import type { Dimension, Mode, Moment, Question } from './vocabulary.ts';

export const period = v.pipe(
  v.object({ from: localDate, to: localDate }),
  v.check(({ from, to }) => from <= to),
);
/** Local dates, both included. */
export type Period = v.InferOutput<typeof period>;
export type LocalDate = string;

export type SeriesView = {
  id: string;
  kind: 'journey' | 'answers';
  mode: Mode;
  zone: string;
  rulesVersion: number;
  question: Question | null;
  moment: Moment | null;
  /** Answers only: the version of the question's words. */
  wording?: number;
  startedOn: string;
};

/** What a row covers of which series. The rows of an answer tile its period: no day is in two rows of one series. */
export type RowSpan = {
  /** One local day, or the days of a whole ISO week or calendar month added up; both included. */
  from: LocalDate;
  to: LocalDate;
  seriesId: string;
  /** `closed`: final. `provisional`: the day is still open, counted up to `asOfMs`. */
  status: 'provisional' | 'closed';
};

/** `paths` is a trie text, see domain/journey/trie.ts. */
export type JourneyRow = RowSpan & { visits: number; paths: string; asOfMs: number };

export type JourneyAnswer = {
  period: Period;
  zone: string;
  /** Local date "today" in the site's zone. */
  today: LocalDate;
  series: SeriesView[];
  rows: JourneyRow[];
  asOfMs: number;
};

export { DIMENSIONS };
export type { Dimension };
export const dimension = v.picklist(DIMENSIONS);

/**
 * The visits of one value. `paths` is a trie of the commonest paths; `tail` a trie of *sets* of stages, letters sorted, each
 * the stages that visits of the rarer paths reached, in an order no longer known. Empty unless the cell has very many paths.
 * The sum over a row's cells, tails included, is the row of the base answer in visits and in stages reached.
 */
export type Cell = { paths: string; tail: string };

export type BreakdownRow = RowSpan & { cells: Record<string, Cell> };
export type JourneyBreakdown = {
  period: Period;
  dimension: Dimension;
  /** Dimensions are kept from this date on: rows before it are not in the answer. */
  keptFrom: LocalDate;
  rows: BreakdownRow[];
  asOfMs: number;
};

/**
 * How long it took from the first reach of one stage to the first later reach of another, over all visits of closed days.
 * Keys are the two letters of an ordered pair; values are bucket counts, see domain/journey/times.ts.
 */
export type TimesRow = Omit<RowSpan, 'status'> & { pairs: Record<string, string> };
export type JourneyTimes = { period: Period; rows: TimesRow[] };
