// A clinic's life in the dashboard: sites made, stopped and removed, places named, addresses accepted, members kept to their sites.
import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { axeInBothSchemes, launchChromium, openContext, record, until } from '../support/chromium.ts';
import { callApi, signInAs, startDashboard } from '../support/dashboard.ts';
import { clinicPage, heldBy, launcher } from '../support/panel.ts';
import type { Stack } from '../support/stack.ts';

const UNLISTED = ['https://new.clinic.example', 'https://xn--80apagcdp.xn--p1ai'];

let stack: Stack;
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startDashboard({
      weeks: { days: 2, comments: [{ score: 2, text: 'Долго ждали' }] },
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
});
afterAll(async () => {
  await browser?.close();
  await stack?.stop();
});
beforeEach(async () => {
  ({ context, page } = await signInAs(browser, stack, 'owner'));
  return () => context.close();
});

const open = async (section: string, heading: string, siteId = stack.siteId): Promise<void> => {
  await page.goto(`${stack.url}/sites/${siteId}/settings${section}`);
  await page.getByRole('heading', { level: 2, name: heading, exact: true }).waitFor();
};
const stored = (siteId = stack.siteId) => {
  const [row] = stack.sql<{ enabled: number; settings: string; name: string }>(
    'SELECT enabled, settings, name FROM site WHERE id = ?',
    siteId,
  );
  return { ...row, settings: JSON.parse(row?.settings ?? '{}') as { origins: string[] } };
};
/** Keys until the focus is on what is wanted, as a person without a mouse goes. */
async function tabTo(name: string | RegExp): Promise<void> {
  const wanted = new RegExp(name);
  for (let i = 0; i < 60; i++) {
    const at = await page.evaluate(() => {
      const el = document.activeElement;
      if (!el?.matches('a, button, input, select, textarea, summary')) return '';
      const label = el instanceof HTMLInputElement ? el.labels?.[0]?.textContent : '';
      return `${el.getAttribute('aria-label') ?? ''} ${label} ${el.textContent}`;
    });
    if (wanted.test(at)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The focus never came to ${name}`);
}

describe('a new site', () => {
  test('is made by keyboard alone, from a domain in its own letters, and ends at the tag to paste', async () => {
    await open('/clinic', 'Клиника');
    await tabTo('^ *Добавить сайт|Добавить сайт$');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Новый сайт' }).waitFor();
    await page.getByLabel('Домен', { exact: true }).waitFor();
    await tabTo('Домен');
    await page.keyboard.type('дети.клиника.рф');
    await tabTo('Название сайта');
    await page.keyboard.type('Детская');
    await tabTo('Часовой пояс');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Уфа');
    await page.keyboard.press('Escape');
    await tabTo('Европейский союз');
    await page.keyboard.press('Space');
    await tabTo('Создать сайт');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: 'Установка' }).waitFor();
    const made = stack.sql<{ id: string; key: string }>(
      `SELECT id, key, domain, zone FROM site WHERE name = 'Детская'`,
    );
    expect(made).toMatchObject([
      { domain: new URL('https://дети.клиника.рф').hostname, zone: 'Asia/Yekaterinburg' },
    ]);
    await page.getByText(`/w/${made[0]!.key}.js`).waitFor();
    await open('', 'Сайт', made[0]!.id);
    expect(await page.getByLabel('Домен').inputValue()).toBe('дети.клиника.рф');
    expect(await page.getByLabel('Адреса сайта').inputValue()).toContain('https://дети.клиника.рф');
  });

  test('says at its field what is wrong, and keeps what was typed', async () => {
    await page.goto(`${stack.url}/clinics/${stack.clinicId}/new-site`);
    await page.getByLabel('Название сайта').fill('Третий');
    await page.getByRole('button', { name: 'Создать сайт' }).click();
    await page.getByText('Выберите, где хранить данные.').waitFor();
    await until(() =>
      page.getByRole('radio', { name: 'Европейский союз' }).evaluate((el) => el === document.activeElement),
    );
    await page.getByRole('radio', { name: 'Россия (152-ФЗ)' }).check();
    await page.getByText('виджет не покажет для них полей').waitFor();
    await page.getByLabel('Домен').fill('не домен');
    await page.getByRole('button', { name: 'Создать сайт' }).click();
    await page.getByText('Напишите только домен').waitFor();
    expect(await page.getByLabel('Название сайта').inputValue()).toBe('Третий');
    await page.getByLabel('Домен').fill('third.example');
    await page.getByLabel('Часовой пояс').fill('Там, где море');
    await page.getByRole('button', { name: 'Создать сайт' }).click();
    await page.getByText('Выберите пояс из списка').waitFor();
    expect(stack.sql(`SELECT 1 FROM site WHERE name = 'Третий'`)).toEqual([]);
  });

  test('may stand in a clinic of its own', async () => {
    await open('/clinic', 'Клиника');
    await page.getByRole('link', { name: 'Открыть ещё одну клинику' }).click();
    await page.getByLabel('Название', { exact: true }).fill('Вторая клиника');
    expect(await page.getByLabel('Название сайта').inputValue()).toBe('Вторая клиника');
    await page.getByLabel('Домен').fill('second.example');
    await page.getByRole('radio', { name: 'Европейский союз' }).check();
    await page.getByRole('button', { name: 'Создать клинику' }).click();
    await page.getByRole('heading', { level: 2, name: 'Установка' }).waitFor();
    expect(
      stack.sql(
        `SELECT role FROM membership JOIN clinic ON clinic.id = clinic_id WHERE name = 'Вторая клиника'`,
      ),
    ).toEqual([{ role: 'owner' }]);
  });
});

describe('the switch', () => {
  test('stops the widget on every page, and starts it again, beside an unsaved form', async () => {
    stack.setPage('/', clinicPage('ru'));
    await open('', 'Сайт');
    await page.getByLabel('Название сайта').fill('Не сохранено');
    await page.getByRole('button', { name: 'Выключить виджет' }).click();
    await page.getByText('кнопка исчезнет, счёт визитов прекратится').waitFor();
    expect(stored().enabled).toBe(1);
    await page.getByRole('dialog').getByRole('button', { name: 'Выключить виджет' }).click();
    await page.getByText('Выключено. Страницы узнают об этом в течение пяти минут.').waitFor();
    expect(stored()).toMatchObject({ enabled: 0, name: 'Ромашка' });
    expect(await page.getByLabel('Название сайта').inputValue()).toBe('Не сохранено');
    const quiet = await openContext(browser);
    const visited = await quiet.newPage();
    const script = visited.waitForResponse((reply) => reply.url().endsWith(`/w/${stack.siteKey}.js`));
    await visited.goto(`${stack.hostUrl}/`);
    expect(await (await script).text()).toBe('');
    await quiet.close();
    await page.getByRole('button', { name: 'Включить виджет' }).click();
    await page.getByText('Включено. Страницы узнают об этом в течение пяти минут.').waitFor();
    // The form is as fresh as what the switch stored: its own save is not refused as old.
    await page.getByRole('button', { name: 'Сохранить', exact: true }).click();
    await page.getByText('Сохранено. На сайте — в течение пяти минут.').waitFor();
    expect(stored()).toMatchObject({ enabled: 1, name: 'Не сохранено' });
  });
});

describe('addresses that are not listed', () => {
  test('are accepted or hidden by one press each', async () => {
    await open('', 'Сайт');
    const list = page.locator('.unknown');
    await list.getByText('https://клиника.рф').waitFor();
    // Look-alike letters are no trap: the stored form stands beside.
    await list.getByText('https://xn--80apagcdp.xn--p1ai', { exact: true }).waitFor();
    await page.getByRole('button', { name: `Добавить: ${UNLISTED[0]}` }).click();
    await page.getByText('Заработает в течение пяти минут.').waitFor();
    expect(stored().settings.origins).toContain(UNLISTED[0]);
    await page.getByRole('button', { name: `Скрыть: ${UNLISTED[1]}` }).click();
    await page.getByText('Скрыт: https://клиника.рф.').waitFor();
    await until(async () => (await list.count()) === 0);
    expect(stored().settings.origins).not.toContain(UNLISTED[1]);
  });
});

describe('branches and doctors', () => {
  test('are added, renamed, placed and removed', async () => {
    await open('/clinic', 'Клиника');
    await page.getByLabel('Название филиала').fill('На Мира');
    await page.getByRole('button', { name: 'Добавить филиал' }).click();
    await page.getByLabel('Имя врача').fill('Чехов');
    await page.getByRole('button', { name: 'Добавить врача' }).click();
    await page.getByLabel('Филиал: Чехов').selectOption('На Мира');
    await page.getByRole('button', { name: 'Переименовать: На Мира' }).click();
    await page.getByLabel('Новое название: На Мира').fill('На Ленина');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Переименовать: На Ленина' }).waitFor();
    await until(
      () =>
        stack.sql(`SELECT 1 FROM doctor JOIN branch ON branch.id = branch_id WHERE branch.name = 'На Ленина'`)
          .length === 1,
    );
    await page.getByRole('button', { name: 'Убрать: На Ленина' }).click();
    await page.getByRole('dialog').getByText('прежние ответы останутся с этим названием').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Убрать' }).click();
    await page.getByText('Филиалов нет.').waitFor();
    expect(stack.sql('SELECT name, removed_at > 0 AS gone FROM branch')).toEqual([
      { name: 'На Ленина', gone: 1 },
    ]);
    await page.getByLabel('Имя врача').fill('');
    await page.getByRole('button', { name: 'Добавить врача' }).click();
    await page.getByText('Проверьте это поле.').waitFor();
  });
});

describe('a member', () => {
  test('is kept to the sites that were ticked', async () => {
    await open('/members', 'Сотрудники');
    await page.getByText('Что может каждая роль').click();
    expect(await page.locator('.roles tr', { hasText: 'Вопросы и отзывы' }).innerText()).toMatch(
      /Да\s+Да\s+Нет\s+Нет/,
    );
    await page.getByRole('button', { name: 'Сайты: viewer' }).click();
    const limits = page.locator('.item', { hasText: 'viewer@clinic.example' });
    await limits.getByLabel('Только выбранные').check();
    await limits.getByRole('button', { name: 'Сохранить' }).click();
    await page.getByText('Выберите хотя бы один сайт.').waitFor();
    await limits.getByLabel('Детская').check();
    await limits.getByRole('button', { name: 'Сохранить' }).click();
    await limits.getByText('только Детская').waitFor();
    const cookie = await stack.memberCookie('viewer');
    const me = (await (await callApi(stack, cookie, { path: '/me' })).json()) as {
      clinics: { sites: { name: string }[] }[];
    };
    expect(me.clinics.flatMap(({ sites }) => sites.map(({ name }) => name))).toEqual(['Детская']);
  });
});

describe('one’s own visits', () => {
  test('are left out in a browser that was opened by the link, and in no other', async () => {
    stack.setPage('/', clinicPage('ru'));
    await page.goto(`${stack.url}/profile`);
    const link = page.getByRole('link', { name: /Не считать меня на 127\.0\.0\.1/ });
    const address = await link.getAttribute('href');
    expect(address).toBe(`${stack.hostUrl}/#otklik-off`);
    const own = await openContext(browser);
    const seen = record(own);
    const site = await own.newPage();
    await site.goto(address ?? '');
    await launcher(site).waitFor();
    expect((await heldBy(site)).local).toEqual({ otklik: 'off' });
    await site.goto(`${stack.hostUrl}/?again`);
    await launcher(site).waitFor();
    // A stranger's visit is counted meanwhile: beacons do go out.
    const stranger = await openContext(browser);
    const theirs = record(stranger);
    await (await stranger.newPage()).goto(`${stack.hostUrl}/`);
    await theirs.waitFor(({ url }) => url.endsWith('/beacon'));
    expect(seen.to(stack.url).filter(({ url }) => url.endsWith('/beacon'))).toEqual([]);
    await Promise.all([own.close(), stranger.close()]);
  });
});

