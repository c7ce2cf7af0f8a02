// What a topic's words find among the stems of a comment.
import { expect, test } from 'vitest';
import { stemsOf } from '../../../worker/domain/stems.ts';
import { carriesTopic, needlesOf } from '../../../worker/domain/words/topics.ts';

const carries = (text: string, ...phrases: string[]): boolean =>
  carriesTopic(` ${stemsOf(text).join(' ')} `, phrases.map(needlesOf));

test.each([
  ['Ждали в очереди', 'очередь', true],
  ['Очередная ошибка', 'очередь', false],
  ['Очередная ошибка', 'очеред*', true],
  ['Регистраторы молчат', 'регистрат*', true],
  ['Дорого и долго', 'долго дорого', true],
  ['Долго', 'долго дорого', false],
  ['Ещё раз ждать', 'еще', true],
  ['The waiting room was cold', 'waiting room', true],
  ['I waited', 'wait', true],
  ['A waiter', 'wait', false],
  ['Приём COVID-19', 'covid', true],
])('%s · %s: %s', (text, phrase, expected) => {
  expect(carries(text, phrase)).toBe(expected);
});

test('any of the phrases will do, and none without a word', () => {
  expect(carries('Дорого', 'очередь', 'дорого')).toBe(true);
  expect(carries('Дорого', '—', '*')).toBe(false);
  expect(needlesOf('—')).toEqual([]);
});
