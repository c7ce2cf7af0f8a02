// Whether the words that recognise an emergency do, measured on phrases that another hand wrote.
import { describe, expect, test } from 'vitest';
import { speaksOfDanger } from '../../worker/domain/danger.ts';
import { dangerCorpus } from './danger-corpus.ts';

const share = (phrases: readonly { text: string }[]): number =>
  phrases.filter(({ text }) => speaksOfDanger(text)).length / phrases.length;
const isDanger = ({ danger }: { danger: boolean }): boolean => danger;

describe('phrases of another hand', () => {
  const dangerous = dangerCorpus.filter(isDanger);
  const harmless = dangerCorpus.filter((phrase) => !isDanger(phrase));
  test('are many, of both kinds', () => {
    expect(dangerous.length).toBeGreaterThanOrEqual(150);
    expect(harmless.length).toBeGreaterThanOrEqual(150);
  });
  test('are recognised, 95 of 100 at least, and at most 10 of 100 for nothing', () => {
    expect(share(dangerous)).toBeGreaterThanOrEqual(0.95);
    expect(share(harmless)).toBeLessThanOrEqual(0.1);
  });
});

describe('what is said of a sign', () => {
  test.each([
    ['Болит в груди', true],
    ['Боли в груди нет', false],
    ['Не болит грудь', false],
    ['не могу дышать', true],
    ['ни могу дышать', true],
    ['I can’t breathe', true],
    ['No chest pain, just tired', false],
    ['Инсульт был пять лет назад', false],
    ['Инсульт был пять лет назад, сейчас опять онемела рука', true],
    ['Сколько стоит реабилитация после инсульта', false],
    ['Потерял сознание', true],
    ['потирял сазнание', false],
    ['', false],
    ['🙂'.repeat(500), false],
  ])('"%s" → %s', (text, danger) => {
    expect(speaksOfDanger(text)).toBe(danger);
  });

  test('a sign at the end of the longest message is found', () => {
    expect(speaksOfDanger(`${'Добрый день. '.repeat(300)}Муж не дышит`)).toBe(true);
  });
});
