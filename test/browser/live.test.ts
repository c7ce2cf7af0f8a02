// A question and its answer between two open browsers, told by sockets; and then every way in which a socket may fail them.
import { createHash } from 'node:crypto';
import type { Browser, BrowserContext, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium, openContext, record, until } from '../support/chromium.ts';
import type { Recorder } from '../support/chromium.ts';
import { startCuttingProxy } from '../support/cutting-proxy.ts';
import type { CuttingProxy } from '../support/cutting-proxy.ts';
import { liveFaults, numbersIn, scramble, shownBy, storedIn } from '../support/live-faults.ts';
import { memberSocket } from '../support/live-socket.ts';
import { ask, clinicPage, launcher, panel } from '../support/panel.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

const QUESTION = 'Можно ли прийти с ребёнком?';
const REPLY = 'Да, приходите вместе.';
const MARK = 'Есть ответ';
/** Under the first poll of either side: what comes sooner was told. */
const SOON_MS = 3_500;

let proxy: CuttingProxy;
let stack: Stack;
let browser: Browser;
let cookie: string;
let clinic: BrowserContext;
let visitor: BrowserContext;
let inbox: Page;
let page: Page;
let said: Recorder;

beforeAll(async () => {
  proxy = await startCuttingProxy();
  stack = await startStack({
    vars: { PUBLIC_URL: proxy.url },
    seed: async (db, { siteId }) => {
      await db
        .prepare(
          `INSERT INTO channel (id, site_id, kind, label, key_id, sealed, verified_at, created_at)
           VALUES ('01TESTCHANNEL0000000000000', ?1, 'webhook', 'nowhere', 'none', 'none', ?2, ?2)`,
        )
        .bind(siteId, Date.now())
        .run();
    },
  });
  proxy.target = stack.url;
  const html = clinicPage('ru').replace('{{snippet}}', stack.snippet.replace(stack.url, proxy.url));
  for (const path of ['/', '/second', '/third']) stack.setPage(path, html);
  cookie = await signIn();
  browser = await launchChromium();
  clinic = await openContext(browser);
  const [name = '', value = ''] = cookie.split('=');
  await clinic.addCookies([{ name, value, url: proxy.url, httpOnly: true, sameSite: 'Lax' }]);
  visitor = await openContext(browser);
  said = record(visitor);
});
afterAll(async () => {
  await browser?.close();
  await Promise.all([stack?.stop(), proxy?.close()]);
});

/** PUBLIC_URL is the proxy's: the Worker takes members' requests from there only. */
async function signIn(): Promise<string> {
  const token = new URL(stack.memberLink('operator')).hash.slice(1);
  const reply = await fetch(`${proxy.url}/api/enter`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: proxy.url },
    body: JSON.stringify({ token }),
  });
  return reply.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

const conversation = (): string => stack.sql<{ id: string }>('SELECT id FROM conversation')[0]?.id ?? '';

/** As the clinic answers; the same words are the same reply, however often it is tried. 0: no answer came. */
async function reply(text: string): Promise<number> {
  const id = createHash('sha256').update(text).digest('base64url').slice(0, 32);
  const path = `/api/sites/${stack.siteId}/conversations/${conversation()}/replies`;
  const answer = await fetch(proxy.url + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: proxy.url, Cookie: cookie },
    body: JSON.stringify({ id, text }),
  }).catch(() => null);
  return answer?.status ?? 0;
}

/** Requests of a page for what polling would ask for. */
function polls(of: Page): Request[] {
  const seen: Request[] = [];
  of.on('request', (request) => {
    if (/\/conversations?(\/|\?|$)/.test(new URL(request.url()).pathname + '?')) seen.push(request);
  });
  return seen;
}

const mark = (of: Page) => launcher(of).getByText(MARK);
const standing = (count: number) => until(() => proxy.sockets.size === count, 10_000, `${count} sockets`);

it('tells the inbox of a question, the panel of an answer and of typing, and nobody polls', async () => {
  inbox = await clinic.newPage();
  await inbox.goto(`${proxy.url}/sites/${stack.siteId}/inbox`);
  await standing(1);
  page = await visitor.newPage();
  await page.goto(`${stack.hostUrl}/`);
  await launcher(page).click();
  await ask(page, QUESTION);
  await inbox.getByText(QUESTION).first().waitFor({ timeout: SOON_MS });
  await standing(2);
  const asked = [polls(inbox), polls(page)];
  const member = await memberSocket(proxy.url, stack.siteId, cookie);
  member.say({ is: 'typing', conversationId: conversation() });
  await panel(page).getByText('Клиника печатает').waitFor({ timeout: SOON_MS });
  await panel(page).locator('textarea[name=more]').pressSequentially('Ещё');
  member.say({ is: 'looking', conversationId: conversation() });
  await until(() => member.told.some(({ is, visitor: there }) => is === 'presence' && there === true));
  await new Promise((resolve) => setTimeout(resolve, 6_000));
  expect(asked.map((requests) => requests.length)).toEqual([0, 0]);
  member.close();
  expect(await reply(REPLY)).toBe(201);
  await panel(page).getByText(REPLY).waitFor({ timeout: SOON_MS });
  expect(asked[1]!.length).toBe(1);
  expect(await panel(page).getByText('Клиника печатает').count()).toBe(0);
});

