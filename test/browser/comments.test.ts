// The Words page in a real browser: any form of a word is found, personal data stays hidden, topics come from phrases, complaints end.
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axe, launchChromium, openContext, PHONE, until } from '../support/chromium.ts';
import { openAsk, signInAs, startDashboard } from '../support/dashboard.ts';
import {
  clinicPage,
  lateViews,
  likeAPerson,
  openAsk as openQuestion,
  openPanel,
  panel,
  sendButton,
} from '../support/panel.ts';
import type { Stack } from '../support/stack.ts';

let stack: Stack;
let browser: Browser;
let page: Page;

/** Of two days, so that what is said often is said by several. */
const EARLIER = ['Долго ждали приёма, хотя врач хороший', 'Долго ждали приёма и лифт не работал'];
const WORDS = [
  'Ждали врача сорок минут',
  'Врачи внимательные, спасибо',
  'Перезвоните: 8 912 345-67-89, Анна anna@mail.ru',
  'Парковки нет совсем',
  'Опять долго ждали приёма',
];

beforeAll(async () => {
  const comments = EARLIER.map((text, i) => ({ score: 2, text, daysAgo: 20 + i }));
  [stack, browser] = await Promise.all([
    startDashboard({ pages: { '/': { html: clinicPage('ru') } }, weeks: { comments } }),
    launchChromium(),
  ]);
  await openAsk(stack);
  for (const [i, text] of WORDS.entries()) await say(text, i);
  ({ page } = await signInAs(browser, stack, 'owner'));
  await page.getByRole('link', { name: 'Отзывы', exact: true }).click();
  await page.getByRole('heading', { name: 'Что говорят люди' }).waitFor();
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
const all = WORDS.length + EARLIER.length;

describe('comments', () => {
  test('are found by any form of a word, from the keyboard, and all come back when the field is emptied', async () => {
    await page.getByRole('searchbox', { name: 'Поиск по отзывам' }).fill('врачом');
    await page.keyboard.press('Enter');
    await page.getByRole('status').filter({ hasText: 'Найдено 3 отзыва' }).waitFor({ state: 'attached' });
    expect(await shown()).toEqual([
      'Врачи внимательные, спасибо',
      'Долго ждали приёма, хотя врач хороший',
      'Ждали врача сорок минут',
    ]);

    await page.getByRole('searchbox').fill('стоматолог');
    await page.keyboard.press('Enter');
    await page.getByText('За этот период никто не писал «стоматолог».').waitFor();
    expect(await axe(page)).toEqual([]);

    await page.getByRole('searchbox').fill('');
    await page.getByText('Парковки нет совсем').waitFor();
    expect((await shown()).length).toBe(all);
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

test('a phrase that several say becomes a topic, which counts and finds its comments', async () => {
  const phrase = page.locator('.phrase-list li', { hasText: 'долго ждали приёма' });
  expect(await phrase.innerText()).toMatch(/3 отзыва/);
  await phrase.getByRole('button', { name: 'Сделать темой' }).click();
  const form = page.locator('.topic-form');
  expect(await form.getByLabel('Название по-русски').inputValue()).toBe('Долго ждали приёма');
  await form.getByLabel('Название по-русски').fill('Ожидание');
  await form.getByLabel('Слова темы').fill('долго ждали\n—');
  await form.getByRole('button', { name: 'Сохранить тему' }).click();
  await form.getByText('В каждой строке нужно слово хотя бы из двух букв.').waitFor();
  await form.getByLabel('Слова темы').fill('долго ждали\nждали минут');
  await form.getByRole('checkbox').check();
  expect(await axe(page)).toEqual([]);
  await form.getByRole('button', { name: 'Сохранить тему' }).click();
  const topic = page.locator('.topic', { hasText: 'Ожидание' });
  await topic.waitFor();
  expect((await topic.innerText()).replace(/\s+/g, ' ')).toBe('Ожидание жалобы 4 57 %');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Таблицей (CSV)' }).click();
  const file = readFileSync(await (await download).path(), 'utf8');
  expect(file.slice(1).trim().split('\r\n')).toEqual([
    'Тема;Отзывы',
    'Ожидание;4',
    'Без темы;3',
    'Все отзывы периода;7',
  ]);
  await topic.click();
  await until(async () => (await shown()).length === 4);
  expect(new URL(page.url()).searchParams.get('theme')).toMatch(/^[0-9A-Z]{26}$/);
  await page.getByRole('button', { name: /Ожидание.*Показать все темы/ }).click();
  await until(async () => (await shown()).length === all);
});

test('a complaint comes with its topic or by hand, has its date, and is done with a note', async () => {
  await say('Долго ждали, и никто не извинился', 9);
  await page
    .locator('.comment', { hasText: 'Парковки нет совсем' })
    .getByRole('button', { name: 'Это жалоба' })
    .click();
  const complaints = page.locator('.complaints');
  await complaints.getByText('Парковки нет совсем').waitFor();
  const texts = () => complaints.locator('.said').allInnerTexts();
  await until(async () => (await texts()).length === 2);
  expect((await texts()).sort()).toEqual(['Долго ждали, и никто не извинился', 'Парковки нет совсем']);
  expect(await complaints.innerText()).toMatch(/Это не официальный канал/);
  expect(await complaints.locator('.due').first().innerText()).toMatch(/^Ответить до: /);
  await complaints
    .locator('.comment', { hasText: 'Парковки' })
    .getByRole('button', { name: 'Ответили' })
    .click();
  await page.keyboard.type('Рассказали о стоянке во дворе');
  await page.keyboard.press('Enter');
  await complaints.getByText('Отвеченные: 1').click();
  expect(await complaints.innerText()).toContain('Рассказали о стоянке во дворе');
  expect(await axe(page)).toEqual([]);
  expect(stack.sql('SELECT 1 FROM complaint WHERE done_at IS NOT NULL')).toHaveLength(1);
});

test('what nobody has read is one list with its age, and is read at a press', async () => {
  await page.getByLabel('Только непрочитанные').check();
  await page.getByText(/непрочитанных отзывов\. Самый старый — от .*, ждёт 21 день\./).waitFor();
  await page.getByRole('button', { name: 'Отметить все прочитанными' }).click();
  await page.getByText('Всё прочитано.').waitFor();
  expect(stack.sql('SELECT 1 FROM answer WHERE read_at IS NULL AND text IS NOT NULL')).toEqual([]);
});

test('a visitor who complains is told what this is not, and the clinic sees until when to answer', async () => {
  const context = await openContext(browser, PHONE);
  const visitor = await context.newPage();
  await openPanel(visitor, `${stack.hostUrl}/`);
  await lateViews(visitor);
  await openQuestion(visitor);
  const note = panel(visitor).getByText('Это не официальный канал.');
  expect(await note.count()).toBe(0);
  await panel(visitor).getByLabel('О чём').selectOption('complaint');
  await note.waitFor();
  await panel(visitor).locator('textarea[name=text]').fill('Мне нагрубили в кабинете');
  await likeAPerson(visitor);
  await sendButton(visitor).click();
  await until(() => stack.sql(`SELECT 1 FROM complaint WHERE kind = 'conversation'`).length === 1);
  await context.close();

  await page.reload();
  const complaint = page.locator('.complaints .comment', { hasText: 'Мне нагрубили в кабинете' });
  await complaint.waitFor();
  expect(await complaint.innerText()).toMatch(/^Ответить до: .*Вопрос от /s);
  await complaint.getByRole('link', { name: 'Открыть вопрос' }).click();
  await page.getByText('Мне нагрубили в кабинете').first().waitFor();
});

test('the report says the period’s figures on two sheets of A4, without anybody’s words', async () => {
  await page.goto(`${stack.url}/sites/${stack.siteId}/report?period=90d`);
  await page.locator('.paper-foot').waitFor();
  const text = (await page.locator('main').innerText()).replace(/\s+/g, ' ');
  const [rated] = stack.sql<{ n: number; good: number }>(
    'SELECT count(*) AS n, sum(score >= 4) AS good FROM answer',
  );
  expect(text).toContain(`${rated?.good} ÷ ${rated?.n} = `);
  expect(text).toContain('1 000 визитов');
  const waits = stack.sql(`SELECT 1 FROM answer WHERE stems LIKE '% долг %' AND stems LIKE '% ждал %'
    OR stems LIKE '% ждал %' AND stems LIKE '% минут %'`).length;
  expect(text).toContain(`Ожидание ${waits} `);
  for (const words of [...WORDS, ...EARLIER, 'нагрубили']) expect(text).not.toContain(words);
  expect(await axe(page)).toEqual([]);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(2);
  expect(pdf).toMatch(/\/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]/);
});
