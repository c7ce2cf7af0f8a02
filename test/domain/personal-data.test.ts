// How much personal data is found in a corpus that is older than the rules, and how often something harmless is taken for it.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { personalPieces } from '../../worker/domain/personal-data.ts';
import { CORPUS } from './personal-data-corpus.ts';

const maskedIn = (text: string): string[] =>
  personalPieces(text).flatMap(({ text: piece, personal }) => (personal ? [piece] : []));
const digitsOf = (text: string): string => text.replace(/[^\p{L}\d@]/gu, '');

describe('on the corpus', () => {
  const personal = CORPUS.filter((phrase) => phrase.personal.length > 0);
  const harmless = CORPUS.filter((phrase) => phrase.personal.length === 0);
  const missed = personal.filter(({ text, personal: values }) => {
    const masked = maskedIn(text).map(digitsOf);
    return !values.every((value) => masked.some((piece) => piece.includes(digitsOf(value))));
  });
  const alarmed = harmless.filter(({ text }) => maskedIn(text).length > 0);

  test('of at least 300 phrases', () => {
    expect(CORPUS.length).toBeGreaterThanOrEqual(300);
    expect(harmless.length).toBeGreaterThan(100);
  });

  test('finds at least 95 % of the phrases with personal data whole', () => {
    const recall = 1 - missed.length / personal.length;
    expect(recall, missed.map(({ text }) => text).join(' | ')).toBeGreaterThanOrEqual(0.95);
  });

  test('takes at most 3 % of the harmless phrases for personal', () => {
    const share = alarmed.length / harmless.length;
    expect(share, alarmed.map(({ text }) => text).join(' | ')).toBeLessThanOrEqual(0.03);
  });

  test('masks little more than what is personal', () => {
    for (const { text, personal: values } of personal) {
      const extra = maskedIn(text).filter(
        (piece) => !values.some((value) => value.includes(piece.replace(/^\(/, '')) || piece.includes(value)),
      );
      expect({ text, extra }).toEqual({ text, extra: [] });
    }
  });
});

test('the pieces join to the very text, whatever it is', () => {
  const bits = fc.constantFrom(
    '8 ',
    '912',
    '-',
    ' 345',
    '@',
    'mail.ru',
    'полис ',
    '(',
    ')',
    '+7',
    'а',
    '.',
    '\n',
    '🙂',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.array(bits, { maxLength: 40 }).map((list) => list.join('')),
      ),
      (text) => {
        const pieces = personalPieces(text);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        return pieces.every((piece) => piece.text.length > 0);
      },
    ),
  );
});

test('takes no longer than a blink for the longest text', () => {
  for (const text of [
    '1'.repeat(4000),
    '1 '.repeat(2000),
    'a.'.repeat(2000),
    `${'a'.repeat(3990)}@b`,
    '(+1) '.repeat(800),
  ]) {
    const start = performance.now();
    personalPieces(text);
    expect(performance.now() - start).toBeLessThan(200);
  }
});
