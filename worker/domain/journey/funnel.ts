// How many visits reached each step of a funnel, exactly, from path counts.
import { PathTrie } from './path-trie.ts';
import { StepMatcher, stepLetters } from './reach.ts';

export type FunnelStep = {
  stages: number[];
  /** False when none of its stages is connected: the step is shown so, and skipped in matching and ratios. */
  connected: boolean;
  count: number;
  /** Share of the first connected step's visits, 0…1; null when that is empty or this step is not connected. */
  ofFirst: number | null;
  /** Share of the previous connected step's visits, 0…1; null for the first step and after an empty one. */
  ofPrevious: number | null;
};
export type Funnel = { visits: number; steps: FunnelStep[] };
export type FunnelOptions = { strict?: boolean; notConnected?: ReadonlySet<number> };

/**
 * Conventions: counted in visits; a step is a set of stages and any of them fills it; one event fills one step; a visit
 * reaches step k only through steps 1…k−1; a later start may succeed where an earlier one failed. `strict`: the next
 * distinct stage of the visit must be the next step; otherwise other stages may lie between.
 */
export function funnel(
  steps: readonly (readonly number[])[],
  paths: PathTrie | ReadonlyMap<string, number>,
  { strict = false, notConnected = new Set() }: FunnelOptions = {},
): Funnel {
  const connected = steps.map((stages) => stages.some((stage) => !notConnected.has(stage)));
  const matcher = new StepMatcher(stepLetters(steps.filter((_, i) => connected[i])), strict);
  const reached = paths instanceof PathTrie ? paths.reached(matcher) : reachedBy(paths, matcher);
  return { visits: reached[0]!, steps: ratios(steps, connected, reached.slice(1)) };
}

/** Visits that filled at least 0, 1 … all steps. */
function reachedBy(paths: ReadonlyMap<string, number>, matcher: StepMatcher): number[] {
  const reached = new Array<number>(matcher.length + 1).fill(0);
  for (const [path, visits] of paths)
    for (let depth = matcher.of(path); depth >= 0; depth--) reached[depth]! += visits;
  return reached;
}

function ratios(steps: readonly (readonly number[])[], connected: boolean[], counts: number[]): FunnelStep[] {
  const first = counts[0] ?? 0;
  let previous: number | null = null;
  let next = 0;
  return steps.map((stages, i) => {
    if (!connected[i])
      return { stages: [...stages], connected: false, count: 0, ofFirst: null, ofPrevious: null };
    const count = counts[next++]!;
    const ofPrevious = previous === null ? null : share(count, previous);
    previous = count;
    return { stages: [...stages], connected: true, count, ofFirst: share(count, first), ofPrevious };
  });
}

const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
