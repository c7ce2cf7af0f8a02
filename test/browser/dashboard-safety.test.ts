// Hostile words stay words, every page passes axe in both schemes with data and with an error, and the first numbers are light.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  PHONE,
  axe,
  axeInBothSchemes,
  launchChromium,
  openContext,
  record,
  until,
} from '../support/chromium.ts';
import { ask, openAsk, signInAs, startDashboard } from '../support/dashboard.ts';
import type { Stack } from '../support/stack.ts';

/** Each would set `pwned` or leave an element with `data-xss`. */
const CORPUS = [
  '<img data-xss src=x onerror="window.pwned=1">',
  '<script data-xss>window.pwned=1</script>',
  '"><svg data-xss onload=window.pwned=1>',
  "'-window.pwned=1-'",
  'javascript:window.pwned=1//',
  '<a data-xss href="javascript:window.pwned=1">нажмите</a>',
  '{{constructor.constructor("window.pwned=1")()}}',
  '</textarea><iframe data-xss srcdoc="<script>parent.pwned=1</script>">',
  '<style data-xss>*{display:none}</style>',
  '\u202e<b data-xss>moc.elpmaxe</b>',
];
const LONG = CORPUS.join('\n');
/** Names are short: the first payload fits everywhere but a stage's label. */
const SHORT = CORPUS[0]!;
const TINY = '<b data-xss>x</b>';

let stack: Stack;
let browser: Browser;
let conversation: string;

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startDashboard({
      weeks: { comments: CORPUS.map((text) => ({ score: 1, text })) },
      clinic: { name: SHORT, siteName: SHORT, legalName: SHORT },
      settings: (s) => {
        s.stages[1]!.name = { ru: TINY, en: TINY };
        s.texts.launcher = { ru: TINY, en: TINY };
        s.texts.greeting = { ru: SHORT, en: SHORT };
      },
    }),
    launchChromium(),
  ]);
  await openAsk(stack);
  await ask(stack, {
    kind: 'callback',
    text: LONG,
    when: SHORT,
    contact: { name: SHORT, phone: '+7 900 123-45-67' },
  });
  conversation = stack.sql<{ id: string }>('SELECT id FROM conversation')[0]?.id ?? '';
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

const site = (path: string): string => `/sites/${stack.siteId}/${path}`;
const everyPage = (): string[] => [
  site('overview'),
  site('journey'),
  site('inbox'),
  site(`inbox/${conversation}`),
  ...['', '/stages', '/hours', '/texts', '/contacts', '/notices', '/members'].map((section) =>
    site(`settings${section}`),
  ),
  '/profile',
];

/** Opens a page and waits until nothing loads. */
async function show(page: Page, path: string): Promise<void> {
  await page.goto(stack.url + path);
  // On a phone an open conversation takes the place of the list and its h1.
  await page.locator('h1:visible, #thread-title:visible').first().waitFor();
  await until(async () => (await page.locator('.page-skeleton, .skeleton').count()) === 0);
}

/** From before the first script: every refusal of the policy, every dialog. */
async function watch(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(globalThis, { seen });
    addEventListener('securitypolicyviolation', (event) => seen.push(`refused ${event.effectiveDirective}`));
    for (const name of ['alert', 'confirm', 'prompt'] as const)
      Object.assign(globalThis, { [name]: () => void seen.push(name) });
  });
}

/** What of the corpus became more than text. */
const injected = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { seen, pwned } = globalThis as unknown as { seen: string[]; pwned?: number };
    const elements = [...document.querySelectorAll('[data-xss], a[href^="javascript:" i]')];
    return [...seen, ...(pwned ? ['ran'] : []), ...elements.map(({ tagName }) => `element ${tagName}`)];
  });

describe('hostile words', { timeout: 120_000 }, () => {
  test('are shown as text on every page, and nothing of them runs', async () => {
    const { context, page } = await signInAs(browser, stack, 'owner');
    await watch(context);
    for (const path of everyPage()) {
      await show(page, path);
      expect(await injected(page), path).toEqual([]);
    }
    await show(page, site(`inbox/${conversation}`));
    const said = await page.locator('.message .said').innerText();
    for (const payload of CORPUS) expect(said).toContain(payload.replace('\u202e', ''));
    await context.close();
  });

  test('a planted unsafe sink is refused by the policy and seen by the same check', async () => {
    const { context, page } = await signInAs(browser, stack, 'owner');
    await watch(context);
    await plant(page);
    await page.goto(stack.url + site('overview'));
    await until(async () => (await injected(page)).length > 0);
    expect(await injected(page)).toContain('refused require-trusted-types-for');
    expect(await injected(page)).not.toContain('ran');
    await context.close();
  });

  test('without the policy the planted sink would have run: the check can fail', async () => {
    const { context, page } = await signInAs(browser, stack, 'owner');
    await watch(context);
    await plant(page);
    await page.route(stack.url + site('overview'), async (route) => {
      const reply = await route.fetch();
      const { 'content-security-policy': _, ...headers } = reply.headers();
      await route.fulfill({ response: reply, headers });
    });
    await page.goto(stack.url + site('overview'));
    await until(async () => (await injected(page)).includes('ran'));
    expect(await injected(page)).toContain('element IMG');
    await context.close();
  });
});

