// The visitor's ways through the panel, in a real browser against the real Worker: rate, ask, call back, read, forget, erase.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SURVEY_WORDS } from '../../worker/contract/survey-words.ts';
import { launchChromium, openContext, record, until } from '../support/chromium.ts';
import type { Recorder } from '../support/chromium.ts';
import {
  ask,
  clinicPage,
  heldBy,
  likeAPerson,
  openAsk,
  openPanel,
  panel,
  rate,
  sendButton,
} from '../support/panel.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

let stack: Stack;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let seen: Recorder;
let url: string;

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startStack({
      pages: { '/': { html: clinicPage('ru') } },
      settings: (settings) => {
        settings.phones = ['+7 495 000-11-22'];
        settings.email = 'hello@clinic.example';
        settings.publicReview = 'https://reviews.example/clinic';
      },
    }),
    launchChromium(),
  ]);
  await stack.openAsk();
  url = `${stack.hostUrl}/`;
});
afterAll(() => Promise.all([browser?.close(), stack?.stop()]));
beforeEach(async () => {
  context = await openContext(browser);
  page = await context.newPage();
  seen = record(context);
});
afterEach(() => context.close());

const text = (selector: string) => panel(page).locator(selector).last().innerText();
const answers = () => stack.sql<{ score: number; text: string | null }>('SELECT score, text FROM answer');

describe('rating', () => {
  it('takes two taps, and the comment reaches the clinic', async () => {
    await openPanel(page, url);
    expect(await panel(page).getByRole('radio', { checked: true }).count()).toBe(0);
    expect(await sendButton(page).count()).toBe(0);
    await panel(page).getByText('Хорошо', { exact: true }).click();
    await sendButton(page).click();
    await panel(page).getByRole('heading', { name: 'Спасибо, отзыв получен' }).waitFor();
    expect(stack.sql('SELECT score, text, moment FROM answer')).toEqual([
      { score: 4, text: null, moment: 'launcher' },
    ]);
  });

  it('leads to the same place whatever the answer, and can be given anew or taken back on its day', async () => {
    await openPanel(page, url);
    const shown = new Set<string>();
    const mine = () => answers().filter(({ text }) => text?.startsWith('Потому что'));
    for (const [score, words] of SURVEY_WORDS.fft.ru.options) {
      await rate(page, words, `Потому что ${words}`);
      await panel(page).getByRole('heading', { name: 'Спасибо, отзыв получен' }).waitFor();
      await panel(page).getByRole('link', { name: 'Рассказать о клинике публично' }).waitFor();
      shown.add(await panel(page).evaluate((dialog) => dialog.innerHTML.replace(/<!--.*?-->/g, '')));
      expect(mine()).toEqual([{ score, text: `Потому что ${words}` }]);
      await panel(page).getByRole('button', { name: 'Исправить' }).click();
    }
    expect([...shown]).toHaveLength(1);
    expect([...shown][0]).toContain('https://reviews.example/clinic');
    // On a later page of the same day it can still be taken back.
    await openPanel(page, url);
    await panel(page).getByRole('button', { name: 'Отозвать' }).click();
    await panel(page).getByRole('radio', { name: 'Хорошо', exact: true }).waitFor();
    expect(mine()).toEqual([]);
    expect(await panel(page).getByRole('radio', { checked: true }).count()).toBe(0);
  });

  it('does not send by arrow keys', async () => {
    await openPanel(page, url);
    await panel(page).getByRole('radio').first().focus();
    await page.keyboard.press('Space');
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowDown');
    expect(await panel(page).getByRole('radio', { name: 'Очень плохо' }).isChecked()).toBe(true);
    expect(seen.requests.filter((sent) => sent.url.endsWith('/answers'))).toEqual([]);
  });

  it('never says "received" before the clinic’s server has said so', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/answers', async (route) => {
      await held;
      await route.continue();
    });
    await openPanel(page, url);
    await rate(page, 'Плохо', '');
    await panel(page).getByRole('heading', { name: 'Отправляем…' }).waitFor();
    expect(await panel(page).innerText()).not.toContain('получен');
    release();
    await panel(page).getByRole('heading', { name: 'Спасибо, отзыв получен' }).waitFor();
  });

  it('gives the words back to edit when the clinic refuses them, and says so', async () => {
    await page.route('**/answers', (route) =>
      route.fulfill({
        status: 422,
        json: { error: 'invalid' },
        headers: { 'Access-Control-Allow-Origin': '*' },
      }),
    );
    await openPanel(page, url);
    await rate(page, 'Плохо', 'Долго ждал');
    await panel(page).getByText('Клиника не приняла сообщение').waitFor();
    expect(await panel(page).locator('textarea[name^=why]').inputValue()).toBe('Долго ждал');
    expect(await panel(page).getByRole('radio', { name: 'Плохо', exact: true }).isChecked()).toBe(true);
  });

  it('keeps what is typed when the panel is closed and opened again', async () => {
    await openPanel(page, url);
    await panel(page).getByRole('radio', { name: 'Плохо', exact: true }).check();
    await panel(page).locator('textarea[name^=why]').fill('Недописанная мысль');
    await page.keyboard.press('Escape');
    await panel(page).waitFor({ state: 'hidden' });
    await page.locator('otklik-widget > button').click();
    expect(await panel(page).locator('textarea[name^=why]').inputValue()).toBe('Недописанная мысль');
  });
});

