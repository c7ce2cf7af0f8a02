// What happens on a page becomes stage ids on the wire, in the order in which it happened.
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromiumWithCache, openContext, record, until } from '../support/chromium.ts';
import type { Recorder } from '../support/chromium.ts';
import { startRecordingProxy } from '../support/recording-proxy.ts';
import type { RecordingProxy } from '../support/recording-proxy.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

const page200 = (body: string, head = '') =>
  `<!doctype html><html lang="ru"><meta charset="utf-8"><title>t</title>${head}{{snippet}}<main>${body}</main>`;

let proxy: RecordingProxy;
let stack: Stack;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let seen: Recorder;

beforeAll(async () => {
  proxy = await startRecordingProxy();
  stack = await startStack({
    vars: { PUBLIC_URL: proxy.url },
    settings: (settings) => {
      settings.bookingHosts = ['localhost'];
    },
    pages: {
      '/': { html: page200('<a href="/услуги/узи">Услуги</a>') },
      '/услуги/узи': { html: page200('<a href="/zapis">Запись</a>') },
      '/zapis': {
        html: page200(
          `<form data-otklik-booking action="/spasibo"><input name="n"><button>Записаться</button></form>`,
        ),
      },
      '/spasibo': { html: page200('Спасибо') },
      '/about': {
        html: page200(`<a href="tel:+74951234567"><b>Позвонить</b></a> <a href="https://t.me/share/url?url=x">Поделиться</a>
          <p hidden data-otklik-stage="booked">Вы записаны</p>
          <iframe srcdoc="x" title="x"></iframe>`),
      },
    },
  });
  proxy.forwardTo(stack.url);
  // Playwright switches the back-forward cache off unless told otherwise.
  browser = await launchChromiumWithCache();
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
  await proxy?.close();
});
beforeEach(async () => {
  proxy.requests.length = 0;
  context = await openContext(browser);
  page = await context.newPage();
  seen = record(context);
});
afterEach(async () => {
  expect(seen.console).toEqual([]);
  await context.close();
});

type Counted = { page: string; sequence: number; stage: number };
/** Every event sent so far, as the Worker would read it. */
const events = (): Counted[] =>
  proxy.requests
    .filter(({ path }) => path.endsWith('/beacon'))
    .map(({ body }) => new URLSearchParams(body))
    .flatMap((beacon) =>
      (beacon.get('e') ?? '').split(';').map((event) => {
        const [stage = 0, sequence = 0] = event.split('.').map(Number);
        return { page: beacon.get('p') ?? '', sequence, stage };
      }),
    );
const stages = () => events().map(({ stage }) => stage);
const counted = (...expected: number[]) =>
  until(() => stages().length >= expected.length, 10_000, `stages ${expected}; got ${stages()}`).then(() =>
    expect(stages()).toEqual(expected),
  );
const ready = () => page.locator('otklik-widget button').first().waitFor();

it('counts found, chose, started and booked along the clinic’s pages', async () => {
  await page.goto(`${stack.hostUrl}/`);
  await counted(1);
  await page.click('text=Услуги');
  await counted(1, 2);
  await page.click('text=Запись');
  await counted(1, 2, 3);
  await page.fill('input', 'x');
  await page.click('form button');
  await page.waitForURL('**/spasibo*');
  // Sent and thanked for: two events of one stage on two pages, which the Worker counts once.
  await counted(1, 2, 3, 4, 4);
  expect(new Set(events().map((event) => event.page)).size).toBe(4);
  await stack.fireCron();
  expect(stack.sql('SELECT path FROM visit')).toEqual([{ path: 'BCD' }]);
});

it('counts nothing on a page of no stage that was opened from another page of the clinic', async () => {
  await page.goto(`${stack.hostUrl}/услуги/узи`);
  await counted(2);
  await page.evaluate(() => (location.href = '/'));
  await page.waitForURL('**/');
  await ready();
  await page.evaluate(() =>
    (window as unknown as { otklik: { stage(key: string): void } }).otklik.stage('contacted'),
  );
  await counted(2, 5);
});

