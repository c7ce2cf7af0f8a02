// Which of the owner's topics a comment carries: a topic's words are cut to stems and looked for among the stems of the comment.
import { stemOf } from '../stems.ts';

/** Texts that must all be in a comment's stems, which stand between spaces: " ждат " a whole word, " регистр" its beginning. */
export type Needles = readonly string[];

/** The needles of a word or a phrase; none when it has no word of two letters. A star at the end of a word: any ending. */
export function needlesOf(phrase: string): Needles {
  const words = phrase.toLowerCase().match(/[\p{L}\d]{2,40}\*?/gu) ?? [];
  return words.map((word) =>
    word.endsWith('*') ? ` ${word.slice(0, -1).replaceAll('ё', 'е')}` : ` ${stemOf(word)} `,
  );
}

/** True when one of a topic's phrases is in a comment with these stems (each between spaces). */
export const carriesTopic = (stems: string, patterns: readonly Needles[]): boolean =>
  patterns.some((needles) => needles.length > 0 && needles.every((needle) => stems.includes(needle)));
