// The inbox through the members' doors: pages, threads, replies once, closing and opening, erasure, and cheap polling.
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { InboxPage, Thread } from '../../worker/contract/members.ts';
import { addMember, addSite, newId, newSecret, NOON, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';
import { failingDatabase, dump, meteredDatabase } from './support/watched-db.ts';
import { addChannel, message, network, rows } from './support/words.ts';

// Hundreds of real requests in one test, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 30_000 });

let undo: () => void;
beforeEach(() => ({ undo } = network(() => new Response(''))));
afterEach(() => undo());

type App = ReturnType<typeof testApp>;

async function clinic() {
  const site = await addSite();
  await addChannel(site.siteId);
  await env.DB.prepare('UPDATE site SET inbox_opened_at = ?1').bind(NOON).run();
  const operator = await addMember(site.clinicId, 'operator');
  const app = testApp();
  const door = `/api/sites/${site.siteId}/conversations`;
  const get = async <Reply>(path: string) =>
    (await app.fromMember(operator.cookie, 'GET', path)).json<Reply>();
  const post = (path: string, body: unknown = {}) => app.fromMember(operator.cookie, 'POST', path, body);
  return { site, operator, app, door, get, post };
}

async function ask(app: App, site: SiteFixture, change: Parameters<typeof message>[0] = {}) {
  const m = message(change);
  expect((await app.fromPage(`/w/${site.key}/messages`, m)).status).toBe(201);
  const found = await rows<{ id: string }>(
    'SELECT conversation_id AS id FROM message WHERE client_id = ?1',
    m.id,
  );
  return { m, id: found[0]!.id };
}

it('shows a question in the list and the thread, and the reply to the visitor', async () => {
  const { site, operator, app, door, get, post } = await clinic();
  const { m, id } = await ask(app, site, { text: 'я'.repeat(200), stage: 3, from: { us: 'vk' } });
  const row = {
    ...{ id, kind: 'message', topic: 'booking', state: 'waiting', language: 'ru', excerpt: 'я'.repeat(140) },
    ...{ startedAtMs: NOON, lastMessageAtMs: NOON, waitingSinceMs: NOON, hasContact: false },
    ...{ dueAtMs: expect.toSatisfy((due) => due === null || due > NOON), assigneeId: null, teamId: null },
  };
  expect(await get<InboxPage>(door)).toEqual({ conversations: [row], waiting: 1, next: null, asOfMs: NOON });
  app.clock.now += 60_000;
  const reply = await post(`${door}/${id}/replies`, { id: newSecret(), text: ' Да, в 10:00. ' });
  expect([reply.status, await reply.json()]).toEqual([201, { stored: 1, seq: 2 }]);
  expect(await get<Thread>(`${door}/${id}`)).toMatchObject({
    conversation: {
      ...{
        ...row,
        state: 'answered',
        excerpt: 'Да, в 10:00.',
        waitingSinceMs: null,
        ...{ lastMessageAtMs: NOON + 60_000, dueAtMs: null, assigneeId: operator.memberId },
      },
      ...{ stage: 3, source: 'social', device: 'desktop', outcome: null, when: '', contact: null },
      ...{ transfers: 0, solvedFirst: null, closedById: null, closedAtMs: null, reopenedAtMs: null },
      ...{ reachedAtMs: null, callTries: 0 },
    },
    notes: [],
    messages: [
      { seq: 1, from: 'visitor', author: null, text: m.text, atMs: NOON },
      { seq: 2, from: 'clinic', author: 'operator', text: 'Да, в 10:00.', atMs: NOON + 60_000 },
    ],
  });
  const seen = await app.fromPage(`/w/${site.key}/conversation`, { token: m.token });
  const words = await seen.text();
  expect(words).toContain('Да, в 10:00.');
  expect(words).not.toContain(operator.memberId);
  expect(words).not.toContain('operator');
});

it('stores a reply once, and refuses its id for other words or another person', async () => {
  const { site, app, door, post } = await clinic();
  const one = await ask(app, site);
  const two = await ask(app, site);
  const reply = { id: newSecret(), text: 'Да' };
  const statuses = [];
  for (const [id, body] of [
    [one.id, reply],
    [one.id, reply],
    [one.id, { ...reply, text: 'Нет' }],
    [two.id, reply],
  ] as const) {
    statuses.push((await post(`${door}/${id}/replies`, body)).status);
  }
  expect(statuses).toEqual([201, 200, 422, 422]);
  expect(await rows(`SELECT text FROM message WHERE author = 'member'`)).toEqual([{ text: 'Да' }]);
});

it('closes with an outcome, takes no reply then, and opens again as waiting or answered', async () => {
  const { site, app, door, post, get } = await clinic();
  const { id } = await ask(app, site);
  expect((await post(`${door}/${id}/close`, { outcome: 'maybe' })).status).toBe(422);
  expect((await post(`${door}/${id}/close`, { outcome: 'partly' })).status).toBe(200);
  const late = await post(`${door}/${id}/replies`, { id: newSecret(), text: 'Ещё' });
  expect([late.status, await late.json()]).toEqual([409, { error: 'conversation_closed' }]);
  expect((await get<InboxPage>(`${door}?state=closed`)).conversations.map((c) => c.id)).toEqual([id]);
  app.clock.now += 1000;
  expect((await post(`${door}/${id}/reopen`)).status).toBe(200);
  expect((await get<Thread>(`${door}/${id}`)).conversation).toMatchObject({
    state: 'waiting',
    waitingSinceMs: NOON,
    outcome: null,
  });
  await post(`${door}/${id}/replies`, { id: newSecret(), text: 'Да' });
  await post(`${door}/${id}/close`, { outcome: 'solved' });
  await post(`${door}/${id}/reopen`);
  expect((await get<Thread>(`${door}/${id}`)).conversation).toMatchObject({
    state: 'answered',
    waitingSinceMs: null,
  });
});

it('pages through every conversation once: the longest waiting first, all others newest first', async () => {
  const { site, door, get } = await clinic();
  await env.DB.prepare(
    `INSERT INTO conversation (id, site_id, token_hash, erase_hash, kind, topic, state, language, started_at, last_message_at)
     SELECT printf('%026d', n), ?1, 't' || n, 'e', 'message', 'other',
       CASE n % 3 WHEN 0 THEN 'waiting' WHEN 1 THEN 'answered' ELSE 'closed' END, 'ru', ?2, ?2 + (n * 7919) % 50
     FROM (WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 200) SELECT n FROM c)`,
  )
    .bind(site.siteId, NOON)
    .run();
  const all = async (query: string) => {
    const seen = [];
    let next: string | null = '';
    while (next !== null) {
      const page: InboxPage = await get(`${door}?${query}${next && `&before=${next}`}`);
      expect(page.waiting).toBe(66);
      seen.push(...page.conversations);
      next = page.next;
    }
    return seen;
  };
  for (const [query, count, direction] of [
    ['', 66, 1],
    ['state=answered', 67, -1],
    ['state=closed', 67, -1],
  ] as const) {
    const seen = await all(query);
    expect(new Set(seen.map((c) => c.id)).size).toBe(count);
    const times = seen.map((c) => c.lastMessageAtMs);
    expect(times).toEqual(times.toSorted((a, b) => direction * (a - b)));
  }
});

it('reads for a page of the inbox what the page holds, whether there are 300 or 9,000 conversations', async () => {
  const { site, operator, door } = await clinic();
  const add = (from: number, to: number) =>
    env.DB.batch([
      env.DB.prepare(
        `INSERT INTO conversation (id, site_id, token_hash, erase_hash, kind, topic, state, language, started_at, last_message_at)
         SELECT printf('%026d', n), ?1, 't' || n, 'e', 'message', 'other', CASE n % 2 WHEN 1 THEN 'answered' ELSE 'closed' END, 'ru', ?2, ?2 + n
         FROM (WITH RECURSIVE c (n) AS (SELECT ?3 UNION ALL SELECT n + 1 FROM c WHERE n < ?4) SELECT n FROM c)`,
      ).bind(site.siteId, NOON, from, to),
      env.DB.prepare(
        `INSERT INTO message (conversation_id, seq, site_id, client_key, body_hash, client_id, author, text, language, mode, origin, at)
         SELECT conversation.id, s.value, ?1, conversation.id || s.value, '', '', 'visitor', 'x', 'ru', 'statistics', 'widget', ?2
         FROM conversation, json_each('[1,2,3]') AS s WHERE conversation.id BETWEEN printf('%026d', ?3) AND printf('%026d', ?4)`,
      ).bind(site.siteId, NOON, from, to),
    ]);
  const read = async (query: string) => {
    const { DB, sum } = meteredDatabase();
    const reply = await testApp().send(`${door}${query}`, { headers: { Cookie: operator.cookie } }, { DB });
    expect((await reply.json<InboxPage>()).conversations.length).toBe(30);
    return sum.rowsRead;
  };
  await add(1, 300);
  const few = [await read('?state=answered'), await read('?state=closed')];
  await add(301, 9_000);
  const many = [await read('?state=answered'), await read('?state=closed')];
  for (const count of [...few, ...many]) expect(count).toBeLessThan(400);
});

it('answers 304 while nothing has changed, and anew after every kind of change', async () => {
  const { site, operator, app, door, post } = await clinic();
  const { m, id } = await ask(app, site);
  const poll = (path: string, tag = '') =>
    app.send(path, { headers: { Cookie: operator.cookie, 'If-None-Match': tag } });
  const changes = [
    () => app.fromPage(`/w/${site.key}/messages`, message({ token: m.token, erase: m.erase })),
    () => post(`${door}/${id}/replies`, { id: newSecret(), text: 'Да' }),
    () => post(`${door}/${id}/close`, { outcome: 'solved' }),
    () => post(`${door}/${id}/reopen`),
  ];
  for (const [path, kinds] of [
    [door, changes.slice(0, 2)],
    [`${door}/${id}`, changes.slice(2)],
  ] as const) {
    let tag = (await poll(path)).headers.get('ETag')!;
    for (const change of kinds) {
      app.clock.now += 1000;
      const same = await poll(path, tag);
      expect([same.status, await same.text()]).toEqual([304, '']);
      expect((await change()).ok).toBe(true);
      const fresh = await poll(path, tag);
      expect([path, fresh.status]).toEqual([path, 200]);
      tag = fresh.headers.get('ETag')!;
    }
  }
});

it('opens the inbox by POST only: reading changes nothing', async () => {
  const { site, app, door, get, post } = await clinic();
  const { id } = await ask(app, site);
  const before = await dump();
  app.clock.now += 120_000;
  await get(door);
  await get(`${door}/${id}`);
  expect(await dump()).toBe(before);
  expect((await post(`${door}/seen`)).status).toBe(200);
  expect(await rows('SELECT inbox_opened_at FROM site')).toEqual([{ inbox_opened_at: NOON + 120_000 }]);
});

it('erases a conversation for the clinic with everything that belongs to it', async () => {
  const { site, operator, app, door } = await clinic();
  const contact = { name: 'Анна', phone: '+79123456789', email: '' };
  const { m, id } = await ask(app, site, {
    kind: 'callback',
    text: 'canary-1',
    when: 'canary-2',
    contact,
    consent: '1',
  });
  const erase = () => app.fromMember(operator.cookie, 'DELETE', `${door}/${id}`);
  const done = await erase();
  expect([done.status, await done.json()]).toEqual([200, { erased: 1 }]);
  expect((await erase()).status).toBe(404);
  expect(await dump()).not.toContain('canary');
  for (const table of ['conversation', 'message', 'contact', 'notice']) {
    expect(await rows(`SELECT count(*) AS n FROM ${table}`)).toEqual([{ n: 0 }]);
  }
  expect((await app.fromPage(`/w/${site.key}/messages`, m)).status).toBe(422);
});

it("finds nothing by another site's conversation id, and changes nothing there", async () => {
  const { site, app } = await clinic();
  const { id } = await ask(app, site);
  const foreign = await addSite();
  const owner = await addMember(foreign.clinicId, 'owner');
  const door = `/api/sites/${foreign.siteId}/conversations`;
  const before = await dump();
  const calls: [string, string, object?][] = [
    ['GET', `${door}/${id}`],
    ['DELETE', `${door}/${id}`],
    ['POST', `${door}/${id}/replies`, { id: newSecret(), text: 'x' }],
    ['POST', `${door}/${id}/close`, { outcome: 'solved' }],
    ['POST', `${door}/${id}/reopen`],
    ['GET', `${door}/${newId()}`],
  ];
  for (const [method, path, body] of calls) {
    const reply = await app.fromMember(owner.cookie, method, path, body);
    expect([method, path, reply.status, await reply.json()]).toEqual([
      method,
      path,
      404,
      { error: 'not_found' },
    ]);
  }
  expect(await dump()).toBe(before);
});

it('stores a reply whole or not at all, whichever statement fails', async () => {
  const { site, operator, app, door } = await clinic();
  const { id } = await ask(app, site);
  const before = await dump();
  const statuses = [];
  for (let n = 1; ; n++) {
    const { DB } = failingDatabase(n);
    const init = {
      ...{ method: 'POST', body: JSON.stringify({ id: newSecret(), text: 'Да' }) },
      headers: { Cookie: operator.cookie, Origin: 'http://localhost:8787' },
    };
    const reply = await app.send(`${door}/${id}/replies`, init, { DB });
    statuses.push(reply.status);
    if (reply.ok) break;
    expect(await dump()).toBe(before);
  }
  // The session, the site, and three statements that store.
  expect(statuses).toEqual([500, 500, 500, 500, 500, 201]);
});
