// Settings in the dashboard: what is saved is stored, what is refused is shown at its field, what others changed is not overwritten.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium, openContext, until } from '../support/chromium.ts';
import { callApi, signInAs, startDashboard } from '../support/dashboard.ts';
import type { Stack } from '../support/stack.ts';

let stack: Stack;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startDashboard({ weeks: { days: 2 } }), launchChromium()]);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});
beforeEach(async () => {
  ({ context, page } = await signInAs(browser, stack, 'owner'));
  return () => context.close();
});

const open = async (section: string, heading: string): Promise<void> => {
  await page.goto(`${stack.url}/sites/${stack.siteId}/settings${section}`);
  await page.getByRole('heading', { level: 2, name: heading }).waitFor();
};
const save = () => page.getByRole('button', { name: 'Сохранить', exact: true }).click();
const saved = () => page.getByText('Сохранено. На сайте — в течение пяти минут.').waitFor();
const stored = () => {
  const row = stack.sql<{ name: string; settings: string }>('SELECT name, settings FROM site')[0];
  return { ...row, settings: JSON.parse(row?.settings ?? '{}') };
};

describe('saving', () => {
  test('stores the name and the phones, over several sections at once', async () => {
    await open('', 'Сайт');
    await page.getByLabel('Название сайта').fill('Ромашка на Ленина');
    await page.getByRole('link', { name: 'Контакты и вопросы' }).click();
    await page.getByLabel('Телефоны').fill('+7 900 000-00-01\n\n+7 900 000-00-02\n');
    await save();
    await saved();
    expect(stored()).toMatchObject({
      name: 'Ромашка на Ленина',
      settings: { phones: ['+7 900 000-00-01', '+7 900 000-00-02'] },
    });
    await page.reload();
    await until(
      async () => (await page.getByLabel('Телефоны').inputValue()) === '+7 900 000-00-01\n+7 900 000-00-02',
    );
  });

  test('shows a refused value at its field, in its section, with focus', async () => {
    await open('/contacts', 'Контакты и вопросы');
    await page.getByLabel('Телефоны').fill('+7 900 000-00-01\nпозвоните нам');
    await page.getByRole('link', { name: 'Часы работы' }).click();
    await save();
    await page.getByText('Строка 2. Проверьте номер').waitFor();
    const field = page.getByLabel('Телефоны');
    await until(() => field.evaluate((element) => element === document.activeElement));
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(stored().settings.phones).not.toContain('позвоните нам');
  });

  test('refuses a colour that is not seen on a white page, before and after Save', async () => {
    await open('/texts', 'Тексты и вид');
    await page.getByLabel('Цвет кнопки', { exact: true }).fill('#ffff00');
    await page.getByText(/Контраст с белой страницей только 1/).waitFor();
    await save();
    await page.getByText('Не сохранено. Цвет кнопки: Этот цвет плохо видно на белой странице.').waitFor();
    expect(stored().settings.look.colour).toBe('#0b6e5f');
  });

  test('draws the launcher in the colour and with the words of the draft', async () => {
    await open('/texts', 'Тексты и вид');
    await page.getByLabel('Русский').first().fill('Спросите нас');
    await page.getByLabel('Цвет кнопки', { exact: true }).fill('#8a1c4a');
    const button = page.locator('.preview button');
    await until(async () => (await button.innerText()) === 'Спросите нас');
    expect(await button.evaluate((element) => getComputedStyle(element).backgroundColor)).toBe(
      'rgb(138, 28, 74)',
    );
  });

  test('never overwrites what somebody else saved meanwhile', async () => {
    await open('', 'Сайт');
    await page.getByLabel('Домен').fill('mine.example');
    const cookie = await stack.memberCookie('webmaster');
    const path = `/sites/${stack.siteId}/settings`;
    const view = (await (await callApi(stack, cookie, { path })).json()) as Record<string, unknown>;
    const { version, name, zone, enabled, settings } = view;
    const theirs = await callApi(stack, cookie, {
      method: 'PUT',
      path,
      body: { version, name, domain: 'theirs.example', zone, enabled, settings },
    });
    expect(theirs.status).toBe(200);
    await save();
    await page.getByText('Кто-то уже изменил эти настройки.').waitFor();
    await page.getByRole('button', { name: 'Загрузить новые настройки' }).click();
    await until(async () => (await page.getByLabel('Домен').inputValue()) === 'theirs.example');
    expect(stack.sql<{ domain: string }>('SELECT domain FROM site')).toEqual([{ domain: 'theirs.example' }]);
  });

  test('adds a stage with its addresses, moves it and drops it, warning that counting starts anew', async () => {
    await open('/stages', 'Этапы пути');
    await page.getByRole('button', { name: 'Добавить этап' }).click();
    const stage = page.locator('.stage', { hasText: 'Этап без названия' });
    await stage.getByLabel('Ключ').fill('compared');
    await stage.getByLabel('Адреса страниц').fill('/compare*');
    await stage.getByLabel('Название, English').fill('Compared');
    await page.locator('.stage', { hasText: 'Compared' }).getByLabel('Название, Русский').fill('Сравнили');
    await page.getByText('После сохранения счёт начнётся заново').waitFor();
    await page.getByRole('button', { name: 'Выше: Сравнили' }).click();
    await save();
    await saved();
    const keys = () => stored().settings.stages.map(({ key }: { key: string }) => key);
    expect(keys()).toEqual([
      'found',
      'chose',
      'started',
      'booked',
      'compared',
      'contacted',
      'asked',
      'attended',
      'rated',
    ]);
    expect(stored().settings.stages[4]).toMatchObject({
      id: 9,
      rules: [{ by: 'url', pattern: '/compare*' }],
    });
    // Of the zone in force; an earlier save has planned another zone for midnight.
    const series = stack.sql(`SELECT 1 FROM series WHERE kind = 'journey' AND zone = 'Europe/Moscow'`);
    expect(series).toHaveLength(2);
    await page.getByRole('button', { name: 'Убрать: Сравнили' }).click();
    await save();
    await saved();
    expect(keys()).not.toContain('compared');
  });
});

