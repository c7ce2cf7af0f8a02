// A card from the printer to the phone to the dashboard, and invites that take one answer each, in a real browser.
import { readFileSync } from 'node:fs';
import { decodeQR } from 'qr/decode.js';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  axe,
  axeInBothSchemes,
  launchChromium,
  openContext,
  PHONE,
  record,
  until,
} from '../support/chromium.ts';
import type { Recorder } from '../support/chromium.ts';
import { signInAs, startDashboard } from '../support/dashboard.ts';
import type { Stack } from '../support/stack.ts';

const BRANCH = 'Филиал на проспекте Мира';
const DOCTOR = 'Чехов Антон Павлович';
let stack: Stack;
let browser: Browser;
let operator: Page;
let console: string[];

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startDashboard({
      weeks: { ratings: [] },
      settings: (s) => void (s.publicReview = 'https://reviews.example/clinic'),
      seed: async (db, { clinicId }) =>
        void (await db.batch([
          db
            .prepare(`INSERT INTO branch (id, clinic_id, name) VALUES ('01TESTBBBBBBBBBBBBBBBBBBBB', ?1, ?2)`)
            .bind(clinicId, BRANCH),
          db
            .prepare(
              `INSERT INTO doctor (id, clinic_id, branch_id, name) VALUES ('01TESTDDDDDDDDDDDDDDDDDDDD', ?1, '01TESTBBBBBBBBBBBBBBBBBBBB', ?2)`,
            )
            .bind(clinicId, DOCTOR),
        ])),
    }),
    launchChromium(),
  ]);
  const signedIn = await signInAs(browser, stack, 'operator', PHONE);
  operator = signedIn.page;
  ({ console } = record(signedIn.context));
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

/** What a phone's camera reads: the drawn squares as pixels, eight to a side. */
async function scan(page: Page): Promise<string> {
  const { side, squares } = await page
    .locator('.face-code')
    .first()
    .evaluate((svg) => ({
      side: Number(svg.getAttribute('viewBox')?.split(' ')[3]),
      squares: [...(svg.querySelector('path')?.getAttribute('d') ?? '').matchAll(/M(\d+) (\d+)h/g)].map(
        ([, x, y]) => [Number(x), Number(y)] as const,
      ),
    }));
  const scale = 8;
  const width = side * scale;
  const data = new Uint8Array(4 * width * width).fill(255);
  for (const [x, y] of squares)
    for (let row = 0; row < scale; row++)
      for (let column = 0; column < scale; column++)
        data.set([0, 0, 0], 4 * ((y * scale + row) * width + x * scale + column));
  return decodeQR({ width, height: width, data });
}

type Phone = { page: Page; seen: Recorder; close: () => Promise<void> };
async function pickUp(url: string, options: Parameters<typeof openContext>[1] = PHONE): Promise<Phone> {
  const context = await openContext(browser, options);
  const seen = record(context);
  const page = await context.newPage();
  await page.goto(url);
  return { page, seen, close: () => context.close() };
}

let card = '';

describe('cards', () => {
  test('are made by the front desk on a phone, for a doctor, and listed with their address', async () => {
    await operator.getByRole('link', { name: 'Карточки', exact: true }).click();
    await operator.getByRole('heading', { level: 1, name: 'Карточки и приглашения' }).waitFor();
    await operator.getByText('Карточек пока нет.').waitFor();
    const form = operator.locator('form', { hasText: 'Новая карточка' });
    await form.getByLabel('Врач').selectOption(DOCTOR);
    await form.getByLabel('Пометка для себя').fill('Стойка на первом этаже');
    await form.getByRole('button', { name: 'Сделать карточку' }).click();
    const row = operator.locator('.link-row', { hasText: DOCTOR });
    await row.waitFor();
    expect((await row.innerText()).replace(/\s+/g, ' ')).toMatch(
      new RegExp(
        `^${BRANCH} · ${DOCTOR} Стойка на первом этаже 0 ответов · создано .+, operator http://localhost`,
      ),
    );
    card = await row.locator('code').innerText();
    expect(await axe(operator)).toEqual([]);
  });

  test('are printed with a code that a camera reads, on the paper that was chosen', async () => {
    await operator.getByRole('link', { name: /^Напечатать: / }).click();
    await operator.getByRole('heading', { name: 'Расскажите, как прошёл визит' }).waitFor();
    expect(await scan(operator)).toBe(card);
    expect(await axe(operator)).toEqual([]);
    const sizes: string[] = [];
    for (const size of ['А6', 'А4', 'Четыре А6 на А4']) {
      await operator.getByRole('radio', { name: size, exact: true }).check();
      const pdf = (await operator.pdf({ preferCSSPageSize: true })).toString('latin1');
      const boxes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
      sizes.push(
        `${boxes.length}: ${boxes.map(([, w, h]) => `${Math.round(Number(w))}×${Math.round(Number(h))}`).join()}`,
      );
    }
    expect(sizes).toEqual(['1: 298×420', '1: 595×842', '1: 595×842']);
    expect(await operator.locator('.face').count()).toBe(4);
    await operator.getByRole('radio', { name: 'Английский' }).check();
    await operator.getByRole('heading', { name: 'Tell us how your visit went' }).first().waitFor();
  });

  test('take an answer by two touches and thank for it, and say so when the phone comes back', async () => {
    const { page, seen, close } = await pickUp(card);
    await page.getByText(BRANCH).waitFor();
    expect(await axeInBothSchemes(page)).toEqual([]);
    await seen.waitFor(({ url }) => url.endsWith('/opened'));
    await page.getByText('Хорошо', { exact: true }).tap();
    await page.getByLabel('Почему такая оценка?').fill('Всё быстро, спасибо');
    await page.getByRole('button', { name: 'Отправить' }).tap();
    await page.getByRole('heading', { name: 'Спасибо, отзыв получен' }).waitFor();
    expect(await page.getByRole('link', { name: 'reviews.example' }).getAttribute('href')).toBe(
      'https://reviews.example/clinic',
    );
    expect(await axe(page)).toEqual([]);
    await page.goto(card);
    await page.getByRole('heading', { name: 'С этого устройства отзыв уже есть' }).waitFor();
    await page.getByRole('link', { name: 'Оценить другой визит' }).tap();
    await page.getByRole('button', { name: 'Отправить' }).waitFor();
    // Nothing but our own origin, no referrer, nothing printed, nothing but the mark kept.
    expect(seen.requests.filter(({ url }) => !url.startsWith(`${stack.url}/v/`))).toEqual([]);
    expect(seen.requests.filter(({ headers }) => headers['referer'])).toEqual([]);
    expect(seen.console).toEqual([]);
    expect((await page.context().cookies()).map(({ name }) => name)).toEqual(['otklik_answered']);
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
    await close();
    expect(stack.sql('SELECT path FROM visit')).toMatchObject([{ path: expect.stringMatching(/^G/) }]);
    expect(stack.sql('SELECT moment, asked, opened FROM survey_count')).toEqual([
      { moment: 'card', asked: 2, opened: 2 },
    ]);
  });

  test('are answered in English by the keyboard alone', async () => {
    const { page, close } = await pickUp(card, { locale: 'en-GB' });
    await page.getByRole('heading', { name: 'Overall, how was your experience of our service?' }).waitFor();
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await press('Tab', 'Tab', 'Space', 'ArrowDown');
    expect(await page.getByLabel('Good', { exact: true }).isChecked()).toBe(true);
    await press('Tab', 'Tab', 'Enter');
    await page.getByRole('heading', { name: 'Thank you, your answer has arrived' }).waitFor();
    await page.getByRole('button', { name: 'Withdraw my answer' }).focus();
    await press('Enter');
    await page.getByRole('heading', { name: 'Your answer is deleted' }).waitFor();
    await close();
  });

  test('keep the form and its words without a connection', async () => {
    const { page, close } = await pickUp(card);
    await page.getByText('Плохо', { exact: true }).tap();
    await page.getByLabel('Почему такая оценка?').fill('Долго ждали');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Отправить' }).tap();
    await page.getByText('Нет связи. Отзыв не отправлен').waitFor();
    expect(await page.getByLabel('Почему такая оценка?').inputValue()).toBe('Долго ждали');
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Отправить' }).tap();
    await page.getByRole('heading', { name: 'Спасибо, отзыв получен' }).waitFor();
    await close();
  });
});

