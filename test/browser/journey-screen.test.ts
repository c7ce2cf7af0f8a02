// The Journey page over real rows: what it shows equals a recount of the raw visits in SQL, wherever and by whomever it is read.
import { readFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import type { D1Database } from '@cloudflare/workers-types';
import Papa from 'papaparse';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeInBothSchemes, launchChromium, PHONE, record, until } from '../support/chromium.ts';
import { moscowDay, oldRules, signInAs, startDashboard } from '../support/dashboard.ts';
import type { RoleName } from '../support/dashboard.ts';
import { makeVisits, rawVisits, recount, seedVisits } from '../support/journey-visits.ts';
import type { Stack } from '../support/stack.ts';

const visits = makeVisits(130, 50);
const NEWER = '01TESTSERIES00000000000002';
const raw: DatabaseSync = rawVisits(visits);
let stack: Stack;
let browser: Browser;
/** Another browser, as on another computer. */
let other: Browser;

beforeAll(async () => {
  [stack, browser, other] = await Promise.all([
    startDashboard({
      weeks: null,
      settings: oldRules,
      seed: async (db, seeded) => {
        const began = moscowDay(200);
        await db
          .prepare('UPDATE series SET started_on = ?2, started_at = ?3 WHERE id = ?1')
          .bind(seeded.seriesId, began, Date.parse(began))
          .run();
        // Counting changed 120 days ago: the days before are another series.
        const changed = moscowDay(120);
        await db
          .prepare(
            `INSERT INTO series (id, site_id, kind, mode, rules_version, zone, started_on, started_at)
             VALUES (?1, ?2, 'journey', 'statistics', 2, 'Europe/Moscow', ?3, ?4)`,
          )
          .bind(NEWER, seeded.siteId, changed, Date.parse(changed))
          .run();
        const isOld = ({ day }: { day: string }) => day < changed;
        await seedVisits(db, seeded, visits.filter(isOld));
        await seedVisits(
          db,
          { ...seeded, seriesId: NEWER },
          visits.filter((visit) => !isOld(visit)),
        );
        await db
          .prepare(
            `INSERT INTO answer (site_id, client_key, body_hash, id, series_id, question, moment, origin, mode, day, score, text, language, stage)
             VALUES (?1, 'k', '', '01TESTANSWER00000000000001', ?2, 'fft', 'launcher', 'widget', 'statistics', ?3, 2,
               'Форма не открылась', 'ru', 3)`,
          )
          .bind(seeded.siteId, seeded.seriesId, moscowDay(3))
          .run();
        await seedEffort(db, seeded.siteId);
      },
    }),
    launchChromium(),
    launchChromium(),
  ]);
});
afterAll(async () => {
  await Promise.all([browser?.close(), other?.close()]);
  await stack?.stop();
  raw.close();
});

/** Of 60 people asked at "started" in the middle of the month before last, 45 say 7 and 15 say 2; at "booked" as many. */
async function seedEffort(db: D1Database, siteId: string): Promise<void> {
  const series = '01TESTEFFORT00000000000000';
  const day = `${moscowDay(Number(moscowDay(0).slice(8)) + 40).slice(0, 7)}-15`;
  const scores = Array.from({ length: 60 }, (_, i) => (i < 45 ? 7 : 2));
  await db.batch([
    db
      .prepare(
        `INSERT INTO series (id, site_id, kind, mode, rules_version, zone, question, wording, moment, started_on, started_at)
         VALUES (?1, ?2, 'answers', 'statistics', 1, 'Europe/Moscow', 'ces', 1, 'stage', ?3, ?4)`,
      )
      .bind(series, siteId, moscowDay(200), Date.parse(moscowDay(200))),
    ...[3, 4].flatMap((stage) =>
      scores.map((score, i) =>
        db
          .prepare(
            `INSERT INTO answer (site_id, client_key, body_hash, id, series_id, question, moment, origin, mode, day, score, language, stage)
             VALUES (?1, ?2, '', ?2, ?3, 'ces', 'stage', 'widget', 'statistics', ?4, ?5, 'ru', ?6)`,
          )
          .bind(siteId, `01TESTEFFORT${stage}${String(i).padStart(13, '0')}`, series, day, score, stage),
      ),
    ),
  ]);
}

