// A stage is one letter of a path: ids 1…26 are A–Z, 27…52 are a–z, so a path is a short plain string.

/** The stage every visit has once, put first by the fold and never stored in a visit's own path. */
export const FOUND = 1;

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
export const FOUND_LETTER = 'A';

/** The letter of a stage id. Throws RangeError outside 1…52. */
export function stageLetter(stage: number): string {
  const letter = LETTERS[stage - 1];
  if (letter === undefined) throw new RangeError(`stage ${stage} has no letter`);
  return letter;
}

/** The stage id of a letter. Throws RangeError for anything that is not one letter. */
export function letterStage(letter: string): number {
  const index = LETTERS.indexOf(letter);
  if (index < 0 || letter.length !== 1) throw new RangeError('not a stage letter');
  return index + 1;
}
