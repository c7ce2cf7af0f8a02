// Pages that make it hard: strict policies, hostile styles and scripts, two tags, other origins, chunks that are gone; and the bytes.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { axe, launchChromium, openContext, PHONE, record, until } from '../support/chromium.ts';
import type { Recorder } from '../support/chromium.ts';
import { launcher, openAsk, panel } from '../support/panel.ts';
import { startRecordingProxy } from '../support/recording-proxy.ts';
import type { RecordingProxy } from '../support/recording-proxy.ts';
import { referenceSettings } from '../support/reference-settings.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

/** PRODUCT's budgets, brotli on the wire. */
const LOADER_BYTES = 3_000;
const PANEL_BYTES = 14_500;

let proxy: RecordingProxy;
let stack: Stack;
let tag: string;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let seen: Recorder;

beforeAll(async () => {
  proxy = await startRecordingProxy();
  stack = await startStack({
    vars: { PUBLIC_URL: proxy.url },
    settings: (settings) => Object.assign(settings, { ...referenceSettings(settings.origins[0] ?? '') }),
  });
  proxy.forwardTo(stack.url);
  tag = stack.snippet.replace(stack.url, proxy.url);
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
  await proxy?.close();
});
beforeEach(async () => {
  context = await openContext(browser);
  page = await context.newPage();
  seen = record(context);
  proxy.requests.length = 0;
});
afterEach(async () => {
  proxy.breakPaths(null);
  await context.close();
});

async function visit(html: string, headers: Record<string, string> = {}): Promise<void> {
  stack.setPage(
    '/page',
    `<!doctype html><html lang="ru"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>t</title>${html}`,
    headers,
  );
  await page.goto(`${stack.hostUrl}/page`);
}
const beacons = () => proxy.requests.filter(({ path }) => path.endsWith('/beacon'));
const opens = async () => {
  await launcher(page).click();
  await panel(page).locator('.hello').waitFor();
};

describe('a strict host', () => {
  it('needs to list our origin for scripts and connections, and nothing more; Trusted Types may be on', async () => {
    const policy = [
      `default-src 'none'; script-src ${proxy.url}; connect-src ${proxy.url}`,
      `require-trusted-types-for 'script'; trusted-types lit-html`,
    ].join('; ');
    await visit(tag, { 'Content-Security-Policy': policy });
    await opens();
    await until(() => beacons().length === 1);
    expect(await launcher(page).evaluate((button) => getComputedStyle(button).backgroundColor)).toBe(
      'rgb(11, 110, 95)',
    );
    expect(seen.console).toEqual([]);
  });

  it('that isolates itself with COEP may still load the script', async () => {
    await visit(tag, {
      'Cross-Origin-Embedder-Policy': 'require-corp',
      'Cross-Origin-Opener-Policy': 'same-origin',
    });
    await opens();
    expect(seen.console).toEqual([]);
  });
});

