// What people wrote, in a real browser: a search that finds any form of a word, and personal data that is hidden until opened.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe, launchChromium } from '../support/chromium.ts';
import { signInAs, startDashboard } from '../support/dashboard.ts';
import type { Stack } from '../support/stack.ts';

let stack: Stack;
let browser: Browser;
let page: Page;

const WORDS = [
  'Ждали врача сорок минут',
  'Врачи внимательные, спасибо',
  'Перезвоните: 8 912 345-67-89, Анна anna@mail.ru',
  'Парковки нет совсем',
];

beforeAll(async () => {
  [stack, browser] = await Promise.all([startDashboard({ weeks: { ratings: [] } }), launchChromium()]);
  for (const [i, text] of WORDS.entries()) await say(text, i);
  ({ page } = await signInAs(browser, stack, 'owner'));
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

/** As the widget sends it, through the public door. */
async function say(text: string, i: number): Promise<void> {
  const [id, erase] = [`comment-${i}-id-000000000000`, `comment-${i}-erase-00000000`];
  const reply = await fetch(`${stack.url}/w/${stack.siteKey}/answers`, {
    method: 'POST',
    headers: {
      'Content-Type': 'text/plain',
      Origin: stack.hostUrl,
      'User-Agent': 'Mozilla/5.0 Chrome/156.0',
    },
    body: JSON.stringify({
      ...{ id, erase, text, score: 4 },
      ...{ question: 'fft', moment: 'launcher', language: 'ru', loader: 'test' },
    }),
  });
  if (!reply.ok) throw new Error(`The comment was answered ${reply.status} ${await reply.text()}`);
}

const shown = async (): Promise<string[]> => (await page.locator('.comments .said').allInnerTexts()).sort();

describe('comments', () => {
  test('are found by any form of a word, from the keyboard, and all come back when the field is emptied', async () => {
    await page.getByRole('searchbox', { name: 'Поиск по отзывам' }).fill('врачом');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Найдено 2 отзыва' }).waitFor({ state: 'attached' });
    expect(await shown()).toEqual(['Врачи внимательные, спасибо', 'Ждали врача сорок минут']);

    await page.getByRole('searchbox').fill('стоматолог');
    await page.keyboard.press('Enter');
    await page.getByText('За 180 дней никто не писал «стоматолог».').waitFor();
    expect(await axe(page)).toEqual([]);

    await page.getByRole('searchbox').fill('');
    await page.getByText('Парковки нет совсем').waitFor();
    expect((await shown()).length).toBe(WORDS.length);
  });

  test('keep likely personal data off the screen until somebody opens it', async () => {
    const comment = page.locator('.comment', { hasText: 'Перезвоните' });
    expect(await comment.innerText()).not.toMatch(/912|anna@/);
    expect(await comment.innerText()).toContain('Анна');
    const show = comment.getByRole('button', { name: 'Показать личные данные' });
    await show.focus();
    await page.keyboard.press('Enter');
    expect(await comment.innerText()).toContain('8 912 345-67-89, Анна anna@mail.ru');
    await page.keyboard.press('Enter');
    expect(await comment.innerText()).not.toMatch(/912|anna@/);
    expect(await page.getByRole('button', { name: 'Показать личные данные' }).count()).toBe(1);
  });
});
