// The sheet of parts in a real browser: accessible in both schemes, whole at every width, readable by keyboard, without a jump.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { serveSheet } from '../look/serve-sheet.ts';
import { axeInBothSchemes, launchChromium, openContext } from '../support/chromium.ts';

let sheet: Awaited<ReturnType<typeof serveSheet>>;
let browser: Browser;

beforeAll(async () => {
  [sheet, browser] = await Promise.all([serveSheet(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await sheet?.stop();
});

async function open(width: number, language = 'ru'): Promise<Page> {
  const context = await openContext(browser, { viewport: { width, height: 800 } });
  const page = await context.newPage();
  await page.goto(`${sheet.url}?l=${language}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  return page;
}

describe('the sheet of parts', () => {
  test.each([320, 360, 1280])('is accessible and whole at %i px, light and dark', async (width) => {
    const page = await open(width);
    expect(await axeInBothSchemes(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await page.context().close();
  });

  test('reads a chart slot by slot with the arrow keys, in words, and nothing moves', async () => {
    const page = await open(1280);
    const slider = page.getByRole('slider', { name: 'Визиты по дням' }).first();
    const heightOf = () => page.evaluate(() => document.documentElement.scrollHeight);
    const before = await heightOf();
    await slider.focus();
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^вт, 24 ноября: \d+ визит/);
    await page.keyboard.press('ArrowLeft');
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^пн, 23 ноября: \d+ визит/);
    expect(await page.locator('.chart-reading').first().innerText()).toMatch(/пн, 23 ноября/);
    await page.keyboard.press('Home');
    expect(await slider.getAttribute('aria-valuetext')).toMatch(/^чт, 27 августа/);
    expect(await heightOf()).toBe(before);
    await page.context().close();
  });

  test('says in the table what the picture shows', async () => {
    const page = await open(360, 'en');
    const figure = page.locator('figure', { has: page.getByRole('slider', { name: /Оценили/ }) });
    await figure.locator('summary').click();
    const rows = await figure.locator('tbody tr').allInnerTexts();
    expect(rows.length).toBe(13);
    // 31 answers of which 22 are good, by hand: 71 %, Wilson 53–84 %.
    expect(rows[0]?.replace(/\s+/g, ' ')).toContain('71% 53–84% 31');
    expect(rows[3]?.replace(/\s+/g, ' ')).toContain('– – 6');
    expect(await figure.locator('circle').count()).toBe(12);
    await page.context().close();
  });

  test('shows every mark of a chart in colours forced by the system', async () => {
    const page = await open(1280);
    await page.emulateMedia({ forcedColors: 'active' });
    const column = page.locator('.column').first();
    const box = await column.boundingBox();
    expect(box?.height ?? 0).toBeGreaterThan(10);
    expect(await column.evaluate((element) => getComputedStyle(element).fill)).not.toBe(
      await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor),
    );
    await page.context().close();
  });
});
