// Words of a text cut to their stems, Russian and English, so that a search finds a word in all its forms.
import { stemmer as englishStem } from '@orama/stemmers/english';
import { stemmer as russianStem } from '@orama/stemmers/russian';

/** Different words of a text that are kept: a text that long is found by its beginning. */
const MOST_WORDS = 120;

/** Different stems of a text in the order of their first word. Cyrillic words are taken for Russian, Latin for English. */
export function stemsOf(text: string): string[] {
  const words = new Set(text.toLowerCase().match(/[\p{L}\d]{2,40}/gu) ?? []);
  return [...new Set([...words].slice(0, MOST_WORDS).map(stemOf))];
}

export function stemOf(word: string): string {
  const plain = word.replaceAll('ё', 'е');
  if (/^[а-я]+$/.test(plain)) return russianStem(plain);
  return /^[a-z]+$/.test(plain) ? englishStem(plain) : plain;
}
