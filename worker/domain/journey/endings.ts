// Where lost visits ended: the last stage of every visit that reached a step of the funnel and not the next.
import { letterStage } from './letters.ts';
import { MAX_PATH_STAGES } from './path.ts';
import { StepMatcher, stepLetters } from './reach.ts';
import type { FunnelOptions } from './funnel.ts';

export type Ending = { stage: number; visits: number };
export type LostAfter = {
  /** Index of the step that was their last one. */
  step: number;
  lost: number;
  /** By last stage, the commonest first; they add up to `lost`. */
  endings: Ending[];
  /** Of these, visits so long that their path is cut: they may have gone on. */
  cut: number;
};

/** One entry per connected step but the last, in order. Rules of steps as in `funnel`. */
export function lostEndings(
  steps: readonly (readonly number[])[],
  paths: Iterable<[string, number]>,
  { strict = false, notConnected = new Set() }: FunnelOptions = {},
): LostAfter[] {
  const connected = steps.flatMap((stages, i) => (stages.some((s) => !notConnected.has(s)) ? [i] : []));
  const matcher = new StepMatcher(stepLetters(connected.map((i) => steps[i]!)), strict);
  const lost = connected.slice(0, -1).map((step) => ({ step, by: new Map<number, number>(), cut: 0 }));
  for (const [path, visits] of paths) {
    const after = lost[matcher.of(path) - 1];
    if (!after) continue;
    const stage = letterStage(path.charAt(path.length - 1));
    after.by.set(stage, (after.by.get(stage) ?? 0) + visits);
    if (path.length >= MAX_PATH_STAGES) after.cut += visits;
  }
  return lost.map(({ step, by, cut }) => {
    const endings = [...by].map(([stage, visits]) => ({ stage, visits }));
    endings.sort((a, b) => b.visits - a.visits || a.stage - b.stage);
    return { step, lost: endings.reduce((sum, ending) => sum + ending.visits, 0), endings, cut };
  });
}
