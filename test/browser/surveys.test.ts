// An owner's questions in a real browser: worded, previewed and saved; what each is answered with, as a recount counts it; signals explained.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SiteView } from '../../worker/contract/settings.ts';
import type { Question } from '../../worker/contract/vocabulary.ts';
import { scoreOf } from '../../worker/domain/satisfaction/score.ts';
import { SCALES } from '../../worker/domain/satisfaction/scales.ts';
import { axe, axeInBothSchemes, launchChromium } from '../support/chromium.ts';
import { callApi, moscowDay, signInAs, startDashboard } from '../support/dashboard.ts';
import { DOCTORS, seedSurveys, surveySeries } from '../support/seeded-surveys.ts';
import type { Stack } from '../support/stack.ts';

let stack: Stack;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startDashboard({ weeks: { startedDaysAgo: 200 }, seed: seedSurveys }),
    launchChromium(),
  ]);
  ({ context, page } = await signInAs(browser, stack, 'owner', { viewport: { width: 1280, height: 900 } }));
});
afterAll(async () => {
  await context?.close();
  await browser?.close();
  await stack?.stop();
});

const at = (path: string): string => `${stack.url}/sites/${stack.siteId}/${path}`;
const plain = (text: string): string => text.replace(/[\u00a0\u202f\u2009\s]+/g, ' ').trim();
const settings = async (): Promise<SiteView> => {
  const reply = await callApi(stack, await stack.memberCookie('owner'), {
    path: `/sites/${stack.siteId}/settings`,
  });
  return (await reply.json()) as SiteView;
};
const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

test('a question is worded beside a phone that shows it, warned about, and saved as another wording', async () => {
  await page.goto(at('settings/surveys'));
  const first = page.locator('.surveys > li').first();
  await first.locator('summary').focus();
  await page.keyboard.press('Enter');
  const phone = first.locator('.phone-frame');
  await phone.getByText('Как вам у нас в целом?').waitFor();

  const title = first.getByRole('textbox', { name: 'Русский', exact: true }).first();
  await title.fill('Вам понравилось у нас?');
  await phone.getByText('Вам понравилось у нас?').waitFor();
  expect(await first.locator('.worded .warning').count()).toBe(2);
  await title.fill('Как прошёл ваш визит?');
  await phone.getByText('Как прошёл ваш визит?').waitFor();
  expect(await first.locator('.worded .warning').count()).toBe(0);
  await first.getByText('начнётся новая серия').waitFor();

  // What follows an answer is tried on the phone, before anything is saved.
  expect(await phone.locator('textarea').count()).toBe(0);
  await phone.getByText('Плохо', { exact: true }).click();
  await phone.getByText('Почему такая оценка?').waitFor();
  expect(await axe(page)).toEqual([]);

  await page.getByRole('button', { name: 'Сохранить' }).press('Enter');
  await page.getByRole('button', { name: 'Сохранить' }).waitFor({ state: 'detached' });
  const { surveys } = (await settings()).settings;
  expect(surveys[0]).toMatchObject({ title: { ru: 'Как прошёл ваш визит?', en: '' }, wording: 2 });

  await page.setViewportSize({ width: 360, height: 740 });
  expect(await overflow()).toBeLessThanOrEqual(0);
  expect(await axeInBothSchemes(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 900 });
});

test('two that cannot stand together are said before saving, and a refusal of the Worker opens this section', async () => {
  await page.getByLabel('Когда').selectOption('launcher');
  await page.getByRole('button', { name: 'Добавить', exact: true }).click();
  const added = page.locator('.surveys > li').last();
  await added.getByLabel('Задавать этот вопрос').check();
  await added.getByText('Вместе с другим включённым вопросом так нельзя').waitFor();
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await page.locator('.save-bar [role=alert]').waitFor();
  await page.getByRole('button', { name: 'Отменить изменения' }).click();
  expect(await page.locator('.surveys > li').count()).toBe((await settings()).settings.surveys.length);
});

