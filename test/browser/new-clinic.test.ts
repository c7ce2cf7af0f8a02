// A clinic from nothing, as its owner lives it: invited, a site made, the tag installed on another origin, a stage of its own, an
// operator, a notice, an answer, the first Overview. Every step and every press is counted and printed.
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enterLink, seedLinks, seedMember } from '../../scripts/seed.ts';
import { launchChromium, openContext, record, until } from '../support/chromium.ts';
import { launcher, likeAPerson, panel, sendButton } from '../support/panel.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

const CLINIC = '01TESTFRESHCLINIC000000000';
const QUESTION = 'Принимаете ли вы в субботу?';
const REPLY = 'Да, с девяти до двух.';

let stack: Stack;
let browser: Browser;
let link = '';

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startStack({
      // As `npm run invite -- owner@… --new-clinic "Клиника на Мира"` leaves it: a clinic without a site, and one link.
      seed: async (db) => {
        const nowMs = Date.now();
        await db
          .prepare(`INSERT INTO clinic (id, name, created_at) VALUES (?1, 'Клиника на Мира', ?2)`)
          .bind(CLINIC, nowMs)
          .run();
        const member = {
          clinicId: CLINIC,
          email: 'anna@clinic.example',
          name: 'Анна',
          role: 'owner' as const,
        };
        const memberId = await seedMember(db, { ...member, language: 'ru', nowMs });
        const [token = ''] = await seedLinks(db, { memberId, count: 1, expiresAtMs: nowMs + 3_600_000 });
        link = token;
      },
    }),
    launchChromium(),
  ]);
  link = enterLink(stack.url, link);
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});

/** What a person did: presses and choices count as clicks, a filled field as one entry whatever its length. */
type Step = { name: string; clicks: number; entries: number };
const steps: Step[] = [];
const step = async (name: string, act: () => Promise<void>): Promise<void> => {
  steps.push({ name, clicks: 0, entries: 0 });
  await act();
};
const click = async (what: Locator): Promise<void> => {
  steps.at(-1)!.clicks += 1;
  await what.click();
};
const enter = async (what: Locator, text: string): Promise<void> => {
  steps.at(-1)!.entries += 1;
  await what.fill(text);
};

