// Looks up a phrase and fills it in; a phrase with a number picks its plural form by the language's own rules.
import type { Language } from '../../worker/contract/vocabulary.ts';
import { narrow } from '../format.ts';
import type { WordKey } from './en.ts';

/** A phrase with {names} to fill in, or its plural forms chosen by {n}. */
export type Phrase = string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);
export type Dictionary = Record<WordKey, Phrase>;
export type Values = Record<string, string | number>;
export type Words = { t: (key: WordKey, values?: Values) => string };

/** `t` of one language. A number fills in as this language writes it. */
export function createWords(language: Language, dictionary: Dictionary): Words {
  const plural = new Intl.PluralRules(language);
  const number = new Intl.NumberFormat(language === 'ru' ? 'ru-RU' : 'en-GB');
  return {
    t: (key, values = {}) => {
      const phrase = dictionary[key];
      const text =
        typeof phrase === 'string' ? phrase : (phrase[plural.select(Number(values['n']))] ?? phrase.other);
      return text.replace(/\{(\w+)\}/g, (_, name: string) => {
        const value = values[name] ?? '';
        return typeof value === 'number' ? narrow(number.format(value)) : value;
      });
    },
  };
}

/** The dictionary of one language; only the one that is read is fetched. */
export async function loadWords(language: Language): Promise<Words> {
  const dictionary: Dictionary =
    language === 'ru' ? (await import('./ru.ts')).ru : (await import('./en.ts')).en;
  return createWords(language, dictionary);
}
