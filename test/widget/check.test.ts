// What the form says before a question is sent.
import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../widget/panel/check.ts';
import * as t from '../../widget/panel/strings/ru.ts';

const check = (values: Record<string, string>, call = false) =>
  problemsOf((name) => values[name] ?? '', call);

describe('a question before it is sent', () => {
  it.each<[string, Record<string, string>, boolean, Record<string, string>]>([
    ['needs words', {}, false, { text: t.needText }],
    ['needs nothing but words', { text: 'When?' }, false, {}],
    ['needs consent with a name', { text: 'a', name: 'Anna' }, false, { consent: t.needConsent }],
    ['needs consent with a phone', { text: 'a', phone: '+7 495 1234567' }, false, { consent: t.needConsent }],
    ['passes with contact and consent', { text: 'a', email: 'a@b.example', consent: '1' }, false, {}],
    [
      'refuses a phone of four digits',
      { text: 'a', phone: '12-34', consent: '1' },
      false,
      { phone: t.badPhone },
    ],
    [
      'refuses letters in a phone',
      { text: 'a', phone: 'call me 12345', consent: '1' },
      false,
      { phone: t.badPhone },
    ],
    [
      'refuses an address without a domain',
      { text: 'a', email: 'a@b', consent: '1' },
      false,
      { email: t.badEmail },
    ],
    ['needs a phone and consent for a call back', { phone: '' }, true, { phone: t.badPhone }],
    ['needs consent for a call back', { phone: '84951234567' }, true, { consent: t.needConsent }],
    ['needs no words for a call back', { phone: '84951234567', consent: '1' }, true, {}],
    [
      'does not look at an address in a call back',
      { phone: '84951234567', consent: '1', email: 'x' },
      true,
      {},
    ],
  ])('%s', (_, values, call, expected) => {
    expect(check(values, call)).toEqual(expected);
  });
});
