// The main job from end to end: a visitor walks the demo clinic, rates and asks; the owner sees all of it and replies.
// Nothing here imports the Worker: expected numbers are literals, and the recount is SQL.
import { createHmac } from 'node:crypto';
import type { Server } from 'node:http';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveDemoSite } from '../../demo/site.ts';
import { freePort } from '../../scripts/ports.ts';
import { launchChromium, openContext, record, until } from '../support/chromium.ts';
import type { Recorder } from '../support/chromium.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

const COMMENT = 'Врач всё объяснил, но ждали сорок минут';
const QUESTION = 'Можно ли прийти с ребёнком трёх лет?';
const REPLY = 'Да, приходите вместе: педиатр примет вас в соседнем кабинете.';

let stack: Stack;
let browser: Browser;
let visitor: BrowserContext;
let said: Recorder;
let demo: Server;
let demoUrl: string;
const notices: { signature: string; body: string }[] = [];
let channelSecret = '';

beforeAll(async () => {
  const port = await freePort();
  demoUrl = `http://127.0.0.1:${port}`;
  stack = await startStack({
    clinic: { origins: [demoUrl] },
    settings: (settings) => void (settings.phones = ['+7 495 000-01-02']),
  });
  demo = await serveDemoSite(port, {
    snippet: stack.snippet,
    onNotice: (signature, body) => {
      notices.push({ signature, body });
      return 204;
    },
  });
  await connectWebhook();
  browser = await launchChromium();
  visitor = await openContext(browser);
  said = record(visitor);
});
afterAll(async () => {
  await browser.close();
  demo.close();
  demo.closeAllConnections();
  await stack.stop();
});