describe('every new screen', () => {
  const SCREENS: [string, string, string][] = [
    ['a new site', '/clinics/CLINIC/new-site', 'Новый сайт'],
    ['a new clinic', '/new-clinic', 'Новая клиника'],
    ['the site', '/sites/SITE/settings', 'Сайт'],
    ['the clinic', '/sites/SITE/settings/clinic', 'Врачи'],
    ['members', '/sites/SITE/settings/members', 'Пригласить'],
    ['export and removal', '/sites/SITE/settings/removal', 'Удалить сайт'],
    ['the profile', '/profile', 'Не считать мои визиты'],
  ];
  test.each(SCREENS)('%s reads well to axe in both schemes and fits a phone', async (_, path, heading) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.goto(stack.url + path.replace('CLINIC', stack.clinicId).replace('SITE', stack.siteId));
    await page.getByRole('heading', { name: heading, exact: true }).first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await axeInBothSchemes(page)).toEqual([]);
  });

  test('speaks English to who reads English', async () => {
    const cookie = await stack.memberCookie('owner');
    const read = (language: 'ru' | 'en') =>
      callApi(stack, cookie, { method: 'PUT', path: '/me', body: { name: 'owner', language } });
    await read('en');
    try {
      await page.goto(`${stack.url}/clinics/${stack.clinicId}/new-site`);
      await page.getByRole('heading', { level: 1, name: 'New site' }).waitFor();
      await page.getByLabel('Domain', { exact: true }).waitFor();
      await page.goto(`${stack.url}/sites/${stack.siteId}/settings/removal`);
      await page.getByRole('heading', { level: 3, name: 'Remove the site' }).waitFor();
      const said = (await page.locator('main').innerText()).replaceAll(stored().name ?? '', '');
      expect(said).not.toMatch(/[а-яё]{3}/i);
    } finally {
      await read('ru');
    }
  });
});

