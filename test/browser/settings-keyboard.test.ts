// Settings without a mouse: every control is reached, every stop is seen, and each section does its work by keys alone.
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium, until } from '../support/chromium.ts';
import { signInAs } from '../support/dashboard.ts';
import { pressKey, tabTo, typeOver, unreachable } from '../support/keyboard.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

const UNLISTED = ['https://new.clinic.example', 'https://old.clinic.example'];

let stack: Stack;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startStack({
      seed: async (db, { siteId }) => {
        const seen = db.prepare(
          `INSERT INTO unknown_origin (site_id, origin, first_day, last_day, seen, seen_last_day) VALUES (?1, ?2, ?3, ?3, 3, 3)`,
        );
        const today = new Date().toISOString().slice(0, 10);
        await db.batch(UNLISTED.map((origin) => seen.bind(siteId, origin, today)));
      },
    }),
    launchChromium(),
  ]);
  ({ context, page } = await signInAs(browser, stack, 'owner'));
});
afterAll(async () => {
  await context?.close();
  await browser?.close();
  await stack?.stop();
});

const open = async (section: string, heading: string): Promise<void> => {
  await page.goto(`${stack.url}/sites/${stack.siteId}/settings${section}`);
  await page.getByRole('heading', { level: 2, name: heading, exact: true }).waitFor();
};
const save = async (): Promise<void> => {
  await pressKey(page, /^Сохранить$/);
  await page.getByText('Сохранено. На сайте — в течение пяти минут.').waitFor();
};
const stored = () => {
  const [row] = stack.sql<{ settings: string }>('SELECT settings FROM site');
  return JSON.parse(row?.settings ?? '{}');
};
/** What was pressed may be gone; whoever pressed it must not have to start from the top of the page. */
const keepsFocus = (): Promise<boolean> => page.evaluate(() => document.activeElement !== document.body);

test('stages: rules by the kind of site, a stage of one’s own, the tester, and Save', async () => {
  await open('/stages', 'Этапы пути');
  expect(await unreachable(page)).toEqual([]);
  await tabTo(page, /^На чём сделан сайт/);
  await page.keyboard.type('Tilda');
  await pressKey(page, /^Подставить правила$/);
  await page.getByText('Правила подставлены').waitFor();
  await pressKey(page, /^Добавить этап$/, 'Space');
  const own = page.locator('.stage', { hasText: 'Этап без названия' });
  if (!(await own.evaluate((el) => el.querySelector('details')?.open ?? true)))
    await pressKey(page, /Этап без названия/);
  await typeOver(page, /^Название, Русский/, 'Смотрят акции');
  await tabTo(page, /^Ключ/);
  await typeOver(page, /^Ключ/, 'offers');
  await typeOver(page, /^Адреса страниц/, '/akcii*');
  await typeOver(page, /^Адрес страницы для проверки/, '/akcii/leto');
  await until(async () => /Смотрят акции/.test(await page.locator('.tester-answer').innerText()));
  await pressKey(page, /YCLIENTS/, 'Space');
  await save();
  expect(stored().stages.find(({ key }: { key: string }) => key === 'offers')).toMatchObject({
    name: { ru: 'Смотрят акции' },
    rules: [{ by: 'url', pattern: '/akcii*' }],
  });
  expect(stored().bookingHosts).toEqual(['yclients.com']);
});

test('hours: a day closed, a break, the public holidays and one more date', async () => {
  await open('/hours', 'Часы работы');
  expect(await unreachable(page)).toEqual([]);
  await pressKey(page, /^Убрать$/);
  expect(await keepsFocus()).toBe(true);
  await pressKey(page, /Добавить праздники России/);
  expect(await keepsFocus()).toBe(true);
  await tabTo(page, /^Дата/);
  await page.keyboard.type('07032027');
  await pressKey(page, /^Добавить$/);
  await save();
  expect(stored().hours.week.mon).toEqual([]);
  expect(stored().hours.holidays.length).toBeGreaterThanOrEqual(15);
});

