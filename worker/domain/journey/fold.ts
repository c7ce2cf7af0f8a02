// Adding visits up: from groups of equal visits to a day's path counts, whole and by one dimension each, and times; from days to weeks and months.
import { DIMENSIONS } from '../../contract/journey.ts';
import type { Dimension } from '../../contract/journey.ts';
import {
  addBreakdown,
  addToCell,
  cutTail,
  decodeBreakdown,
  emptyBreakdowns,
  encodeBreakdown,
  KEPT_PATHS,
} from './cells.ts';
import type { Breakdowns } from './cells.ts';
import { FOUND, FOUND_LETTER, letterStage } from './letters.ts';
import { eventsOf } from './log.ts';
import { countedPath, pathOf } from './path.ts';
import { addPairTimes, addTime, addVisitTimes, decodePairTimes, encodePairTimes } from './times.ts';
import type { PairTimes } from './times.ts';
import { addPath, decodeTrie, encodeTrie } from './trie.ts';
import type { PathCounts } from './trie.ts';

/** Visits of a day that are alike. `log` is empty when `path` is sure, else the path is read from it. */
export type VisitGroup = Record<Exclude<Dimension, 'entry'>, string> & {
  seriesId: string;
  path: string;
  log: string;
  visits: number;
};

/** A visit for its times: its log, or its path when it had one event only. */
export type VisitTiming = { seriesId: string; log: string; path: string; visits: number };

export type SeriesFold = { visits: number; paths: PathCounts; by: Breakdowns; times: PairTimes };
/** The folded visits of a day by series id. */
export type DayFold = Map<string, SeriesFold>;

/** Adds groups of visits to a fold. The order of groups does not matter. */
export function addGroups(fold: DayFold, groups: Iterable<VisitGroup>): void {
  for (const group of groups) {
    const own = group.log === '' ? group.path : pathOf(eventsOf(group.log).map((event) => event.stage));
    const path = countedPath(own);
    const series = seriesOf(fold, group.seriesId);
    series.visits += group.visits;
    addPath(series.paths, path, group.visits);
    for (const dimension of DIMENSIONS) {
      const value = dimension === 'entry' ? String(entryStage(own)) : group[dimension];
      addToCell(series.by[dimension], value, path, group.visits);
    }
  }
}

/** Adds the times between stages of visits to a fold. */
export function addTimings(fold: DayFold, timings: Iterable<VisitTiming>): void {
  for (const { seriesId, log, path, visits } of timings) {
    const { times } = seriesOf(fold, seriesId);
    if (log !== '') addVisitTimes(times, log);
    else if (path !== '') addTime(times, FOUND_LETTER + path, 0, visits);
  }
}

export const emptyFold = (): SeriesFold => ({
  visits: 0,
  paths: new Map(),
  by: emptyBreakdowns(),
  times: new Map(),
});

function seriesOf(fold: DayFold, seriesId: string): SeriesFold {
  let series = fold.get(seriesId);
  if (!series) fold.set(seriesId, (series = emptyFold()));
  return series;
}

/** The first stage after `found`, or `found` when nothing followed. */
const entryStage = (path: string): number => (path === '' ? FOUND : letterStage(path.charAt(0)));

/** What a row holds of a series, as stored. A breakdown that has aged out is the empty text. */
export type RowTexts = { visits: number; paths: string; by: Record<Dimension, string>; times: string };

/** A series as the texts of a row, with at most `keptPaths` paths in each breakdown. */
export const encodeRow = ({ visits, paths, by, times }: SeriesFold, keptPaths = Infinity): RowTexts => ({
  visits,
  paths: encodeTrie(paths),
  by: byDimension((dimension) => encodeBreakdown(cutTail(by[dimension], keptPaths))),
  times: encodePairTimes(times),
});

/** A series from the texts of a row. */
export const decodeRow = ({ visits, paths, by, times }: RowTexts): SeriesFold => ({
  visits,
  paths: decodeTrie(paths),
  by: byDimension((dimension) => (by[dimension] === '' ? new Map() : decodeBreakdown(by[dimension]))),
  times: decodePairTimes(times),
});

const byDimension = <T>(of: (dimension: Dimension) => T): Record<Dimension, T> => ({
  source: of('source'),
  campaign: of('campaign'),
  device: of('device'),
  language: of('language'),
  entry: of('entry'),
});

/**
 * The rows of several days added up: what a week or a month is. Exact in paths and times; what days have in their tails
 * stays there. A breakdown that one of the days has lost is lost.
 */
export function mergeRows(rows: readonly RowTexts[]): RowTexts {
  const sum = emptyFold();
  for (const row of rows.map(decodeRow)) {
    sum.visits += row.visits;
    for (const [path, visits] of row.paths) addPath(sum.paths, path, visits);
    for (const dimension of DIMENSIONS) addBreakdown(sum.by[dimension], row.by[dimension]);
    addPairTimes(sum.times, row.times);
  }
  const texts = encodeRow(sum, KEPT_PATHS.roll);
  for (const dimension of DIMENSIONS) {
    if (rows.some(({ by }) => by[dimension] === '')) texts.by[dimension] = '';
  }
  return texts;
}

/** A fold in progress as text. */
export const encodeFold = (fold: DayFold): string =>
  JSON.stringify(Object.fromEntries([...fold].map(([id, series]) => [id, encodeRow(series)])));

/** A fold in progress from its text; the empty text is an empty fold. */
export function decodeFold(text: string): DayFold {
  const texts: Record<string, RowTexts> = text === '' ? {} : JSON.parse(text);
  return new Map(Object.entries(texts).map(([id, row]) => [id, decodeRow(row)]));
}
