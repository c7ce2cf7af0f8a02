// Before a person acts: one script and one beacon, nothing on the device, nothing of the page's address on the wire.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium, openContext, record, until } from '../support/chromium.ts';
import type { Recorder } from '../support/chromium.ts';
import { startRecordingProxy } from '../support/recording-proxy.ts';
import type { RecordingProxy } from '../support/recording-proxy.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

const PAGE = `<!doctype html><html lang="ru"><meta charset="utf-8"><title>canary-title</title>
  <script>window.namesBefore = Object.getOwnPropertyNames(window)</script>
  SNIPPET<h1>Клиника</h1><p>Текст страницы.</p><a href="/next">Дальше</a>`;
/** As careless as a host may be: every request of the page would name its full address. */
const UNSAFE = { 'Referrer-Policy': 'unsafe-url' };

let proxy: RecordingProxy;
let stack: Stack;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let seen: Recorder;

beforeAll(async () => {
  proxy = await startRecordingProxy();
  stack = await startStack({ vars: { PUBLIC_URL: proxy.url } });
  proxy.forwardTo(stack.url);
  const tag = stack.snippet.replace(stack.url, proxy.url);
  stack.setPage('/services/canary-path', PAGE.replace('SNIPPET', tag), UNSAFE);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
  await proxy?.close();
});

const beacons = () => proxy.requests.filter(({ path }) => path.endsWith('/beacon'));
const ADDRESS =
  '/services/canary-path?q=canary-query&utm_source=vk&utm_term=canary-term&gclid=canary-click#canary-hash';

/** Opens the page as if from another site, and waits until its beacon has been answered. */
async function openPage(): Promise<void> {
  proxy.requests.length = 0;
  context = await openContext(browser);
  page = await context.newPage();
  seen = record(context);
  const answered = page.waitForResponse((reply) => reply.url().endsWith('/beacon'));
  await page.goto(stack.hostUrl + ADDRESS, {
    referer: 'https://canary-host.example/canary-referrer-path?canary=1',
  });
  await page.locator('otklik-widget button').waitFor();
  await answered;
}

/** Nothing that we received names the page; the referrer's host may, in the beacon's own field. */
function expectNoCanary(): void {
  const received = JSON.stringify(proxy.requests).replaceAll('r=canary-host.example', '');
  expect(received).toContain(stack.siteKey);
  expect(received).not.toContain('canary');
  expect(proxy.requests.filter(({ headers }) => headers.referer ?? headers.cookie)).toEqual([]);
}

describe('a page that nobody touched', () => {
  beforeAll(openPage);
  afterAll(() => context.close());

  it('has sent one request for the script and one beacon, nothing else', () => {
    expect(proxy.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `GET /w/${stack.siteKey}.js`,
      `POST /w/${stack.siteKey}/beacon`,
    ]);
    const others = seen.requests.filter(
      ({ url }) => !url.startsWith(proxy.url) && !url.startsWith(stack.hostUrl),
    );
    expect(others).toEqual([]);
  });

  it('has told the stage, where the visit came from by host and label, and that an ad was clicked', () => {
    const { e, p, ...rest } = Object.fromEntries(new URLSearchParams(beacons()[0]?.body));
    expect(rest).toEqual({ l: 'ru', r: 'canary-host.example', us: 'vk', k: '1' });
    expect(p).toMatch(/^[a-z0-9]{8}$/);
    expect(e).toMatch(/^2\.1\.\d{1,4}$/);
  });

  it(
    'names neither its address, its query nor the referrer’s path in any header or body to us',
    expectNoCanary,
  );

  it('leaves nothing of it in the database or the log', () => {
    const visits = stack.sql('SELECT * FROM visit');
    expect(visits).toHaveLength(1);
    expect(JSON.stringify(visits) + stack.log()).not.toContain('canary');
  });

  it('has put nothing on the device, for the clinic’s origin and for ours', async () => {
    const session = await context.newCDPSession(page);
    for (const origin of [stack.hostUrl, proxy.url]) {
      expect(await session.send('Storage.getUsageAndQuota', { origin })).toMatchObject({ usage: 0 });
    }
    expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
    expect(await context.cookies()).toEqual([]);
  });

  it('has printed no console line', () => expect(seen.console).toEqual([]));

  it('has exactly one new global, with two doors', async () => {
    const added = await page.evaluate(() => {
      const before = (window as unknown as { namesBefore: string[] }).namesBefore;
      return Object.getOwnPropertyNames(window).filter(
        (name) => !before.includes(name) && name !== 'namesBefore',
      );
    });
    expect(added).toEqual(['otklik']);
  });

  it('has not moved', async () => {
    const shifts = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          // Buffered: all shifts since the page began.
          new PerformanceObserver(() => undefined).observe({ type: 'layout-shift', buffered: true });
          const observer = new PerformanceObserver((list) => resolve(list.getEntries().length));
          observer.observe({ type: 'layout-shift', buffered: true });
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(observer.takeRecords().length)));
        }),
    );
    expect(shifts).toBe(0);
  });
});

it('names no address either when the panel is opened', async () => {
  await openPage();
  await page.locator('otklik-widget button').first().click();
  await page.locator('otklik-widget dialog').waitFor();
  const asked = (start: string) => proxy.requests.some(({ path }) => path.startsWith(start));
  // The late chunk comes last, in idle time.
  const all = ['/c/panel.', '/c/outbox.', '/c/late.', `/w/${stack.siteKey}.json`];
  await until(() => all.every(asked), 20_000);
  expectNoCanary();
  await context.close();
});

describe('nothing is counted', () => {
  async function beaconsOf(prepare: (page: Page) => Promise<unknown>): Promise<number> {
    const context = await openContext(browser);
    const page = await context.newPage();
    proxy.requests.length = 0;
    await prepare(page);
    await page.goto(`${stack.hostUrl}/services/canary-path`);
    await page.locator('otklik-widget button').first().waitFor();
    // What waits is sent when the page goes away: after that nothing can come any more.
    await page.goto(`${stack.hostUrl}/favicon.ico`).catch(() => undefined);
    await page.goto('about:blank');
    await until(() => stack.host.requests.some(({ path }) => path === '/favicon.ico'));
    await context.close();
    return beacons().length;
  }

  it('of a browser that is driven by a program', async () => {
    const driven = (page: Page) =>
      page.addInitScript(() => Object.defineProperty(navigator, 'webdriver', { value: true }));
    expect(await beaconsOf(driven)).toBe(0);
  });
  it('under Global Privacy Control', async () => {
    const signalled = (page: Page) =>
      page.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }));
    expect(await beaconsOf(signalled)).toBe(0);
  });
  it('of a person who switched it off', async () => {
    expect(await beaconsOf((page) => page.addInitScript(() => localStorage.setItem('otklik', 'off')))).toBe(
      0,
    );
  });
  it('but of anybody else it is', async () => {
    expect(await beaconsOf(async () => undefined)).toBe(1);
  });
});
