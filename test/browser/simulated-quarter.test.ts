// The numbers of every screen against the simulator's own word: what it says it played, recounted by SQL.
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { dashboardScreens, openScreen, shoot } from '../../scripts/shots.ts';
import type { Language } from '../../worker/contract/vocabulary.ts';
import { launchChromium, openContext } from '../support/chromium.ts';
import { moscowDay } from '../support/dashboard.ts';
import { startQuarter } from '../support/quarter.ts';
import type { Quarter } from '../support/quarter.ts';

const root = join(import.meta.dirname, '../..');
const SOURCES: Record<string, string> = {
  ...{ search: 'Поиск', ads: 'Реклама', maps: 'Карты', direct: 'Прямые заходы', social: 'Соцсети' },
  ...{ messenger: 'Мессенджеры', reviews: 'Сайты отзывов', ai: 'ИИ-помощники', mail: 'Почта' },
  referral: 'Другие сайты',
};
const STAGES = [
  '',
  'Нашли нас',
  'Выбирают',
  'Начали запись',
  'Записались',
  'Связались',
  'Спросили',
  '',
  'Оценили',
];

let quarter: Quarter;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  [quarter, browser] = await Promise.all([startQuarter({ days: 32, perWeekday: 24 }), launchChromium()]);
  page = await signedIn('ru');
}, 180_000);
afterAll(async () => {
  await browser.close();
  await quarter.stop();
});

