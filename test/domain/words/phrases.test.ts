// Which phrases are said often: by several comments of several days, in any form, never personal data, the longest that says it.
import { expect, test } from 'vitest';
import { frequentPhrases } from '../../../worker/domain/words/phrases.ts';
import type { Said } from '../../../worker/domain/words/phrases.ts';

const days = ['2026-10-12', '2026-10-13', '2026-10-14', '2026-10-15'];
const said = (...texts: string[]): Said[] => texts.map((text, i) => ({ text, day: days[i % 4]! }));
const texts = (list: Said[]) => frequentPhrases(list).map(({ text }) => text);

test('forms of a word are one phrase, told in the form that most use', () => {
  expect(
    frequentPhrases(
      said('Вежливые врачи!', 'Очень вежливые врачи', 'Там вежливый врач', 'вежливые врачи и всё'),
    ),
  ).toEqual([{ text: 'вежливые врачи', n: 4 }]);
  expect(texts(said('Long waits.', 'long wait again', 'A long wait, sorry'))).toEqual(['long wait']);
});

test('a shorter phrase stays beside a longer one only where it says more', () => {
  const list = said('долго ждали приёма', 'Долго ждали приёма вчера', 'долго ждали приёма, жаль');
  expect(texts(list)).toEqual(['долго ждали приёма']);
  expect(texts([...list, ...said('долго ждали', 'долго ждали врача')])).toEqual([
    'долго ждали',
    'долго ждали приёма',
  ]);
});

test('a phrase begins with no filler but with a negation, ends with neither, and keeps what stands inside', () => {
  const found = texts(said('не дозвониться до вас', 'Не дозвониться утром', 'три дня не дозвониться'));
  expect(found).toEqual(['не дозвониться']);
  expect(texts(said('запись к врачу', 'нужна запись к врачу', 'Запись к врачу!'))).toEqual([
    'запись к врачу',
  ]);
});

test('nothing is told of fewer than three comments, of one day, or of one text sent again and again', () => {
  expect(texts(said('грубый охранник', 'грубый охранник'))).toEqual([]);
  expect(texts([1, 2, 3, 4].map((n) => ({ text: `грубый охранник ${n}`, day: days[0]! })))).toEqual([]);
  expect(texts(said('грубый охранник', 'Грубый охранник', 'грубый охранник ', 'ГРУБЫЙ ОХРАННИК'))).toEqual(
    [],
  );
});

test('no phrase reaches over a comma, a line or personal data, or holds any', () => {
  expect(texts(said('врач, хороший', 'врач\nхороший', 'врач. Хороший'))).toEqual(['врач', 'хороший']);
  const phones = said(
    'звоните 8 916 204-18-77 маме',
    'звоните 8 916 204-18-77 маме мужа',
    'звоните 8 916 204-18-77 маме сына',
  );
  expect(texts(phones)).toEqual(['звоните', 'маме']);
  const mails = said(
    'пишите anna.k@mail.ru вечером',
    'пишите anna.k@mail.ru утром',
    'пишите anna.k@mail.ru ночью',
  );
  expect(texts(mails)).toEqual(['пишите']);
});

test('two thousand comments of all lengths take no long time', () => {
  const words =
    'регистратура долго ждали врача приём запись телефон дорого вежливо чисто парковка анализы'.split(' ');
  const many = Array.from({ length: 2000 }, (_, i) => ({
    text: Array.from(
      { length: 10 + (i % 40) },
      (_, k) => words[(i * 7 + k * k) % words.length]! + (k % 3 ? '' : 'и'),
    ).join(' '),
    day: days[i % 4]!,
  }));
  const start = performance.now();
  frequentPhrases(many);
  // About 60 ms once the code is warm.
  expect(performance.now() - start).toBeLessThan(2_000);
});
