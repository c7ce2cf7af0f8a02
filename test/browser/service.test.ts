// Service in a real browser: targets and routes set without a mouse, a question that follows them, and a page that equals the API.
import { readFileSync } from 'node:fs';
import type { BrowserContext, Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ServiceAnswer } from '../../worker/contract/service.ts';
import { axeInBothSchemes, launchChromium, PHONE } from '../support/chromium.ts';
import { ask, callApi, moscowDay, openAsk, signInAs, startDashboard } from '../support/dashboard.ts';
import { pressKey, tabTo, typeOver, unreachable } from '../support/keyboard.ts';
import type { Stack } from '../support/stack.ts';

/** Questions of the last weeks of every kind, by arithmetic on a counter. */
const QUESTIONS = `
  WITH RECURSIVE counter (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM counter WHERE i < 180),
  drawn AS (SELECT i, ?2 - (1 + i * 7919 % 36000) * 60000 AS started,
    CASE WHEN i % 23 = 0 THEN 'waiting' WHEN i % 4 = 0 THEN 'answered' ELSE 'closed' END AS state FROM counter)
  INSERT INTO conversation (id, site_id, token_hash, erase_hash, kind, topic, state, outcome, language, started_at, last_message_at,
    waiting_since, first_reply_at, closed_at, due_at, first_due_at, solve_due_at, solved_first)
  SELECT printf('01SERVICE%017d', i), ?1, 'token' || i, 'erase', 'message',
    CASE i % 7 WHEN 0 THEN 'price' WHEN 1 THEN 'complaint' WHEN 2 THEN 'results' ELSE 'booking' END, state,
    CASE WHEN state = 'closed' THEN CASE WHEN i % 5 = 0 THEN 'not_solved' WHEN i % 3 = 0 THEN 'booked_by_phone' ELSE 'solved' END END,
    'ru', started, started + 60000, CASE WHEN state = 'waiting' THEN started END,
    CASE WHEN state <> 'waiting' AND i % 31 <> 0 THEN min(?2, started + (i * 37 % 700) * 60000) END,
    CASE WHEN state = 'closed' THEN min(?2, started + (i * 37 % 700) * 60000 + 3600000) END,
    CASE WHEN state = 'waiting' THEN started + 1800000 END, started + 3600000 * (1 + i % 6), started + 36000000,
    CASE WHEN state = 'closed' THEN i % 5 <> 0 END
  FROM drawn`;

let stack: Stack;
let browser: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startDashboard({
      weeks: { ratings: [] },
      seed: async (db, { siteId }) => void (await db.prepare(QUESTIONS).bind(siteId, Date.now()).run()),
    }),
    launchChromium(),
  ]);
});
afterAll(async () => {
  await Promise.all(contexts.map((context) => context.close()));
  await browser?.close();
  await stack?.stop();
});

