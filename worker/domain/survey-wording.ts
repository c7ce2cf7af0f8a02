// What a question's words may do to its answers: a yes/no question hides how much, a loaded word pushes. The editor warns, it never blocks.
import type { Language, Question } from '../contract/vocabulary.ts';

export const WORDING_WARNINGS = ['yes_no', 'leading'] as const;
export type WordingWarning = (typeof WORDING_WARNINGS)[number];

/** Whole words; a star stands for any ending. */
type Words = readonly string[];

/** With one of these a question asks for more than yes or no. */
const ASKING: Record<Language, Words> = {
  ru: [
    ...[
      'как',
      'какая',
      'какие',
      'какое',
      'какой',
      'какую',
      'каким',
      'какими',
      'что',
      'чего',
      'чему',
      'чем',
      'кто',
      'кого',
    ],
    ...['кому', 'где', 'куда', 'откуда', 'когда', 'почему', 'зачем', 'сколько', 'насколько', 'отчего'],
  ],
  en: ['how', 'what', 'which', 'who', 'whom', 'where', 'when', 'why'],
};
/** Begin or mark a question that is answered by yes or no, whatever else it says. */
const YES_NO: Record<Language, RegExp> = {
  ru: /(^|\s)ли(\s|[?,.]|$)|да или нет/u,
  en: /^(do|did|does|is|are|was|were|have|has|will|should)\s|yes or no/u,
};
const PRAISE: Record<Language, Words> = {
  ru: [
    ...[
      'отличн*',
      'прекрасн*',
      'замечательн*',
      'великолепн*',
      'превосходн*',
      'чудесн*',
      'лучш*',
      'высококлассн*',
      'безупречн*',
    ],
    ...[
      'профессиональн*',
      'качественн*',
      'внимательн*',
      'вежлив*',
      'заботлив*',
      'дружелюбн*',
      'приветлив*',
      'комфортн*',
    ],
    ...['уютн*', 'понрав*', 'порадова*', 'приятн*', 'удобн*', 'хорош*', 'рады', 'рад', 'восторг*'],
  ],
  en: [
    ...[
      'excellent',
      'great',
      'amazing',
      'wonderful',
      'fantastic',
      'outstanding',
      'superb',
      'best',
      'perfect',
      'good',
      'nice',
    ],
    ...[
      'friendly',
      'professional',
      'caring',
      'attentive',
      'polite',
      'helpful',
      'comfortable',
      'convenient',
      'pleasant',
    ],
    ...['enjoy*', 'love*', 'like', 'liked', 'delighted', 'happy', 'pleased'],
  ],
};
const BLAME: Record<Language, Words> = {
  ru: [
    'плох*',
    'ужасн*',
    'отвратительн*',
    'неудобн*',
    'груб*',
    'хамств*',
    'неприятн*',
    'раздража*',
    'разочаров*',
    'не понрав*',
  ],
  en: [
    'bad',
    'awful',
    'terrible',
    'horrible',
    'poor',
    'rude',
    'annoying',
    'annoyed',
    'disappoint*',
    'unpleasant',
    'inconvenient',
  ],
};
/** Ask to agree: the answer is in the question. */
const AGREE: Record<Language, RegExp> = {
  ru: /согласны|согласитесь|не правда ли|правда ведь|(^|\s)ведь(\s|,)|разве/u,
  en: /\bagree\b|n['’]t (you|it|we|they|the|our)\b|\bsurely\b|, right\?/u,
};

const pattern = (words: Words): RegExp =>
  new RegExp(
    `(^|[^\\p{L}])(${words.map((word) => word.replace('*', '\\p{L}*')).join('|')})(?=$|[^\\p{L}])`,
    'u',
  );
const compiled = (lists: Record<Language, Words>): Record<Language, RegExp> => ({
  ...{ ru: pattern(lists.ru), en: pattern(lists.en) },
});
const [asking, praise, blame] = [compiled(ASKING), compiled(PRAISE), compiled(BLAME)];

/**
 * What may be wrong with a question's own words. "Did this solve it?" is a yes/no question by design. Words of both kinds together
 * ("good or bad", "easy or difficult") push nowhere. Rules of thumb on single words: they miss much, and a person decides.
 */
export function wordingWarnings(question: Question, language: Language, title: string): WordingWarning[] {
  const text = title.trim().toLowerCase().replaceAll('ё', 'е');
  if (text === '') return [];
  const [isPraise, isBlame] = [praise[language].test(text), blame[language].test(text)];
  return WORDING_WARNINGS.filter((warning) =>
    warning === 'yes_no'
      ? question !== 'solved' && isYesNo(text, language)
      : AGREE[language].test(text) || isPraise !== isBlame,
  );
}

const isYesNo = (text: string, language: Language): boolean =>
  YES_NO[language].test(text) ||
  (text.endsWith('?') && (AGREE[language].test(text) || !asking[language].test(text)));
