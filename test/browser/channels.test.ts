// Words by channels in a real browser: an owner's warning, a code by mail, a member's Telegram, an answer from there, one person erased.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBotPeer } from '../support/bot-peer.ts';
import type { BotPeer } from '../support/bot-peer.ts';
import { axeInBothSchemes, launchChromium, openContext, PHONE, until } from '../support/chromium.ts';
import { ask, openAsk, signInAs, startDashboard } from '../support/dashboard.ts';
import { startHttpPeer } from '../support/http-peer.ts';
import type { HttpPeer } from '../support/http-peer.ts';
import {
  clinicPage,
  likeAPerson,
  openAsk as openForm,
  openPanel,
  panel,
  sendButton,
} from '../support/panel.ts';
import type { Stack } from '../support/stack.ts';

const GROUP = { id: -100_200_300, type: 'supergroup' } as const;
const OPERATOR = 7_000_001;

let bot: BotPeer;
let mail: HttpPeer;
let stack: Stack;
let browser: Browser;
beforeAll(async () => {
  [bot, mail, browser] = await Promise.all([
    startBotPeer('rassvet_bot'),
    startHttpPeer((reply) => reply.writeHead(200, { 'Content-Type': 'application/json' }).end('{"id":"1"}')),
    launchChromium(),
  ]);
  stack = await startDashboard({
    weeks: null,
    pages: { '/': { html: clinicPage('ru') } },
    vars: {
      ...{ TELEGRAM_API: bot.origin, MAIL_API: mail.origin },
      ...{ MAIL_KEY: 'key', MAIL_FROM: 'Отклик <o@clinic.example>' },
    },
  });
  await openAsk(stack);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
  bot?.close();
  mail?.close();
});

const settings = async (page: Page, section: string, heading: string): Promise<void> => {
  await page.goto(`${stack.url}/sites/${stack.siteId}/settings/${section}`);
  await page.getByRole('heading', { level: 2, name: heading, exact: true }).waitFor();
};
const row = (page: Page, label: string) => page.locator('li.channel', { hasText: label });