describe('people and notices', () => {
  test('an invitation is shown once and lets its person in', async () => {
    await open('/members', 'Сотрудники');
    await page.getByLabel('Имя').fill('Новая');
    await page.getByLabel('Электронная почта').fill('new@clinic.example');
    await page.getByLabel('Роль', { exact: true }).selectOption('viewer');
    await page.getByRole('button', { name: 'Создать приглашение' }).click();
    const link = await page.locator('.once code').innerText();
    expect(link).toMatch(new RegExp(`^${stack.url}/enter#[A-Za-z0-9_-]{43}$`));
    const theirs = await openContext(browser);
    const other = await theirs.newPage();
    await other.goto(link);
    await other.getByRole('button', { name: 'Войти' }).click();
    await other.getByRole('heading', { level: 1, name: 'Обзор' }).waitFor();
    await theirs.close();
    await page.reload();
    await page.getByText('new@clinic.example').waitFor();
    expect(await page.locator('.once').count()).toBe(0);
  });

  test('the last owner stays an owner', async () => {
    await open('/members', 'Сотрудники');
    await page.getByLabel('Роль: owner').selectOption('viewer');
    await page.getByText('В клинике должен остаться хотя бы один владелец.').waitFor();
    expect(stack.sql(`SELECT 1 FROM membership WHERE role = 'owner'`).length).toBe(1);
  });

  test('a webhook shows its secret once, is proven by a test, and says when it fails', async () => {
    stack.setPage('/told', 'ok');
    await open('/notices', 'Уведомления');
    await page.getByLabel('Вебхук').check();
    await page.getByLabel('Адрес').fill(`${stack.hostUrl}/told`);
    await page.getByRole('button', { name: 'Добавить', exact: true }).click();
    await page.getByText('Секрет подписи. Скопируйте сейчас').waitFor();
    await page.getByText('Ещё не проверено.').waitFor();
    await page.getByRole('button', { name: 'Проверить' }).click();
    await page.getByText('Проверочное уведомление дошло.').waitFor();
    expect(stack.host.requests.filter(({ path }) => path === '/told').length).toBe(1);
    stack.setPage('/told', 'gone');
    stack.host.pages.set('/told', { html: 'gone', status: 410 });
    await page.getByRole('button', { name: 'Проверить' }).click();
    await page.getByText(/Не работает с/).waitFor();
    await page.goto(`${stack.url}/sites/${stack.siteId}/overview`);
    await page.getByText('Вебхук: уведомления не доходят').waitFor();
  });
});
