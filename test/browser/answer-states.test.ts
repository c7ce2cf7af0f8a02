// What Overview says at 0, 1, 9, 10 and 500 answers: no score before ten, the right words and forms, the range that the count deserves.
import type { D1Database } from '@cloudflare/workers-types';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SeededClinic } from '../../scripts/seed.ts';
import { axeInBothSchemes, launchChromium } from '../support/chromium.ts';
import { DAY_PATHS, callApi, moscowDay, oldRules, signInAs } from '../support/dashboard.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

/** Answers from "very good" to "very poor" and "don't know", and how many days were counted. */
const SITES = {
  0: { counts: [0, 0, 0, 0, 0, 0], days: 0 },
  1: { counts: [1, 0, 0, 0, 0, 0], days: 3 },
  9: { counts: [6, 2, 1, 0, 0, 0], days: 3 },
  10: { counts: [6, 2, 1, 0, 0, 1], days: 3 },
  500: { counts: [300, 100, 40, 30, 20, 10], days: 28 },
} as const;
const SIZES = [0, 1, 9, 10, 500] as const;
type Size = (typeof SIZES)[number];
const siteOf = (size: Size): string => `01SITE${String(size).padStart(20, '0')}`;

let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startStack({
      settings: oldRules,
      seed: async (db, seeded) => {
        for (const size of SIZES) await seedSite(db, seeded, size);
      },
    }),
    launchChromium(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

/** A site of the same clinic that differs only in its answers and days. */
async function seedSite(db: D1Database, { siteId }: SeededClinic, size: Size): Promise<void> {
  const { counts, days } = SITES[size];
  const [site, visits, answers] = [
    siteOf(size),
    `01VISITS${siteOf(size).slice(8)}`,
    `01ANSWERS${siteOf(size).slice(9)}`,
  ];
  const scores = counts.flatMap((count, i) => Array.from({ length: count }, () => 5 - i));
  const series = (id: string, kind: string, question: string | null) =>
    db
      .prepare(
        `INSERT INTO series (id, site_id, kind, mode, rules_version, zone, question, wording, moment, started_on, started_at)
         VALUES (?1, ?2, ?3, 'statistics', 1, 'Europe/Moscow', ?4, ?5, ?6, ?7, ?8)`,
      )
      .bind(
        id,
        site,
        kind,
        question,
        question && 1,
        question && 'launcher',
        moscowDay(60),
        Date.parse(moscowDay(60)),
      );
  await db.batch([
    db
      .prepare(
        `INSERT INTO site (id, clinic_id, key, name, domain, zone, data_place, settings, created_at)
         SELECT ?2, clinic_id, ?3, ?4, domain, zone, data_place, settings, created_at FROM site WHERE id = ?1`,
      )
      .bind(siteId, site, `answers${size}`, `Ответов: ${size}`),
    series(visits, 'journey', null),
    series(answers, 'answers', 'fft'),
    ...Array.from({ length: days }, (_, i) =>
      db
        .prepare(
          `INSERT INTO journey_day (site_id, day, series_id, zone, status, visits, paths, by_source, by_campaign, by_device,
             by_language, by_entry, as_of) VALUES (?1, ?2, ?3, 'Europe/Moscow', 'closed', 100, ?4, '', '', '', '', '', ?5)`,
        )
        .bind(site, moscowDay(i + 1), visits, DAY_PATHS, Date.now()),
    ),
    db
      .prepare(
        `INSERT INTO answer (site_id, client_key, body_hash, id, series_id, question, moment, origin, mode, day, score, text,
           language) SELECT ?1, 'key' || key, 'x', printf('01A%03d%020d', ?5, key), ?2, 'fft', 'launcher', 'widget', 'statistics',
           ?3, value, CASE WHEN key = 0 THEN 'Спасибо, всё понятно' END, 'ru' FROM json_each(?4)`,
      )
      .bind(site, answers, moscowDay(1), JSON.stringify(scores), size),
  ]);
}

const plain = (text: string): string =>
  text
    .replace(/[\u00a0\u202f\u2009]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

async function openSite(page: Page, size: Size): Promise<{ score: string; main: string }> {
  await page.goto(`${stack.url}/sites/${siteOf(size)}/overview`);
  await page.locator('.score').waitFor();
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
  return {
    score: plain(await page.locator('.score').innerText()),
    main: plain(await page.locator('main').innerText()),
  };
}

describe('Overview in Russian', () => {
  test.each([
    { size: 0, says: ['Ответов пока нет', 'Оценка появится после первых 10 ответов.'] },
    { size: 1, says: ['Мало ответов: 1', 'Ещё 9 ответов, и появится оценка.'] },
    { size: 9, says: ['Мало ответов: 9', 'Ещё 1 ответ, и появится оценка.'] },
  ] as const)('shows no score at $size answers, but says when there will be one', async ({ size, says }) => {
    const { context, page } = await signInAs(browser, stack, 'owner');
    const { score, main } = await openSite(page, size);
    for (const words of says) expect(score).toContain(words);
    expect(score).not.toContain('%');
    expect(await page.locator('.score .shares, .score table').count()).toBe(0);
    expect(main).toContain(size === 0 ? 'Отзывов пока нет' : 'Спасибо, всё понятно');
    expect(main).toContain(size === 0 ? 'Визитов пока не видно' : 'Первая неделя');
    expect(await axeInBothSchemes(page)).toEqual([]);
    await context.close();
  });

  test.each([
    // Wilson by hand: 8 of 10 and 400 of 500.
    { size: 10, says: ['80 %', '95-процентный диапазон 49–94 %, 10 ответов'] },
    { size: 500, says: ['80 %', '95-процентный диапазон 76–83 %, 500 ответов'] },
  ] as const)('shows the score with its range at $size answers', async ({ size, says }) => {
    const { context, page } = await signInAs(browser, stack, 'owner');
    const { score } = await openSite(page, size);
    for (const words of says) expect(score).toContain(words);
    expect(score).not.toContain('Мало ответов');
    expect(await page.locator('.score .shares').count()).toBe(1);
    await page.getByRole('button', { name: 'Что это значит: Как оценивают клинику' }).click();
    const formula = size === 10 ? '8 ÷ 10 = 80 %' : '400 ÷ 500 = 80 %';
    expect(plain(await page.locator('.score .formula').innerText())).toContain(formula);
    await page.locator('.score summary').click();
    const rows = (await page.locator('.score tbody tr').allInnerTexts()).map(plain);
    const { counts } = SITES[size];
    expect(rows.map((row) => Number(/ (\d+) [<\d]/.exec(row)?.[1]))).toEqual([...counts]);
    expect(await axeInBothSchemes(page)).toEqual([]);
    await context.close();
  });

  test('says the biggest loss and the visits of an average day once there are weeks of them', async () => {
    const { context, page } = await signInAs(browser, stack, 'viewer');
    const { main } = await openSite(page, 500);
    // The period of 28 days holds today and 27 of the days, each 100 visits of which 49 chose.
    expect(main).toContain(
      'Больше всего теряем после шага «Нашли нас»: дальше не пошли 1 377 из 2 700 (51 %).',
    );
    expect(main).toContain('в среднем 100 визитов в день');
    expect(main).not.toContain('Первая неделя');
    await context.close();
  });
});

describe('Overview in English', () => {
  test.each([
    { size: 0, says: ['No answers yet', 'after the first 10 answers'] },
    { size: 1, says: ['Too few answers: 1', '9 more and the score appears'] },
    { size: 9, says: ['Too few answers: 9', '1 more and the score appears'] },
    { size: 10, says: ['80%', '49–94%, 10 answers'] },
    { size: 500, says: ['80%', '76–83%, 500 answers'] },
  ] as const)('says the same at $size', async ({ size, says }) => {
    const { context, page } = await signInAs(browser, stack, 'viewer');
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
    await callApi(stack, cookie, { method: 'PUT', path: '/me', body: { name: 'viewer', language: 'en' } });
    const { score } = await openSite(page, size);
    for (const words of says) expect(score).toContain(words);
    await callApi(stack, cookie, { method: 'PUT', path: '/me', body: { name: 'viewer', language: 'ru' } });
    await context.close();
  });
});