test('texts and look: greeting, a colour that is not seen, and the one offered instead', async () => {
  await open('/texts', 'Тексты и вид');
  expect(await unreachable(page)).toEqual([]);
  await typeOver(page, /^Цвет кнопки/, '#ffdd00');
  await pressKey(page, /^Взять #/);
  expect(await keepsFocus()).toBe(true);
  await save();
  expect(stored().look.colour).not.toBe('#ffdd00');
});

test('branches and doctors: added, renamed, placed and removed, with the focus kept', async () => {
  await open('/clinic', 'Клиника');
  await typeOver(page, /^Название филиала/, 'На Мира');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Переименовать: На Мира' }).waitFor();
  await typeOver(page, /^Имя врача/, 'Чехов');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Переименовать: Чехов' }).waitFor();
  expect(await unreachable(page)).toEqual([]);
  await tabTo(page, /^Филиал: Чехов/);
  await page.keyboard.type('На Мира');
  await pressKey(page, /^Переименовать: На Мира/);
  await typeOver(page, /^Новое название: На Мира/, 'На Ленина');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Переименовать: На Ленина' }).waitFor();
  expect(await keepsFocus()).toBe(true);
  await pressKey(page, /^Убрать: На Ленина/);
  await page.getByRole('dialog').waitFor();
  // Escape takes nothing away and leads back to the button.
  await page.keyboard.press('Escape');
  await until(() => page.evaluate(() => /На Ленина/.test(document.activeElement?.ariaLabel ?? '')));
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await pressKey(page, /^Убрать$/);
  await page.getByText('Филиалов нет.').waitFor();
  expect(await keepsFocus()).toBe(true);
  expect(stack.sql('SELECT name, removed_at > 0 AS gone FROM branch')).toEqual([
    { name: 'На Ленина', gone: 1 },
  ]);
});

test('addresses that are not listed: one taken, one hidden', async () => {
  await open('', 'Сайт');
  await page.getByText(UNLISTED[0]!).first().waitFor();
  expect(await unreachable(page)).toEqual([]);
  await pressKey(page, /^Добавить: https:\/\/new\.clinic\.example/);
  await page.getByText('Заработает в течение пяти минут.').waitFor();
  expect(await keepsFocus()).toBe(true);
  await pressKey(page, /^Скрыть: https:\/\/old\.clinic\.example/);
  await page.getByText('Скрыт: https://old.clinic.example.').waitFor();
  expect(await keepsFocus()).toBe(true);
  expect(stored().origins).toContain(UNLISTED[0]);
});

test('every other screen of the settings: no control is out of reach, and each stop is seen', async () => {
  const screens: [path: string, heading: string][] = [
    ['/sites/SITE/settings/install', 'Установка'],
    ['/sites/SITE/settings/contacts', 'Контакты и вопросы'],
    ['/sites/SITE/settings/notices', 'Уведомления'],
    ['/sites/SITE/settings/members', 'Пригласить'],
    ['/clinics/CLINIC/new-site', 'Новый сайт'],
    ['/new-clinic', 'Новая клиника'],
    ['/profile', 'Не считать мои визиты'],
  ];
  for (const [path, heading] of screens) {
    await page.goto(stack.url + path.replace('CLINIC', stack.clinicId).replace('SITE', stack.siteId));
    await page.getByRole('heading', { name: heading, exact: true }).first().waitFor();
    expect(await unreachable(page), path).toEqual([]);
  }
});

test('the way out: the file of everything, and a removal that wants the name', async () => {
  await open('/removal', 'Выгрузка и удаление');
  expect(await unreachable(page)).toEqual([]);
  const download = page.waitForEvent('download');
  await pressKey(page, /^Собрать файл$/);
  expect(readFileSync(await (await download).path(), 'utf8')).toContain('"type":"site"');
  await page.getByText(/^Готово: /).waitFor();
  expect(await keepsFocus()).toBe(true);
  await typeOver(page, /^Чтобы подтвердить/, 'что-то другое');
  await page.keyboard.press('Enter');
  await page.getByText(/^Название должно совпасть/).waitFor();
  await typeOver(page, /^Чтобы подтвердить/, stack.sql<{ name: string }>('SELECT name FROM site')[0]!.name);
  await page.keyboard.press('Enter');
  await until(() => stack.sql('SELECT 1 FROM site WHERE removed_at IS NULL').length === 0);
});