describe('asking', () => {
  it('is received, answered, and read on a later page', async () => {
    await openPanel(page, url);
    await ask(page, 'Можно ли перенести приём?');
    await panel(page).locator('.state.received').waitFor();
    const [row] = stack.sql<{ id: string }>('SELECT id FROM conversation ORDER BY id DESC LIMIT 1');
    const reply = await fetch(`${stack.url}/api/sites/${stack.siteId}/conversations/${row?.id}/replies`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Origin: stack.url,
        Cookie: await stack.memberCookie('operator'),
      },
      body: JSON.stringify({ id: 'reply-0000000000000000000001', text: 'Да, на какой день?' }),
    });
    expect(reply.status).toBe(201);
    await panel(page).locator('.bubble.clinic').waitFor();
    expect(await text('.bubble.clinic .words')).toBe('Да, на какой день?');
    expect(await text('.bubble.visitor .state')).toBe('Есть ответ');
    await page.goto(`${url}?later`);
    await page.locator('otklik-widget > button').click();
    await panel(page).getByRole('button', { name: 'Мои сообщения' }).click();
    await panel(page).getByText('Да, на какой день?').waitFor();
    await panel(page).locator('textarea[name=more]').fill('На пятницу');
    await sendButton(page).click();
    await until(
      async () =>
        (await panel(page).locator('.state').allInnerTexts()).join() === 'Есть ответ,Получено клиникой',
    );
    expect(
      stack
        .sql('SELECT text FROM message ORDER BY conversation_id DESC, seq LIMIT 3')
        .map((each) => each['text']),
    ).toEqual(['Можно ли перенести приём?', 'Да, на какой день?', 'На пятницу']);
  });

  it('shows what people write as text, never as markup', async () => {
    await openPanel(page, url);
    const nasty = '<img src=x onerror=alert(1)><script>alert(2)</script>"\'>&lt;b&gt;';
    page.on('dialog', (dialog) => void Promise.reject(new Error(`ran: ${dialog.message()}`)));
    await ask(page, nasty);
    await panel(page).locator('.state.received').waitFor();
    expect(await text('.bubble .words')).toBe(nasty);
    expect(await panel(page).locator('.bubble img, .bubble script').count()).toBe(0);
  });

  it('takes no contact without consent, which is never ticked beforehand', async () => {
    await openPanel(page, url);
    await openAsk(page);
    expect(await panel(page).locator('details').getAttribute('open')).toBeNull();
    await panel(page).locator('summary').click();
    expect(await panel(page).locator('[name=consent]').isChecked()).toBe(false);
    await panel(page).locator('[name=text]').fill('Когда готов анализ?');
    await panel(page).locator('[name=email]').fill('anna@example.com');
    await likeAPerson(page);
    await sendButton(page).click();
    await panel(page).getByText('Отметьте согласие').waitFor();
    expect(
      await panel(page)
        .locator('[name=consent]')
        .evaluate((box) => box === (box.getRootNode() as ShadowRoot).activeElement),
    ).toBe(true);
    expect(await panel(page).innerText()).toContain('ООО «Ромашка»');
    await panel(page).locator('[name=consent]').check();
    await sendButton(page).click();
    await panel(page).locator('.state.received').waitFor();
    const [contact] = stack.sql<{ consent_version: string; sealed: string }>(
      'SELECT consent_version, sealed FROM contact',
    );
    expect(contact?.consent_version).toBeTruthy();
    expect(contact?.sealed).not.toContain('anna');
  });

  it('asks for a call back only with a phone and consent', async () => {
    await openPanel(page, url);
    await openAsk(page, 'callback');
    await likeAPerson(page);
    await sendButton(page).click();
    await panel(page).getByText('Укажите телефон').waitFor();
    await panel(page).locator('[name=phone]').fill('+7 916 123-45-67');
    await panel(page).locator('[name=when]').fill('после шести');
    await panel(page).locator('[name=consent]').check();
    await sendButton(page).click();
    await panel(page).locator('.state.received').waitFor();
    expect(stack.sql("SELECT kind, call_when FROM conversation WHERE kind = 'callback'")).toEqual([
      { kind: 'callback', call_when: 'после шести' },
    ]);
  });

  it('says nothing of a missing question once a call is asked for instead', async () => {
    await openPanel(page, url);
    await openAsk(page);
    await sendButton(page).click();
    const problem = panel(page).locator('#otklik-text-problem');
    await problem.filter({ hasText: 'Напишите хотя бы пару слов' }).waitFor();
    await panel(page).getByRole('radio', { name: 'Звонок' }).check();
    await panel(page).locator('input[name=when]').waitFor();
    expect(await problem.textContent()).toBe('');
    expect(await panel(page).locator('textarea[name=text]').getAttribute('aria-invalid')).toBe('false');
  });

  it('shows the emergency number in the first paint of every view that can write', async () => {
    await openPanel(page, url);
    const emergency = () => panel(page).locator('.urgent a').getAttribute('href');
    expect(await emergency()).toBe('tel:103');
    await openAsk(page);
    expect(await emergency()).toBe('tel:103');
  });
});