const plain = (text: string): string =>
  text
    .replace(/[\u00a0\u202f\u2009]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
const numbers = (texts: string[]): number[] => texts.map((text) => Number(plain(text).replace(/ /g, '')));

async function openJourney(query: string, role: RoleName = 'owner', options: BrowserContextOptions = {}) {
  const { context, page } = await signInAs(browser, stack, role, options);
  await page.goto(`${stack.url}/sites/${stack.siteId}/journey${query}`);
  await page.locator('.funnel .step').first().waitFor();
  return { context, page };
}
const bars = async (page: Page): Promise<number[]> =>
  numbers(await page.locator('.funnel .step-numbers b').allInnerTexts());
/** Rows of the breakdown: the value's name and the visits at each step. */
async function breakdown(page: Page): Promise<Record<string, number[]>> {
  await page.locator('.breakdown tbody tr').nth(1).waitFor();
  const rows = await page
    .locator('.breakdown tbody tr')
    .evaluateAll((list) =>
      list.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText)),
    );
  return Object.fromEntries(rows.map(([name = '', , , ...steps]) => [plain(name), numbers(steps)]));
}

const DAYS_28 = { from: moscowDay(27), to: moscowDay(0) };
const BOOKED = [[1], [2], [4, 5]];
const SOURCES = { Поиск: 'search', Реклама: 'ads', Соцсети: 'social', Карты: 'maps' };
const bySource = () => ({
  'Все визиты': recount(raw, BOOKED, DAYS_28),
  ...Object.fromEntries(
    Object.entries(SOURCES).map(([name, source]) => [
      name,
      recount(raw, BOOKED, { ...DAYS_28, where: `v.source = '${source}'` }),
    ]),
  ),
});

test('a funnel with "booked or contacted", built by keyboard and broken down, is the same for a viewer, in a file and in SQL', async () => {
  const { context, page } = await openJourney('');
  expect(await bars(page)).toEqual(recount(raw, [[1], [2], [3], [4, 5]], DAYS_28));

  // Take "started" out: open the editor, come to the third step's button by Tab, press it.
  await page.getByText('Изменить шаги').focus();
  await page.keyboard.press('Enter');
  const remove = page.getByRole('button', { name: 'Убрать шаг 3' });
  for (let i = 0; i < 30 && !(await remove.evaluate((one) => one === document.activeElement)); i++)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await until(async () => (await page.locator('.funnel .step').count()) === 3);
  // Focus stays in the list, at the step that took the place, and the change is said.
  expect(plain(await page.evaluate(() => (document.activeElement as HTMLElement).innerText))).toMatch(
    /^Шаг 3/,
  );
  expect(plain(await page.locator('.step-editor [role=status]').innerText())).toBe(
    'Шаг 3 из 3: Записались или связались',
  );
  expect(await bars(page)).toEqual(recount(raw, BOOKED, DAYS_28));

  await page.getByLabel('Разбить').focus();
  await page.keyboard.press('ArrowDown');
  expect(await breakdown(page)).toEqual(bySource());
  const address = page.url();
  expect(new URL(address).search).toBe('?by=source&steps=1-2-4.5');

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Скачать CSV' }).click();
  const file = readFileSync(await (await download).path(), 'utf8');
  expect(file.startsWith('\uFEFF')).toBe(true);
  const lines = Papa.parse<string[]>(file.slice(1).trim(), { delimiter: ';' }).data.slice(1);
  const counted: Record<string, number[]> = {};
  for (const [, , , name = '', , , least, most] of lines) {
    expect(least).toBe(most);
    (counted[name] ??= []).push(Number(least));
  }
  expect(counted).toEqual(bySource());

  const viewer = await signInAs(other, stack, 'viewer');
  await viewer.page.goto(address);
  expect(await breakdown(viewer.page)).toEqual(bySource());
  expect(await bars(viewer.page)).toEqual(recount(raw, BOOKED, DAYS_28));
  expect(await viewer.page.getByRole('button', { name: 'Сделать обычными' }).count()).toBe(0);
  await Promise.all([context.close(), viewer.context.close()]);
});

