// Questions at their moments, as a person meets them: quiet, once, answered by keyboard or touch; and the caps that follow.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Moment, Question } from '../../worker/contract/vocabulary.ts';
import { axe, launchChromium, record, until } from '../support/chromium.ts';
import { heldBy, launcher, panel } from '../support/panel.ts';
import { answerIt, askEverywhere, beAsked, bubble, openVisitor, setPages } from '../support/questions.ts';
import type { Asked } from '../support/questions.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

let stack: Stack;
let browser: Browser;

const AT: Partial<Record<Moment, Question>> = {
  ...{ launcher: 'csat', stage: 'ces', unfinished: 'stopped', closed: 'solved', call: 'nps' },
};

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startStack({ settings: (settings) => askEverywhere(settings, (moment) => AT[moment] ?? 'fft') }),
    launchChromium(),
  ]);
  await stack.openAsk();
  setPages(stack);
});
afterAll(() => Promise.all([browser?.close(), stack?.stop()]));

describe('a question', () => {
  // Every question at every moment in both languages and on both devices: `npm run verify`.
  const SAMPLE: (Asked & { survey: number; moment: Moment; stage: number | null })[] = [
    {
      question: 'csat',
      way: 'launcher',
      device: 'phone',
      language: 'en',
      survey: 1,
      moment: 'launcher',
      stage: 1,
    },
    {
      question: 'ces',
      way: 'stage',
      device: 'desktop',
      language: 'en',
      survey: 2,
      moment: 'stage',
      stage: 4,
    },
    {
      question: 'stopped',
      way: 'unfinished',
      device: 'phone',
      language: 'ru',
      survey: 3,
      moment: 'unfinished',
      stage: 3,
    },
    {
      question: 'solved',
      way: 'closed',
      device: 'desktop',
      language: 'ru',
      survey: 4,
      moment: 'closed',
      stage: 1,
    },
    { question: 'nps', way: 'call', device: 'phone', language: 'ru', survey: 5, moment: 'call', stage: 1 },
    {
      question: 'nps',
      way: 'inline',
      device: 'desktop',
      language: 'en',
      survey: 5,
      moment: 'call',
      stage: 1,
    },
  ];
  it.each(SAMPLE)('$question at $way is answered on a $device in $language', async (asked) => {
    const context = await openVisitor(browser, asked.device);
    const page = await context.newPage();
    const place = await beAsked(page, stack, asked);
    const score = await answerIt(page, place, asked, 2);
    await place
      .getByText(asked.language === 'ru' ? 'Спасибо, отзыв получен' : 'Thank you, we have your answer')
      .waitFor();
    const { question, moment, survey, language, device, stage } = asked;
    expect(
      stack.sql(
        'SELECT question, moment, survey, score, language, device, stage FROM answer WHERE text = ?',
        `${question} 2`,
      ),
    ).toContainEqual({ question, moment, survey, score, language, device, stage });
    await context.close();
  });

  it('tells how often it was handed out and opened', async () => {
    const counts = () =>
      stack.sql<{ moment: string; asked: number; opened: number }>(
        'SELECT moment, asked, opened FROM survey_count',
      );
    await until(() => counts().some(({ moment, opened }) => moment === 'stage' && opened > 0));
    for (const { asked, opened } of counts()) expect([asked > 0, opened <= asked]).toEqual([true, true]);
  });
});

describe('a bubble', () => {
  it('takes no focus, opens nothing, moves nothing and stores nothing; dismissed, it does not come back', async () => {
    const context = await openVisitor(browser, 'desktop');
    const page = await context.newPage();
    const seen = record(context);
    await page.goto(`${stack.hostUrl}/ru/thanks`);
    await bubble(page).getByRole('button').first().waitFor();
    expect(await bubble(page).getAttribute('role')).toBe('status');
    expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true);
    expect(await page.locator('otklik-widget dialog').count()).toBe(0);
    expect(await heldBy(page)).toEqual({ databases: [], local: {}, session: [] });
    expect(await axe(page)).toEqual([]);
    await bubble(page).getByRole('button', { name: 'Не сейчас' }).focus();
    await page.keyboard.press('Enter');
    await bubble(page).waitFor({ state: 'detached' });
    expect(
      await launcher(page).evaluate(
        (button) => button === (button.getRootNode() as ShadowRoot).activeElement,
      ),
    ).toBe(true);
    const held = await heldBy(page);
    expect([held.databases, Object.keys(held.local), held.session]).toEqual([[], ['otklik'], []]);
    expect(held.local['otklik']).toMatch(/^q\d{5}$/);
    await asksAgain(page);
    await neverComes(page, () => page.goto(`${stack.hostUrl}/ru/thanks`));
    await neverComes(page, () =>
      page.evaluate(() => {
        history.pushState({}, '', '/ru/booking');
        document.body.append('Another route');
      }),
    );
    // When its days are over, the mark goes and the question may come.
    await page.evaluate(() => (localStorage['otklik'] = 'q10000'));
    await page.goto(`${stack.hostUrl}/ru/booking`);
    await bubble(page).getByRole('button').first().waitFor();
    expect((await heldBy(page)).local).toEqual({});
    expect(seen.console).toEqual([]);
    await context.close();
  });

  it('gives way to the panel, and comes once in a visit', async () => {
    const context = await openVisitor(browser, 'phone');
    const page = await context.newPage();
    await page.goto(`${stack.hostUrl}/en/thanks`);
    await bubble(page).getByRole('button').first().waitFor();
    const box = await bubble(page).boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 360).toBe(true);
    await launcher(page).tap();
    await bubble(page).waitFor({ state: 'detached' });
    await panel(page).getByRole('button', { name: 'Close', exact: true }).tap();
    const reply = page.waitForResponse('**/beacon');
    await page.goto(`${stack.hostUrl}/en/thanks`);
    expect(Object.keys(await (await reply).json())).toEqual(['stored']);
    await context.close();
  });
});

/** From now on every beacon is answered with a question, as if each were of a new visit. */
const asksAgain = (page: Page) =>
  page.route('**/beacon', (route) =>
    route.fulfill({
      json: { stored: 1, ask: { survey: 2, title: 'Вопрос', close: 'Не сейчас', capDays: 30 } },
      headers: { 'Access-Control-Allow-Origin': stack.hostUrl },
    }),
  );

/** The act brings a beacon with a question, and the chunk that would show it has decided. */
async function neverComes(page: Page, act: () => Promise<unknown>): Promise<void> {
  const reply = page.waitForResponse('**/beacon');
  await act();
  await (await reply).finished();
  const chunk = () =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .find((name) => name.includes('/c/ratings.'));
  await page.waitForFunction(chunk);
  // Resolves after the loader's own import of it.
  await page.evaluate(`import('${await page.evaluate(chunk)}').then(() => true)`);
  expect(await bubble(page).count()).toBe(0);
}