describe('a hostile host', () => {
  const HOSTILE = `<style>
      *{all:unset!important;display:none!important;position:static!important;font-size:3px!important;--accent:red!important;color:red!important}
      html,head,title{display:block!important} body{display:block!important;transform:scale(.5)!important}
      body>:last-child{margin-bottom:900px!important}
    </style>
    <base href="https://elsewhere.invalid/">
    <script>
      Array.prototype.toJSON = function () { return 'broken' };
      var navigation = { currentEntry: null };
      var __CONFIG__ = 'mine', o = 'mine';
    </script>`;

  it('shows one launcher, intact, where the clinic put it', async () => {
    await visit(`${HOSTILE}${tag}<p>Text</p>${tag}`);
    await launcher(page).waitFor();
    await until(() => beacons().length === 1);
    expect(await page.locator('otklik-widget').count()).toBe(1);
    expect(beacons()[0]?.body).toMatch(/^l=ru&p=[a-z0-9]{8}&e=1\.1\.\d+$/);
    const box = await launcher(page).boundingBox();
    expect(box && [Math.round(1280 - box.x - box.width), Math.round(800 - box.y - box.height)]).toEqual([
      20, 20,
    ]);
    expect(box?.height).toBeGreaterThanOrEqual(44);
    const look = await launcher(page).evaluate((button) => {
      const { color, backgroundColor, fontSize } = getComputedStyle(button);
      return { color, backgroundColor, fontSize };
    });
    expect(look).toEqual({
      color: 'rgb(255, 255, 255)',
      backgroundColor: 'rgb(11, 110, 95)',
      fontSize: '16px',
    });
    expect(await page.evaluate(() => [Reflect.get(window, '__CONFIG__'), Reflect.get(window, 'o')])).toEqual([
      'mine',
      'mine',
    ]);
    await opens();
    expect(seen.console).toEqual([]);
  });

  it('loses nothing of its own: its last child is its own, and no box has moved', async () => {
    await visit(`<style>body>:last-child{border-top:50px solid}</style>${tag}<p id="last">Text</p>`);
    await launcher(page).waitFor();
    expect(
      await page.evaluate(() => [document.body.lastElementChild?.id, document.body.scrollHeight < 300]),
    ).toEqual(['last', true]);
  });

  it('meets silence where the site has not allowed it', async () => {
    const other = stack.hostUrl.replace('127.0.0.1', 'localhost');
    stack.setPage('/page', `<!doctype html><title>t</title>${tag}`);
    const loaded = page.waitForResponse((reply) => reply.url().includes('/w/'));
    await page.goto(`${other}/page`);
    await loaded;
    // The load event comes after the script has run.
    await page.waitForLoadState('load');
    expect(await page.locator('otklik-widget').count()).toBe(0);
    expect(await page.evaluate(() => 'otklik' in window)).toBe(false);
    // What waits is sent when the page goes away.
    await page.goto('about:blank');
    expect(beacons()).toEqual([]);
    expect(seen.console).toEqual([]);
  });

  it('whose element has our global’s name gets the widget all the same', async () => {
    await visit(`<div id="otklik"></div>${tag}`);
    await launcher(page).waitFor();
  });
});

describe('when the panel cannot be loaded', () => {
  const phone = () => page.locator('otklik-widget > p a').first();

  it('fetches the loader anew once, and a newer loader opens the panel', async () => {
    await visit(tag);
    await launcher(page).waitFor();
    const { release } = JSON.parse(
      readFileSync(join(import.meta.dirname, '../../dist/_widget/release.json'), 'utf8'),
    ) as {
      release: string;
    };
    // The first request for the panel fails, as when a deploy is in progress.
    await page.route(`**/c/panel.ru.${release}.js`, (route) => route.abort(), { times: 1 });
    await launcher(page).click();
    await panel(page).locator('.hello').waitFor();
    expect(await page.locator('otklik-widget').count()).toBe(1);
    expect(proxy.requests.filter(({ path }) => /^\/w\/\w+\.js(\?|$)/.test(path))).toHaveLength(2);
  });

  it('shows the clinic’s phone and address as links after the second failure, and opens when it can again', async () => {
    proxy.breakPaths(/^\/c\//);
    await visit(tag);
    await launcher(page).click();
    await phone().waitFor();
    expect(
      await page
        .locator('otklik-widget > p a')
        .evaluateAll((links) => links.map((a) => [a.getAttribute('href'), a.textContent])),
    ).toEqual([
      ['tel:+74951234567', '+7 495 123-45-67'],
      ['mailto:hello@clinic.example', 'hello@clinic.example'],
    ]);
    expect(await page.locator('otklik-widget').count()).toBe(1);
    expect(await axe(page, 'otklik-widget')).toEqual([]);
    proxy.breakPaths(null);
    await opens();
    expect(await page.locator('otklik-widget > p a').count()).toBe(0);
  });
});

describe('a loader of an earlier build', () => {
  it('opens today’s panel: its hash is old, its chunks are today’s', async () => {
    const loader = (await (await fetch(`${stack.url}/w/${stack.siteKey}.js`)).text()).replace(
      /,r:`[a-z0-9]+`/,
      ',r:`0ld0ld00`',
    );
    expect(loader).toContain('0ld0ld00');
    await page.route(`**/w/${stack.siteKey}.js`, (route) =>
      route.fulfill({ body: loader, headers: { 'Content-Type': 'text/javascript' } }),
    );
    await visit(tag);
    await opens();
    expect(
      proxy.requests.filter(({ path }) => path.includes('0ld0ld00')).map(({ path }) => path.split('.')[0]),
    ).toEqual(expect.arrayContaining(['/c/panel', '/c/outbox']));
    expect(seen.console).toEqual([]);
  });
});

describe('bytes on the wire with the reference settings', () => {
  it(`loader and config: at most ${LOADER_BYTES}`, async () => {
    await visit(tag);
    await launcher(page).waitFor();
    const bytes = proxy.bytes.get(`/w/${stack.siteKey}.js`);
    expect(bytes).toBeGreaterThan(1_000);
    expect(bytes).toBeLessThanOrEqual(LOADER_BYTES);
  });

  // A browser of its own for each language: the second would find the outbox in the first one's cache.
  it.each(['ru', 'en'])(
    `from the click to the composer, panel, outbox and config in %s: at most ${PANEL_BYTES}`,
    async (language) => {
      proxy.bytes.clear();
      // The late views are held back: what the composer needs is there without them.
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      await page.route('**/c/late.*', (route) => held.then(() => route.continue()));
      // As of a clinic that can take questions: the composer is what one waits for.
      await page.route('**/w/*.json?*', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ response, json: { ...(await response.json()), ask: 'open' } });
      });
      const late = page.waitForRequest(/\/c\/late\./);
      await visit(`<script>document.documentElement.lang='${language}'</script>${tag}`);
      await launcher(page).waitFor();
      await opens();
      await panel(page).getByRole('radio').last().check();
      await openAsk(page);
      await panel(page).locator('textarea[name=text]').focus();
      await late;
      const ofPanel = () =>
        [...proxy.bytes].filter(([path]) => path.startsWith('/c/') || path.endsWith('.json'));
      const sizes = ofPanel();
      expect(sizes.map(([path]) => path.split('.')[0]).sort()).toEqual([
        '/c/outbox',
        '/c/panel',
        `/w/${stack.siteKey}`,
      ]);
      const sum = sizes.reduce((total, [, bytes]) => total + bytes, 0);
      expect(sum, JSON.stringify(sizes)).toBeLessThanOrEqual(PANEL_BYTES);
      release();
      await until(() => [...proxy.bytes.keys()].some((path) => path.startsWith(`/c/late.${language}.`)));
    },
  );
});