it('counts a tap on a phone, and not on a link that shares the page', async () => {
  await page.goto(`${stack.hostUrl}/about`);
  await counted(1);
  // The page itself must not leave: a tel: link has no handler here.
  await page.evaluate(() => document.addEventListener('click', (event) => event.preventDefault()));
  await page.click('text=Поделиться');
  await page.click('text=Позвонить');
  await counted(1, 5);
});

it('counts a marked element when it is shown, and one that comes later', async () => {
  await page.goto(`${stack.hostUrl}/about`);
  await counted(1);
  await page.evaluate(() => document.querySelector('[data-otklik-stage]')?.removeAttribute('hidden'));
  await counted(1, 4);
  await page.evaluate(() => {
    const late = document.createElement('p');
    late.dataset['otklikStage'] = 'contacted';
    late.textContent = 'Late';
    document.querySelector('main')?.append(late);
  });
  await counted(1, 4, 5);
});

it('counts a key that the page names, and none that only the widget may count', async () => {
  await page.goto(`${stack.hostUrl}/about`);
  await counted(1);
  await page.evaluate(() => {
    const { otklik } = window as unknown as { otklik: { stage(key: string): void } };
    for (const key of ['rated', 'nonsense', '__proto__', 'booked']) otklik.stage(key);
  });
  await counted(1, 4);
});

it('counts the routes of a single-page site as pages, without touching its history', async () => {
  await page.goto(`${stack.hostUrl}/`);
  await counted(1);
  const go = (path: string) =>
    page.evaluate((to) => {
      history.pushState(null, '', to);
      (document.querySelector('main') as HTMLElement).textContent = to;
    }, path);
  await go('/doctors/1?secret=1');
  await counted(1, 2);
  await go('/nothing');
  await go('/booking');
  await counted(1, 2, 3);
  await page.evaluate(() => history.back());
  await page.evaluate(() => history.back());
  await page.evaluate(() => document.querySelector('main')?.append('!'));
  await counted(1, 2, 3, 2);
  expect(await page.evaluate(() => Object.hasOwn(history, 'pushState'))).toBe(false);
  expect(new Set(events().map((event) => event.page)).size).toBe(1);
});

it('counts a page again that comes back from the back-forward cache', async () => {
  await page.goto(`${stack.hostUrl}/услуги/узи`);
  await counted(2);
  await page.click('text=Запись');
  await counted(2, 3);
  // Not goBack(): it waits for a load, and a page from this cache is not loaded.
  await page.evaluate(() => history.back());
  await counted(2, 3, 2);
  // The same document and its next number: a page loaded anew would have an id of its own.
  expect(events()[2]).toMatchObject({ page: events()[0]?.page, sequence: 2 });
});

it('counts a third-party booking frame when the focus goes into it', async () => {
  stack.setPage(
    '/frame',
    page200(`<iframe src="${stack.url}/enter" title="booking" width="400" height="300"></iframe>`),
    {},
  );
  await page.goto(`${stack.hostUrl}/frame`);
  await counted(1);
  await page.evaluate(() => (document.querySelector('iframe') as HTMLIFrameElement).focus());
  await counted(1, 3);
  seen.console.length = 0; // The dashboard refuses to be framed, which the browser prints.
});

it('waits for the first opening in mode on-open, and then counts the page', async () => {
  const quiet = await startStack({
    vars: { PUBLIC_URL: proxy.url },
    settings: (settings) => (settings.mode = 'on-open'),
    pages: { '/zapis': { html: page200('Запись') } },
  });
  proxy.forwardTo(quiet.url);
  try {
    await page.goto(`${quiet.hostUrl}/zapis`);
    await ready();
    // What is counted at load leaves by itself after half a second, or at the latest when the page says it is hidden.
    await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await page.waitForFunction(() => performance.now() > 1_500);
    expect(stages()).toEqual([]);
    await page.locator('otklik-widget button').first().click();
    await counted(3);
    await page.locator('otklik-widget dialog').waitFor();
    await page.goto('about:blank');
  } finally {
    proxy.forwardTo(stack.url);
    await quiet.stop();
  }
}, 120_000);
