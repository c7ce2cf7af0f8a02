// The dashboard in a real browser over the real Worker: signing in, the numbers of Overview and Journey, roles, addresses.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium, openContext, record, until } from '../support/chromium.ts';
import { moscowDay, signInAs, startDashboard } from '../support/dashboard.ts';
import type { RoleName } from '../support/dashboard.ts';
import type { Stack } from '../support/stack.ts';

let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startDashboard({
      weeks: {
        comments: [
          { score: 2, text: 'Ждали сорок минут', daysAgo: 2 },
          { score: 5, text: 'Спасибо врачу', daysAgo: 1 },
        ],
      },
    }),
    launchChromium(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

const plain = (text: string): string =>
  text
    .replace(/[\u00a0\u202f\u2009]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
const textOf = async (page: Page, selector: string): Promise<string> =>
  plain(await page.locator(selector).innerText());

describe('signing in', () => {
  test('takes a press of the button: opening the link alone spends nothing', async () => {
    const context = await openContext(browser);
    const page = await context.newPage();
    const sent = record(context);
    const link = stack.ownerLink();
    await page.goto(link);
    await page.getByRole('button', { name: 'Войти' }).waitFor();
    expect(sent.to(`${stack.url}/api`).length).toBe(0);
    await page.reload();
    await page.getByRole('button', { name: 'Войти' }).click();
    await page.getByRole('heading', { level: 1, name: 'Обзор' }).waitFor();
    expect(page.url()).toBe(`${stack.url}/sites/${stack.siteId}/overview`);
    // The token travelled in one body, and in no address that reached the Worker.
    const token = new URL(link).hash.slice(1);
    expect(sent.requests.filter(({ body }) => body.includes(token)).length).toBe(1);
    expect(sent.to(`${stack.url}/api`).filter(({ url }) => url.includes(token))).toEqual([]);
    expect(await page.evaluate(() => location.href + JSON.stringify(history.state))).not.toContain(token);
    await context.close();
  });

  test('explains a used link, and what to do', async () => {
    const link = stack.ownerLink();
    const { context, page } = await enter(link);
    await context.close();
    const second = await openContext(browser);
    const other = await second.newPage();
    await other.goto(link);
    await other.getByRole('button', { name: 'Войти' }).click();
    await other.getByRole('heading', { name: 'Ссылка уже не действует' }).waitFor();
    expect(await other.locator('main').innerText()).toContain('Попросите новую у владельца');
    expect(page.isClosed()).toBe(true);
    await second.close();
  });

  test('shows a signed-out page to a stranger, whatever the address', async () => {
    const context = await openContext(browser, { locale: 'en-GB' });
    const page = await context.newPage();
    for (const path of ['/', `/sites/${stack.siteId}/inbox`, '/nowhere']) {
      await page.goto(stack.url + path);
      await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    }
    await context.close();
  });

  test('ends everywhere at once when the person says so', async () => {
    const [one, two] = [await signInAs(browser, stack, 'viewer'), await signInAs(browser, stack, 'viewer')];
    await one.page.goto(`${stack.url}/profile`);
    await one.page.getByRole('button', { name: 'Выйти на всех устройствах' }).click();
    await one.page.getByRole('heading', { name: 'Вы не вошли' }).waitFor();
    await two.page.reload();
    await two.page.getByRole('heading', { name: 'Вы не вошли' }).waitFor();
    expect(stack.sql('SELECT hash FROM session WHERE member_id = ?', stack.memberId('viewer'))).toEqual([]);
    await one.context.close();
    await two.context.close();
  });
});

async function enter(link: string) {
  const context = await openContext(browser);
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.getByRole('heading', { level: 1, name: 'Обзор' }).waitFor();
  return { context, page };
}

describe('Overview', () => {
  test('shows the score with n and range, the funnel, and what needs attention', async () => {
    const { context, page } = await signInAs(browser, stack, 'owner');
    await page.getByRole('heading', { name: 'Путь к врачу' }).waitFor();
    // 10 days of 100 / 49 / 17 / 7 visits; ratings 10/5/2/1/0/1 and two comments (5, 2): 16 of 21 are good.
    expect(await textOf(page, '.score .figure')).toMatch(/^76 % .*55–89 %, 21 ответ$/);
    const steps = await page.locator('.funnel .step').allInnerTexts();
    expect(steps.map(plain)).toEqual([
      'Нашли нас 1 000',
      'Выбирают 490 49 % от всех 49 % от прошлого шага',
      'Начали запись 170 17 % от всех 35 % от прошлого шага',
      'Записались или связались 70 7 % от всех 41 % от прошлого шага',
    ]);
    const losses = await page.locator('.funnel .loss').allInnerTexts();
    expect(losses.map(plain)).toEqual([
      '↓ Главная потеря: дальше не пошли 510 (51 %)',
      '↓ дальше не пошли 320 (65 %)',
      '↓ дальше не пошли 100 (59 %)',
    ]);
    const attention = await textOf(page, '.attention');
    expect(attention).toContain('2 непрочитанных отзыва');
    expect(attention).toContain('Ни одно уведомление о вопросах пока не работает');
    await context.close();
  });

  test('marks a comment as read, for good', async () => {
    const { context, page } = await signInAs(browser, stack, 'owner');
    await page.getByText('Спасибо врачу').waitFor();
    await page.locator('.comment', { hasText: 'Спасибо врачу' }).getByRole('button').click();
    await until(() => stack.sql(`SELECT 1 FROM answer WHERE read_at IS NOT NULL`).length === 1);
    await page.reload();
    await page.getByText('1 непрочитанный отзыв').waitFor();
    await page.getByRole('link', { name: 'Все отзывы, темы и жалобы' }).click();
    await page.getByLabel('Низкие').check();
    await until(
      async () => (await page.locator('.comment .said').first().innerText()) === 'Ждали сорок минут',
    );
    await context.close();
  });
});

describe('Journey', () => {
  test('gives the range of each step, the same numbers as a table, and what stands apart', async () => {
    const { context, page } = await signInAs(browser, stack, 'viewer');
    await page.goto(`${stack.url}/sites/${stack.siteId}/journey`);
    await page.getByText('Показать таблицей').click();
    const rows = await page.locator('.page-journey tbody tr').allInnerTexts();
    // Wilson: 490 of 1,000, 170 of 490, 70 of 170.
    expect(rows.map(plain)).toEqual([
      'Нашли нас 1 000 100 % – – –',
      'Выбирают 490 49 % 49 % 46–52 % 510',
      'Начали запись 170 17 % 35 % 31–39 % 320',
      'Записались или связались 70 7 % 41 % 34–49 % 100',
    ]);
    expect(await page.locator('.figures dd').allInnerTexts()).toEqual(['20', '0', '10']);
    await context.close();
  });

  test('changes the period within what is loaded without a request, and the address reproduces it', async () => {
    const { context, page } = await signInAs(browser, stack, 'owner');
    await page.goto(`${stack.url}/sites/${stack.siteId}/journey`);
    await page.getByText('1 000 визитов ·').waitFor();
    const sent = record(context);
    const tookMs = await quickestChange(page);
    await page.getByLabel('7 дней').check();
    // Days 1…6 back lie within the last 7 days.
    await page.getByText('600 визитов ·').waitFor();
    expect(sent.requests.filter(({ url }) => url.includes('/journey?from'))).toEqual([]);
    expect(tookMs).toBeLessThan(50);
    expect(page.url()).toBe(`${stack.url}/sites/${stack.siteId}/journey?period=7d`);
    await page.reload();
    await page.getByText('600 визитов ·').waitFor();
    await page.goBack();
    await page.getByText('1 000 визитов ·').waitFor();
    await context.close();
  });

  test('asks once more for a month outside of it', async () => {
    const { context, page } = await signInAs(browser, stack, 'owner');
    const month = moscowDay(200).slice(0, 7);
    const sent = record(context);
    await page.goto(`${stack.url}/sites/${stack.siteId}/journey?period=${month}`);
    await page.getByRole('heading', { name: 'За этот период визитов нет' }).waitFor();
    expect(sent.requests.filter(({ url }) => url.includes(`from=${month}-01`)).length).toBe(1);
    await context.close();
  });
});

/** From a press on a period to the repainted number: the quickest of some, since other tests share the machine. */
const quickestChange = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const times: number[] = [];
    for (const span of [0, 1, 0, 1, 2, 1]) {
      const start = performance.now();
      const changed = new Promise((done) => {
        const observer = new MutationObserver(() => (observer.disconnect(), done(undefined)));
        observer.observe(document.querySelector('main')!, {
          subtree: true,
          childList: true,
          characterData: true,
          attributes: true,
        });
      });
      document.querySelectorAll<HTMLInputElement>('input[name=period]')[span]?.click();
      await changed;
      times.push(performance.now() - start);
    }
    return Math.min(...times);
  });