test('every question has its own figure, axis and counts, equal to a recount', async () => {
  const [from, to] = [moscowDay(27), moscowDay(0)];
  for (const [question, moment, write] of [
    [
      'nps',
      'call',
      (value: number) => `${value > 0 ? '+' : ''}${String(Math.round(value)).replace('-', '−')}`,
    ],
    ['ces', 'stage', (value: number) => `${Math.round(value * 100)} %`],
    ['csat', 'card', (value: number) => `${Math.round(value * 100)} %`],
    ['solved', 'closed', (value: number) => `${Math.round(value * 100)} %`],
  ] as const) {
    const counted = stack.sql<{ score: number; n: number }>(
      'SELECT score, count(*) AS n FROM answer WHERE series_id = ? AND day BETWEEN ? AND ? GROUP BY score',
      ...[surveySeries(question), from, to],
    );
    const score = scoreOf(
      question,
      SCALES[question].map((of) => counted.find((one) => one.score === of)?.n ?? 0),
    );
    await page.goto(at(`satisfaction?measure=${question}.${moment}`));
    await page.locator('.score .figure').waitFor();
    expect(plain(await page.locator('.score .figure .big').innerText())).toBe(write(score.value ?? NaN));
    expect(plain(await page.locator('.score .figure .caption').innerText())).toContain(`${score.n} ответ`);
    await expectAsked(question, from, to, score.n);
  }
  await page.goto(at('satisfaction?measure=nps.call'));
  const trend = page.locator('section[aria-labelledby="trend-title"]');
  await trend.locator('.chart-scale text').first().waitFor();
  expect((await trend.locator('.chart-scale text').allTextContents()).sort()).toEqual(['+100', '0', '−100']);
  await page.locator('section[aria-labelledby="groups-title"] select').waitFor();
  expect(await axe(page)).toEqual([]);
});

async function expectAsked(question: Question, from: string, to: string, answered: number): Promise<void> {
  const [sum] = stack.sql<{ asked: number; opened: number }>(
    'SELECT sum(asked) AS asked, sum(opened) AS opened FROM survey_count WHERE question = ? AND day BETWEEN ? AND ?',
    ...[question, from, to],
  );
  const numbers = (await page.locator('.response dd b').allInnerTexts()).map((text) =>
    Number(text.replace(/\D/g, '')),
  );
  expect([question, ...numbers]).toEqual([question, sum?.asked, sum?.opened, answered]);
}

test('reasons are counted without a score, and words are only counted', async () => {
  await page.goto(at('satisfaction?measure=stopped.unfinished'));
  await page.getByRole('list', { name: 'Причина' }).waitFor();
  expect(await page.locator('section[aria-labelledby="trend-title"]').count()).toBe(0);
  const [price] = stack.sql<{ n: number }>(
    'SELECT count(*) AS n FROM answer WHERE series_id = ? AND score = 2 AND day >= ?',
    ...[surveySeries('stopped'), moscowDay(27)],
  );
  expect(plain(await page.locator('.chart-range li', { hasText: 'Цена' }).innerText())).toContain(
    `${price?.n} ответ`,
  );
  await page.goto(at('satisfaction?measure=open.call'));
  await page.locator('.caption', { hasText: 'У этого вопроса нет оценки: важны слова.' }).waitFor();
  expect(await page.locator('.chart-shares').count()).toBe(0);
});

test('doctors are shown to an owner who has switched them on, by the alphabet, and never to a viewer', async () => {
  const doctors = 'satisfaction?measure=csat.card&by=doctor&period=25m';
  await page.goto(at(doctors));
  await page.getByRole('combobox', { name: 'Разбить' }).waitFor();
  expect(await page.getByRole('option', { name: 'По врачам' }).count()).toBe(0);
  await page.goto(at('settings/surveys'));
  await page.getByLabel('Показывать оценки по врачам').check();
  await page.getByRole('button', { name: 'Сохранить' }).click();
  await page.getByRole('button', { name: 'Сохранить' }).waitFor({ state: 'detached' });

  await page.goto(at(doctors));
  await page.getByRole('list', { name: 'По врачам' }).waitFor();
  const names = (
    await page.locator('section[aria-labelledby="groups-title"] .range-label').allInnerTexts()
  ).map(plain);
  expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'ru')));
  expect(names[0]).toContain(DOCTORS[2]?.name);

  const viewer = await signInAs(browser, stack, 'viewer');
  await viewer.page.goto(at(doctors));
  await viewer.page.getByRole('combobox', { name: 'Разбить' }).waitFor();
  expect(await viewer.page.getByRole('option', { name: 'По врачам' }).count()).toBe(0);
  await viewer.page.goto(at('signals'));
  await viewer.page.getByRole('heading', { name: 'О сигналах' }).waitFor();
  await viewer.page.setViewportSize({ width: 360, height: 740 });
  expect(
    await viewer.page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
  ).toBeLessThanOrEqual(0);
  expect(await axeInBothSchemes(viewer.page)).toEqual([]);
  await viewer.context.close();
});
