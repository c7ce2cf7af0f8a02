// What the Journey screens show, computed from rows in the browser: one series, one period, one funnel.
import { mergeCells } from '../worker/domain/journey/breakdown.ts';
import { decodeCells } from '../worker/domain/journey/cells.ts';
import type { Breakdown } from '../worker/domain/journey/cells.ts';
import { funnel } from '../worker/domain/journey/funnel.ts';
import type { FunnelStep } from '../worker/domain/journey/funnel.ts';
import { rowsWithin } from '../worker/domain/journey/rows.ts';
import { notConnectedStages, reachedCounts } from '../worker/domain/journey/stages.ts';
import { sumTries } from '../worker/domain/journey/path-trie.ts';
import type { PathTrie } from '../worker/domain/journey/path-trie.ts';
import { wilsonInterval } from '../worker/domain/statistics.ts';
import type { Interval } from '../worker/domain/statistics.ts';
import type {
  BreakdownRow,
  JourneyAnswer,
  JourneyBreakdown,
  JourneyRow,
  Period,
  SeriesView,
} from '../worker/contract/journey.ts';
import type { Overview } from '../worker/contract/members.ts';
import { SYSTEM_STAGES } from '../worker/contract/vocabulary.ts';

export type FunnelRow = FunnelStep & {
  /** 95 % range of the share of the previous step; null where there is no share. */
  interval: Interval | null;
  /** Visits that reached the previous connected step and not this one; null where there is no previous step. */
  lost: number | null;
  biggestLoss: boolean;
};

export type JourneyView = {
  rows: FunnelRow[];
  visits: number;
  /** Visits with an act that is no step of the funnel, each its own count. */
  apart: { asked: number; attended: number; rated: number };
  /** The series shown, and all that have days in this period, oldest first. */
  shown: SeriesView | null;
  series: SeriesView[];
  hasProvisional: boolean;
};

/** One series within one period: what every answer about it is computed from. */
export type JourneySlice = {
  period: Period;
  /** The series taken, and all that have days in this period, oldest first. */
  shown: SeriesView | null;
  series: SeriesView[];
  /** Nothing is counted by a newer definition than that of `shown`. */
  isNewest: boolean;
  rows: JourneyRow[];
  paths: PathTrie;
  visits: number;
  hasProvisional: boolean;
};

/** Days counted by another definition are never added: the newest series of the period, or the one asked for. */
export function sliceJourney(answer: JourneyAnswer, period: Period, seriesId: string | null): JourneySlice {
  const inPeriod = rowsWithin(answer.rows, period, answer.period) ?? [];
  const present = new Set(inPeriod.map((row) => row.seriesId));
  const byStart = answer.series
    .filter(({ kind }) => kind === 'journey')
    .toSorted((a, b) => (a.startedOn < b.startedOn ? -1 : 1));
  const series = byStart.filter(({ id }) => present.has(id));
  const shown = series.find(({ id }) => id === seriesId) ?? series.at(-1) ?? null;
  const rows = inPeriod.filter((row) => row.seriesId === shown?.id);
  return {
    ...{ period, shown, series, rows, isNewest: shown === (byStart.at(-1) ?? null) },
    paths: sumTries(rows.map((row) => row.paths)),
    visits: rows.reduce((sum, row) => sum + row.visits, 0),
    hasProvisional: rows.some((row) => row.status === 'provisional'),
  };
}

/**
 * Stages that nothing has reached since their rules last changed, as far as the rows in hand tell; also stages of `steps` that
 * the site has dropped. An older series is judged by its own days: what changed after it does not disconnect what it counted.
 */
export function notConnectedIn(
  slice: JourneySlice,
  stages: Overview['stages'],
  rows: readonly JourneyRow[],
  steps: readonly (readonly number[])[] = [],
): Set<number> {
  const dropped = steps.flat().filter((id) => !stages.some((stage) => stage.id === id));
  const known = [...stages, ...dropped.map((id) => ({ id, changedOn: NEVER }))];
  return notConnectedStages(
    slice.isNewest ? known : known.map(({ id }) => ({ id, changedOn: '' })),
    rows.filter((row) => row.seriesId === slice.shown?.id).map(({ to, paths }) => ({ day: to, paths })),
    slice.shown?.startedOn,
  );
}

/** A date that no visit reaches. */
const NEVER = '9999-12-31';

/** Visits with an act that is no step of the funnel. */
export function apartOf(paths: Iterable<[string, number]>): JourneyView['apart'] {
  const reached = reachedCounts(paths);
  return {
    asked: reached.get(SYSTEM_STAGES.asked) ?? 0,
    attended: reached.get(SYSTEM_STAGES.attended) ?? 0,
    rated: reached.get(SYSTEM_STAGES.rated) ?? 0,
  };
}

type Options = {
  answer: JourneyAnswer;
  period: Period;
  /** The side of a break to show; null: the newest. */
  seriesId: string | null;
  stages: Overview['stages'];
  funnel: readonly (readonly number[])[];
};

/** The default funnel of one series within the period. */
export function viewJourney({ answer, period, seriesId, stages, funnel: steps }: Options): JourneyView {
  const slice = sliceJourney(answer, period, seriesId);
  const { shown, series, paths, visits, hasProvisional } = slice;
  const notConnected = notConnectedIn(slice, stages, answer.rows);
  return {
    rows: funnelRows(funnel(steps, paths, { notConnected }).steps),
    ...{ apart: apartOf(paths), shown, series, visits, hasProvisional },
  };
}

/** Losses and ranges between connected steps; the biggest loss is the greatest number of visits. */
export function funnelRows(steps: readonly FunnelStep[]): FunnelRow[] {
  let previous: number | null = null;
  const rows = steps.map((step): FunnelRow => {
    if (!step.connected) return { ...step, interval: null, lost: null, biggestLoss: false };
    const before = previous;
    previous = step.count;
    return {
      ...step,
      interval: before === null ? null : wilsonInterval(step.count, before),
      lost: before === null ? null : before - step.count,
      biggestLoss: false,
    };
  });
  const biggest = rows.reduce<FunnelRow | null>(
    (max, row) => ((row.lost ?? 0) > (max?.lost ?? 0) ? row : max),
    null,
  );
  if (biggest) biggest.biggestLoss = true;
  return rows;
}

/** The cells of one series within a period; other series are counted otherwise and are left out. */
export function cellsIn(breakdown: JourneyBreakdown, period: Period, seriesId: string | null): Breakdown {
  const rows = rowsWithin(breakdown.rows, period, breakdown.period) ?? [];
  return mergeCells(rows.filter((row) => row.seriesId === seriesId).map(cellsOf));
}

const decodedCells = new WeakMap<BreakdownRow, Breakdown>();
function cellsOf(row: BreakdownRow): Breakdown {
  const cells = decodedCells.get(row) ?? decodeCells(row.cells);
  decodedCells.set(row, cells);
  return cells;
}