it('closes the socket with the panel, and marks a later page by one request that costs nothing when nothing is new', async () => {
  await panel(page).getByRole('button', { name: 'Закрыть' }).click();
  await standing(1);
  expect(said.console).toEqual([]);
  await page.goto(`${stack.hostUrl}/second`);
  const unread = await said.waitFor(({ url }) => url.endsWith('/conversation'), 2);
  expect(await mark(page).count()).toBe(0);
  expect(await reply('А ещё возьмите полис.')).toBe(201);
  const later = await visitor.newPage();
  const reads = polls(later);
  const answered = later.waitForResponse((answer) => answer.url().endsWith('/conversation'));
  await later.goto(`${stack.hostUrl}/third`);
  expect((await answered).status()).toBe(200);
  await mark(later).waitFor();
  expect(reads.length).toBe(1);
  expect(proxy.sockets.size).toBe(1);
  await launcher(later).click();
  await panel(later)
    .getByRole('button', { name: /Мои сообщения/ })
    .click();
  await panel(later).getByText('возьмите полис').waitFor();
  await until(async () => (await mark(later).count()) === 0);
  await later.close();
  const nothing = page.waitForResponse((answer) => answer.url().endsWith('/conversation'));
  await page.goto(`${stack.hostUrl}/`);
  expect((await nothing).status()).toBe(204);
  expect(await mark(page).count()).toBe(0);
  expect(unread.every(({ url }) => !url.includes('token'))).toBe(true);
  expect(said.console).toEqual([]);
});

const ROUNDS = 10;
const storedNumbers = (): string[] => storedIn(stack, conversation());

it('shows each acknowledged message once and in its order on both sides, whatever becomes of sockets, answers and the Worker', async () => {
  await Promise.all([scramble(clinic), scramble(visitor)]);
  inbox = await clinic.newPage();
  await inbox.goto(`${proxy.url}/sites/${stack.siteId}/inbox/${conversation()}`);
  page = await visitor.newPage();
  await page.goto(`${stack.hostUrl}/`);
  await launcher(page).click();
  await panel(page)
    .getByRole('button', { name: /Мои сообщения/ })
    .click();
  const box = panel(page).locator('textarea[name=more]');
  const faults = liveFaults(proxy);
  for (let round = 0; round < ROUNDS; round++) {
    const end = faults[round % faults.length]!();
    await box.fill(`В№${round}`);
    await panel(page).locator('form button[type=submit]').click();
    const answering = untilAcknowledged(`О№${round}`);
    if (round === ROUNDS / 2) await killAndRestart();
    end();
    await answering;
    // The browser says that the network is back: the outbox tries at once instead of some seconds later.
    await page.evaluate(() => dispatchEvent(new Event('online')));
  }
  const expected = Array.from({ length: ROUNDS }, (_, n) => [`В№${n}`, `О№${n}`]).flat();
  await until(() => storedNumbers().length >= expected.length, 20_000, 'everything stored');
  const stored = storedNumbers();
  expect(stored.toSorted()).toEqual(expected.toSorted());
  for (const side of ['В', 'О'])
    expect(stored.filter((name) => name.startsWith(side))).toEqual(
      expected.filter((name) => name.startsWith(side)),
    );
  for (const side of [page, inbox]) {
    await until(
      async () => String(await shownBy(side)) === String(stored),
      15_000,
      'the same on both screens',
    );
  }
  expect(await panel(page).locator('.state.not_sent, .state.sending').count()).toBe(0);
}, 90_000);

async function untilAcknowledged(text: string): Promise<void> {
  await until(async () => [200, 201].includes(await reply(text)), 20_000, `${text} acknowledged`);
}

/** In the middle of sends of both sides. What a screen calls received at that moment must be there afterwards. */
async function killAndRestart(): Promise<void> {
  await stack.kill();
  const received = await panel(page).locator('.bubble:has(.state.received, .state.answered)').allInnerTexts();
  await stack.restart();
  const stored = storedNumbers();
  expect(received.flatMap(numbersIn).filter((name) => !stored.includes(name))).toEqual([]);
}