describe('the way out', () => {
  test('gives everything of the site as one file', async () => {
    await open('/removal', 'Выгрузка и удаление');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Собрать файл' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toMatch(/^otklik-clinic\.example-\d{4}-\d\d-\d\d\.ndjson$/);
    const records = readFileSync(await file.path(), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { type: string; text?: string });
    await page.getByText(new RegExp(`Готово: ${records.length} запис`)).waitFor();
    expect(records.filter(({ type }) => type === 'answers').length).toBe(
      stack.sql('SELECT 1 FROM answer WHERE site_id = ?', stack.siteId).length,
    );
    expect(records.some(({ text }) => text === 'Долго ждали')).toBe(true);
    expect(new Set(records.map(({ type }) => type))).toEqual(
      new Set(['site', 'series', 'answers', 'journey']),
    );
  });

  test(
    'removes the site for whoever types its name, and lands on another one',
    { timeout: 60_000 },
    async () => {
      await open('/removal', 'Выгрузка и удаление');
      const { name } = stored();
      await page.getByLabel(/^Чтобы подтвердить/).fill('что-то другое');
      await page.getByRole('button', { name: 'Удалить сайт навсегда' }).click();
      await page.getByText(`Название должно совпасть с «${name}».`).waitFor();
      await page.getByLabel(/^Чтобы подтвердить/).fill(name ?? '');
      await page.getByRole('button', { name: 'Удалить сайт навсегда' }).click();
      await page.getByRole('heading', { level: 1, name: 'Обзор' }).waitFor();
      expect(new URL(page.url()).pathname).not.toContain(stack.siteId);
      await until(() => stack.sql('SELECT 1 FROM answer WHERE site_id = ?', stack.siteId).length === 0);
      const script = await fetch(`${stack.url}/w/${stack.siteKey}.js`);
      expect([script.status, await script.text()]).toEqual([200, '']);
      await stack.fireCron(Date.now() + 11 * 60_000);
      await until(() => stack.sql('SELECT 1 FROM site WHERE id = ?', stack.siteId).length === 0);
    },
  );

  test('ends with the clinic: its last site, then itself, and its only owner is signed out of it', async () => {
    const rest = stack.sql<{ id: string; name: string }>(
      'SELECT id, name FROM site WHERE removed_at IS NULL ORDER BY created_at',
    );
    expect(rest.map(({ name }) => name)).toEqual(['Детская', 'Вторая клиника']);
    for (const { id, name } of rest) {
      await open('/removal', 'Выгрузка и удаление', id);
      await page.getByLabel(/^Чтобы подтвердить/).fill(name);
      await page.getByRole('button', { name: 'Удалить сайт навсегда' }).click();
      await page.waitForURL((url) => !url.pathname.includes(id));
    }
    for (let clinics = 2; clinics > 0; clinics--) {
      await page.getByRole('heading', { level: 1, name: 'Новый сайт' }).waitFor();
      await page.getByLabel('Домен', { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Удалить клинику' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Удалить клинику' }).click();
      await until(() => stack.sql('SELECT 1 FROM clinic WHERE removed_at IS NULL').length === clinics - 1);
    }
    await page.getByRole('heading', { name: 'Вы не вошли' }).waitFor();
    expect(stack.sql('SELECT 1 FROM membership')).toEqual([]);
  });
});
