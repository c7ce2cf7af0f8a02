// Ready-made replies: variables filled in once as plain text, and what is left named with its reason.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byTopic, fillIn, variablesLeft } from '../../worker/domain/canned.ts';
import type { VariableValues } from '../../worker/domain/canned.ts';

const values: VariableValues = {
  clinic: 'Ромашка',
  phone: '+7 900 000-00-00',
  email: '',
  hours: '9:00–19:00',
  patient: 'Анна {phone} <b>',
  member: 'Ольга',
};

describe('a ready-made reply', () => {
  it.each([
    { text: '{clinic}: {phone}', expected: 'Ромашка: +7 900 000-00-00' },
    { text: 'Сегодня {часы}. {Я}', expected: 'Сегодня 9:00–19:00. Ольга' },
    // What a visitor wrote is text: neither a variable nor markup.
    { text: 'Здравствуйте, {имя}!', expected: 'Здравствуйте, Анна phone <b>!' },
    { text: 'Пишите: {email}, {почта врача}', expected: 'Пишите: {email}, {почта врача}' },
    { text: 'Приём {1}, {}, { }, $& {phone}', expected: 'Приём {1}, {}, { }, $& +7 900 000-00-00' },
  ])('reads $text as $expected', ({ text, expected }) => {
    expect(fillIn(text, values)).toBe(expected);
  });

  it('names what is left once each, and why', () => {
    expect(variablesLeft('{email} {врач} {email} {phone} {2}', values)).toEqual([
      { name: '{email}', why: 'empty' },
      { name: '{врач}', why: 'unknown' },
      { name: '{phone}', why: 'known' },
    ]);
  });

  it('never has a known variable left after filling in, whatever the values and the text', () => {
    const word = fc.string({ maxLength: 12 });
    const all = fc.record({
      clinic: word,
      phone: word,
      email: word,
      hours: word,
      patient: word,
      member: word,
    });
    const part = fc.oneof(
      word.map((typed) => typed.replace(/[{}]/g, '')),
      fc.constantFrom('{clinic}', '{имя}', '{x}', '{я}'),
    );
    const text = fc.array(part).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, all, (template, some) => {
        const left = variablesLeft(fillIn(template, some), some);
        expect(left.filter(({ why }) => why === 'known')).toEqual([]);
      }),
      { seed: 6, numRuns: 300 },
    );
  });

  it('comes by topic first', () => {
    const replies = [
      { title: 'Б', topic: 'price' },
      { title: 'В', topic: '' },
      { title: 'А', topic: 'price' },
      { title: 'Г', topic: 'booking' },
    ];
    expect(byTopic(replies, 'price').map(({ title }) => title)).toEqual(['А', 'Б', 'В', 'Г']);
  });
});
