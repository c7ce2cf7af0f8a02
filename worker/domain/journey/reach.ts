// How many steps of a funnel one path fills: in order with anything between, or by neighbours only.
import { stageLetter } from './letters.ts';

/** A step as the letters of its stages: any of them fills it. */
export type StepLetters = ReadonlySet<string>;

export const stepLetters = (steps: readonly (readonly number[])[]): StepLetters[] =>
  steps.map((stages) => new Set(stages.map(stageLetter)));

/** Steps filled by a path, 0…steps. `strict`: the next distinct stage of the visit must be the next step. */
export const reachOf = (path: string, steps: readonly StepLetters[], strict: boolean): number =>
  strict ? strictReach(path, steps) : sequentialReach(path, steps);

/** Each step takes the earliest event after the step before: no other choice fills more. */
function sequentialReach(path: string, steps: readonly StepLetters[]): number {
  let depth = 0;
  for (const letter of path) if (depth < steps.length && steps[depth]!.has(letter)) depth++;
  return depth;
}

/** The most steps filled by neighbouring stages, whatever stage of the visit the run starts at. */
function strictReach(path: string, steps: readonly StepLetters[]): number {
  let best = 0;
  for (let start = 0; start < path.length && best < steps.length; start++) {
    let depth = 0;
    while (depth < steps.length && start + depth < path.length && steps[depth]!.has(path[start + depth]!))
      depth++;
    best = Math.max(best, depth);
  }
  return best;
}
