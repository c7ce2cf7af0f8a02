// Two who answer, in two browsers, and one who asks: who has the question, what was said in between, and who was first.
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeInBothSchemes, launchChromium, openContext, record, until } from '../support/chromium.ts';
import { ask as asksBy, callApi, openAsk, signInAs, startDashboard } from '../support/dashboard.ts';
import { ask, clinicPage, likeAPerson, openPanel, panel } from '../support/panel.ts';
import type { Stack } from '../support/stack.ts';

let stack: Stack;
let browser: Browser;
let anna: { context: BrowserContext; page: Page };
let boris: { context: BrowserContext; page: Page };

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startDashboard({ weeks: null, settings: (s) => void (s.phones = ['+7 495 000-00-00']) }),
    launchChromium(),
  ]);
  stack.setPage('/', clinicPage('ru'));
  await openAsk(stack);
  const owner = await stack.memberCookie('owner');
  // The owner reads English: both languages are on the screen at once.
  await api(owner, 'PUT', '/me', { name: 'Boris', language: 'en' });
  await api(owner, 'POST', `/clinics/${stack.clinicId}/teams`, {
    name: 'Desk',
    members: [stack.memberId('operator')],
  });
  await api(owner, 'POST', `/sites/${stack.siteId}/canned`, {
    ...{ title: 'Как записаться', topic: 'other', text: 'Звоните: {телефон}. {клиника}, {я}' },
  });
  [anna, boris] = await Promise.all([
    signInAs(browser, stack, 'operator'),
    signInAs(browser, stack, 'owner'),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

async function api(cookie: string, method: string, path: string, body: unknown): Promise<void> {
  const reply = await callApi(stack, cookie, { method, path, body });
  if (!reply.ok) throw new Error(`${path} answered ${reply.status} ${await reply.text()}`);
}
const inboxOf = (page: Page, more = '') => page.goto(`${stack.url}/sites/${stack.siteId}/inbox${more}`);
const conversation = () =>
  stack.sql<Record<string, unknown>>(
    'SELECT state, outcome, assignee_id, transfers, solved_first, closed_by FROM conversation ORDER BY started_at LIMIT 1',
  )[0];

test('a question goes from hand to hand, is answered in three actions, and is never answered twice by mistake', async () => {
  const visitor = await openContext(browser);
  const page = await visitor.newPage();
  const heard = record(visitor);
  await Promise.all([inboxOf(anna.page), inboxOf(boris.page), openPanel(page, stack.hostUrl)]);
  await ask(page, 'Как к вам записаться?');

  // It appears by itself; Boris hands it to Anna with a note, by keyboard alone.
  await boris.page.getByText('Как к вам записаться?').waitFor();
  for (const key of ['j', 'Enter']) await boris.page.keyboard.press(key);
  await boris.page.getByText('With nobody').waitFor();
  await boris.page.keyboard.press('t');
  await boris.page.getByText('With you').first().waitFor();
  await boris.page.keyboard.press('a');
  await boris.page.getByLabel('To whom').selectOption({ label: 'operator' });
  await boris.page.getByLabel('A note for them').fill('canary: она у нас впервые');
  await boris.page.getByRole('button', { name: 'Hand over', exact: true }).click();
  await boris.page.getByText('With operator').first().waitFor();

  // Anna sees that it is hers, opens it from her own list, and answers: open, insert, send.
  await anna.page.getByText('Ведёте вы').waitFor();
  await anna.page.getByLabel('Чьи').selectOption('me');
  await until(() => anna.page.url().endsWith('?whose=me'));
  const row = anna.page.locator('.conversations a');
  await row.waitFor();
  await countActions(anna.page);
  await row.click();
  await anna.page.getByRole('button', { name: 'Как записаться' }).click();
  await anna.page.getByRole('button', { name: 'Отправить' }).click();
  await anna.page.locator('.message.clinic').waitFor();
  expect(await anna.page.evaluate(() => Reflect.get(globalThis, 'actions'))).toBe(3);
  await panel(page).getByText('Звоните: +7 495 000-00-00. Клиника «Ромашка», operator').waitFor();
  expect(stack.sql('SELECT canned_version FROM message WHERE canned_id IS NOT NULL').length).toBe(1);

  // A note and what was handed over stay inside.
  await anna.page.locator('#thread-title').focus();
  await anna.page.keyboard.press('n');
  await anna.page.getByLabel('Заметка для коллег').fill('canary: перезвонить в среду');
  await anna.page.keyboard.press('Control+Enter');
  await boris.page.getByText('canary: перезвонить в среду').waitFor();
  await boris.page.getByText('operator is looking at this question too').waitFor();

  // Boris answers first while Anna's screen stands still: she is asked once more, and nothing of hers is lost.
  await anna.page.route('**/conversations/*', (route) => route.abort());
  await boris.page.getByLabel('Your answer').fill('Ждём вас в субботу.');
  await boris.page.keyboard.press('Control+Enter');
  await panel(page).getByText('Ждём вас в субботу.').waitFor();
  await anna.page.getByLabel('Ваш ответ').fill('Мест нет.');
  await anna.page.keyboard.press('Control+Enter');
  await anna.page.getByText('Пока вы писали, ответил ваш коллега').waitFor();
  expect(stack.sql(`SELECT 1 FROM message WHERE text = 'Мест нет.'`)).toEqual([]);
  await anna.page.unroute('**/conversations/*');
  await anna.page.getByRole('button', { name: 'Вернуть в черновик' }).click();
  expect(await anna.page.getByLabel('Ваш ответ').inputValue()).toBe('Мест нет.');
  await anna.page.getByLabel('Ваш ответ').fill('');

  // Closed with its outcome by keys; the visitor's next word opens it again: it was not solved at first contact.
  await anna.page.keyboard.press('Escape');
  await anna.page.keyboard.press('e');
  await until(async () => (await anna.page.evaluate(() => document.activeElement?.tagName)) === 'SELECT');
  await anna.page.getByRole('button', { name: 'Закрыть вопрос' }).click();
  await anna.page.getByText('Закрыто. Итог: Решено').waitFor();
  expect(conversation()).toMatchObject({
    state: 'closed',
    outcome: 'solved',
    solved_first: 1,
    closed_by: stack.memberId('operator'),
  });
  await panel(page).locator('textarea[name=more]').fill('А в воскресенье?');
  await likeAPerson(page);
  await panel(page).locator('form:has([name=more]) button[type=submit]').click();
  await boris.page.locator('.message').getByText('А в воскресенье?').waitFor();
  expect(conversation()).toMatchObject({
    state: 'waiting',
    assignee_id: stack.memberId('operator'),
    transfers: 1,
    solved_first: 0,
  });
  // Nothing of what staff wrote to each other ever reached the visitor's page.
  expect(await page.content()).not.toContain('canary');
  expect(await panel(page).innerText()).not.toContain('canary');
  expect(heard.console).toEqual([]);
  await visitor.close();
});

test('a draft outlives the tab, belongs to its person, and leaves with them; axe finds nothing in either scheme', async () => {
  const { context, page } = await signInAs(browser, stack, 'operator');
  await asksBy(stack, { text: 'Как записаться ещё раз?', topic: 'other' });
  const id = stack.sql<{ id: string }>('SELECT id FROM conversation ORDER BY started_at DESC')[0]!.id;
  await inboxOf(page, `/${id}`);
  await page.getByLabel('Ваш ответ').fill('Недописанный ответ');
  const second = await context.newPage();
  await page.close();
  await inboxOf(second, `/${id}`);
  await until(async () => (await second.getByLabel('Ваш ответ').inputValue()) === 'Недописанный ответ');
  // "/" between words opens the ready-made replies, one inside a word is a slash; Esc comes back.
  const box = second.getByLabel('Ваш ответ');
  await box.press('End');
  await second.keyboard.type(' и/или ');
  await second.keyboard.press('/');
  await second
    .getByRole('dialog')
    .getByRole('button', { name: /Как записаться/ })
    .waitFor();
  expect(await axeInBothSchemes(second)).toEqual([]);
  await second.keyboard.press('Escape');
  expect(await box.inputValue()).toBe('Недописанный ответ и/или ');
  await until(async () => (await second.evaluate(() => document.activeElement?.id)) === 'reply');
  await second.getByRole('button', { name: 'Выбрать', exact: true }).click();
  await second.getByRole('button', { name: 'Передать…' }).click();
  await second.getByRole('button', { name: 'Написать заметку' }).click();
  expect(await axeInBothSchemes(second)).toEqual([]);
  await second.goto(`${stack.url}/profile`);
  await second.getByRole('button', { name: 'Выйти', exact: true }).click();
  await second.getByText('Вы не вошли').waitFor();
  expect(await second.evaluate(() => JSON.stringify(localStorage))).not.toContain('Недописанный');
  await context.close();
});

test('what the script for screen readers promises is what the accessibility tree says, press by press', async () => {
  await asksBy(stack, {
    kind: 'callback',
    text: 'Call me',
    when: 'after six',
    topic: 'booking',
    contact: { phone: '+7 900 000-00-00' },
  });
  const { page } = boris;
  const cdp = await page.context().newCDPSession(page);
  await inboxOf(page, '?state=callbacks');
  await page.locator('.conversations a').waitFor();
  for (const { press, hears } of script()) {
    for (const key of press)
      await (key.startsWith('"') ? page.keyboard.type(key.slice(1, -1)) : page.keyboard.press(key));
    let heard = '';
    const isHeard = async () => (heard = await read(page, cdp, hears)).match(patternOf(hears)) !== null;
    await until(isHeard, 6_000).catch(() => {
      throw new Error(`After ${press.join(', ')} ${hears} was awaited, and ${heard} heard`);
    });
  }
  expect(stack.sql(`SELECT state, outcome FROM conversation WHERE kind = 'callback'`)).toEqual([
    { state: 'closed', outcome: 'booked_by_phone' },
  ]);
});

/** The steps of the table in docs: keys between back-quotes, then what is read out, up to an ellipsis. */
function script(): { press: string[]; hears: string }[] {
  const lines = readFileSync('docs/screen-reader.md', 'utf8').matchAll(/^\| \d+ \| (.+?) \| (.+?) \|/gm);
  return [...lines].map(([, press = '', hears = '']) => ({
    press: [...press.matchAll(/`([^`]+)`/g)].map(([, key = '']) => key),
    hears,
  }));
}

/** An ellipsis stands for anything. */
const patternOf = (hears: string): RegExp =>
  new RegExp(
    hears
      .split('…')
      .map((piece) => piece.trim().replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[\\s\\S]*'),
  );

/** What is read out: role and name of what has the focus, or what a region that speaks by itself says. */
async function read(page: Page, cdp: CDPSession, hears: string): Promise<string> {
  const role = hears.split(' ')[0]!;
  if (role === 'status' || role === 'log')
    return (await page.locator(`[role=${role}]`).allInnerTexts())
      .map((text) => `${role} “${text}`)
      .join('\n');
  const { result } = await cdp.send('Runtime.evaluate', { expression: 'document.activeElement' });
  if (!result.objectId) return '';
  const { nodes } = await cdp.send('Accessibility.getPartialAXTree', {
    ...{ objectId: result.objectId, fetchRelatives: false },
  });
  return `${nodes[0]?.role?.value} “${nodes[0]?.name?.value}”`;
}

/** Counts what the person does from now on: each click, and each run of typing. */
async function countActions(page: Page): Promise<void> {
  await page.evaluate(() => {
    Reflect.set(globalThis, 'actions', 0);
    const count = (event: Event) => {
      if (event.isTrusted) Reflect.set(globalThis, 'actions', Number(Reflect.get(globalThis, 'actions')) + 1);
    };
    for (const kind of ['click', 'keydown']) document.addEventListener(kind, count, true);
  });
}