describe('roles', () => {
  const menus: Record<RoleName, string[]> = {
    owner: ['Обзор', 'Путь', 'Оценки', 'Отзывы', 'Сервис', 'Вопросы', 'Настройки'],
    operator: ['Обзор', 'Отзывы', 'Сервис', 'Вопросы', 'Карточки'],
    viewer: ['Обзор', 'Путь', 'Оценки', 'Сервис'],
    webmaster: ['Обзор', 'Путь', 'Настройки'],
  };
  test.each(Object.entries(menus) as [RoleName, string[]][])(
    '%s sees only what the role allows',
    async (role, menu) => {
      const { context, page } = await signInAs(browser, stack, role);
      await page.locator('.attention').waitFor();
      expect(
        (await page.locator('.menu a').allInnerTexts()).map((text) => text.replace(/\s*\d+.*/s, '')),
      ).toEqual(menu);
      expect(await page.locator('.score').count()).toBe(role === 'owner' || role === 'viewer' ? 1 : 0);
      expect(await page.locator('.comments').count()).toBe(role === 'owner' || role === 'operator' ? 1 : 0);
      expect(await page.locator('.funnel').count()).toBe(role === 'operator' ? 0 : 1);
      for (const [path, name] of [
        ['journey', 'Путь'],
        ['satisfaction', 'Оценки'],
        ['service', 'Сервис'],
        ['inbox', 'Вопросы'],
        ['settings', 'Настройки'],
      ] as const) {
        await page.goto(`${stack.url}/sites/${stack.siteId}/${path}`);
        const expected = menu.includes(name) ? name : 'Эта страница не входит в вашу роль';
        await page.getByRole('heading', { level: 1, name: expected }).waitFor();
      }
      await context.close();
    },
  );

  test('nobody sees a site that is not theirs', async () => {
    const { context, page } = await signInAs(browser, stack, 'owner');
    await page.goto(`${stack.url}/sites/01ARZ3NDEKTSV4RRFFQ69G5FAV/overview`);
    await page.getByRole('heading', { name: 'Такой страницы нет' }).waitFor();
    await context.close();
  });
});
