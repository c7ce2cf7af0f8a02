// Which stages visits reached, and which nothing has reached since their rules last changed.
import { FOUND, letterStage } from './letters.ts';

/** How many visits reached each stage at least once; stages nobody reached are absent. */
export function reachedCounts(paths: Iterable<[string, number]>): Map<number, number> {
  const counts = new Map<number, number>();
  for (const [path, visits] of paths) {
    for (const letter of new Set(path)) {
      const stage = letterStage(letter);
      counts.set(stage, (counts.get(stage) ?? 0) + visits);
    }
  }
  return counts;
}

/**
 * Stages that no visit reached on a day since their rules last changed: drawn as not connected, skipped in ratios.
 * `days` are the day rows in hand (a stage reached only before them counts as not connected); days before
 * `seriesChangedOn`, the start of the present series, were counted by other rules and do not connect a stage.
 */
export function notConnectedStages(
  stages: readonly { id: number; changedOn: string }[],
  days: readonly { day: string; paths: string }[],
  seriesChangedOn: string | null = null,
): Set<number> {
  const lastReachedOn = new Map<number, string>();
  for (const { day, paths } of days) {
    // A letter stands in the text of a row only where some visit went through it.
    for (const letter of new Set(paths.match(/[A-Za-z]/g))) {
      const stage = letterStage(letter);
      if (day > (lastReachedOn.get(stage) ?? '')) lastReachedOn.set(stage, day);
    }
  }
  const isConnected = ({ id, changedOn }: { id: number; changedOn: string }): boolean => {
    const since = seriesChangedOn !== null && seriesChangedOn > changedOn ? seriesChangedOn : changedOn;
    return id === FOUND || (lastReachedOn.get(id) ?? '') >= since;
  };
  return new Set(stages.filter((stage) => !isConnected(stage)).map((stage) => stage.id));
}
