// The path of a visit: the letters of its stages in order, equal neighbours counted once, `found` put in front once.
import { FOUND_LETTER, stageLetter } from './letters.ts';

/** A path is kept to this many stages, `found` included; a path of exactly this length may have gone on. */
export const MAX_PATH_STAGES = 16;

/** The path of stages in order, without `found`: what a visit row keeps while its events come in order. */
export function pathOf(stages: readonly number[]): string {
  let path = '';
  for (const stage of stages) {
    const letter = stageLetter(stage);
    if (letter !== FOUND_LETTER && !path.endsWith(letter)) path += letter;
  }
  return path;
}

/** The path that is counted: `found` first, cut to MAX_PATH_STAGES. */
export const countedPath = (path: string): string => (FOUND_LETTER + path).slice(0, MAX_PATH_STAGES);