test('from a bot’s token to an answer that a patient reads, and to nothing left of them', async () => {
  // Signed in before a day passes: a link lives for a while only. The owner is on a phone.
  const operator = await signInAs(browser, stack, 'operator');
  const { context, page } = await signInAs(browser, stack, 'owner', PHONE);
  await settings(page, 'notices', 'Уведомления');

  await page.getByRole('radio', { name: 'Telegram' }).check();
  await page.getByLabel('Токен бота').fill('123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA');
  await page.getByLabel('Чат').fill(String(GROUP.id));
  await page.getByRole('button', { name: 'Добавить' }).click();
  const telegram = row(page, String(GROUP.id));
  await telegram.getByRole('button', { name: 'Проверить' }).click();
  await telegram.getByText('Проверочное уведомление дошло.').waitFor();

  // Words: only after a warning, which can be declined.
  const words = telegram.getByRole('checkbox', { name: 'Передавать слова пациентов' });
  await words.click();
  await page.getByRole('dialog').getByText('на серверах Telegram').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Отмена' }).click();
  expect([await words.isChecked(), bot.hook()]).toEqual([false, null]);
  await words.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Передавать' }).click();
  await telegram.getByText('Ответы принимает @rassvet_bot').waitFor();
  expect([await words.isChecked(), bot.hook()?.url.startsWith(stack.url)]).toEqual([true, true]);

  // Mail: nothing until somebody has read the code.
  await page.getByRole('radio', { name: 'Почта' }).check();
  await page.getByLabel('Адрес').fill('desk@clinic.example');
  await page.getByRole('button', { name: 'Добавить' }).click();
  const letter = row(page, 'desk@clinic.example');
  await letter.getByRole('button', { name: 'Проверить' }).click();
  await letter.getByLabel('Код из письма').fill('ABCDEFGH');
  await letter.getByRole('button', { name: 'Подтвердить' }).click();
  await letter.getByText('Это не код из письма').waitFor();
  const { text } = JSON.parse(mail.received.at(-1)?.body ?? '') as { text: string };
  await letter.getByLabel('Код из письма').fill(/: (\w{8})/.exec(text)?.[1]?.toLowerCase() ?? '');
  await letter.getByRole('button', { name: 'Подтвердить' }).click();
  await letter.getByText('Работает').waitFor();

  // What could not be delivered for a day is sent again by a press.
  bot.refuse(true);
  await ask(stack, { text: 'Пропавший вопрос' });
  await stack.fireCron(Date.now() + 25 * 3_600_000);
  bot.refuse(false);
  await page.reload();
  await page.getByText('Вопрос · Запись').waitFor();
  expect(await axeInBothSchemes(page)).toEqual([]);
  await page.getByRole('button', { name: 'Отправить снова' }).click();
  await page.getByText('Отправили снова.').waitFor();
  expect(bot.said.filter(({ text }) => text.includes('Пропавший вопрос'))).toHaveLength(1);

  // The operator links their Telegram.
  await operator.page.goto(`${stack.url}/profile`);
  await operator.page.getByText('ещё не связан').waitFor();
  await operator.page.getByRole('button', { name: 'Получить код' }).click();
  const link = operator.page.getByRole('link', { name: 'Открыть @rassvet_bot' });
  const start = new URL((await link.getAttribute('href')) ?? '').searchParams.get('start');
  expect(await axeInBothSchemes(operator.page)).toEqual([]);
  const answer = await bot.write({
    ...{ from: OPERATOR, chat: { id: OPERATOR, type: 'private' }, text: `/start ${start}` },
  });
  expect(answer).toMatch(/^Готово, /);
  await operator.page.getByText(/^связан /).waitFor();

  // A patient is told where the words go, asks, and reads the answer that was written in Telegram.
  const visitor = await (await openContext(browser)).newPage();
  await openPanel(visitor, `${stack.hostUrl}/`);
  await openForm(visitor);
  await panel(visitor).getByText('Текст передаётся им и через Telegram.').waitFor();
  await panel(visitor).locator('textarea[name=text]').fill('Есть ли время в субботу?');
  await likeAPerson(visitor);
  await sendButton(visitor).click();
  await until(() => bot.said.some(({ text }) => text.includes('Есть ли время в субботу?')));
  await until(() => stack.sql('SELECT 1 FROM notice WHERE sent_as IS NOT NULL').length > 0);
  const notice = bot.said.find(({ text }) => text.includes('Есть ли время в субботу?'));
  const reply = { chat: GROUP, text: 'Да, в 10:00', replyTo: notice?.id ?? 0 };
  expect(await bot.write({ ...reply, from: OPERATOR + 1 })).toMatch(/^Ответ не отправлен/);
  expect(await bot.write({ ...reply, from: OPERATOR }, 3)).toBe('Ответ отправлен пациенту.');
  await panel(visitor).getByText('Да, в 10:00').waitFor();
  expect(stack.sql(`SELECT text FROM message WHERE author = 'member'`)).toEqual([{ text: 'Да, в 10:00' }]);

  // One person: their conversations stand together, and go together.
  for (const [text, phone] of [
    ['Первый', '8 900 000-00-01'],
    ['Второй', '+7 (900) 000 00 01'],
    ['Чужой', '+79000000002'],
  ] as const)
    await ask(stack, { text, contact: { phone } });
  const [second] = stack.sql<{ id: string }>(
    `SELECT conversation_id AS id FROM message WHERE text = 'Второй'`,
  );
  await operator.page.goto(`${stack.url}/sites/${stack.siteId}/inbox/${second?.id}`);
  await operator.page.getByText('Ещё 1 разговор этого человека').click();
  await operator.page.locator('.earlier').getByText('Первый').waitFor();
  await settings(page, 'removal', 'Выгрузка и удаление');
  await page.getByLabel('Телефон', { exact: true }).fill('+7 900 000-00-01');
  await page.getByRole('button', { name: 'Стереть', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Стереть' }).click();
  await page.getByText('Стёрли 2 разговора.').waitFor();
  expect(stack.sql(`SELECT text FROM message WHERE text IN ('Первый', 'Второй', 'Чужой')`)).toEqual([
    { text: 'Чужой' },
  ]);
  expect(await axeInBothSchemes(page)).toEqual([]);
  await Promise.all([context.close(), operator.context.close()]);
}, 90_000);
