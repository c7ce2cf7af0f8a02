// What a person sent is stored exactly once: through a lost network, a killed browser, lost answers, and two open tabs.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Box } from '../../widget/outbox.ts';
import type { OutboxHost } from '../../widget/panel-host.ts';
import { launchChromium, openContext, persistentProfile, until } from '../support/chromium.ts';
import { startCuttingProxy } from '../support/cutting-proxy.ts';
import type { CuttingProxy } from '../support/cutting-proxy.ts';
import { ask, clinicPage, lateViews, launcher, openPanel, panel, rate } from '../support/panel.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

/** Who share the 500 sends of one test. */
const PEOPLE = 5;

let proxy: CuttingProxy;
let stack: Stack;
let browser: Browser;
let url: string;

beforeAll(async () => {
  proxy = await startCuttingProxy();
  // The page's script, its chunks and its sends all take the proxy's road.
  stack = await startStack({
    vars: { PUBLIC_URL: proxy.url },
    // A proven channel opens Ask; where its notices would go does not matter here.
    seed: async (db, { siteId }) => {
      await db
        .prepare(
          `INSERT INTO channel (id, site_id, kind, label, key_id, sealed, verified_at, created_at)
           VALUES ('01TESTCHANNEL0000000000000', ?1, 'webhook', 'nowhere', 'none', 'none', ?2, ?2)`,
        )
        .bind(siteId, Date.now())
        .run();
    },
  });
  proxy.target = stack.url;
  stack.setPage('/', clinicPage('ru').replace('{{snippet}}', stack.snippet.replace(stack.url, proxy.url)));
  url = `${stack.hostUrl}/`;
  browser = await launchChromium();
});
afterAll(async () => {
  await Promise.all([browser?.close(), stack?.stop()]);
  await proxy?.close();
});

const countOf = (table: 'answer' | 'message', text: string): number =>
  Number(stack.sql<{ n: number }>(`SELECT count(*) AS n FROM ${table} WHERE text = ?1`, text)[0]?.n);

describe('sent while the clinic cannot be reached', () => {
  it('survives the kill of the browser, and each arrives once when the clinic is back', async () => {
    const profile = persistentProfile();
    try {
      const page = await (await profile.open()).newPage();
      await openPanel(page, url);
      await lateViews(page);
      await stack.kill();
      await rate(page, 'Хорошо', 'Без связи, отзыв');
      await panel(page).getByText('Пока не отправлено').waitFor();
      await ask(page, 'Без связи, вопрос');
      await panel(page).locator('.state.not_sent').waitFor();
      expect(await panel(page).innerText()).not.toContain('Получено');
      await profile.kill();
      await stack.restart();
      expect([countOf('answer', 'Без связи, отзыв'), countOf('message', 'Без связи, вопрос')]).toEqual([
        0, 0,
      ]);
      const later = await (await profile.open()).newPage();
      await later.goto(url);
      // The browser says that the network is back; without that the next try would come some seconds later.
      await until(async () => {
        await later.evaluate(() => dispatchEvent(new Event('online')));
        return countOf('answer', 'Без связи, отзыв') + countOf('message', 'Без связи, вопрос') === 2;
      }, 20_000);
      await launcher(later).click();
      await panel(later).getByRole('button', { name: 'Мои сообщения' }).click();
      await panel(later).locator('.state.received').waitFor();
      await later.reload();
      await launcher(later).click();
      await panel(later).locator('.hello').waitFor();
      expect([countOf('answer', 'Без связи, отзыв'), countOf('message', 'Без связи, вопрос')]).toEqual([
        1, 1,
      ]);
    } finally {
      await profile.remove();
    }
  });

  it('goes out by itself when the network is back, with the page still open', async () => {
    const context = await openContext(browser);
    const page = await context.newPage();
    await openPanel(page, url);
    await lateViews(page);
    await context.setOffline(true);
    await rate(page, 'Плохо', 'Сеть вернётся');
    await panel(page).getByText('Пока не отправлено').waitFor();
    await context.setOffline(false);
    await panel(page).getByRole('heading', { name: 'Спасибо, отзыв получен' }).waitFor();
    expect(countOf('answer', 'Сеть вернётся')).toBe(1);
    await context.close();
  });

  it('shows the phone after several failures, and the words stay', async () => {
    const context = await openContext(browser);
    const page = await context.newPage();
    await openPanel(page, url);
    await page.route('**/answers', (route) => route.fulfill({ status: 503, json: { error: 'busy' } }));
    await rate(page, 'Плохо', 'Не проходит');
    await panel(page).getByText('Пока не отправлено').waitFor();
    await until(async () => {
      await page.evaluate(() => dispatchEvent(new Event('online')));
      return (await panel(page).getByText('надёжнее позвонить').count()) === 1;
    });
    await context.close();
  });
});

