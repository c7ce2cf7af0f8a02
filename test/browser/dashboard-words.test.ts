// Questions in the dashboard: reading, answering, closing, erasing; drafts and failures; the whole way by keyboard.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium, until } from '../support/chromium.ts';
import { ask, openAsk, signInAs, startDashboard } from '../support/dashboard.ts';
import type { Stack } from '../support/stack.ts';

let stack: Stack;
let browser: Browser;

beforeAll(async () => {
  [stack, browser] = await Promise.all([startDashboard({ weeks: null }), launchChromium()]);
  await openAsk(stack);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

let page: Page;
beforeEach(async () => {
  const signedIn = await signInAs(browser, stack, 'operator');
  page = signedIn.page;
  return () => signedIn.context.close();
});

const openInbox = async (): Promise<void> => {
  await page.goto(`${stack.url}/sites/${stack.siteId}/inbox`);
  await page.getByRole('heading', { level: 1, name: 'Вопросы' }).waitFor();
};
const replies = (text: string) =>
  stack.sql<{ member_id: string }>(
    `SELECT member_id FROM message WHERE author = 'member' AND text = ?`,
    text,
  );

describe('the inbox', () => {
  test('opening it is marked, so that Ask stays open', async () => {
    const before = Date.now();
    await openInbox();
    await until(
      () =>
        (stack.sql<{ at: number | null }>('SELECT inbox_opened_at AS at FROM site')[0]?.at ?? 0) >= before,
    );
  });

  test('shows a new question by itself, and stores the reply under the member’s name', async () => {
    await openInbox();
    await ask(stack, {
      text: 'Можно ли прийти с ребёнком?',
      topic: 'preparation',
      contact: { name: 'Анна', phone: '+7 900 123-45-67' },
    });
    await page.getByText('Можно ли прийти с ребёнком?').click();
    const phone = page.getByRole('link', { name: '+7 900 123-45-67' });
    expect(await phone.getAttribute('href')).toBe('tel:+79001234567');
    await page.getByText(/Согласие на связь/).waitFor();
    await page.getByLabel('Ваш ответ').fill('Да, конечно.');
    await page.getByLabel('Ваш ответ').press('Control+Enter');
    await page.locator('.message.clinic', { hasText: 'Да, конечно.' }).waitFor();
    await until(() => replies('Да, конечно.').length === 1);
    expect(replies('Да, конечно.')[0]?.member_id).toBe(stack.memberId('operator'));
    await page.getByText('Никто не ждёт.').waitFor();
  });

  test('marks a call back, with when it suits', async () => {
    await ask(stack, {
      kind: 'callback',
      text: 'Запись к лору',
      when: 'после 18:00',
      contact: { phone: '+7 921 555-00-11' },
    });
    await openInbox();
    await page.getByText('Запись к лору').click();
    await page.getByRole('heading', { name: 'Перезвонить: Запись на приём' }).waitFor();
    expect(await page.locator('.callback').innerText()).toContain('после 18:00');
    await page.getByLabel('Итог').selectOption('booked_by_phone');
    await page.getByRole('button', { name: 'Закрыть вопрос' }).click();
    await page.getByText('Закрыто. Итог: Записали по телефону').waitFor();
    expect(stack.sql(`SELECT outcome FROM conversation WHERE kind = 'callback'`)).toEqual([
      { outcome: 'booked_by_phone' },
    ]);
    await page.getByRole('button', { name: 'Открыть снова' }).click();
    await page.getByLabel('Ваш ответ').waitFor();
    await page.getByRole('button', { name: 'Стереть', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Отмена' }).click();
    expect(stack.sql(`SELECT 1 FROM conversation WHERE kind = 'callback'`).length).toBe(1);
    await page.getByRole('button', { name: 'Стереть', exact: true }).click();
    await page.getByRole('button', { name: 'Стереть навсегда' }).click();
    await until(() => stack.sql(`SELECT 1 FROM conversation WHERE kind = 'callback'`).length === 0);
    await until(() => page.url().endsWith('/inbox'));
  });
});

describe('a reply that cannot be sent', () => {
  test('is never shown as sent, keeps its text, and is stored once however often it is tried', async () => {
    await ask(stack, { text: 'Первый вопрос про анализы' });
    await openInbox();
    await page.getByText('Первый вопрос про анализы').click();
    let cut = 2;
    // The Worker stores it, and the answer is lost on the way back: twice.
    await page.route('**/replies', async (route) => {
      if (cut-- <= 0) return route.continue();
      await route.fetch();
      return route.abort('connectionreset');
    });
    await page.getByLabel('Ваш ответ').fill('Ответ с обрывом');
    await page.getByRole('button', { name: 'Отправить' }).click();
    await page.getByText('Не отправлено. Нет связи.').waitFor();
    expect(await page.locator('.message.failed').innerText()).toContain('Ответ с обрывом');
    expect(await page.getByText('Отправлено', { exact: true }).count()).toBe(0);
    await page.getByRole('button', { name: 'Отправить ещё раз' }).click();
    await page.getByText('Не отправлено. Нет связи.').waitFor();
    await page.getByRole('button', { name: 'Отправить ещё раз' }).click();
    await until(async () => (await page.locator('.message.failed, .message.sending').count()) === 0);
    expect(replies('Ответ с обрывом').length).toBe(1);
    await until(async () => (await page.getByText('Ответ с обрывом').count()) === 1);
  });

  test('a draft waits while another conversation is read', async () => {
    await ask(stack, { text: 'Вопрос А про запись' });
    await ask(stack, { text: 'Вопрос Б про цены', topic: 'price' });
    await openInbox();
    await page.getByText('Вопрос А про запись').click();
    await page.getByLabel('Ваш ответ').fill('Черновик для А');
    await page.getByText('Вопрос Б про цены').first().click();
    await until(async () => (await page.getByLabel('Ваш ответ').inputValue()) === '');
    await page.getByRole('list').getByText('Вопрос А про запись').click();
    await until(async () => (await page.getByLabel('Ваш ответ').inputValue()) === 'Черновик для А');
  });
});

test('the whole way from the menu to a stored reply goes by keyboard, with focus in view', async () => {
  await ask(stack, { text: 'Вопрос для клавиатуры', topic: 'documents' });
  await page.goto(`${stack.url}/sites/${stack.siteId}/overview`);
  await page.getByRole('heading', { level: 1, name: 'Обзор' }).waitFor();
  await tabTo(page, 'Вопросы');
  await page.keyboard.press('Enter');
  await page.getByText('Вопрос для клавиатуры').waitFor();
  await tabTo(page, 'Вопрос для клавиатуры');
  await page.keyboard.press('Enter');
  await page.getByLabel('Ваш ответ').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('thread-title');
  await tabTo(page, 'reply');
  await page.keyboard.type('Ответ с клавиатуры');
  await page.keyboard.press('Control+Enter');
  await until(() => replies('Ответ с клавиатуры').length === 1);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('reply');
});

/** Presses Tab until the focused element has this text or id; every stop must show its focus. */
async function tabTo(at: Page, wanted: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await at.keyboard.press('Tab');
    const focused = await at.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const style = getComputedStyle(element);
      return {
        text: element.innerText ?? '',
        id: element.id,
        outline: style.outlineStyle,
        width: style.outlineWidth,
      };
    });
    expect([focused.outline, focused.width], focused.text).not.toContain('none');
    if (focused.id === wanted || focused.text.includes(wanted)) return;
  }
  throw new Error(`Tab does not reach ${wanted}`);
}