/** The entry script as built, with one careless line added. */
async function plant(page: Page): Promise<void> {
  await page.route('**/assets/index-*.js', async (route) => {
    const reply = await route.fetch();
    const careless = `;document.body.insertAdjacentHTML('beforeend', ${JSON.stringify(SHORT)});`;
    await route.fulfill({ response: reply, body: (await reply.text()) + careless });
  });
}

/** A dozen pages with axe on each, on a machine that other tests share. */
const MANY_PAGES_MS = 240_000;

describe('accessibility', { timeout: MANY_PAGES_MS }, () => {
  test('every page passes axe with data, in light and dark', async () => {
    const { context, page } = await signInAs(browser, stack, 'owner');
    for (const path of everyPage()) {
      await show(page, path);
      for (const summary of await page.locator('summary').all()) await summary.click();
      expect(await axeInBothSchemes(page), path).toEqual([]);
    }
    await context.close();
  });

  test('every page passes axe with an error shown, in light and dark', async () => {
    const { context, page } = await signInAs(browser, stack, 'owner', PHONE);
    await page.route('**/api/sites/**', (route) => route.fulfill({ status: 503, json: { error: 'busy' } }));
    await page.route('**/api/clinics/**', (route) => route.fulfill({ status: 503, json: { error: 'busy' } }));
    for (const path of everyPage().filter((path) => path !== '/profile')) {
      await page.goto(stack.url + path);
      await page.getByRole('alert').first().waitFor();
      expect(await page.getByRole('alert').first().innerText()).toContain('Сервер занят');
      expect(await axeInBothSchemes(page), path).toEqual([]);
    }
    await context.close();
  });

  test('the pages of the door pass axe, signed out, with a link and with a dead one', async () => {
    const context = await openContext(browser, PHONE);
    const page = await context.newPage();
    for (const path of ['/', `/enter#${'x'.repeat(43)}`, '/enter']) {
      await page.goto('about:blank');
      await page.goto(stack.url + path);
      await page.locator('h1').waitFor();
      expect(await axe(page), path).toEqual([]);
    }
    await context.close();
  });

  test('a planted fault is caught', async () => {
    const { context, page } = await signInAs(browser, stack, 'owner');
    await show(page, site('settings'));
    await page.evaluate(() => document.querySelector('label[for]')?.remove());
    expect((await axe(page)).map(({ rule }) => rule)).toContain('label');
    await context.close();
  });

  test.each(['ru', 'en'])('no page scrolls sideways at 320 px, in %s', async (language) => {
    const { context, page } = await signInAs(browser, stack, 'owner', {
      viewport: { width: 320, height: 640 },
    });
    await page.request.put(`${stack.url}/api/me`, {
      headers: { Origin: stack.url },
      data: { name: 'Владелец', language },
    });
    for (const path of everyPage()) {
      await show(page, path);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(320);
    }
    await page.request.put(`${stack.url}/api/me`, {
      headers: { Origin: stack.url },
      data: { name: 'Владелец', language: 'ru' },
    });
    await context.close();
  });
});

test('the first numbers of Overview need at most 45,000 B of JavaScript, and the console stays clean', async () => {
  const { context, page } = await signInAs(browser, stack, 'owner');
  const fresh = await openContext(browser);
  await fresh.addCookies(await context.cookies());
  const sent = record(fresh);
  const first = await fresh.newPage();
  await first.goto(stack.url + site('overview'));
  await first.locator('.funnel .step').first().waitFor();
  const scripts = [
    ...new Set(sent.requests.map(({ url }) => new URL(url).pathname).filter((path) => path.endsWith('.js'))),
  ];
  const bytes = scripts.map((path) => brotliCompressSync(readFileSync(join('dist', path))).length);
  expect(scripts.length).toBeGreaterThan(1);
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(45_000);
  expect(sent.console).toEqual([]);
  await page.close();
  await fresh.close();
  await context.close();
});
