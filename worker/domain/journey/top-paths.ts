// The commonest whole paths of visits, and how many visits went any other way.
import { letterStage } from './letters.ts';
import { MAX_PATH_STAGES } from './path.ts';

export type TopPath = {
  stages: number[];
  visits: number;
  /** Share of all visits, 0…1. */
  share: number;
  /** The path is as long as paths are kept: it may have gone on. */
  isCut: boolean;
};
export type TopPaths = { paths: TopPath[]; otherVisits: number; otherPaths: number; visits: number };

/** The `limit` commonest paths, equal ones in the order of their stages. */
export function topPaths(paths: Iterable<[string, number]>, limit: number): TopPaths {
  const sorted = [...paths].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  const visits = sorted.reduce((sum, [, count]) => sum + count, 0);
  const top = sorted.slice(0, limit).map(([path, count]): TopPath => ({
    stages: [...path].map(letterStage),
    visits: count,
    share: count / visits,
    isCut: path.length >= MAX_PATH_STAGES,
  }));
  const shown = top.reduce((sum, path) => sum + path.visits, 0);
  return { paths: top, otherVisits: visits - shown, otherPaths: sorted.length - top.length, visits };
}
