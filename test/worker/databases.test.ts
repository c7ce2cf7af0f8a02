// Sites spread over three databases: every door and every job finds each site at its home, and nothing of it anywhere else.
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { JourneyAnswer } from '../../worker/contract/journey.ts';
import type { Comment, InboxPage, Me, Overview } from '../../worker/contract/members.ts';
import type { SiteView } from '../../worker/contract/settings.ts';
import { databaseFor, databases } from '../../worker/databases.ts';
import { runJobs } from '../../worker/jobs/run.ts';
import { addMember, addSite, newSecret, NOON, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';
import { addChannel, answer, message, network } from './support/words.ts';

// Three databases on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 60_000 });

const DAY = 86_400_000;
const three = { DB2: env.SECOND_DB, DB3: env.THIRD_DB };
const all = [env.DB, env.SECOND_DB, env.THIRD_DB];

let undo: () => void;
beforeEach(async () => {
  ({ undo } = network(() => new Response('')));
  for (const db of [env.SECOND_DB, env.THIRD_DB]) await db.batch(env.SCHEMA.map((sql) => db.prepare(sql)));
});
afterEach(() => undo());

/** Copies the rows of a table that a site needs at its home. */
async function copy(home: number, table: string, where: string, id: string): Promise<void> {
  const { results } = await env.DB.prepare(`SELECT * FROM ${table} WHERE ${where} = ?1`).bind(id).all();
  for (const row of results) {
    const columns = Object.keys(row);
    await all[home - 1]!.prepare(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map((_, i) => `?${i + 1}`).join(', ')})
         ON CONFLICT DO NOTHING`,
    )
      .bind(...Object.values(row))
      .run();
  }
}

/** A site that lives in the database of this number; the first one knows only that it does. */
async function addSiteAt(home: number): Promise<SiteFixture & { home: number; cookie: string }> {
  const site = await addSite();
  await addChannel(site.siteId);
  const { cookie, memberId } = await addMember(site.clinicId, 'owner', { now: NOON });
  await env.DB.prepare('UPDATE site SET inbox_opened_at = ?2 WHERE id = ?1').bind(site.siteId, NOON).run();
  if (home !== 1) {
    await copy(home, 'clinic', 'id', site.clinicId);
    await copy(home, 'site', 'id', site.siteId);
    await copy(home, 'series', 'site_id', site.siteId);
    await copy(home, 'channel', 'site_id', site.siteId);
    await copy(home, 'member', 'id', memberId);
    await env.DB.batch([
      env.DB.prepare('UPDATE site SET home = ?2 WHERE id = ?1').bind(site.siteId, home),
      env.DB.prepare('DELETE FROM series WHERE site_id = ?1').bind(site.siteId),
      env.DB.prepare('DELETE FROM channel WHERE site_id = ?1').bind(site.siteId),
      // What the first database says of a site elsewhere must not matter.
      env.DB.prepare(`UPDATE site SET enabled = 0 WHERE id = ?1`).bind(site.siteId),
    ]);
  }
  return { ...site, home, cookie };
}

/** How many rows of each table each database holds of a site. */
async function whereIs(siteId: string): Promise<Record<string, number[]>> {
  const { results } = await env.DB.prepare(
    `SELECT m.name FROM sqlite_master AS m WHERE m.type = 'table' AND m.name NOT LIKE '_cf_%' AND m.name NOT LIKE 'sqlite_%'
       AND EXISTS (SELECT 1 FROM pragma_table_info(m.name) WHERE name = 'site_id')`,
  ).all<{ name: string }>();
  const sql = results.map(({ name }) => `SELECT count(*) AS n FROM ${name} WHERE site_id = ?1`);
  const counted = await Promise.all(
    all.map((db) => db.batch<{ n: number }>(sql.map((one) => db.prepare(one).bind(siteId)))),
  );
  const found: Record<string, number[]> = {};
  for (const [i, { name }] of results.entries()) {
    const counts = counted.map((ofDb) => ofDb[i]!.results[0]!.n);
    if (counts.some((n) => n > 0)) found[name] = counts;
  }
  return found;
}

it('serves and folds sites in three databases, each at its home', async () => {
  const sites = [await addSiteAt(1), await addSiteAt(2), await addSiteAt(3), await addSiteAt(2)];
  const app = testApp();
  const page = async (path: string, body: unknown): Promise<Response> =>
    app.send(
      path,
      {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: {
          'Content-Type': 'text/plain;charset=UTF-8',
          Origin: 'https://clinic.example',
          'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0 Safari/537.36',
          'CF-Connecting-IP': '203.0.113.7',
        },
      },
      three,
    );
  const member = async <T>(cookie: string, method: string, path: string, body?: unknown): Promise<T> => {
    const headers = { 'Content-Type': 'application/json', Origin: 'http://localhost:8787', Cookie: cookie };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const reply = await app.send(path, init, three);
    expect([path, reply.ok]).toEqual([path, true]);
    return (reply.status === 204 ? null : await reply.json()) as T;
  };

  for (const [i, site] of sites.entries()) {
    for (let visit = 0; visit <= i; visit++) {
      const reply = await page(
        `/w/${site.key}/beacon`,
        `p=page000${visit}&l=ru&e=2.0.9000;3.1.0&r=yandex.ru`,
      );
      expect(await reply.json()).toEqual({ stored: 2 });
    }
    const text = `Слова ${site.siteId}`;
    expect((await page(`/w/${site.key}/answers`, answer({ text }))).status).toBe(201);
    expect((await page(`/w/${site.key}/messages`, message({ text }))).status).toBe(201);
  }
  await runJobs({ ...env, ...three }, NOON + 60_000);

  for (const site of sites) {
    const base = `/api/sites/${site.siteId}`;
    const me = await member<Me>(site.cookie, 'GET', '/api/me');
    expect(me.clinics.flatMap((clinic) => clinic.sites.map(({ id }) => id))).toEqual([site.siteId]);
    const overview = await member<Overview>(site.cookie, 'GET', `${base}/overview`);
    expect(overview.comments?.map(({ text }: Comment) => text)).toEqual([`Слова ${site.siteId}`]);
    const inbox = await member<InboxPage>(site.cookie, 'GET', `${base}/conversations`);
    expect(inbox.waiting).toBe(1);
    const reply = { id: newSecret(), text: 'Здравствуйте' };
    await member(site.cookie, 'POST', `${base}/conversations/${inbox.conversations[0]!.id}/replies`, reply);
    const view = await member<SiteView>(site.cookie, 'GET', `${base}/settings`);
    const { name, domain, zone, enabled, version, settings } = view;
    const update = { name, domain, zone, enabled, version, settings: { ...settings, mode: 'off' } };
    await member(site.cookie, 'PUT', `${base}/settings`, update);
    const off = await page(`/w/${site.key}/beacon`, 'p=page0009&l=ru&e=2.0.0');
    expect(await off.json()).toEqual({ stored: 0, why: 'off' });
    const card = { label: '', branch: null, doctor: null, survey: 5 };
    const { url } = await member<{ url: string }>(site.cookie, 'POST', `${base}/cards`, card);
    const form = { id: newSecret(), erase: newSecret(), page: 'page0001', l: 'ru', score: '4' };
    const thanks = await page(new URL(url).pathname, new URLSearchParams(form).toString());
    expect(thanks.status).toBe(201);
  }

  // A week and three days later all days are closed and rolled, in every database.
  const later = NOON + 10 * DAY;
  for (let run = 0; run < 3; run++) await runJobs({ ...env, ...three }, later);
  app.clock.now = later;
  for (const [i, site] of sites.entries()) {
    const path = `/api/sites/${site.siteId}/journey?from=2026-08-01&to=2026-10-24`;
    const { rows, asOfMs } = await member<JourneyAnswer>(site.cookie, 'GET', path);
    expect(rows.map(({ visits, status }) => [visits, status])).toEqual([[1, 'closed']]);
    expect([i, asOfMs]).toEqual([i, later]);
    const found = await whereIs(site.siteId);
    expect(Object.keys(found)).toEqual(
      expect.arrayContaining([
        ...['journey_day', 'journey_roll', 'answer', 'link', 'conversation', 'message', 'notice'],
      ]),
    );
    for (const [table, counts] of Object.entries(found)) {
      const elsewhere = counts.filter((n, at) => at !== site.home - 1 && n > 0);
      expect([table, elsewhere]).toEqual([table, []]);
    }
  }
  for (const db of [env.SECOND_DB, env.THIRD_DB]) {
    for (const table of ['session', 'membership', 'sign_in_link']) {
      expect(await db.prepare(`SELECT count(*) AS n FROM ${table}`).first('n')).toBe(0);
    }
  }
});

it('removes a site from its home and from the directory, and leaves the others', async () => {
  const [kept, gone] = [await addSiteAt(1), await addSiteAt(2)];
  const app = testApp();
  const send = (path: string, body: unknown) =>
    app.send(
      path,
      {
        method: 'POST',
        body: JSON.stringify(body),
        headers: {
          ...{ 'Content-Type': 'application/json', Origin: 'http://localhost:8787', Cookie: gone.cookie },
        },
      },
      three,
    );
  const before = await whereIs(kept.siteId);
  expect((await send(`/api/sites/${gone.siteId}/removal`, { name: 'Site' })).status).toBe(204);
  for (let run = 0; run < 3; run++) await runJobs({ ...env, ...three }, NOON + (run + 11) * 60_000);
  expect(await whereIs(gone.siteId)).toEqual({});
  for (const db of all)
    expect(
      await db.prepare('SELECT count(*) AS n FROM site WHERE id = ?1').bind(gone.siteId).first('n'),
    ).toBe(0);
  const copies = env.SECOND_DB.prepare('SELECT count(*) AS n FROM clinic WHERE id = ?1').bind(gone.clinicId);
  expect(await copies.first('n')).toBe(0);
  expect(await whereIs(kept.siteId)).toEqual(before);
});

it('gives no answer rather than a wrong one when the home of a site is not bound', async () => {
  expect(databases(env)).toEqual([env.DB]);
  expect(databaseFor({ ...env, ...three }, { home: 3 })).toBe(env.THIRD_DB);
  expect(() => databaseFor(env, { home: 2 })).toThrow('database 2 is not bound');
  const site = await addSiteAt(2);
  const app = testApp();
  const error = (await app.fromPage(`/w/${site.key}/beacon`, 'p=page0001&l=ru&e=2.0.0')).clone();
  expect(await error.json()).toEqual({ stored: 0, why: 'busy' });
});

it('takes an answer from Telegram to where its site lives, and knows its sender from the first database', async () => {
  undo();
  const net = network((request) => {
    const result = request.url.endsWith('/getMe')
      ? { username: 'rassvet_bot' }
      : request.url.endsWith('/sendMessage')
        ? { message_id: 7, chat: { id: -5 } }
        : true;
    return Response.json({ ok: true, result });
  });
  ({ undo } = net);
  const site = await addSiteAt(2);
  const app = testApp();
  const headers = {
    'Content-Type': 'application/json',
    Origin: 'http://localhost:8787',
    Cookie: site.cookie,
  };
  const member = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const init = { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) };
    return (await app.send(`/api${path}`, init, three)).json<T>();
  };
  const channels = `/sites/${site.siteId}/channels`;
  const botToken = '123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
  const { id } = await member<{ id: string }>('POST', channels, { kind: 'telegram', botToken, chatId: '-5' });
  await member('POST', `${channels}/${id}/test`);
  await member('PUT', `${channels}/${id}`, { words: true, digest: false });
  const hook = JSON.parse(net.sent.find(({ url }) => url.endsWith('/setWebhook'))!.body) as {
    url: string;
    secret_token: string;
  };
  const { code } = await member<{ code: string }>('POST', '/me/telegram');
  const write = async (change: object): Promise<string> => {
    const from = { id: 9, is_bot: false };
    const init = {
      method: 'POST',
      headers: { 'X-Telegram-Bot-Api-Secret-Token': hook.secret_token },
      body: JSON.stringify({ update_id: 1, message: { message_id: 1, from, ...change } }),
    };
    return (await (await app.send(new URL(hook.url).pathname, init, three)).json<{ text: string }>()).text;
  };
  // A code is good for bots of clinics that the first database knows the member in.
  expect(await write({ chat: { id: 9, type: 'private' }, text: code })).toMatch(/^Готово/);
  await app.send(
    `/w/${site.key}/messages`,
    {
      method: 'POST',
      body: JSON.stringify(message({ text: 'Вопрос' })),
      headers: {
        ...{
          'Content-Type': 'text/plain',
          Origin: 'https://clinic.example',
          'CF-Connecting-IP': '203.0.113.7',
        },
        'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0 Safari/537.36',
      },
    },
    three,
  );
  const to = { message_id: 7, from: { is_bot: true, username: 'rassvet_bot' } };
  const group = { chat: { id: -5, type: 'supergroup' }, text: 'Ответ', reply_to_message: to };
  expect(await write(group)).toBe('Ответ отправлен пациенту.');
  expect((await whereIs(site.siteId))['message']).toEqual([0, 2, 0]);
});