test('a change of steps, period or breakdown with data in hand takes one frame and no request', async () => {
  const { context, page } = await openJourney('?by=source');
  await page.locator('.breakdown tbody tr').nth(1).waitFor();
  await page.locator('.stuck, .calm').first().waitFor();
  await page.getByText('Изменить шаги').click();
  const sent = record(context);
  await browser.startTracing(page, {
    categories: ['blink.user_timing', 'devtools.timeline', 'disabled-by-default-devtools.timeline.frame'],
  });
  // Each change, and whether the very next frame already paints its answer.
  const shown = await page.evaluate(async () => {
    const text = () =>
      document.querySelector('.funnel')!.textContent + document.querySelector('.breakdown')!.textContent;
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    const select = (label: string) =>
      [...document.querySelectorAll('label')].find((one) => one.textContent === label)!
        .control as HTMLSelectElement;
    const acts: [string, () => void][] = [
      [
        'steps',
        () => document.querySelector<HTMLButtonElement>('[data-step="2"] [data-act=remove]')!.click(),
      ],
      ['period', () => document.querySelectorAll<HTMLInputElement>('input[name=period]')[0]!.click()],
      [
        'breakdown',
        () => {
          const by = select('Разбить');
          by.value = 'device';
          by.dispatchEvent(new Event('change', { bubbles: true }));
        },
      ],
    ];
    const found: [string, boolean][] = [];
    for (const [name, change] of acts) {
      await frame();
      await frame();
      const before = text();
      performance.mark(`${name} changed`);
      change();
      await frame();
      found.push([name, text() !== before]);
      performance.mark(`${name} shown`);
    }
    return found;
  });
  const trace = JSON.parse((await browser.stopTracing()).toString()) as {
    traceEvents: { name: string; ts: number }[];
  };
  expect(shown).toEqual([
    ['steps', true],
    ['period', true],
    ['breakdown', true],
  ]);
  const at = (name: string) => trace.traceEvents.find((event) => event.name === name)?.ts ?? NaN;
  for (const [name] of shown) {
    const between = trace.traceEvents.filter(
      ({ name: what, ts }) =>
        what === 'BeginMainThreadFrame' && ts > at(`${name} changed`) && ts < at(`${name} shown`),
    );
    expect([name, between.length]).toEqual([name, 1]);
  }
  expect(trace.traceEvents.filter(({ name }) => name === 'ResourceSendRequest')).toEqual([]);
  expect(sent.requests).toEqual([]);
  await context.close();
});