test('the dashboard shows what came by the card: its answers, the words with their branch, and the score it names', async () => {
  const { context, page } = await signInAs(browser, stack, 'owner');
  await page
    .getByText(/^Оценки по карточке/)
    .first()
    .waitFor();
  await page.getByRole('link', { name: 'Отзывы', exact: true }).click();
  const comment = page.locator('.comment', { hasText: 'Всё быстро, спасибо' });
  await comment.waitFor();
  expect(await comment.innerText()).toContain(BRANCH);
  await page.getByRole('link', { name: 'Оценки', exact: true }).click();
  await page.getByRole('link', { name: 'Спрашивать после визита: карточки и приглашения' }).click();
  await page.locator('.link-row', { hasText: '2 ответа' }).waitFor();
  await context.close();
});

test('invites are shown once, saved as a table, and each takes one answer', async () => {
  await operator.getByRole('link', { name: 'Назад к списку' }).click();
  const form = operator.locator('form', { hasText: 'Новые приглашения' });
  await form.getByLabel('Сколько').fill('2');
  await form.getByLabel('Пометка для себя').fill('=cmd()');
  await form.getByRole('button', { name: 'Сделать 2 приглашения' }).click();
  const list = operator.getByLabel('Ссылки приглашений, по одной в строке');
  await list.waitFor();
  expect(await axe(operator)).toEqual([]);
  const urls = (await list.inputValue()).split('\n');
  expect(urls).toHaveLength(2);
  const downloading = operator.waitForEvent('download');
  await operator.getByRole('button', { name: 'Сохранить таблицей (CSV)' }).click();
  const csv = readFileSync(await (await downloading).path(), 'utf8')
    .trim()
    .split('\r\n');
  expect(csv).toHaveLength(3);
  expect(csv[1]).toMatch(new RegExp(`^1;${urls[0]};.*;"?'=cmd\\(\\)"?;\\d{4}-\\d\\d-\\d\\d$`));

  const [url = ''] = urls;
  const first = await pickUp(url);
  await first.page.getByText('Очень хорошо', { exact: true }).tap();
  await first.page.getByRole('button', { name: 'Отправить' }).tap();
  await first.page.getByRole('heading', { name: 'Спасибо, отзыв получен' }).waitFor();
  await first.close();
  const second = await pickUp(url);
  await second.page.getByRole('heading', { name: 'По этому приглашению уже ответили' }).waitFor();
  expect(await axe(second.page)).toEqual([]);
  await second.close();

  await operator.reload();
  const row = operator.locator('.link-row', { hasText: '1 ответ из 2' });
  await row.getByRole('button', { name: /^Выключить: / }).click();
  await row.getByText('выключено').waitFor();
  const off = await pickUp(urls[1] ?? '');
  await off.page.getByRole('heading', { name: 'Эта ссылка не действует' }).waitFor();
  await off.page.getByRole('link', { name: 'English' }).tap();
  await off.page.getByRole('heading', { name: 'This link does not work' }).waitFor();
  await off.close();
  await until(() => console.every((line) => line.includes('/v/')));
});