describe('a box that an earlier build left on the device', () => {
  it('is sent and shown, and goes on in the same record', async () => {
    const context = await openContext(browser);
    const page = await context.newPage();
    // Another page of the same origin, where no widget is.
    stack.setPage('/bare', '<!doctype html><title>Clinic</title>');
    await page.goto(`${url}bare`);
    await leaveBox(page, stack.siteKey);
    await openPanel(page, url);
    await until(() => countOf('message', 'Из прежней сборки') === 1, 20_000);
    await panel(page).getByRole('button', { name: 'Мои сообщения' }).click();
    await panel(page).locator('.state.received').waitFor();
    const box = await boxOf(page, stack.siteKey);
    expect(box?.token).toBe('token-of-an-earlier-build');
    expect(box?.items.filter(({ state }) => state === 'waiting')).toEqual([]);
    await context.close();
  });
});

describe('storage that the browser takes away', () => {
  it('in the middle of keeping: the page’s memory sends it, and the clinic’s page hears of no fault', async () => {
    const context = await openContext(browser);
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (fault) => faults.push(String(fault)));
    await page.addInitScript(() => {
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (...args) {
        const request = put.apply(this, args);
        this.transaction.abort();
        return request;
      };
    });
    await openPanel(page, url);
    await rate(page, 'Хорошо', 'Диск полон');
    await panel(page).getByRole('heading', { name: 'Спасибо, отзыв получен' }).waitFor();
    expect(countOf('answer', 'Диск полон')).toBe(1);
    expect(faults).toEqual([]);
    await context.close();
  });
});

describe('answers that are lost after the Worker has stored', () => {
  it('500 sends with half of the answers lost are 500 rows, and each conversation keeps its order', async () => {
    let turn = 0;
    proxy.cuts = (path) => /answers|messages/.test(path) && turn++ % 2 === 0;
    const lostBefore = proxy.lost;
    await Promise.all(
      Array.from({ length: PEOPLE }, async (_, person) => {
        const context = await openContext(browser);
        const page = await context.newPage();
        await page.goto(url);
        await queueMany(page, `many ${person}`, 250 / PEOPLE);
        await until(
          () => page.evaluate(() => (globalThis as unknown as { waiting: number }).waiting === 0),
          150_000,
          'nothing waits in the outbox',
        );
        await context.close();
      }),
    );
    proxy.cuts = () => false;
    expect(proxy.lost - lostBefore).toBeGreaterThanOrEqual(250);
    const many = (table: string) =>
      stack.sql<{ text: string }>(`SELECT text FROM ${table} WHERE text LIKE 'many %'`);
    expect(new Set(many('answer').map(({ text }) => text)).size).toBe(250);
    expect(many('answer')).toHaveLength(250);
    expect(many('message')).toHaveLength(250);
    for (let person = 0; person < PEOPLE; person++) {
      const rows = stack.sql<{ text: string }>(
        'SELECT text FROM message WHERE text LIKE ?1 ORDER BY seq',
        `many ${person} %`,
      );
      expect(rows.map(({ text }) => text)).toEqual(
        Array.from({ length: 250 / PEOPLE }, (_, n) => `many ${person} ${n}`),
      );
    }
  }, 180_000);
});

