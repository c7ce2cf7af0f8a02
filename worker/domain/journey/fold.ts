// Adding visits up: from groups of equal visits to path counts of a day, whole and by one dimension each.
import { FOUND, letterStage } from './letters.ts';
import { orderEvents, parseLog } from './log.ts';
import { countedPath, pathOf } from './path.ts';
import { addPath, decodeTrie, encodeTrie } from './trie.ts';
import type { PathCounts } from './trie.ts';

export const DIMENSIONS = ['source', 'campaign', 'device', 'language', 'entry'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Visits of a day that are alike. `log` is empty when `path` is sure, else the path is read from it. */
export type VisitGroup = Record<Exclude<Dimension, 'entry'>, string> & {
  seriesId: string;
  path: string;
  log: string;
  visits: number;
};

export type Breakdown = Map<string, PathCounts>;
export type SeriesFold = { visits: number; paths: PathCounts; by: Record<Dimension, Breakdown> };
/** The folded visits of a day by series id. */
export type DayFold = Map<string, SeriesFold>;

/** Adds groups of visits to a fold. The order of groups does not matter. */
export function addGroups(fold: DayFold, groups: Iterable<VisitGroup>): void {
  for (const group of groups) {
    const own =
      group.log === '' ? group.path : pathOf(orderEvents(parseLog(group.log)).map((event) => event.stage));
    const path = countedPath(own);
    const series = fold.get(group.seriesId) ?? emptyFold();
    fold.set(group.seriesId, series);
    series.visits += group.visits;
    addPath(series.paths, path, group.visits);
    for (const dimension of DIMENSIONS) {
      const value = dimension === 'entry' ? String(entryStage(own)) : group[dimension];
      const paths: PathCounts = series.by[dimension].get(value) ?? new Map();
      series.by[dimension].set(value, paths);
      addPath(paths, path, group.visits);
    }
  }
}

const emptyFold = (): SeriesFold => ({
  visits: 0,
  paths: new Map(),
  by: { source: new Map(), campaign: new Map(), device: new Map(), language: new Map(), entry: new Map() },
});

/** The first stage after `found`, or `found` when nothing followed. */
const entryStage = (path: string): number => (path === '' ? FOUND : letterStage(path.charAt(0)));

/** Text of a breakdown: a JSON object, value -> trie, sorted by value. */
export const encodeBreakdown = (breakdown: Breakdown): string =>
  JSON.stringify(
    Object.fromEntries(
      [...breakdown].sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, encodeTrie(v)]),
    ),
  );

/** A breakdown from its text: dimension value -> path counts. Throws when it is not of that form. */
export function decodeBreakdown(text: string): Breakdown {
  const tries: Record<string, string> = JSON.parse(text);
  return new Map(Object.entries(tries).map(([value, trie]) => [value, decodeTrie(trie)]));
}

type SeriesText = { visits: number; paths: string; by: Record<Dimension, string> };

/** A fold in progress as text. */
export function encodeFold(fold: DayFold): string {
  const texts = [...fold].map(([id, { visits, paths, by }]): [string, SeriesText] => [
    id,
    {
      visits,
      paths: encodeTrie(paths),
      by: {
        source: encodeBreakdown(by.source),
        campaign: encodeBreakdown(by.campaign),
        device: encodeBreakdown(by.device),
        language: encodeBreakdown(by.language),
        entry: encodeBreakdown(by.entry),
      },
    },
  ]);
  return JSON.stringify(Object.fromEntries(texts));
}

/** A fold in progress from its text; the empty text is an empty fold. */
export function decodeFold(text: string): DayFold {
  const texts: Record<string, SeriesText> = text === '' ? {} : JSON.parse(text);
  return new Map(
    Object.entries(texts).map(([id, { visits, paths, by }]) => [
      id,
      {
        visits,
        paths: decodeTrie(paths),
        by: {
          source: decodeBreakdown(by.source),
          campaign: decodeBreakdown(by.campaign),
          device: decodeBreakdown(by.device),
          language: decodeBreakdown(by.language),
          entry: decodeBreakdown(by.entry),
        },
      },
    ]),
  );
}
