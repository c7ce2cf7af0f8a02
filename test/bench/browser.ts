// How soon an owner sees the funnel: the Journey page in Chromium, from the answer's last byte to the frame that shows it.
import { launchChromium, openContext } from '../support/chromium.ts';
import type { BenchSite } from './clinic.ts';
import { percentiles } from './load.ts';
import type { Stack } from './stack.ts';

const ROUNDS = 7;

export type BrowserRow = {
  visits: number;
  /** From the click on the address to the drawn funnel: page, scripts, answers. */
  openedMs: number;
  /** From the last byte of the 90-day answer to the drawn funnel. */
  drawnMs: number;
};

type Mark = { drawnAtMs: number };

/** Opens the 90-day Journey page some times, each in a fresh browser context; medians. */
export async function benchBrowser(
  stack: Stack,
  { site, cookie, visits }: { site: BenchSite; cookie: string; visits: number },
): Promise<BrowserRow> {
  const browser = await launchChromium();
  const [opened, drawn]: [number[], number[]] = [[], []];
  try {
    const [name = '', value = ''] = cookie.split('=');
    for (let round = 0; round < ROUNDS; round++) {
      const context = await openContext(browser);
      await context.addCookies([{ name, value, url: stack.url.origin }]);
      const page = await context.newPage();
      await page.addInitScript(markFirstFunnel);
      await page.goto(`${stack.url.origin}/sites/${site.siteId}/journey?period=90d`);
      await page.waitForFunction(() => (globalThis as unknown as Partial<Mark>).drawnAtMs !== undefined);
      const times = await page.evaluate(() => {
        const answer = performance
          .getEntriesByType('resource')
          .filter(({ name }) => /\/journey\?/.test(name)) as PerformanceResourceTiming[];
        const { drawnAtMs } = globalThis as unknown as Mark;
        return { drawnAtMs, answeredAtMs: answer[0]?.responseEnd ?? 0 };
      });
      opened.push(times.drawnAtMs);
      drawn.push(times.drawnAtMs - times.answeredAtMs);
      await context.close();
    }
  } finally {
    await browser.close();
  }
  return { visits, openedMs: percentiles(opened).p50Ms, drawnMs: percentiles(drawn).p50Ms };
}

/** Runs in the page: notes the frame after the one in which the funnel's bars are in the document. */
function markFirstFunnel(): void {
  const look = new MutationObserver(() => {
    if (!document.querySelector('.funnel')) return;
    look.disconnect();
    requestAnimationFrame(() =>
      setTimeout(() => ((globalThis as unknown as Mark).drawnAtMs = performance.now())),
    );
  });
  look.observe(document, { childList: true, subtree: true });
}