/** As an owner does in the settings: adds the clinic's address for notices and presses "test". */
async function connectWebhook(): Promise<void> {
  const cookie = await stack.memberCookie('owner');
  const call = (path: string, body?: unknown) =>
    fetch(`${stack.url}/api/sites/${stack.siteId}${path}`, {
      method: 'POST',
      headers: { Cookie: cookie, Origin: stack.url, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const created = await call('/channels', { kind: 'webhook', url: `${demoUrl}/otklik-notices` });
  expect(created.status).toBe(201);
  const { id, secret } = (await created.json()) as { id: string; secret: string };
  channelSecret = secret;
  const tested = await call(`/channels/${id}/test`);
  expect(tested.status).toBe(200);
  expect(notices).toHaveLength(1);
}

const beacons = () => said.to(stack.url).filter(({ url }) => url.endsWith('/beacon'));
/** The stage ids told so far, in order. */
const stages = () =>
  beacons().flatMap(({ body }) =>
    new URLSearchParams(body)
      .get('e')!
      .split(';')
      .map((event) => Number(event.split('.')[0])),
  );
const told = (expected: number[]) =>
  until(
    () => stages().join() === expected.join(),
    10_000,
    `stages ${expected.join()}, told ${stages().join()}`,
  );

it('counts the way from the first page to the booking, and a tap on the phone', async () => {
  const page = await visitor.newPage();
  await page.goto(`${demoUrl}/`);
  await told([1]);
  await page.goto(`${demoUrl}/doctors`);
  await told([1, 2]);
  await page.goto(`${demoUrl}/booking`);
  await told([1, 2, 3]);
  await page.getByLabel('Как к вам обращаться').fill('Анна');
  await page.getByLabel('Телефон').fill('+7 900 000-00-00');
  await page.getByRole('button', { name: 'Записаться' }).click();
  await page.waitForURL(`${demoUrl}/thank-you`);
  await until(() => stages().includes(4));
  await page.goto(`${demoUrl}/contacts`);
  const before = stages().length;
  await page.locator('main a[href^="tel:"]').first().click({ noWaitAfter: true });
  await until(() => stages().length > before);
  expect(stages().at(-1)).toBe(5);
  await until(() => stack.sql('SELECT 1 FROM visit').length === 1);
  await page.close();
});

it('takes a rating with a comment and a question, and says so only when they are stored', async () => {
  const page = await visitor.newPage();
  await page.goto(`${demoUrl}/services`);
  await launcherOf(page).click();
  await page.getByRole('radio', { name: 'Хорошо', exact: true }).check();
  await page.getByLabel('Почему такая оценка?').fill(COMMENT);
  await page.getByRole('button', { name: 'Отправить' }).click();
  await page.getByText('Спасибо, отзыв получен').waitFor();
  expect(stack.sql('SELECT score, text, question, moment, device, origin FROM answer')).toEqual([
    { score: 4, text: COMMENT, question: 'fft', moment: 'launcher', device: 'desktop', origin: 'widget' },
  ]);

  await page.getByRole('button', { name: 'Задать вопрос' }).click();
  await page.getByLabel('О чём').selectOption({ label: 'Запись на приём' });
  await page.getByLabel('Ваш вопрос').fill(QUESTION);
  // A person needs some seconds to write; a quicker send is taken for a robot's.
  const opened = Date.now();
  await until(() => Date.now() - opened > 3_200);
  await page.getByRole('button', { name: 'Отправить' }).click();
  const sent = page.locator('.bubble', { hasText: QUESTION });
  await sent.getByText('Получено клиникой').waitFor();
  expect(stack.sql('SELECT seq, author, text FROM message')).toEqual([
    { seq: 1, author: 'visitor', text: QUESTION },
  ]);
  await page.close();
});

it('tells the clinic at once by a signed notice without a word of the patient', async () => {
  await until(() => notices.length === 2);
  const { signature, body } = notices[1]!;
  const [, time, mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature)!;
  expect(mac).toBe(createHmac('sha256', channelSecret).update(`${time}.${body}`).digest('hex'));
  expect(JSON.parse(body)).toMatchObject({ topic: 'booking' });
  expect(body).not.toContain('ребёнком');
});

it('shows the owner the visit, the score, the comment and the question, and lets them reply', async () => {
  await stack.fireCron();
  const owner = await openContext(browser);
  const page = await owner.newPage();
  await page.goto(stack.ownerLink());
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.getByText('Требует внимания').waitFor();
  const overview = page.locator('main');
  await overview.getByText('1 вопрос ждёт ответа').waitFor();
  await overview.getByText(COMMENT).waitFor();
  await overview.getByText('Мало ответов: 1').waitFor();

  // found 1 → chose 1 → started 1 → booked or contacted 1
  const [{ visits, paths }] = stack.sql<{ visits: number; paths: string }>(
    'SELECT visits, paths FROM journey_day WHERE site_id = ?',
    stack.siteId,
  ) as [{ visits: number; paths: string }];
  expect(visits).toBe(1);
  expect(paths.replace(/[^A-Za-z]/g, '').startsWith('ABCDE')).toBe(true);
  await page.getByRole('navigation').getByRole('link', { name: 'Путь' }).click();
  const table = page.locator('table').first();
  await table.waitFor({ state: 'attached' });
  for (const name of ['Нашли нас', 'Выбирают', 'Начали запись', 'Записались']) {
    const row = table.locator('tr', { hasText: name }).first();
    expect((await row.locator('td').first().textContent())?.trim()).toBe('1');
  }

  await page
    .getByRole('navigation')
    .getByRole('link', { name: /^Вопросы/ })
    .click();
  await page.getByRole('link', { name: new RegExp(QUESTION.slice(0, 20)) }).click();
  await page.getByLabel('Ваш ответ').fill(REPLY);
  await page.keyboard.press('Control+Enter');
  await until(() => stack.sql("SELECT 1 FROM message WHERE author = 'member'").length === 1);
  expect(stack.sql('SELECT state, waiting_since FROM conversation')).toEqual([
    { state: 'answered', waiting_since: null },
  ]);
  await owner.close();
});

it('shows the visitor the reply on a later page', async () => {
  const page = await visitor.newPage();
  await page.goto(`${demoUrl}/prices`);
  await launcherOf(page).click();
  await page.getByRole('button', { name: /Мои сообщения/ }).click();
  await page.getByText(REPLY).waitFor();
  await page.close();
});

it('prints no line on any of the clinic’s pages and leaves no canary in the server’s log', () => {
  expect(said.console).toEqual([]);
  for (const word of [QUESTION, COMMENT, REPLY, '/doctors']) expect(stack.log()).not.toContain(word);
});

const launcherOf = (page: Page) => page.locator('otklik-widget button').first();