describe('what stays on the device', () => {
  it('is nothing before the person sends', async () => {
    await openPanel(page, url);
    await openAsk(page);
    await panel(page).locator('[name=text]').fill('Не отправлено');
    expect(await heldBy(page)).toEqual({ databases: [], local: {}, session: [] });
  });

  it('is this tab’s alone on a shared computer', async () => {
    await openPanel(page, url);
    await openAsk(page);
    await panel(page).locator('[name=text]').fill('С общего компьютера');
    await panel(page).locator('[name=shared]').check();
    await likeAPerson(page);
    await sendButton(page).click();
    await panel(page).locator('.state.received').waitFor();
    expect(await heldBy(page)).toMatchObject({ databases: [], local: {} });
    const other = await context.newPage();
    await openPanel(other, url);
    expect(await panel(other).getByRole('button', { name: 'Мои сообщения' }).count()).toBe(0);
    await page.reload();
    await page.locator('otklik-widget > button').click();
    await panel(page).getByRole('button', { name: 'Мои сообщения' }).click();
    await panel(page).getByText('С общего компьютера').waitFor();
  });

  it('goes with "clear", while the clinic keeps it', async () => {
    await openPanel(page, url);
    await ask(page, 'Останется в клинике');
    await panel(page).locator('.state.received').waitFor();
    await panel(page).getByRole('button', { name: 'Убрать с этого устройства' }).click();
    await panel(page).locator('.note').getByRole('button', { name: 'Убрать с этого устройства' }).click();
    await panel(page).locator('.hello').waitFor();
    await until(
      async () => JSON.stringify(await heldBy(page)) === '{"databases":[],"local":{},"session":[]}',
    );
    expect(stack.sql("SELECT 1 FROM message WHERE text = 'Останется в клинике'")).toHaveLength(1);
  });

  it('and what the clinic has go with "erase"', async () => {
    await openPanel(page, url);
    await rate(page, 'Плохо', 'Сотрите и это');
    await panel(page).getByRole('heading', { name: 'Спасибо' }).waitFor();
    await ask(page, 'Сотрите меня');
    await panel(page).locator('.state.received').waitFor();
    const before = answers().length;
    await panel(page).getByRole('button', { name: 'Удалить и в клинике' }).click();
    expect(stack.sql("SELECT 1 FROM message WHERE text = 'Сотрите меня'")).toHaveLength(1);
    await panel(page).locator('.note').getByRole('button', { name: 'Удалить и в клинике' }).click();
    await panel(page).locator('.hello').waitFor();
    expect(stack.sql("SELECT 1 FROM message WHERE text = 'Сотрите меня'")).toEqual([]);
    expect(answers().filter((answer) => answer.text === 'Сотрите и это')).toEqual([]);
    expect(answers().length).toBeLessThanOrEqual(before);
    await until(async () => (await heldBy(page)).databases.length === 0);
  });

  it('remembers the objection to statistics, and only that', async () => {
    await openPanel(page, url);
    await panel(page).getByRole('button', { name: 'Что мы считаем' }).click();
    await panel(page).getByRole('checkbox', { name: 'Не считать мои посещения' }).check();
    expect(await heldBy(page)).toMatchObject({ databases: [], session: [] });
    await page.reload();
    await page.locator('otklik-widget > button').click();
    await panel(page).getByRole('button', { name: 'Что мы считаем' }).click();
    expect(await panel(page).getByRole('checkbox').isChecked()).toBe(true);
  });
});

