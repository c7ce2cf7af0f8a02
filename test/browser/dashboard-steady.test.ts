// No page of the dashboard jumps while it loads, or is wider than the screen: the browser's own layout-shift score, at both widths.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openScreen } from '../../scripts/shots.ts';
import { PHONE, launchChromium } from '../support/chromium.ts';
import { ask, openAsk, signInAs, startDashboard } from '../support/dashboard.ts';
import type { Stack } from '../support/stack.ts';

let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startDashboard({
      weeks: {
        comments: [
          { score: 2, text: 'Высокотехнологичное здравоохранение, а цен на странице нет', daysAgo: 2 },
          { score: 5, text: 'Спасибо врачу', daysAgo: 1 },
        ],
      },
    }),
    launchChromium(),
  ]);
  await openAsk(stack);
  await ask(stack, { text: 'Можно ли прийти без записи?' });
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

const PAGES = [
  'overview',
  'journey',
  'satisfaction',
  'inbox',
  ...['', '/install', '/stages', '/hours', '/texts', '/contacts', '/notices', '/members', '/clinic'].map(
    (section) => `settings${section}`,
  ),
];
/** Web Vitals call a page steady up to 0.1; ours keep their places, so a tenth of that is left for late fonts and bars. */
const STEADY = 0.02;

describe.each([
  { name: 'a phone', options: PHONE, width: 360 },
  { name: 'a desktop', options: { viewport: { width: 1280, height: 800 } }, width: 1280 },
])('on $name', ({ options, width }) => {
  test.concurrent('no page jumps while it loads, and none is wider than the screen', async () => {
    const { context, page } = await signInAs(browser, stack, 'owner', options);
    await context.addInitScript(() => {
      const moved: { value: number; what: string }[] = [];
      Object.assign(globalThis, { moved });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
          const { value, sources = [] } = entry as PerformanceEntry & {
            value: number;
            sources?: { node: Node | null }[];
          };
          const what = sources.map(({ node }) =>
            node instanceof Element ? `${node.tagName}.${node.className}` : '',
          );
          moved.push({ value, what: what.join(' ') });
        }
      }).observe({ type: 'layout-shift', buffered: true });
    });
    const found: Record<string, unknown> = {};
    for (const path of PAGES) {
      await openScreen(page, `${stack.url}/sites/${stack.siteId}/${path}`);
      const { moved, wide } = await page.evaluate(() => ({
        moved: (globalThis as unknown as { moved: { value: number; what: string }[] }).moved,
        wide: document.documentElement.scrollWidth,
      }));
      const jump = moved.reduce((sum, { value }) => sum + value, 0);
      if (jump > STEADY || wide > width) found[path] = { jump, wide, moved };
    }
    expect(found).toEqual({});
    await context.close();
  });
});
