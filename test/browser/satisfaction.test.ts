// The Satisfaction page in a real browser: its numbers equal the API's, the file's and a recount; what is unusual; who may see it.
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BreakdownAnswer, ScoresAnswer } from '../../worker/contract/scores.ts';
import { addDays } from '../../worker/domain/calendar.ts';
import { axe, axeInBothSchemes, launchChromium } from '../support/chromium.ts';
import { callApi, moscowDay, signInAs, startDashboard } from '../support/dashboard.ts';
import type { RoleName } from '../support/dashboard.ts';
import {
  BAD_WEEK_FROM,
  EMPTY_DAY,
  NINE_DAY,
  SCORE_SERIES,
  TEN_DAY,
  seedRatings,
} from '../support/seeded-scores.ts';
import type { Stack } from '../support/stack.ts';

let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startDashboard({ weeks: { startedDaysAgo: 420, ratings: [] }, seed: seedRatings }),
    launchChromium(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

const plain = (text: string): string =>
  text
    .replace(/[\u00a0\u202f\u2009]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
const textOf = async (page: Page, selector: string): Promise<string> =>
  plain(await page.locator(selector).innerText());

/** Signed in once per role and kind of window; every test has a page of its own. */
const contexts = new Map<string, Promise<BrowserContext>>();
async function open(query = '', role: RoleName = 'viewer', options: BrowserContextOptions = {}) {
  const key = `${role} ${JSON.stringify(options)}`;
  const signedIn =
    contexts.get(key) ?? signInAs(browser, stack, role, options).then(({ context }) => context);
  contexts.set(key, signedIn);
  const page = await (await signedIn).newPage();
  await page.goto(`${stack.url}/sites/${stack.siteId}/satisfaction${query}`);
  await page.locator('#score-title').waitFor();
  return page;
}

type Counted = { score: number; answers: number };
const recount = (from: string, to: string): Counted[] =>
  stack.sql<Counted>(
    'SELECT score, count(*) AS answers FROM answer WHERE series_id = ? AND day BETWEEN ? AND ? GROUP BY score ORDER BY score DESC',
    ...[SCORE_SERIES, from, to],
  );
const sum = (list: Counted[], keep: (score: number) => boolean = () => true): number =>
  list.filter(({ score }) => keep(score)).reduce((n, { answers }) => n + answers, 0);
const isGood = (score: number) => score >= 4;

async function saved(page: Page, button: string): Promise<string[][]> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  const text = readFileSync(await download.path(), 'utf8');
  return text
    .replace('\uFEFF', '')
    .trim()
    .split('\r\n')
    .map((line) => line.split(';'));
}

describe('the score of a period', () => {
  test('is the same on the page, in its table, in the file, over the API and in a recount', async () => {
    const [from, to] = [moscowDay(27), moscowDay(0)];
    const counted = recount(from, to);
    const n = sum(counted);
    const good = Math.round((100 * sum(counted, isGood)) / n);
    const page = await open();
    expect(await textOf(page, '.score .figure .big')).toBe(`${good} %`);
    expect(await textOf(page, '.score .figure .caption')).toContain(`${n} ответ`);

    await page.locator('.score summary').click();
    const rows = await page.locator('.score tbody tr').allInnerTexts();
    expect(rows.map((row) => Number(/\t(\d+)\t/.exec(row)?.[1]))).toEqual(
      [5, 4, 3, 2, 1, 0].map((score) => sum(counted, (one) => one === score)),
    );

    const lines = (await saved(page, 'Дни в CSV')).slice(1);
    expect(lines.reduce((total, [, , answers]) => total + Number(answers), 0)).toBe(n);
    const inFile = lines.filter(([, answer]) => answer === 'Очень хорошо' || answer === 'Хорошо');
    expect(inFile.reduce((total, [, , answers]) => total + Number(answers), 0)).toBe(sum(counted, isGood));

    const reply = await callApi(stack, await stack.memberCookie('viewer'), {
      path: `/sites/${stack.siteId}/scores?from=${from}&to=${to}`,
    });
    const { days } = (await reply.json()) as ScoresAnswer;
    const totals = [0, 1, 2, 3, 4, 5].map((i) =>
      days.reduce((total, { counts }) => total + (counts[i] ?? 0), 0),
    );
    expect(totals).toEqual([5, 4, 3, 2, 1, 0].map((score) => sum(counted, (one) => one === score)));
    await page.close();
  });

  test.each([
    { n: 0, day: EMPTY_DAY, says: /Ответов пока нет/ },
    { n: 9, day: NINE_DAY, says: /Мало ответов: 9/ },
    { n: 10, day: TEN_DAY, says: /^\d+ %/ },
  ])('with $n answers is shown only from ten on', async ({ n, day, says }) => {
    expect(sum(recount(day, day))).toBe(n);
    const page = await open(`?period=${day}..${day}`);
    expect(await textOf(page, '.score .figure')).toMatch(says);
    expect(await page.locator('.score .chart-shares').count()).toBe(n < 10 ? 0 : 1);
    await page.close();
  });
});

describe('the trend', () => {
  test('says of the newest week what a recount says, that it is unusually low, and the same in its table', async () => {
    const counted = recount(BAD_WEEK_FROM, addDays(BAD_WEEK_FROM, 6));
    const good = Math.round((100 * sum(counted, isGood)) / sum(counted));
    const page = await open();
    const trend = page.locator('section[aria-labelledby="trend-title"]');
    const sentence = plain(await trend.locator('figcaption').innerText());
    expect(sentence).toContain(`${good} %`);
    expect(sentence).toContain(`${sum(counted)} ответ`);
    expect(sentence).toMatch(/Необычно низко \(за границей.*\): стоит посмотреть\./);
    expect(await trend.locator('circle.flag').count()).toBeGreaterThan(0);

    await trend.locator('summary').click();
    const rows = await trend.locator('tbody tr').allInnerTexts();
    const weeks = stack.sql<{ n: number }>(
      `SELECT count(*) AS n FROM answer WHERE series_id = ? AND day BETWEEN ? AND ?`,
      ...[SCORE_SERIES, addDays(BAD_WEEK_FROM, -7), addDays(BAD_WEEK_FROM, -1)],
    );
    expect(plain(rows.at(-1) ?? '')).toContain(`${good} % ${sum(counted)}`);
    expect(plain(rows.at(-2) ?? '')).toMatch(new RegExp(` ${weeks[0]?.n}$`));
    await page.close();
  });

  test('is read week by week with the arrow keys', async () => {
    const page = await open();
    const slider = page.getByRole('slider', { name: 'По неделям' });
    await slider.focus();
    const last = await slider.getAttribute('aria-valuetext');
    await page.keyboard.press('ArrowLeft');
    const before = await slider.getAttribute('aria-valuetext');
    expect(last).toMatch(/\d+.*%.*ответ/);
    expect(before).not.toBe(last);
    await page.close();
  });

  test('explains how often chance raises a flag', async () => {
    const page = await open();
    const about = page.getByRole('button', { name: /По неделям/ });
    await about.focus();
    await page.keyboard.press('Enter');
    expect(await textOf(page, 'section[aria-labelledby="trend-title"] .about')).toContain(
      'повод посмотреть, а не новость',
    );
    await page.close();
  });
});

describe('a breakdown', () => {
  test('shows the large groups as a recount counts them, and hides the small ones here, in the file and in the API', async () => {
    const from = addDays(moscowDay(0), -95);
    const page = await open(`?period=${from}..${moscowDay(0)}`);
    const section = page.locator('section[aria-labelledby="groups-title"]');
    await section.locator('.chart-range li').first().waitFor();
    const reply = await callApi(stack, await stack.memberCookie('viewer'), {
      path: `/sites/${stack.siteId}/scores/by/source?from=${from}&to=${moscowDay(0)}`,
    });
    const { blocks } = (await reply.json()) as BreakdownAnswer;
    const [first, last] = [blocks[0]!, blocks.at(-1)!];
    const [search] = stack.sql<{ n: number }>(
      `SELECT count(*) AS n FROM answer WHERE series_id = ? AND source = 'search' AND day BETWEEN ? AND ?`,
      ...[SCORE_SERIES, first.from, last.to],
    );
    const rows = (await section.locator('.chart-range li').allInnerTexts()).map(plain);
    expect(rows[0]).toContain('Поиск');
    expect(rows[0]).toContain(`${search?.n} ответ`);
    // The reason is said once, after the names of all that it hides.
    const [hidden = '', ...more] = rows.filter((row) => row.includes('скрыто: маленькая группа'));
    expect([hidden.split(', ').length > 2, more]).toEqual([true, []]);

    const small = blocks.flatMap(({ groups }) =>
      (groups ?? []).filter(({ value }) => value === 'social' || value === ''),
    );
    expect(small.length).toBeGreaterThan(0);
    expect(small.filter(({ counts }) => counts !== null)).toEqual([]);
    const file = await saved(page, 'Группы в CSV');
    expect(
      file.filter(([, , value]) => value === 'Соцсети').every(([, , , answer]) => answer === 'скрыто'),
    ).toBe(true);
    const inFile = file
      .filter(([, , value]) => value === 'Поиск')
      .reduce((n, line) => n + Number(line[4]), 0);
    expect(inFile).toBe(search?.n);
    await page.close();
  });

  test('is by one dimension at a time, and the address keeps it', async () => {
    const page = await open('?period=90d');
    await page.getByRole('radio', { name: 'По устройствам' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('list', { name: 'По устройствам' }).waitFor();
    expect(page.url()).toContain('by=device');
    await page.reload();
    await page.getByRole('list', { name: 'По устройствам' }).waitFor();
    await page.close();
  });

  test('shows the last whole month where the period has none, and says so', async () => {
    const page = await open('?period=7d');
    await page.getByText('Целого месяца в этом периоде нет, поэтому здесь последний до него').waitFor();
    expect(
      await page.locator('section[aria-labelledby="groups-title"] .chart-range li').count(),
    ).toBeGreaterThan(1);
    await page.close();
  });
});

describe('before and after', () => {
  test('compares as many weeks on both sides of any day, as a recount counts them', async () => {
    const day = addDays(BAD_WEEK_FROM, -28);
    const page = await open(`?changed=${day}&weeks=8`);
    const section = page.locator('section[aria-labelledby="compare-title"]');
    const rows = (await section.locator('.chart-range li').allInnerTexts()).map(plain);
    const end = addDays(day, 55) > moscowDay(0) ? moscowDay(0) : addDays(day, 55);
    const [before, after] = [recount(addDays(day, -56), addDays(day, -1)), recount(day, end)];
    expect(rows[0]).toContain(`${sum(before)} ответ`);
    expect(rows[1]).toContain(`${sum(after)} ответ`);
    const points = (100 * sum(after, isGood)) / sum(after) - (100 * sum(before, isGood)) / sum(before);
    const said = /Разница ([−+-]?[\d,]+) п\. п\./.exec(plain(await section.innerText()))?.[1] ?? '';
    expect(Number(said.replace(',', '.').replace('−', '-'))).toBeCloseTo(points, 1);
    await page.close();
  });

  test('finds no evidence in noise, and says so', async () => {
    const page = await open(`?changed=${moscowDay(100)}&weeks=4`);
    await page.getByText('Изменений не видно.').waitFor();
    await page.close();
  });

  test('takes another day from the keyboard', async () => {
    const page = await open();
    await page.getByLabel('Изменилось').fill(moscowDay(60));
    await page.waitForURL(new RegExp(`changed=${moscowDay(60)}`));
    await page.close();
  });
});

describe('a signal', () => {
  test('stands on Overview with its evidence until an owner has seen it; then with the note on this page', async () => {
    const page = await open('', 'owner');
    await page.goto(`${stack.url}/sites/${stack.siteId}/overview`);
    const signals = page.locator('section[aria-labelledby="signals-title"]');
    const row = signals.locator('li', { hasText: 'Оценки необычно низкие' });
    await row.waitFor();
    const counted = recount(BAD_WEEK_FROM, addDays(BAD_WEEK_FROM, 6));
    const good = Math.round((100 * sum(counted, isGood)) / sum(counted));
    expect(plain(await row.innerText())).toContain(`${good} %`);
    expect(plain(await row.innerText())).toContain(`${sum(counted)} ответ`);
    expect(await axe(page, 'section[aria-labelledby="signals-title"]')).toEqual([]);

    await row.getByRole('button', { name: 'Учтено' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Сломался аппарат УЗИ');
    await page.keyboard.press('Enter');
    await row.waitFor({ state: 'detached' });
    await page.goto(`${stack.url}/sites/${stack.siteId}/satisfaction`);
    await page.getByText('Сломался аппарат УЗИ').waitFor();
    await page.close();
  });

  test('is shown to a viewer, who cannot take it away', async () => {
    const page = await open();
    await page.goto(`${stack.url}/sites/${stack.siteId}/overview`);
    await page.getByRole('heading', { name: 'Как оценивают клинику' }).waitFor();
    expect(await page.getByRole('button', { name: 'Учтено' }).count()).toBe(0);
    await page.close();
  });
});

describe('the page', () => {
  test('is for owner and viewer; others have no way to it and are told so', async () => {
    for (const role of ['owner', 'viewer'] as const) {
      const page = await open('', role);
      expect(await page.getByRole('link', { name: 'Оценки' }).count()).toBe(1);
      await page.close();
    }
    for (const role of ['operator', 'webmaster'] as const) {
      const { context, page } = await signInAs(browser, stack, role);
      expect(await page.getByRole('link', { name: 'Оценки' }).count()).toBe(0);
      await page.goto(`${stack.url}/sites/${stack.siteId}/satisfaction`);
      await page.getByRole('heading', { name: 'Эта страница не входит в вашу роль' }).waitFor();
      const reply = await callApi(stack, await stack.memberCookie(role), {
        path: `/sites/${stack.siteId}/scores?from=${moscowDay(9)}&to=${moscowDay(0)}`,
      });
      expect(reply.status).toBe(403);
      await context.close();
    }
  });

  test.each([
    { width: 360, height: 740 },
    { width: 1280, height: 900 },
  ])('fits $width px in both languages, and axe finds nothing', async (viewport) => {
    const page = await open('?period=90d', 'owner', { viewport, colorScheme: 'light' });
    await page.locator('section[aria-labelledby="groups-title"] .chart-range li').first().waitFor();
    for (const button of await page.locator('.what').all()) await button.click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    expect(await axeInBothSchemes(page)).toEqual([]);
    await page.close();
  });

  test('is a report on paper: A4, with its heading, without what is only pressed', async () => {
    const page = await open('?period=90d', 'owner');
    await page.locator('section[aria-labelledby="groups-title"] .chart-range li').first().waitFor();
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 680, height: 960 });
    expect(await textOf(page, '.report-head')).toMatch(/^Отчёт: .*Сделано в «Отклике»/);
    expect(await page.getByRole('button').count()).toBe(0);
    expect(await page.locator('.topbar').isVisible()).toBe(false);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
      0,
    );
    const paper = await page.pdf({ preferCSSPageSize: true });
    // A4 in points.
    expect(paper.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
    await page.close();
  });

  test('reads in English, and axe finds nothing', async () => {
    const cookie = await stack.memberCookie('viewer');
    await callApi(stack, cookie, { method: 'PUT', path: '/me', body: { name: 'Ann', language: 'en' } });
    const page = await open();
    expect(await textOf(page, 'h1')).toBe('Satisfaction');
    expect(await textOf(page, 'section[aria-labelledby="trend-title"] figcaption')).toMatch(
      /Unusually low \(.*\): worth a look/,
    );
    expect(await axe(page)).toEqual([]);
    await page.close();
  });
});