describe('two tabs of one person', () => {
  it('send each item once, from whichever tab', async () => {
    const context = await openContext(browser);
    const [first, second] = [await context.newPage(), await context.newPage()];
    await Promise.all([openPanel(first, url), openPanel(second, url)]);
    await Promise.all([lateViews(first), lateViews(second)]);
    const statuses: number[] = [];
    context.on(
      'response',
      (reply) => void (reply.url().endsWith('/answers') && statuses.push(reply.status())),
    );
    await context.setOffline(true);
    await rate(first, 'Хорошо', 'Первая вкладка');
    await panel(first).getByText('Пока не отправлено').waitFor();
    await rate(second, 'Плохо', 'Вторая вкладка');
    await panel(second).getByText('Пока не отправлено').waitFor();
    await context.setOffline(false);
    for (const page of [first, second]) {
      await panel(page).getByRole('heading', { name: 'Спасибо, отзыв получен' }).waitFor();
    }
    // 201 is stored; 200 would be a second send of the same item.
    expect(statuses).toEqual([201, 201]);
    expect([countOf('answer', 'Первая вкладка'), countOf('answer', 'Вторая вкладка')]).toEqual([1, 1]);
    await context.close();
  });
});

/** A waiting message in version 1 of the database, by the browser's own interface. */
async function leaveBox(page: Page, key: string): Promise<void> {
  await page.evaluate(async (key) => {
    const secrets = { token: 'token-of-an-earlier-build', erase: 'erase-of-an-earlier-build' };
    const text = 'Из прежней сборки';
    const id = 'item-of-an-earlier-build';
    const sent = { kind: 'message', topic: 'other', text, spentMs: 5_000, language: 'ru', loader: 'test' };
    const item = {
      ...{ id, text, erase: 'erase-of-the-item-of-before', door: 'messages', state: 'waiting' },
      ...{ body: JSON.stringify({ id, ...secrets, ...sent }), atMs: Date.now(), tries: 1, dueMs: 0 },
    };
    const box = { ...secrets, items: [item], holdMs: 0, untilMs: Date.now() + 86_400_000 };
    await new Promise<void>((resolve, reject) => {
      const opening = indexedDB.open('otklik', 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore('box').put(box, key);
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        opening.result.close();
        resolve();
      };
    });
  }, key);
}

/** What lies in the record of the site. */
const boxOf = (page: Page, key: string): Promise<Box | undefined> =>
  page.evaluate(
    (key) =>
      new Promise((resolve, reject) => {
        const opening = indexedDB.open('otklik', 1);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const reading = opening.result.transaction('box').objectStore('box').get(key);
          reading.onsuccess = () => {
            opening.result.close();
            resolve(reading.result);
          };
        };
      }),
    key,
  );

/** Queues `count` answers and as many messages in the page, by the outbox chunk that the page itself would load. */
async function queueMany(page: Page, words: string, count: number): Promise<void> {
  await page.evaluate(
    async ({ origin, key, amount, words }) => {
      // Vitest rewrites a plain import(), and the page would not know what it is rewritten to.
      const load = new Function('address', 'return import(address)') as (
        address: string,
      ) => Promise<typeof import('../../widget/outbox.ts')>;
      const { openOutbox } = await load(`${origin}/c/outbox.0.js`);
      let sent = false;
      const host: OutboxHost = {
        ...{ origin, key, language: 'ru', release: 'test', reached: () => undefined },
        flag: (name, on) => (name === 'sent' && on !== undefined ? (sent = on) : sent),
      };
      const state = globalThis as unknown as { waiting: number };
      state.waiting = 2 * amount;
      const outbox = openOutbox(host, (box) => {
        const known = box?.items.filter((item) => item.state === 'stored').length ?? 0;
        state.waiting = 2 * amount - known;
      });
      // Each lost answer would pause its item for seconds; "the network is back" makes it due at once.
      setInterval(() => dispatchEvent(new Event('online')), 50);
      const copied = { language: 'ru', loader: 'test' } as const;
      for (let n = 0; n < amount; n++) {
        const text = `${words} ${n}`;
        await outbox.queue(
          { door: 'answers', body: { question: 'fft', moment: 'launcher', score: 5, text, ...copied } },
          false,
        );
        await outbox.queue(
          { door: 'messages', body: { kind: 'message', topic: 'other', text, spentMs: 5_000, ...copied } },
          false,
        );
      }
    },
    { origin: proxy.url, key: stack.siteKey, amount: count, words },
  );
}
