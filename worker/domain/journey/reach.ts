// How many steps of a funnel one path fills: in order with anything between, or by neighbours only.
import { stageLetter } from './letters.ts';

/** A step as the letters of its stages: any of them fills it. */
export type StepLetters = ReadonlySet<string>;

export const stepLetters = (steps: readonly (readonly number[])[]): StepLetters[] =>
  steps.map((stages) => new Set(stages.map(stageLetter)));

const LETTER_CODES = 128;
/** Bits of a state that hold the count of filled steps; above them, when strict, the runs that are going on. */
const DEPTH_BITS = 4;
const DEPTH = (1 << DEPTH_BITS) - 1;

/**
 * Reads a path letter by letter. A state is a number, so that paths with a common beginning are read once.
 *
 * Sequential: each step takes the earliest event after the step before; no other choice fills more. `strict`: the next distinct
 * stage of the visit must be the next step, whatever stage of the visit the run starts at; the longest run counts.
 */
export class StepMatcher {
  readonly start = 0;
  /** Number of steps, at most 8. */
  readonly length: number;
  readonly #strict: boolean;
  /** By a letter's code: bit k stands for step k. */
  readonly #fills = new Uint8Array(LETTER_CODES);

  constructor(steps: readonly StepLetters[], strict: boolean) {
    this.length = steps.length;
    this.#strict = strict;
    steps.forEach((letters, k) => {
      for (const letter of letters) this.#fills[letter.charCodeAt(0)]! |= 1 << k;
    });
  }

  /** The state after one more letter. */
  next(state: number, code: number): number {
    const fills = this.#fills[code]!;
    if (!this.#strict) return state + ((fills >> state) & 1);
    // Bit k: a run that began k stages ago has filled steps 0…k.
    const runs = (((state >> DEPTH_BITS) << 1) | 1) & fills;
    return (runs << DEPTH_BITS) | Math.max(state & DEPTH, 32 - Math.clz32(runs));
  }

  /** Steps filled in a state, 0…length. */
  filled(state: number): number {
    return state & DEPTH;
  }

  /** Steps filled by a whole path. */
  of(path: string): number {
    let state = this.start;
    for (let at = 0; at < path.length; at++) state = this.next(state, path.charCodeAt(at));
    return this.filled(state);
  }
}