async function signedIn(language: Language): Promise<Page> {
  const context = await openContext(browser);
  const opened = await context.newPage();
  await opened.goto(quarter.ownerLinks[language]);
  await opened.getByRole('button', { name: 'Войти' }).click();
  await opened.waitForURL(/\/sites\//);
  return opened;
}
const open = (path: string): Promise<void> =>
  openScreen(page, `${quarter.url}/sites/${quarter.siteId}/${path}`);
/** "2 203" with whatever space the language puts in. */
const numberIn = (text: string): number => Number(text.replace(/[^\d]/g, ''));
const numbersOf = async (selector: string): Promise<number[]> =>
  (await page.locator(selector).allTextContents()).map(numberIn);

/** Visits of each step of found → chose → started → (booked or contacted): a later step only after the earlier one. */
const FUNNEL = `
  WITH v AS (SELECT id, source, device FROM visit WHERE day >= ?1),
    chose AS (SELECT v.*, min(position) AS at FROM v JOIN step ON visit = id AND stage = 2 GROUP BY id),
    started AS (SELECT c.*, min(position) AS at2 FROM chose c JOIN step ON visit = id AND stage = 3 AND position > c.at GROUP BY id),
    booked AS (SELECT s.*, min(position) FROM started s JOIN step ON visit = id AND stage IN (4, 5) AND position > s.at2 GROUP BY id)`;
const funnelSince = (day: string): number[] => {
  const [row] = quarter.recount<{ a: number; b: number; c: number; d: number }>(
    `${FUNNEL} SELECT (SELECT count(*) FROM v) AS a, (SELECT count(*) FROM chose) AS b,
       (SELECT count(*) FROM started) AS c, (SELECT count(*) FROM booked) AS d`,
    day,
  );
  return row ? [row.a, row.b, row.c, row.d] : [];
};
const scoreSince = (day: string) =>
  quarter.recount<{ n: number; share: number }>(
    'SELECT count(*) AS n, 100.0 * sum(score >= 4) / count(*) AS share FROM answer WHERE day >= ?1',
    day,
  )[0] ?? { n: 0, share: 0 };
/** The last thing that happened in each conversation decides its state. */
const conversationsWhere = (last: string): number =>
  quarter.recount<{ n: number }>(
    `SELECT count(*) AS n FROM (SELECT what, max(at) FROM said GROUP BY conversation) WHERE what = ?1`,
    last,
  )[0]?.n ?? 0;
const UNREAD = `text <> '' AND text NOT IN (SELECT text FROM read_text)`;

describe('the simulated quarter', () => {
  it('is one that a recount can trust: visits, answers, comments and conversations of every kind', () => {
    const kinds = new Set(quarter.log.map(({ what }) => what));
    expect([...kinds].sort()).toEqual(['answer', 'close', 'message', 'read', 'reply', 'visit']);
    expect(funnelSince('').every((n) => n > 30)).toBe(true);
    expect(conversationsWhere('message')).toBeGreaterThan(1);
    expect(quarter.recount(`SELECT 1 FROM answer WHERE ${UNREAD}`).length).toBeGreaterThan(1);
  });

  it('cannot be played against what deploys: no address and no header moves its clock', async () => {
    expect(inject('workerBundle').script).not.toContain('The clock is set by POST.');
    const play = [{ atMs: 0, lane: 'x', what: 'jobs' }];
    const reply = await fetch(quarter.url, {
      method: 'POST',
      body: JSON.stringify(play),
      headers: { Date: new Date(0).toUTCString(), 'CF-Scheduled-Time': '0' },
    });
    expect(reply.status).not.toBe(200);
    expect(await reply.text()).not.toContain('status');
  });
});

describe('Overview', () => {
  it('shows the recount: funnel, score, who waits, what is unread', async () => {
    await open('overview');
    const since = moscowDay(27);
    expect(await numbersOf('.funnel .step-numbers b')).toEqual(funnelSince(since));
    const { n, share } = scoreSince(since);
    const score = page.locator('.score');
    expect(Math.abs(numberIn(await score.locator('.big').innerText()) - share)).toBeLessThanOrEqual(0.5);
    expect(await score.locator('.caption').innerText()).toMatch(new RegExp(`\\b${n} ответ`));
    const attention = await page.locator('.attention li strong').allTextContents();
    const unread = quarter.recount(`SELECT 1 FROM answer WHERE ${UNREAD}`).length;
    expect(attention.map((text) => Number.parseInt(text, 10))).toEqual([
      conversationsWhere('message'),
      unread,
    ]);
  });

  it('shows every comment that was played, and no other', async () => {
    await open('words?period=12m');
    const more = page.getByRole('button', { name: 'Показать ещё' });
    const said = page.locator('.comments .said');
    await said.first().waitFor();
    while (await more.isVisible()) {
      const before = await said.count();
      await more.click();
      await expect.poll(() => said.count()).toBeGreaterThan(before);
    }
    const played = quarter.recount<{ text: string }>(`SELECT text FROM answer WHERE text <> ''`);
    expect((await said.allTextContents()).sort()).toEqual(played.map(({ text }) => text).sort());
  });
});

describe('Journey', () => {
  it('shows the recount of 90 days: funnel, what stands beside it, and the commonest paths', async () => {
    await open('journey?period=90d');
    expect(await numbersOf('.funnel .step-numbers b')).toEqual(funnelSince(moscowDay(89)));
    const paths = quarter.recount<{ path: string; n: number }>(
      'SELECT path, count(*) AS n FROM visit GROUP BY path ORDER BY n DESC',
    );
    const shown = await page
      .locator('[aria-labelledby="paths-title"] ol.paths > li')
      .evaluateAll((items) =>
        items.map((item) => [
          item.querySelector('.path')?.textContent ?? '',
          Number((item.querySelector('.path-numbers b')?.textContent ?? '').replace(/\D/g, '')),
        ]),
      );
    const words = (path: string) =>
      path
        .split('-')
        .map((id) => STAGES[Number(id)])
        .join(' → ');
    const counted = new Map(paths.map(({ path, n }) => [words(path), n]));
    expect(shown.length).toBe(Math.min(10, paths.length));
    expect(shown).toEqual(shown.map(([path]) => [path, counted.get(String(path))]));
    expect(shown.map(([, n]) => n)).toEqual(paths.slice(0, 10).map(({ n }) => n));
  });

  it('shows the recount by source and by campaign', async () => {
    const table = async (by: string): Promise<Map<string, number>> => {
      await open(`journey?period=90d&by=${by}`);
      const rows = await page
        .locator('table.breakdown tbody tr:not(.whole)')
        .evaluateAll((all) =>
          all.map((row) => [
            (row.querySelector('th')?.textContent ?? '').split(':')[0] ?? '',
            Number((row.querySelectorAll('td')[1]?.textContent ?? '').replace(/\D/g, '')),
          ]),
        );
      const sums = new Map<string, number>();
      for (const [name, n] of rows as [string, number][]) sums.set(name, (sums.get(name) ?? 0) + n);
      return sums;
    };
    const recounted = (column: 'source' | 'campaign') =>
      quarter.recount<{ name: string; n: number }>(
        `SELECT ${column} AS name, count(*) AS n FROM visit GROUP BY 1`,
      );
    const sorted = (entries: Iterable<[string, number]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
    expect(sorted(await table('source'))).toEqual(
      sorted(recounted('source').map(({ name, n }) => [SOURCES[name] ?? name, n])),
    );
    expect(sorted(await table('campaign'))).toEqual(
      sorted(recounted('campaign').map(({ name, n }) => [name || 'Без кампании', n])),
    );
  });
});

describe('Satisfaction', () => {
  it('shows the recounted share and number of answers', async () => {
    await open('satisfaction?period=90d');
    const { n, share } = scoreSince(moscowDay(89));
    const figure = page.locator('.figure').first();
    expect(Math.abs(numberIn(await figure.locator('.big').innerText()) - share)).toBeLessThanOrEqual(0.5);
    expect(await figure.innerText()).toMatch(new RegExp(`\\b${n} ответ`));
  });
});

describe('Inbox', () => {
  it('holds as many waiting, answered and closed conversations as were left so, with their last words', async () => {
    const last = { waiting: 'message', answered: 'reply', closed: 'close' };
    for (const [state, what] of Object.entries(last)) {
      await open(`inbox?state=${state}`);
      const rows = page.locator('.conversations > li');
      await expect.poll(() => rows.count()).toBe(conversationsWhere(what));
    }
    await open('inbox');
    const shown = await page.locator('.conversations .excerpt').allTextContents();
    const asked = quarter.recount<{ text: string }>(
      `SELECT text FROM (SELECT text, what, max(at) FROM said GROUP BY conversation) WHERE what = 'message'`,
    );
    expect(shown.sort()).toEqual(asked.map(({ text }) => text).sort());
  });
});

describe('every screen', () => {
  it('is pictured in both languages, widths and colour schemes, and is nowhere wider than the window', async () => {
    const folder = join(root, '.otklik/screens-tested');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const screens = await dashboardScreens(page, quarter.url, quarter.siteId);
    const pictures = async (language: Language) => {
      const context = (language === 'ru' ? page : await signedIn('en')).context();
      return shoot({ context, url: quarter.url, folder, screens, language, type: 'jpeg' });
    };
    const seen = await Promise.all((['ru', 'en'] as const).map(pictures));
    const [files, wide] = [seen.flatMap((one) => one.files), seen.flatMap((one) => one.wide)];
    expect(files.length).toBe(screens.length * 8);
    expect(files.filter((file) => statSync(file).size < 5_000)).toEqual([]);
    expect(wide).toEqual([]);
  }, 180_000);
});
