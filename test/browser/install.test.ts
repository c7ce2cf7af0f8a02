// Installation as a webmaster does it: paste the line, see the site answer, and let a page say what stands in the way.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { axeInBothSchemes, launchChromium, openContext, record } from '../support/chromium.ts';
import { signInAs } from '../support/dashboard.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

let stack: Stack;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startStack(), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});
beforeEach(async () => {
  ({ context, page } = await signInAs(browser, stack, 'webmaster'));
  return () => context.close();
});

const open = async (): Promise<void> => {
  await page.goto(`${stack.url}/sites/${stack.siteId}/settings/install`);
  await page.getByRole('heading', { level: 2, name: 'Установка' }).waitFor();
};
const html = (body = '') =>
  `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Клиника</title>{{snippet}}${body}`;

/** Checks a page of the clinic; resolves to the tab that the page came back in. */
async function check(address: string): Promise<Page> {
  await page.getByLabel('Адрес страницы сайта').fill(address);
  const opened = context.waitForEvent('page');
  await page.getByRole('button', { name: 'Проверить страницу' }).click();
  return opened;
}
const finding = (text: string | RegExp) => page.locator('.finding', { hasText: text });

describe('what came from the site', () => {
  test('goes from nothing to a visit and its stages, while the page stays open', async () => {
    await open();
    await page.getByText('Сайт ещё ни разу не отозвался').waitFor();
    expect(await page.getByText(stack.snippet).count()).toBe(1);
    stack.setPage('/services/', html());
    const visitor = await openContext(browser);
    await (await visitor.newPage()).goto(`${stack.hostUrl}/services/`);
    await page.getByText(/Работает на 127\.0\.0\.1:\d+\. Последний визит: \d\d:\d\d/).waitFor();
    await visitor.close();
    const chose = page.locator('.install-stages li', { hasText: 'Выбирают' });
    expect(await chose.innerText()).toMatch(/сегодня в \d\d:\d\d/);
    const started = page.locator('.install-stages li', { hasText: 'Начали запись' });
    expect(await started.innerText()).toContain('не подключён');
    await started.getByRole('link', { name: 'Настроить этап' }).click();
    await page.getByRole('heading', { level: 2, name: 'Этапы пути' }).waitFor();
  });

  test('reads well to axe in both schemes and at the width of a phone', async () => {
    await open();
    await page.locator('.install-state').waitFor();
    await page.getByText('Если у сайта есть политика безопасности').click();
    expect(await axeInBothSchemes(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });
});

describe('a page that is checked', () => {
  test('comes back and says that all is well, in both tabs, and tells nobody its address', async () => {
    const seen = record(context);
    const secret = '/services/secret-illness';
    stack.setPage(secret, html(), { 'Referrer-Policy': 'unsafe-url' });
    await open();
    const tab = await check(`${stack.hostUrl}${secret}`);
    await tab.getByText('Всё в порядке').waitFor();
    expect(new URL(tab.url()).pathname).toBe(`/sites/${stack.siteId}/settings/install`);
    expect(new URL(tab.url()).hash).toBe('');
    await finding('Всё в порядке').waitFor();
    for (const { url, headers, body } of seen.to(stack.url))
      expect(`${url} ${JSON.stringify(headers)} ${body}`).not.toContain('secret-illness');
    // The clinic's page had no hold of the dashboard.
    expect(await tab.evaluate(() => window.opener)).toBeNull();
  });

  test.each([
    {
      name: 'requests are not allowed',
      policy: () => `script-src ${stack.url} 'unsafe-inline'; connect-src 'self'`,
      words: 'не пускает запросы',
      line: () => `connect-src ${stack.url} ${stack.url.replace('http', 'ws')}`,
    },
    {
      name: 'only the file of the tag is allowed',
      policy: () => `script-src ${stack.url}/w/`,
      words: 'пускает только сам скрипт',
      line: () => `script-src ${stack.url}`,
    },
    {
      name: 'the panel may make no trusted types',
      policy: () => `require-trusted-types-for 'script'; trusted-types other`,
      words: 'Trusted Types',
      line: () => 'trusted-types lit-html',
    },
  ])('names the line to add when $name', async ({ policy, words, line }) => {
    stack.setPage('/', html(), { 'Content-Security-Policy': policy() });
    await open();
    const tab = await check(`${stack.hostUrl}/`);
    await finding(words).waitFor();
    expect(await finding(words).locator('code').innerText()).toBe(line());
    await tab.close();
  });

  test('says that its address is not listed, and adds it at one tap', async () => {
    stack.setPage('/', html());
    await open();
    const other = stack.hostUrl.replace('127.0.0.1', 'localhost');
    await check(`${other}/`);
    await finding('нет в списке сайта').waitFor();
    await page.getByRole('button', { name: `Добавить ${other}` }).click();
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await page.getByText('Сохранено. На сайте — в течение пяти минут.').waitFor();
    const [row] = stack.sql<{ settings: string }>('SELECT settings FROM site');
    expect(JSON.parse(row?.settings ?? '').origins).toEqual([stack.hostUrl, other]);
  });

  test('that has no line is said to be silent, with what may be the cause', async () => {
    stack.setPage('/', '<!doctype html><title>Клиника</title>');
    await page.clock.install();
    await open();
    await check(`${stack.hostUrl}/`);
    await page.getByText('Ждём ответа страницы').waitFor();
    await page.clock.fastForward(21_000);
    await page.getByText('Страница не ответила').waitFor();
    expect(await page.locator('.check-result li').count()).toBe(3);
  });

  test('is not believed when nobody asked for it', async () => {
    await page.goto(`${stack.url}/#otklik-check?at=https://evil.example&blocked=connect-src`);
    await page.waitForURL(/\/overview$/);
    await open();
    expect(await page.locator('.finding').count()).toBe(0);
  });

  test('is asked for by keyboard, and what is no address is refused beside the field', async () => {
    await open();
    const field = page.getByLabel('Адрес страницы сайта');
    await field.fill('клиника');
    await field.press('Enter');
    await page.getByText('Напишите адрес полностью, с https://').waitFor();
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(context.pages()).toHaveLength(1);
  });
});

test('a member’s dashboard and a page without the mark load nothing of the check', async () => {
  const visitor = await openContext(browser);
  const seen = record(visitor);
  stack.setPage('/', html());
  const tab = await visitor.newPage();
  await tab.goto(`${stack.hostUrl}/#contacts`);
  await seen.waitFor(({ url }) => url.endsWith('/beacon'));
  expect(seen.requests.filter(({ url }) => url.includes('/c/check.'))).toEqual([]);
  await visitor.close();
});
