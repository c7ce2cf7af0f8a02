// A thousand messages between four patients and a clinic while sockets are cut, answers are lost and the Worker is killed.
import { createHash } from 'node:crypto';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchChromium, openContext, until } from '../support/chromium.ts';
import { startCuttingProxy } from '../support/cutting-proxy.ts';
import type { CuttingProxy } from '../support/cutting-proxy.ts';
import { liveFaults, numbersIn, scramble, shownBy, storedIn } from '../support/live-faults.ts';
import { ask, clinicPage, launcher, panel } from '../support/panel.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';
import { figure } from './figures.ts';

const PATIENTS = 4;
const ROUNDS = 125;
const KILLS = 3;

type Talk = { id: string; page: Page; inbox: Page };

let proxy: CuttingProxy;
let stack: Stack;
let browser: Browser;
let cookie: string;
let talks: Talk[];

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
  stack.setPage('/', clinicPage('ru').replace('{{snippet}}', stack.snippet.replace(stack.url, proxy.url)));
  cookie = await signIn();
  browser = await launchChromium();
  const clinic = await openContext(browser);
  const [name = '', value = ''] = cookie.split('=');
  await clinic.addCookies([{ name, value, url: proxy.url, httpOnly: true, sameSite: 'Lax' }]);
  await scramble(clinic);
  talks = [];
  for (let n = 0; n < PATIENTS; n++) talks.push(await openTalk(clinic, n));
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await Promise.all([stack?.stop(), proxy?.close()]);
});

async function signIn(): Promise<string> {
  const reply = await fetch(`${proxy.url}/api/enter`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: proxy.url },
    body: JSON.stringify({ token: new URL(stack.memberLink('operator')).hash.slice(1) }),
  });
  return reply.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

async function openTalk(clinic: BrowserContext, n: number): Promise<Talk> {
  const context = await openContext(browser);
  await scramble(context);
  const page = await context.newPage();
  await page.goto(`${stack.hostUrl}/`);
  await launcher(page).click();
  await ask(page, `Вопрос ${n}`);
  await panel(page).locator('.state.received').waitFor();
  const id = stack.sql<{ id: string }>(
    'SELECT conversation_id AS id FROM message WHERE text = ?',
    `Вопрос ${n}`,
  )[0]!.id;
  const inbox = await clinic.newPage();
  await inbox.goto(`${proxy.url}/sites/${stack.siteId}/inbox/${id}`);
  return { id, page, inbox };
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** By the panel's own form, as fast as it takes them. */
const say = (page: Page, text: string): Promise<void> =>
  page.evaluate((words) => {
    const root = document.querySelector('otklik-widget')!.shadowRoot!;
    const box = root.querySelector<HTMLTextAreaElement>('textarea[name=more]')!;
    box.value = words;
    box.form!.requestSubmit();
  }, text);

/** The same words are the same reply, however often it is tried. */
async function reply(conversationId: string, text: string): Promise<boolean> {
  const id = createHash('sha256').update(text).digest('base64url').slice(0, 32);
  const answer = await fetch(
    `${proxy.url}/api/sites/${stack.siteId}/conversations/${conversationId}/replies`,
    {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: proxy.url, Cookie: cookie },
      body: JSON.stringify({ id, text }),
    },
  ).catch(() => null);
  return answer !== null && [200, 201].includes(answer.status);
}

async function talk({ id, page }: Talk, n: number, rounds: { done: number }): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const text = `В№${n}.${round}`;
    await say(page, text);
    await until(async () => (await panel(page).getByText(text, { exact: true }).count()) > 0, 120_000, text);
    await until(() => reply(id, `О№${n}.${round}`), 120_000, `О№${n}.${round} acknowledged`);
    rounds.done++;
  }
}

it('keeps each acknowledged message once and in order, and shows nothing as received that is not there', async () => {
  const rounds = { done: 0 };
  const startedMs = Date.now();
  let isOver = false;
  const talking = Promise.all(talks.map((each, n) => talk(each, n, rounds)));
  talking.catch(() => undefined).finally(() => (isOver = true));
  const all = liveFaults(proxy);
  let [faults, kills] = [0, 0];
  while (!isOver) {
    if (rounds.done >= ((kills + 1) * PATIENTS * ROUNDS) / (KILLS + 1) && kills < KILLS) {
      kills++;
      await stack.kill();
      for (const { id, page } of talks) await nothingClaimed(id, page);
      await stack.restart();
    }
    const end = all[faults++ % all.length]!();
    await pause(300);
    end();
    // The browser says now and then that the network is back: the outbox tries at once instead of some seconds later.
    if (faults % all.length === 0)
      await Promise.all(talks.map(({ page }) => page.evaluate(() => dispatchEvent(new Event('online')))));
    await pause(500);
  }
  await talking;
  for (const [n, { id, page, inbox }] of talks.entries()) {
    const side = (letter: string) => Array.from({ length: ROUNDS }, (_, round) => `${letter}№${n}.${round}`);
    await until(() => storedIn(stack, id).length >= 2 * ROUNDS, 60_000, 'everything stored');
    const stored = storedIn(stack, id);
    expect(stored).toHaveLength(2 * ROUNDS);
    expect(stored.filter((name) => name.startsWith('В'))).toEqual(side('В'));
    expect(stored.filter((name) => name.startsWith('О'))).toEqual(side('О'));
    for (const screen of [page, inbox])
      await until(
        async () => String(await shownBy(screen)) === String(stored),
        60_000,
        'the same on the screen',
      );
  }
  expect(kills).toBe(KILLS);
  figure('live', {
    ...{ messages: 2 * PATIENTS * ROUNDS, kills, faults, lostAnswers: proxy.lost },
    seconds: (Date.now() - startedMs) / 1000,
  });
}, 900_000);

/** What a patient's screen calls received while the Worker is dead is in the database already. */
async function nothingClaimed(id: string, page: Page): Promise<void> {
  const received = await panel(page).locator('.bubble:has(.state.received, .state.answered)').allInnerTexts();
  const stored = storedIn(stack, id);
  expect(received.flatMap(numbersIn).filter((name) => !stored.includes(name))).toEqual([]);
}
