// Every question at every moment of a page, in both languages, on a phone by touch and on a desktop by keyboard: each once.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEVICES, LANGUAGES, QUESTIONS } from '../../worker/contract/vocabulary.ts';
import { launchChromium, record } from '../support/chromium.ts';
import { answerIt, askEverywhere, beAsked, openVisitor, setPages, WAYS } from '../support/questions.ts';
import type { Asked } from '../support/questions.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';
import { figure } from './figures.ts';

const THANKS = { ru: 'Спасибо, отзыв получен', en: 'Thank you, we have your answer' };

describe.each(QUESTIONS)('%s', (question) => {
  let stack: Stack;
  let browser: Browser;

  beforeAll(async () => {
    [stack, browser] = await Promise.all([
      startStack({ settings: (settings) => askEverywhere(settings, () => question) }),
      launchChromium(),
    ]);
    await stack.openAsk();
    setPages(stack);
  });
  afterAll(() => Promise.all([browser?.close(), stack?.stop()]));

  const CASES: Asked[] = WAYS.flatMap((way) =>
    LANGUAGES.flatMap((language) =>
      DEVICES.flatMap((device) => (device === 'tablet' ? [] : [{ question, way, device, language }])),
    ),
  );
  it.each(CASES)('at $way on a $device in $language', async (asked) => {
    const { way, device, language } = asked;
    const nth = CASES.indexOf(asked);
    const context = await openVisitor(browser, device);
    const page = await context.newPage();
    const seen = record(context);
    const startedMs = performance.now();
    const place = await beAsked(page, stack, asked);
    const score = await answerIt(page, place, asked, nth);
    await place.getByText(THANKS[language]).waitFor();
    const moment = way === 'inline' ? 'call' : way;
    expect(
      stack.sql(
        'SELECT question, moment, score, language, device FROM answer WHERE text = ?',
        `${question} ${nth}`,
      ),
    ).toEqual([{ question, moment, score, language, device }]);
    expect(seen.console).toEqual([]);
    figure('questions', {
      question,
      way,
      device,
      language,
      score,
      ms: Math.round(performance.now() - startedMs),
    });
    await context.close();
  });
});
