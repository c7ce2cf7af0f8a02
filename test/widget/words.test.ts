// Both languages of the panel say everything, with the same places to fill in.
import { describe, expect, it } from 'vitest';
import * as en from '../../widget/panel/strings/en.ts';
import * as ru from '../../widget/panel/strings/ru.ts';

const flat = (words: object): [string, string][] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[key, value] as [string, string]]
      : flat(value).map(([k, v]) => [`${key}.${k}`, v] as [string, string]),
  );

describe('the panel’s words', () => {
  const [russian, english] = [new Map(flat(ru)), new Map(flat(en))];

  it('has the same keys in both languages, none empty', () => {
    expect([...english.keys()].sort()).toEqual([...russian.keys()].sort());
    for (const text of [...english.values(), ...russian.values()]) expect(text.trim()).not.toBe('');
  });

  it('fills the same places in both languages', () => {
    const places = (text = '') => (text.match(/\{\w+\}/g) ?? []).sort();
    for (const [key, text] of russian) expect([key, places(english.get(key))]).toEqual([key, places(text)]);
  });

  it('is Russian in the Russian file and holds no Cyrillic in the English one', () => {
    for (const [key, text] of russian) if (key !== 'places.us') expect(text).toMatch(/[а-яё]/i);
    for (const text of english.values()) expect(text).not.toMatch(/[а-яё]/i);
  });
});