test(
  'a clinic is opened, installed, staffed and answering without a dead end',
  { timeout: 180_000 },
  async () => {
    const owner = await openContext(browser);
    const said = record(owner);
    const page = await owner.newPage();
    const section = (name: string) => click(page.getByRole('link', { name, exact: true }));
    const saved = () => page.getByText('Сохранено. На сайте — в течение пяти минут.').waitFor();
    let siteId = '';

    await step('open the invitation', async () => {
      await page.goto(link);
      await click(page.getByRole('button', { name: 'Войти' }));
      // Nobody has a site yet: the very first page asks for one.
      await page.getByRole('heading', { level: 1, name: 'Новый сайт' }).waitFor();
      await page.getByLabel('Домен', { exact: true }).waitFor();
    });

    await step('create the site', async () => {
      await enter(page.getByLabel('Домен'), 'клиника.рф');
      expect(await page.getByLabel('Название сайта').inputValue()).toBe('Клиника на Мира');
      expect(await page.getByLabel('Часовой пояс').inputValue()).not.toBe('');
      await click(page.getByRole('radio', { name: 'Европейский союз' }));
      await click(page.getByRole('button', { name: 'Создать сайт' }));
      await page.getByRole('heading', { level: 2, name: 'Установка' }).waitFor();
      siteId = new URL(page.url()).pathname.split('/')[2] ?? '';
      expect(stack.sql('SELECT domain, data_place FROM site WHERE id = ?', siteId)).toEqual([
        { domain: 'xn--80apagcdp.xn--p1ai', data_place: 'eu' },
      ]);
    });

    await step('install it on a page of another origin', async () => {
      await page.getByText('Сайт ещё ни разу не отозвался').waitFor();
      const snippet = await page.locator('.copy code').first().innerText();
      for (const path of ['/', '/apteka/'])
        stack.setPage(
          path,
          `<!doctype html><html lang="ru"><meta charset="utf-8"><title>Клиника</title>${snippet}`,
        );
      const visitor = await openContext(browser);
      await (await visitor.newPage()).goto(`${stack.hostUrl}/`);
      // That page is on an address nobody listed: it is silent, and the owner is told and accepts it by one press.
      await click(page.getByRole('button', { name: `Добавить: ${stack.hostUrl}` }));
      await page.getByText('Заработает в течение пяти минут.').waitFor();
      await visitor.close();
    });

    await step('see the checker turn green', async () => {
      const visitor = await openContext(browser);
      await (await visitor.newPage()).goto(`${stack.hostUrl}/`);
      await page.getByText(/Работает на 127\.0\.0\.1:\d+\. Последний визит: \d\d:\d\d/).waitFor();
      await visitor.close();
    });

    await step('map a stage of its own by the tester', async () => {
      await section('Этапы пути');
      await enter(page.getByLabel('Адрес страницы для проверки'), `${stack.hostUrl}/apteka/?from=mail`);
      await page.getByText('Ни один этап', { exact: true }).waitFor();
      await click(page.getByRole('button', { name: 'Добавить этап' }));
      const stage = page.locator('.stage', { hasText: 'Этап без названия' });
      await enter(stage.getByLabel('Адреса страниц'), '/apteka*');
      await enter(stage.getByLabel('Название, Русский'), 'Аптека');
      await page.getByText('Этап: Аптека').waitFor();
      await click(page.getByRole('button', { name: 'Сохранить', exact: true }));
      await saved();
      const visitor = await openContext(browser);
      await (await visitor.newPage()).goto(`${stack.hostUrl}/apteka/`);
      const id = () =>
        (
          JSON.parse(
            stack.sql<{ settings: string }>('SELECT settings FROM site WHERE id = ?', siteId)[0]?.settings ??
              '{}',
          ) as { stages: { id: number; name: { ru: string } }[] }
        ).stages.find(({ name }) => name.ru === 'Аптека')!.id;
      const letter = String.fromCharCode(64 + id());
      await until(
        () =>
          stack.sql(`SELECT 1 FROM visit WHERE site_id = ? AND path LIKE ?`, siteId, `%${letter}%`).length ===
          1,
      );
      await visitor.close();
    });

    let operator: BrowserContext;
    let desk: Page;
    await step('invite an operator', async () => {
      await section('Сотрудники');
      await enter(page.getByLabel('Имя'), 'Ольга');
      await enter(page.getByLabel('Электронная почта'), 'olga@clinic.example');
      // The role that is asked for most is chosen already.
      await click(page.getByRole('button', { name: 'Создать приглашение' }));
      const invitation = await page.locator('.once code').innerText();
      operator = await openContext(browser);
      desk = await operator.newPage();
      await desk.goto(invitation);
      await click(desk.getByRole('button', { name: 'Войти' }));
      await desk.getByRole('heading', { level: 1, name: 'Обзор' }).waitFor();
    });

    await step('be told by a notice', async () => {
      stack.setPage('/told', 'ok');
      await section('Уведомления');
      await click(page.getByLabel('Вебхук'));
      await enter(page.getByLabel('Адрес'), `${stack.hostUrl}/told`);
      await click(page.getByRole('button', { name: 'Добавить', exact: true }));
      await click(page.getByRole('button', { name: 'Проверить' }));
      await page.getByText('Проверочное уведомление дошло.').waitFor();
    });
    const told = () => stack.host.requests.filter(({ path }) => path === '/told').length;

    // A visitor, whose presses are not the clinic's.
    const visitor = await openContext(browser);
    const patient = await visitor.newPage();
    await patient.goto(`${stack.hostUrl}/`);
    await launcher(patient).click();
    await panel(patient).getByRole('button', { name: 'Задать вопрос' }).click();
    await panel(patient).locator('textarea[name=text]').fill(QUESTION);
    await likeAPerson(patient);
    await sendButton(patient).click();
    await until(() => told() === 2);
    expect(JSON.stringify(stack.host.requests.findLast(({ path }) => path === '/told'))).not.toContain(
      'субботу',
    );

    await step('answer', async () => {
      await click(desk.getByRole('link', { name: /^Вопросы/ }));
      await click(desk.getByText(QUESTION));
      await enter(desk.getByLabel('Ваш ответ'), REPLY);
      await click(desk.getByRole('button', { name: 'Отправить', exact: true }));
      await desk.locator('.message.clinic', { hasText: REPLY }).waitFor();
    });
    await patient.reload();
    await launcher(patient).click();
    await panel(patient).getByRole('button', { name: 'Мои сообщения' }).click();
    await panel(patient).getByText(REPLY).waitFor();

    await step('read the first-week Overview', async () => {
      await stack.fireCron();
      await click(page.getByRole('link', { name: 'Обзор' }));
      await page.getByRole('heading', { level: 2, name: 'Первая неделя' }).waitFor();
      await page.getByText('Вас ничего не ждёт.').waitFor();
    });

    const total = steps.reduce(
      (sum, { clicks, entries }) => ({ clicks: sum.clicks + clicks, entries: sum.entries + entries }),
      { clicks: 0, entries: 0 },
    );
    process.stdout.write(
      [
        ...steps.map(
          ({ name, clicks, entries }, i) => `${i + 1}. ${name}: ${clicks} clicks, ${entries} fields`,
        ),
        `${steps.length} steps, ${total.clicks} clicks, ${total.entries} fields`,
      ].join('\n') + '\n',
    );
    expect(steps).toHaveLength(9);
    expect(total.clicks).toBeLessThanOrEqual(20);
    expect(total.entries).toBeLessThanOrEqual(8);
    expect(said.console.filter((line) => /^(error|warning|uncaught)/.test(line))).toEqual([]);
    await Promise.all([owner.close(), operator!.close(), visitor.close()]);
  },
);
