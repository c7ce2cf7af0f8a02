// What can be said of merged visits: of each only the set of stages is known, so a step has a least and a greatest reach.
import { FOUND_LETTER } from './letters.ts';
import { StepMatcher } from './reach.ts';
import type { StepLetters } from './reach.ts';

/** Steps that such a visit fills for certain, and the most it can have filled. */
export type Reach = { low: number; high: number };

/**
 * The bounds for a visit that reached this set of stages (`stages`: its letters, each once) in an order that is not kept. Known
 * of the order: `found` is first and only first; with one more stage there is one order only.
 */
export function reachBounds(stages: string, steps: readonly StepLetters[], strict: boolean): Reach {
  if (stages.length <= 2) {
    const exact = new StepMatcher(steps, strict).of(stages);
    return { low: exact, high: exact };
  }
  const later = stages.replaceAll(FOUND_LETTER, '');
  return { low: certainReach(stages, later, steps, strict), high: possibleReach(stages, later, steps) };
}

/** A stage may have been reached more than once, so nothing but an absent stage ends the way. */
function possibleReach(stages: string, later: string, steps: readonly StepLetters[]): number {
  let depth = 0;
  while (depth < steps.length && holdsAny(depth === 0 ? stages : later, steps[depth]!)) depth++;
  return depth;
}

/** Past the first step only what follows `found` is certain: something of the next step, or (strict) nothing but it. */
function certainReach(stages: string, later: string, steps: readonly StepLetters[], strict: boolean): number {
  const [first, second] = steps;
  if (!first || !holdsAny(stages, first)) return 0;
  if (!second || !first.has(FOUND_LETTER) || !stages.includes(FOUND_LETTER)) return 1;
  const follows = strict ? [...later].every((letter) => second.has(letter)) : holdsAny(later, second);
  return follows ? 2 : 1;
}

const holdsAny = (stages: string, step: StepLetters): boolean =>
  [...stages].some((letter) => step.has(letter));
