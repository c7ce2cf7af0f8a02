// Who reads what a patient writes is said in one sentence, and in a second one by which channels the words travel.
import { expect, it } from 'vitest';
import { COMMON_READERS, readersText } from '../../worker/domain/readers.ts';
import { readers as en } from '../../widget/panel/strings/en.ts';
import { readers as ru } from '../../widget/panel/strings/ru.ts';

const on = { enabled: true, wordsFromMs: 1 };
const telegram = { kind: 'telegram', label: '-100', ...on } as const;
const mail = { kind: 'email', label: 'desk@clinic.example', ...on } as const;
const hook = { kind: 'webhook', label: 'crm.clinic.example', ...on } as const;

it.each([
  [
    'nothing where no words leave',
    '',
    [
      { ...telegram, wordsFromMs: null },
      { ...mail, enabled: false },
    ],
    '',
  ],
  ['the clinic’s own words alone', 'Читает Анна', [], 'Читает Анна'],
  ['one channel', 'Читает Анна', [telegram], 'Читает Анна. Текст передаётся им и через Telegram.'],
  ['mail by its kind, never its address', '', [mail], `${ru} Текст передаётся им и через электронную почту.`],
  [
    'each once, the clinic’s own system by its host',
    'Ответим!',
    [telegram, mail, telegram, hook],
    'Ответим! Текст передаётся им и через Telegram, электронную почту и crm.clinic.example.',
  ],
])('names %s', (_, own, channels, said) => expect(readersText(own, channels, 'ru')).toBe(said));

it('says the panel’s own words where it has to say more', () => expect(COMMON_READERS).toEqual({ ru, en }));