describe('another period', () => {
  test('of any two dates is counted exactly, also where it cuts weeks that are kept added up', async () => {
    await stack.fireCron();
    const [from, to] = [moscowDay(101), moscowDay(47)];
    const { context, page } = await openJourney(`?period=${from}..${to}&by=device`);
    expect(await bars(page)).toEqual(recount(raw, [[1], [2], [3], [4, 5]], { from, to }));
    expect((await breakdown(page))['Телефон']).toEqual(
      recount(raw, [[1], [2], [3], [4, 5]], { from, to, where: `v.device = 'phone'` }),
    );
    await context.close();
  });

  test('is chosen by two dates, and refused with words the wrong way round', async () => {
    const { context, page } = await openJourney('');
    await page.locator('.period select').selectOption('own');
    await page.getByLabel('С', { exact: true }).fill(moscowDay(20));
    await page.getByLabel('До', { exact: true }).fill(moscowDay(30));
    await page.getByRole('button', { name: 'Показать', exact: true }).click();
    await page.getByText('Выберите две даты').waitFor();
    await page.getByLabel('До', { exact: true }).fill(moscowDay(11));
    await page.getByRole('button', { name: 'Показать', exact: true }).click();
    await until(() => page.url().endsWith(`?period=${moscowDay(20)}..${moscowDay(11)}`));
    const period = { from: moscowDay(20), to: moscowDay(11) };
    await until(async () => (await bars(page))[0] === recount(raw, [[1]], period)[0]);
    await context.close();
  });

  test('is set beside the same days of the week before, in words', async () => {
    const { context, page } = await openJourney('?compare=before');
    const earlier = { from: moscowDay(55), to: moscowDay(28) };
    await page.locator('.change').first().waitFor();
    const was = (await page.locator('.change').allInnerTexts()).map((text) =>
      Number(/\d[\d ]*/.exec(plain(text))![0].replace(/ /g, '')),
    );
    expect(was).toEqual(recount(raw, [[1], [2], [3], [4, 5]], earlier));
    const words = plain(await page.locator('.change').nth(1).innerText());
    expect(words).toMatch(/(Идут дальше чаще|Идут дальше реже|Явной разницы нет): .*п\. п\. \(.*…/);
    await context.close();
  });

  test('is not compared over a change of counting', async () => {
    const { context, page } = await openJourney('?compare=year');
    await page.getByText('Сравнить нельзя: так визиты считаются только с').waitFor();
    expect(await page.locator('.change').count()).toBe(0);
    await context.close();
  });
});

test('a break in counting offers both of its sides and adds nothing over it', async () => {
  const [from, to] = [moscowDay(128), moscowDay(110)];
  const { context, page } = await openJourney(`?period=${from}..${to}&by=source&compare=before`);
  const sides = page.locator('.break input');
  expect(await sides.count()).toBe(2);
  const steps = [[1], [2], [3], [4, 5]];
  expect(await bars(page)).toEqual(recount(raw, steps, { from: moscowDay(120), to }));
  expect((await breakdown(page))['Все визиты']).toEqual(recount(raw, steps, { from: moscowDay(120), to }));
  await page.getByText('Сравнить нельзя: внутри периода менялись правила счёта').waitFor();
  await sides.first().check();
  const before = recount(raw, steps, { from, to: moscowDay(121) });
  await until(async () => (await bars(page)).join() === before.join());
  const sums = Object.entries(await breakdown(page));
  const parts = sums.filter(([name]) => name !== 'Все визиты').map(([, counts]) => counts);
  expect(steps.map((_, i) => parts.reduce((sum, counts) => sum + counts[i]!, 0))).toEqual(before);
  await context.close();
});

test('what comes days later is never a step, and a dropped stage is shown as not connected', async () => {
  const { context, page } = await openJourney('?steps=1-2-6-7.8');
  expect(await page.locator('.funnel .step').count()).toBe(2);
  await page.goto(`${stack.url}/sites/${stack.siteId}/journey?steps=1-9-4.5`);
  await page.locator('.funnel .absent').getByText('Пока не подключено').waitFor();
  expect(await bars(page)).toEqual(recount(raw, [[1], [4, 5]], DAYS_28));
  await context.close();
});

test('ads, the only source clearly behind, are named with the bookings that could be won', async () => {
  const { context, page } = await openJourney('');
  await page.locator('.stuck > li').first().waitFor();
  const text = plain(await page.locator('.stuck > li').first().innerText());
  const ninety = { from: moscowDay(89), to: moscowDay(0) };
  const [hits, total] = recount(raw, [[1], [2]], { ...ninety, where: `v.source = 'ads'` }).toReversed();
  expect(text).toContain('Нашли нас → дальше Выбирают');
  expect(text).toMatch(/Можно вернуть примерно \d+ запис/);
  expect(text).toContain(`Реклама: дальше идут`);
  expect(text.replace(/(\d) (\d{3})/g, '$1$2')).toContain(`(${hits} из ${total})`);
  await context.close();
});

describe('what people say at a stage', () => {
  test('opens beside the funnel with its words, by keyboard, and gives the focus back', async () => {
    const { context, page } = await openJourney('');
    const name = page.locator('.funnel').getByRole('button', { name: 'Начали запись' });
    await name.focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog', { name: 'Начали запись' });
    await panel.getByText('Форма не открылась').waitFor();
    // 45 of 60; Wilson 95 %: 62.8–84.2 %. The mean is (45 × 7 + 15 × 2) / 60.
    await panel.getByText('ответили, что просто').waitFor();
    expect(plain(await panel.innerText())).toMatch(/75 % .*63–84 %\), в среднем 5,8; 60 ответов/);
    expect(page.url()).toContain('stage=3');
    expect(await axeInBothSchemes(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await until(async () => (await page.locator('dialog.side').count()) === 0);
    expect(page.url()).not.toContain('stage=');
    expect(await name.evaluate((one) => one === document.activeElement)).toBe(true);
    await context.close();
  });

  test('shows a viewer numbers only', async () => {
    const { context, page } = await openJourney('?stage=3', 'viewer');
    await page.getByRole('dialog').getByText('В вашей роли видны числа').waitFor();
    expect(await page.content()).not.toContain('Форма не открылась');
    await context.close();
  });
});

describe('saved funnels', () => {
  test('are kept under a name, seen by others, made the default, and removed', async () => {
    const { context, page } = await openJourney('?steps=1-4.5');
    await page.getByText('Изменить шаги').click();
    await page.getByLabel('Сохранить эти шаги под названием').fill('Сразу к записи');
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await page.getByRole('button', { name: 'Убрать: Сразу к записи' }).waitFor();
    const viewer = await openJourney('', 'viewer');
    await viewer.page.getByLabel('Шаги', { exact: true }).selectOption({ label: 'Сразу к записи' });
    await until(async () => (await viewer.page.locator('.funnel .step').count()) === 2);
    expect(viewer.page.url()).toContain('steps=1-4.5');
    await viewer.context.close();

    await page.getByRole('button', { name: 'Сделать обычными' }).click();
    await until(
      () =>
        stack.sql(`SELECT 1 FROM site WHERE json_extract(settings, '$.funnel') = '[[1],[4,5]]'`).length === 1,
    );
    await until(() => !page.url().includes('steps='));
    await page.getByRole('button', { name: 'Убрать: Сразу к записи' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Убрать', exact: true }).click();
    await until(() => stack.sql('SELECT 1 FROM saved_funnel').length === 0);
    await context.close();
  });
});

describe('every reader', () => {
  test.each([
    ['on a phone, in Russian', PHONE],
    ['at a desk', {}],
  ] as const)('%s: no fault that axe finds, nothing wider than the screen', async (_, options) => {
    const { context, page } = await openJourney(
      '?by=campaign&compare=before&steps=1-2-3-4.5',
      'owner',
      options,
    );
    await page.locator('.breakdown tbody tr').nth(1).waitFor();
    await page.locator('.stuck > li').first().waitFor();
    await page.getByText('Изменить шаги').click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(await axeInBothSchemes(page)).toEqual([]);
    await context.close();
  });

  test('gets the chart in one sentence, and its numbers as a table', async () => {
    const { context, page } = await openJourney('?steps=1-2-3-4.5');
    const counts = recount(raw, [[1], [2], [3], [4, 5]], DAYS_28);
    const said = plain(await page.locator('.reading').innerText()).replace(/(\d) (\d{3})/g, '$1$2');
    expect(said).toContain(`Из ${counts[0]} визитов до шага «Записались или связались» дошли ${counts[3]}`);
    expect(said).toContain('Больше всего теряем после шага «Нашли нас»');
    await page.getByText('Показать таблицей').first().click();
    const table = await page
      .locator('.page-journey details table tbody tr td:nth-of-type(1)')
      .allInnerTexts();
    expect(numbers(table)).toEqual(counts);
    await context.close();
  });

  test('prints the numbers and not the controls', async () => {
    const { context, page } = await openJourney('?by=source');
    await page.locator('.breakdown tbody tr').nth(1).waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.tools').isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'Скачать CSV' }).count()).toBe(0);
    expect(await page.locator('.funnel .step').first().isVisible()).toBe(true);
    await context.close();
  });
});
