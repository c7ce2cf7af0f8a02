// What the Journey screens show, computed from day rows in the browser: one series, one period, the default funnel.
import { funnel } from '../worker/domain/journey/funnel.ts';
import type { FunnelStep } from '../worker/domain/journey/funnel.ts';
import { rowsWithin } from '../worker/domain/journey/rows.ts';
import { notConnectedStages, reachedCounts } from '../worker/domain/journey/stages.ts';
import { decodeTrie, mergePaths } from '../worker/domain/journey/trie.ts';
import type { PathCounts } from '../worker/domain/journey/trie.ts';
import { wilsonInterval } from '../worker/domain/statistics.ts';
import type { Interval } from '../worker/domain/statistics.ts';
import type { JourneyAnswer, JourneyRow, Period, SeriesView } from '../worker/contract/journey.ts';
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

type Options = {
  answer: JourneyAnswer;
  period: Period;
  /** The side of a break to show; null: the newest. */
  seriesId: string | null;
  stages: Overview['stages'];
  funnel: readonly (readonly number[])[];
};

/** One series within the period: days counted by another definition are never added. */
export function viewJourney({ answer, period, seriesId, stages, funnel: steps }: Options): JourneyView {
  const inPeriod = rowsWithin(answer.rows, period, answer.period) ?? [];
  const present = new Set(inPeriod.map((row) => row.seriesId));
  const series = answer.series
    .filter(({ id, kind }) => kind === 'journey' && present.has(id))
    .toSorted((a, b) => (a.startedOn < b.startedOn ? -1 : 1));
  const shown = series.find(({ id }) => id === seriesId) ?? series.at(-1) ?? null;
  const days = inPeriod.filter((day) => day.seriesId === shown?.id);
  const paths = mergePaths(days.map((day) => pathsOf(day)));
  const reached = reachedCounts(paths);
  const notConnected = notConnectedStages(
    stages,
    answer.rows.filter((row) => row.seriesId === shown?.id).map(({ to, paths }) => ({ day: to, paths })),
    shown?.startedOn,
  );
  return {
    rows: funnelRows(funnel(steps, paths, { notConnected }).steps),
    visits: days.reduce((sum, day) => sum + day.visits, 0),
    apart: {
      asked: reached.get(SYSTEM_STAGES.asked) ?? 0,
      attended: reached.get(SYSTEM_STAGES.attended) ?? 0,
      rated: reached.get(SYSTEM_STAGES.rated) ?? 0,
    },
    shown,
    series,
    hasProvisional: days.some((day) => day.status === 'provisional'),
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

/** Decoding 90 days of a large site costs tens of milliseconds, and a change of period needs the same days again. */
const decoded = new WeakMap<JourneyRow, PathCounts>();
function pathsOf(day: JourneyRow): PathCounts {
  const paths = decoded.get(day) ?? decodeTrie(day.paths);
  decoded.set(day, paths);
  return paths;
}
