// The pretend clinic as its visitors meet it: each page whole and reachable, the frame and the single page counted as the docs say.
import type { Server } from 'node:http';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveDemoSite } from '../../demo/site.ts';
import { fillDemoSettings } from '../../scripts/demo.ts';
import { freePort } from '../../scripts/ports.ts';
import { axe, DESKTOP_AGENT, launchChromium, openContext, record, until } from '../support/chromium.ts';
import type { Recorder } from '../support/chromium.ts';
import { moscowDay } from '../support/dashboard.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

const ROOTS = ['/', '/en/', '/spa/'];
/** One page of each kind. */
const LOOKED_AT = [
  ...ROOTS,
  '/services',
  '/services/therapist',
  '/doctors',
  '/prices',
  '/booking',
  '/booking-online',
  ...['/contacts', '/thank-you', '/spa/booking'],
];

let stack: Stack;
let browser: Browser;
let demo: Server;
let demoUrl = '';
beforeAll(async () => {
  const port = await freePort();
  demoUrl = `http://localhost:${port}`;
  stack = await startStack({
    clinic: { origins: [demoUrl] },
    settings: (settings) => fillDemoSettings(settings, moscowDay(0)),
  });
  demo = await serveDemoSite(port, { snippet: stack.snippet, onNotice: () => 204 });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  demo.close();
  demo.closeAllConnections();
  await stack.stop();
});

/** A person of their own: the browser's name tells the visits of one address apart. */
async function visitor(
  name: string,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; said: Recorder }> {
  const context = await openContext(browser, { userAgent: `${DESKTOP_AGENT} ${name}`, ...options });
  const said = record(context);
  return { page: await context.newPage(), said };
}
const isBeacon = ({ url }: { url: string }): boolean => url.endsWith('/beacon');
/** Stage ids in the order they were sent. */
const stagesOf = ({ requests }: Recorder): number[] =>
  requests
    .filter(isBeacon)
    .flatMap(({ body }) => (new URLSearchParams(body).get('e') ?? '').split(';'))
    .map((event) => Number(event.split('.')[0]));
const reached = (said: Recorder, stages: number[]): Promise<void> =>
  until(() => String(stagesOf(said)) === String(stages), 10_000, `${stages} of ${stagesOf(said)}`);

describe('the pretend clinic', () => {
  it('leads from its three first pages to every other, none broken, none wider than a phone, without a fault of axe', async () => {
    const { page, said } = await visitor('crawler', { viewport: { width: 360, height: 740 } });
    const found = [...ROOTS];
    const faults: string[] = [];
    for (const path of found) {
      const reply = await page.goto(demoUrl + path);
      if (reply?.status() !== 200) faults.push(`${path}: ${reply?.status()}`);
      if ((await page.locator('h1').count()) !== 1) faults.push(`${path}: not one heading`);
      if ((await page.evaluate(() => document.documentElement.scrollWidth)) > 360)
        faults.push(`${path}: wide`);
      if (LOOKED_AT.includes(path))
        faults.push(...(await axe(page)).map(({ rule, where }) => `${path}: ${rule} ${where.join(' ')}`));
      const links = await page
        .locator('a[href^="/"]')
        .evaluateAll((all) => all.map((a) => a.getAttribute('href')));
      for (const link of links) if (link && !found.includes(link)) found.push(link);
    }
    expect(faults).toEqual([]);
    expect(found.length).toBeGreaterThan(25);
    // axe itself speaks to frames of other origins before it knows them.
    expect(said.console.filter((line) => !line.includes("'postMessage'"))).toEqual([]);
  }, 120_000);

  it('counts the booking system in a frame: touched is started, its own "done" is booked', async () => {
    const { page, said } = await visitor('frame');
    await page.goto(`${demoUrl}/booking-online`);
    await reached(said, [3]);
    const frame = page.frameLocator('iframe.widget');
    await frame.getByText('11:00').click();
    await frame.getByLabel('Имя').fill('Анна');
    await frame.getByRole('button', { name: 'Подтвердить' }).click();
    await frame.getByText('ждём вас завтра в 11:00').waitFor();
    await reached(said, [3, 4]);
    expect(said.console).toEqual([]);
  });

  it('believes nobody but the booking system that a booking is done', async () => {
    const { page, said } = await visitor('forger');
    await page.goto(`${demoUrl}/booking-online`);
    await reached(said, [3]);
    await page.evaluate(() => window.postMessage('booking:done', '*'));
    await page.locator('main a, footer a').first().focus();
    await page.goto(`${demoUrl}/doctors`);
    await reached(said, [3, 2]);
  });

  it('counts the routes of the single page as pages, without loading one', async () => {
    const { page, said } = await visitor('single');
    await page.goto(`${demoUrl}/spa/`);
    await page.getByRole('link', { name: 'Услуги', exact: true }).last().click();
    await reached(said, [1, 2]);
    await page.getByRole('link', { name: 'Записаться на приём' }).click();
    await reached(said, [1, 2, 3]);
    await page.getByLabel('Как к вам обращаться').fill('Анна');
    await page.getByLabel('Телефон').fill('+7 900 000-00-00');
    await page.getByRole('button', { name: 'Записаться' }).click();
    await page.getByRole('heading', { name: 'Спасибо, заявка принята' }).waitFor();
    await reached(said, [1, 2, 3, 4]);
    expect(said.requests.filter(({ resourceType }) => resourceType === 'document').length).toBe(1);
    expect(said.console).toEqual([]);
  });
});