const plain = (text: string): string =>
  text
    .replace(/[\u00a0\u202f\u2009]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

async function signIn(role: 'owner' | 'viewer', options = {}): Promise<Page> {
  const { context, page } = await signInAs(browser, stack, role, options);
  contexts.push(context);
  return page;
}

test('targets and routes are set by keys alone, tried out, and followed by the next question', async () => {
  const cookie = await stack.memberCookie('owner');
  const me = (await (await callApi(stack, cookie, { path: '/me' })).json()) as { clinics: { id: string }[] };
  const team = await callApi(stack, cookie, {
    ...{ method: 'POST', path: `/clinics/${me.clinics[0]!.id}/teams` },
    body: { name: 'Лаборатория', members: [] },
  });
  const { id: teamId } = (await team.json()) as { id: string };
  await openAsk(stack);

  const page = await signIn('owner');
  await page.goto(`${stack.url}/sites/${stack.siteId}/settings/service`);
  await page.getByRole('heading', { level: 3, name: 'Кому достаётся новый вопрос' }).waitFor();
  await typeOver(page, /^Результаты: первый ответ, минут$/, '45');
  await pressKey(page, /^Добавить правило$/);
  await pressKey(page, /^Тема: Любая тема$/);
  await pressKey(page, /^Результаты$/, 'Space');
  await page.getByText('Тема: Результаты', { exact: true }).waitFor();
  expect(await page.getByLabel('Достаётся', { exact: true }).inputValue()).toBe(`team ${teamId}`);
  const verdict = page.locator('.tester-answer');
  expect(await verdict.innerText()).toContain('→ пока никому: видят все, по умолчанию');
  await tabTo(page, /^Тема /);
  for (let steps = 0; steps < 4; steps++) await page.keyboard.press('ArrowDown');
  await verdict.filter({ hasText: 'по правилу' }).waitFor();
  expect(await verdict.innerText()).toMatch(
    /^Результаты, .* в 20:30, Русский → Лаборатория, по правилу 1\.$/,
  );
  expect(await unreachable(page)).toEqual([]);
  expect(await axeInBothSchemes(page)).toEqual([]);
  await pressKey(page, /^Сохранить$/);
  await page.getByText('Сохранено. На сайте — в течение пяти минут.').waitFor();

  await ask(stack, { text: 'Готовы ли анализы?', topic: 'results' });
  const [asked] = stack.sql<{ team_id: string; due_at: number; first_due_at: number }>(
    'SELECT team_id, due_at, first_due_at FROM conversation ORDER BY started_at DESC LIMIT 1',
  );
  expect(asked).toMatchObject({ team_id: teamId, due_at: asked!.first_due_at });
  const bad = await callApi(stack, await stack.memberCookie('webmaster'), {
    path: `/sites/${stack.siteId}/service?from=${moscowDay(6)}&to=${moscowDay(0)}`,
  });
  expect(bad.status).toBe(403);
});

test('the page shows what the API says, hour by hour and conversation by conversation, on a desktop and on a phone', async () => {
  const page = await signIn('owner');
  await page.goto(`${stack.url}/sites/${stack.siteId}/service`);
  await page.locator('#sv-checks').waitFor();
  const answer = (await (
    await callApi(stack, await stack.memberCookie('owner'), {
      path: `/sites/${stack.siteId}/service?from=${moscowDay(27)}&to=${moscowDay(0)}`,
    })
  ).json()) as ServiceAnswer;
  const section = async (id: string) => plain(await page.locator(`section:has(#${id})`).innerText());
  const { inTime, times } = answer.whole.firstReply;
  expect(await section('sv-first')).toContain(`${inTime.hits} из ${inTime.n}`);
  expect(await section('sv-first')).toContain(`${times.n} Посчитано`);
  expect(await section('sv-waiting')).toContain(String(answer.waiting.n));
  const { solved, not_solved: failed } = answer.whole.outcomes;
  expect(await section('sv-back')).toMatch(new RegExp(`Решено ${solved} .*Не решено ${failed} `));
  await page.getByRole('button', { name: 'Показать ещё' }).click();
  expect(await page.locator('.checks tbody tr').count()).toBe(answer.checks!.length);

  await page.locator('section:has(#sv-demand) summary').click();
  const cells = await page.locator('section:has(#sv-demand) tbody td').allInnerTexts();
  expect(cells.reduce((sum, cell) => sum + Number.parseInt(cell), 0)).toBe(answer.whole.conversations);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Числа в CSV' }).click(),
  ]);
  const lines = readFileSync(await download.path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(2 + answer.topics.length);
  expect(lines[1]!.split(';').slice(0, 4)).toEqual(
    ['Все темы', answer.whole.conversations, inTime.hits, inTime.n].map(String),
  );
  await page.getByLabel('Только те, кому ответили поздно или не ответили').check();
  const late = await page.locator('.checks tbody tr').count();
  expect(late).toBeLessThan(answer.checks!.length);
  expect(await axeInBothSchemes(page)).toEqual([]);
  await page.locator('.checks a').first().click();
  await page.waitForURL(/\/inbox\/01SERVICE/);

  const phone = await signIn('viewer', PHONE);
  await phone.goto(`${stack.url}/sites/${stack.siteId}/service?period=7d`);
  await phone.locator('#sv-demand').waitFor();
  expect(await phone.locator('#sv-checks').count()).toBe(0);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(
    0,
  );
  expect(await axeInBothSchemes(phone)).toEqual([]);
});
