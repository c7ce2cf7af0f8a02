// Rules, hours and look as a webmaster sets them up: what is tried here is what pages do.
import fc from 'fast-check';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { axeInBothSchemes, launchChromium, openContext, until } from '../support/chromium.ts';
import { isSelector } from '../../worker/contract/selector.ts';
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

const open = async (section: string, heading: string): Promise<void> => {
  await page.goto(`${stack.url}/sites/${stack.siteId}/settings/${section}`);
  await page.getByRole('heading', { level: 2, name: heading }).waitFor();
};
const save = async (): Promise<void> => {
  await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
  await page.getByText('Сохранено. На сайте — в течение пяти минут.').waitFor();
};
const stored = () => {
  const [row] = stack.sql<{ settings: string }>('SELECT settings FROM site');
  return JSON.parse(row?.settings ?? '{}');
};
const answer = () => page.locator('.tester-answer');
const type = async (address: string): Promise<string> => {
  await page.getByLabel('Адрес страницы для проверки').fill(address);
  return answer().innerText();
};

describe('the tester', () => {
  test('says the stage and the rule of an address by the rules of the draft, and pages then count so', async () => {
    await open('stages', 'Этапы пути');
    expect(await type('https://klinika.ru/en/vrachi/ivanova?from=ad')).toMatch(
      /Этап: Выбирают\s+Правило: \/vrachi\*/,
    );
    expect(await type('/akcii/leto')).toContain('Ни один этап');
    await page.getByRole('button', { name: 'Добавить этап' }).click();
    const stage = page.locator('.stage', { hasText: 'Этап без названия' });
    await stage.getByLabel('Название, Русский').fill('Смотрят акции');
    const own = page.locator('.stage', { hasText: 'Смотрят акции' });
    await own.getByLabel('Ключ').fill('offers');
    await own.getByLabel('Адреса страниц').fill('/akcii*');
    expect(await type('/akcii/leto')).toMatch(/Этап: Смотрят акции\s+Правило: \/akcii\*/);
    await save();
    const id = stored().stages.find(({ key }: { key: string }) => key === 'offers').id;
    stack.setPage('/akcii/leto', '<!doctype html><title>Акция</title>{{snippet}}');
    const visitor = await openContext(browser);
    await (await visitor.newPage()).goto(`${stack.hostUrl}/akcii/leto`);
    await until(() =>
      stack
        .sql<{ path: string }>('SELECT path FROM visit')
        .some(({ path }) => path === String.fromCharCode(64 + id)),
    );
    await visitor.close();
  });

  test('explains which stage stands back when two match, and takes a typed example', async () => {
    await open('stages', 'Этапы пути');
    const booked = page.locator('.stage', { has: page.locator('summary b', { hasText: /^Записались$/ }) });
    await booked.locator('summary').click();
    await booked.getByLabel('Адреса страниц').fill('/zapis/gotovo');
    const said = await type('/zapis/gotovo');
    expect(said).toMatch(/Этап: Записались/);
    expect(said).toMatch(/Подходит и другим этапам: Начали запись \(\/zapis\*\)/);
    await page.getByText('Примеры адресов').click();
    await page.getByRole('button', { name: '/en/prices' }).click();
    expect(await answer().innerText()).toMatch(/Этап: Выбирают/);
    expect(await type('не адрес')).toContain('Это не похоже на адрес');
  });
});

describe('rules to begin with', () => {
  test('fill in addresses and forms for what the site is made with, and tick a booking service', async () => {
    await open('stages', 'Этапы пути');
    await page.getByLabel('На чём сделан сайт').selectOption({ label: 'Tilda' });
    await page.getByRole('button', { name: 'Подставить правила' }).click();
    await page.getByText('Правила подставлены').waitFor();
    expect(await type('/tproduct/77-priem')).toMatch(/Выбирают/);
    await page.getByLabel('YCLIENTS').check();
    expect(await page.getByLabel('Домены окон записи').inputValue()).toBe('yclients.com');
    await save();
    expect(stored()).toMatchObject({ bookingHosts: ['yclients.com'] });
    expect(stored().bookingForm).toContain('form.t-form');
  });

  test('read well to axe in both schemes and fit a phone', async () => {
    await open('stages', 'Этапы пути');
    await type('/zapis');
    await page.getByText('Примеры адресов').click();
    expect(await axeInBothSchemes(page)).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  });

  test('name the field of a refused save and why, in the bar', async () => {
    await open('stages', 'Этапы пути');
    await page.getByLabel('Формы записи').fill('form[');
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await page.getByText('Не сохранено. Формы записи: Такой селектор не подойдёт.').waitFor();
    expect(await page.getByLabel('Формы записи').getAttribute('aria-invalid')).toBe('true');
  });
});

test('a selector that is accepted is one that the browser takes', async () => {
  const part = fc.constantFrom(
    ...[
      'form',
      '.a',
      '#b',
      '[c]',
      '[d="e" i]',
      "[f^='g']",
      '[h',
      ':not(.i)',
      ':hover',
      '*',
      ' ',
      '>',
      '+',
      '~',
      ',',
    ],
    ...['..', '(', ')', '-', '--x', '1', '_', 'ж', '"', '\\\\', '{', '|'],
  );
  const typed = fc.sample(
    fc.array(part, { minLength: 1, maxLength: 6 }).map((parts) => parts.join('')),
    { numRuns: 4_000, seed: 11 },
  );
  const accepted = typed.filter(isSelector);
  expect(accepted.length).toBeGreaterThan(200);
  const refused = await page.evaluate(
    (all) =>
      all.filter((selector) => {
        try {
          document.documentElement.closest(selector);
          return false;
        } catch {
          return true;
        }
      }),
    accepted,
  );
  expect(refused).toEqual([]);
});

describe('hours', () => {
  test('show what visitors read now, and take over the public holidays', async () => {
    await open('hours', 'Часы работы');
    const preview = page.locator('.hours-preview');
    expect(await preview.innerText()).toMatch(/Сейчас (открыто, до 19:00|закрыто\. Откроемся: )/);
    for (const remove of (
      await page.locator('.day').getByRole('button', { name: 'Убрать' }).all()
    ).toReversed())
      await remove.click();
    expect(await preview.innerText()).toContain('О часах работы ничего');
    await page.getByRole('button', { name: /Добавить праздники России/ }).click();
    expect(await page.locator('.chips li').count()).toBeGreaterThanOrEqual(14);
    expect(await axeInBothSchemes(page)).toEqual([]);
    await save();
    expect(stored().hours.holidays.length).toBeGreaterThanOrEqual(14);
  });
});

describe('look', () => {
  test('offers a colour that is seen in place of one that is not, at one tap', async () => {
    await open('texts', 'Тексты и вид');
    const colour = page.getByLabel('Цвет кнопки', { exact: true });
    await colour.fill('#ffdd00');
    await page.getByText(/Контраст с белой страницей только 1/).waitFor();
    await page.getByRole('button', { name: /Взять #/ }).click();
    expect(await colour.inputValue()).toMatch(/^#[0-9a-f]{6}$/);
    await page.getByText(/Контраст с белой страницей 3/).waitFor();
    await page.getByLabel('если окно не загрузилось').check();
    expect(await axeInBothSchemes(page)).toEqual([]);
    await save();
  });
});
