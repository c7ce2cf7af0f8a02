// Phrases of one to three words that several people say: counted by comments in all forms of a word, shown in the commonest form.
import { stopwords as englishStops } from '@orama/stopwords/english';
import { stopwords as russianStops } from '@orama/stopwords/russian';
import { personalPieces } from '../personal-data.ts';
import { stemOf } from '../stems.ts';
import { MIN_COMMENTS, MIN_DAYS } from './thresholds.ts';

export type Said = { text: string; day: string };
export type Phrase = { text: string; n: number };

const LONGEST = 3;
const MOST_PHRASES = 40;
/** A shorter phrase that is nearly always part of a longer one says nothing more. */
const COVERED = 0.75;

/** A phrase begins with these gladly: "не дозвониться". */
const NEGATIONS = new Set([
  'не',
  'нет',
  'без',
  'нельзя',
  'никто',
  'никогда',
  'no',
  'not',
  'never',
  'without',
  'nobody',
]);
const STOPS = new Set(
  [
    ...russianStops,
    ...englishStops,
    ...['это', 'очень', 'просто', 'которые', 'который', 'вообще', 'an', 'really', 'also'],
  ]
    .map((word) => word.replaceAll('ё', 'е'))
    .filter((word) => !NEGATIONS.has(word)),
);

type Found = {
  /** Its stems, and how many. */
  key: string;
  length: number;
  comments: Set<number>;
  days: Set<string>;
  forms: Map<string, number>;
};

/** The phrases of these comments, commonest first; words that are likely personal data are no part of any. */
export function frequentPhrases(said: readonly Said[], most = MOST_PHRASES): Phrase[] {
  const found = new Map<string, Found>();
  const seen = new Set<string>();
  const wordOf = wordReader();
  for (const [i, { text, day }] of said.entries()) {
    // The same text again is one person, or a script.
    const plain = text.toLowerCase().trim();
    if (seen.has(plain)) continue;
    seen.add(plain);
    for (const clause of clausesOf(plain)) addClause(found, clause.map(wordOf), { comment: i, day });
  }
  const frequent = [...found.values()].filter(
    ({ comments, days }) => comments.size >= MIN_COMMENTS && days.size >= MIN_DAYS,
  );
  return withoutCovered(frequent)
    .sort((a, b) => b.comments.size - a.comments.size || b.length - a.length)
    .slice(0, most)
    .map(({ comments, forms }) => ({ text: commonest(forms), n: comments.size }));
}

/** Runs of words that nothing separates; no phrase reaches over a comma or over what is masked. */
const clausesOf = (text: string): string[][] =>
  personalPieces(text)
    .filter(({ personal }) => !personal)
    .flatMap(({ text: shown }) => shown.split(/[^\p{L}\s'’-]+|\n|\s[-–—]\s/u))
    .map((clause) => clause.match(/\p{L}+(?:['’-]\p{L}+)*/gu) ?? []);

type Word = { text: string; stem: string; isStop: boolean; isNegation: boolean };
type At = { comment: number; day: string };

function addClause(found: Map<string, Found>, words: readonly Word[], { comment, day }: At): void {
  for (let from = 0; from < words.length; from++) {
    for (let to = from; to < words.length && to < from + LONGEST; to++) {
      if (!isPhrase(words, from, to)) continue;
      const phrase = words.slice(from, to + 1);
      const key = phrase.map(({ stem }) => stem).join(' ');
      let one = found.get(key);
      if (!one)
        found.set(
          key,
          (one = { comments: new Set(), days: new Set(), forms: new Map(), key, length: phrase.length }),
        );
      if (one.comments.has(comment)) continue;
      const form = phrase.map(({ text }) => text).join(' ');
      one.comments.add(comment);
      one.days.add(day);
      one.forms.set(form, (one.forms.get(form) ?? 0) + 1);
    }
  }
}

function isPhrase(words: readonly Word[], from: number, to: number): boolean {
  const [first, last] = [words[from]!, words[to]!];
  if (last.isStop || last.isNegation) return false;
  return from === to ? first.text.length > 2 : !first.isStop;
}

/** Each different word is cut to its stem once. */
function wordReader(): (text: string) => Word {
  const known = new Map<string, Word>();
  return (text) => {
    let word = known.get(text);
    if (!word) {
      const plain = text.replaceAll('ё', 'е');
      const isStop = plain.length < 2 || STOPS.has(plain);
      known.set(text, (word = { text, stem: stemOf(plain), isStop, isNegation: NEGATIONS.has(plain) }));
    }
    return word;
  };
}

function withoutCovered(phrases: readonly Found[]): Found[] {
  return phrases.filter(
    ({ key, length, comments }) =>
      !phrases.some(
        (longer) =>
          longer.length > length &&
          longer.comments.size >= comments.size * COVERED &&
          ` ${longer.key} `.includes(` ${key} `),
      ),
  );
}

/** The form that most comments use; of equals the first in the alphabet, so that the answer is always the same. */
const commonest = (forms: ReadonlyMap<string, number>): string =>
  [...forms].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0] ?? '';