describe('the late views', () => {
  it('say that they could not be loaded, come when asked again, and nothing else suffers', async () => {
    let broken = true;
    await page.route('**/c/late.*', (route) => (broken ? route.abort() : route.continue()));
    await openPanel(page, url);
    await panel(page).getByRole('button', { name: 'Что мы считаем' }).click();
    const again = panel(page).getByRole('button', { name: 'Нет связи. Попробовать ещё раз' });
    await again.waitFor();
    await panel(page).getByRole('button', { name: 'Назад' }).click();
    await ask(page, 'Без поздней части');
    await again.waitFor();
    await until(() => stack.sql("SELECT 1 FROM message WHERE text = 'Без поздней части'").length === 1);
    broken = false;
    await again.click();
    await panel(page).locator('.state.received').waitFor();
    expect(
      await panel(page)
        .locator('h2')
        .evaluate((title) => title === (title.getRootNode() as ShadowRoot).activeElement),
    ).toBe(true);
  });
});

describe('a clinic that cannot take questions', () => {
  it('shows phone, mail and hours instead of a form', async () => {
    await page.route('**/w/*.json*', async (route) => {
      const reply = await route.fetch();
      await route.fulfill({
        response: reply,
        json: { ...(await reply.json()), ask: 'closed', text: false, callback: false, contact: null },
      });
    });
    await openPanel(page, url);
    await panel(page).getByRole('button', { name: 'Телефон и часы работы' }).click();
    await panel(page).getByText('Часы работы').waitFor();
    expect(await panel(page).locator('textarea').count()).toBe(0);
    expect(
      await panel(page)
        .locator('.doors a')
        .evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
    ).toEqual(['tel:+74950001122', 'mailto:hello@clinic.example']);
    await panel(page).getByRole('button', { name: 'Назад' }).click();
    await panel(page).getByRole('radio').first().check();
    expect(await panel(page).locator('textarea').count()).toBe(0);
  });
});