describe('the launcher', () => {
  it.each([
    ['light', 'no-preference'],
    ['dark', 'no-preference'],
    ['light', 'more'],
  ] as const)('passes axe in %s with contrast %s', async (colorScheme, contrast) => {
    await page.emulateMedia({ colorScheme, contrast });
    await visit(`<main><h1>Клиника</h1></main>${tag}`);
    await launcher(page).waitFor();
    expect(await axe(page)).toEqual([]);
  });

  it('a fault in it would be found', async () => {
    await visit(`<main><h1>Клиника</h1></main>${tag}`);
    await launcher(page).waitFor();
    await launcher(page).evaluate((button) => button.replaceChildren());
    expect((await axe(page)).map(({ rule }) => rule)).toContain('button-name');
  });

  it('fits a small phone, is reached and opened by keyboard, and tells whether it is open', async () => {
    const phone = await openContext(browser, PHONE);
    page = await phone.newPage();
    await visit(tag);
    await launcher(page).waitFor();
    const box = await launcher(page).boundingBox();
    expect(box && box.x >= 0 && box.x + box.width <= 360).toBe(true);
    await page.keyboard.press('Tab');
    expect(await launcher(page).getAttribute('aria-expanded')).toBe('false');
    await page.keyboard.press('Enter');
    await panel(page).locator('.hello').waitFor();
    expect(await launcher(page).getAttribute('aria-expanded')).toBe('true');
    await page.keyboard.press('Escape');
    await until(async () => (await launcher(page).getAttribute('aria-expanded')) === 'false');
    expect(
      await page.evaluate(() => document.querySelector('otklik-widget')?.shadowRoot?.activeElement?.tagName),
    ).toBe('BUTTON');
    await phone.close();
  });

  it('is not printed', async () => {
    await visit(tag);
    await launcher(page).waitFor();
    await page.emulateMedia({ media: 'print' });
    expect(await launcher(page).isVisible()).toBe(false);
  });
});
