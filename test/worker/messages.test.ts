// Questions and call backs through the public doors: stored whole or not at all, once, and only when somebody will hear.
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Thread } from '../../worker/contract/members.ts';
import type { ConversationView } from '../../worker/contract/visitor.ts';
import { addMember, addSite, newSecret, NOON, PAGE_ORIGIN, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';
import { busyDatabase, dump, failingDatabase } from './support/watched-db.ts';
import { addChannel, message, network, rows } from './support/words.ts';

// Hundreds of real requests in one test, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 30_000 });

let undo: () => void;
beforeEach(() => ({ undo } = network(() => new Response('', { status: 200 }))));
afterEach(() => undo());

async function openSite(options: Parameters<typeof addSite>[0] = {}): Promise<SiteFixture> {
  const site = await addSite(options);
  await addChannel(site.siteId);
  await env.DB.prepare('UPDATE site SET inbox_opened_at = ?1').bind(NOON).run();
  return site;
}

const send = (site: SiteFixture, body: unknown, app = testApp()) =>
  app.fromPage(`/w/${site.key}/messages`, body);
const view = async (site: SiteFixture, token: string, app = testApp()) =>
  (await app.fromPage(`/w/${site.key}/conversation`, { token })).json<ConversationView>();

it('stores a question with its conversation and its notice, and shows it to the token only', async () => {
  const site = await openSite();
  const m = message({ stage: 3, from: { r: 'yandex.ru' } });
  const reply = await send(site, m);
  expect(reply.status).toBe(201);
  expect(await reply.json()).toEqual({ stored: 1, seq: 1 });
  expect(reply.headers.get('Access-Control-Allow-Origin')).toBe(PAGE_ORIGIN);
  expect(reply.headers.get('Cache-Control')).toBe('no-store');
  expect(reply.headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(await view(site, m.token)).toEqual({
    state: 'waiting',
    messages: [{ seq: 1, id: m.id, from: 'visitor', text: m.text, atMs: NOON }],
  });
  expect(await rows('SELECT stage, source, device, topic, waiting_since FROM conversation')).toEqual([
    { stage: 3, source: 'search', device: 'desktop', topic: 'booking', waiting_since: NOON },
  ]);
  const stranger = await testApp().fromPage(`/w/${site.key}/conversation`, { token: newSecret() });
  expect(stranger.status).toBe(404);
});

it('answers a replay with 200 and the same number, and stores nothing twice', async () => {
  const site = await openSite();
  const m = message();
  await send(site, m);
  const again = await send(site, m);
  expect([again.status, await again.json()]).toEqual([200, { stored: 1, seq: 1 }]);
  expect(await rows('SELECT count(*) AS n FROM message')).toEqual([{ n: 1 }]);
  expect(await rows('SELECT count(*) AS n FROM notice')).toEqual([{ n: 1 }]);
});

it('keeps the first when the same id comes with other words', async () => {
  const site = await openSite();
  const m = message();
  await send(site, m);
  const other = await send(site, { ...m, text: 'Другое' });
  expect([other.status, await other.json()]).toEqual([422, { error: 'id_reused', field: 'id' }]);
  expect(await rows('SELECT text FROM message')).toEqual([{ text: m.text }]);
});

it("takes another sender's same id as another message", async () => {
  const site = await openSite();
  const m = message();
  await send(site, m);
  const other = await send(site, message({ id: m.id, text: 'Не та же' }));
  expect(other.status).toBe(201);
  expect(await rows('SELECT count(*) AS n FROM message')).toEqual([{ n: 2 }]);
});

it('stores one row of fifty concurrent sends of one message', async () => {
  const site = await openSite();
  const m = message();
  const app = testApp();
  const replies = await Promise.all(Array.from({ length: 50 }, () => send(site, m, app)));
  expect(replies.map((r) => r.status).sort()).toEqual([...Array<number>(49).fill(200), 201]);
  expect(await rows('SELECT count(*) AS n FROM message')).toEqual([{ n: 1 }]);
  expect(await rows('SELECT count(*) AS n FROM notice')).toEqual([{ n: 1 }]);
});

it('numbers concurrent messages of one conversation 1…20 without a gap', async () => {
  const site = await openSite();
  const first = message();
  const app = testApp();
  await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      send(site, message({ token: first.token, erase: first.erase, text: `№ ${i}` }), app),
    ),
  );
  const seen = await view(site, first.token);
  expect(seen.messages.map((m) => m.seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
});

it('tells the clinic once per wait: at the first message, and again after a reply', async () => {
  const site = await openSite();
  const operator = await addMember(site.clinicId, 'operator');
  const app = testApp();
  const first = message();
  const more = () => message({ token: first.token, erase: first.erase, topic: 'price' });
  await send(site, first, app);
  await send(site, more(), app);
  const notices = () => rows('SELECT topic FROM notice ORDER BY created_at');
  expect(await notices()).toEqual([{ topic: 'booking' }]);
  const [{ id }] = (await rows<{ id: string }>('SELECT id FROM conversation')) as [{ id: string }];
  app.clock.now += 60_000;
  const reply = await app.fromMember(
    operator.cookie,
    'POST',
    `/api/sites/${site.siteId}/conversations/${id}/replies`,
    { id: newSecret(), text: 'Да' },
  );
  expect(reply.status).toBe(201);
  app.clock.now += 60_000;
  await send(site, more(), app);
  expect(await notices()).toEqual([{ topic: 'booking' }, { topic: 'price' }]);
  expect(await rows('SELECT waiting_since, first_reply_at, topic FROM conversation')).toEqual([
    { waiting_since: NOON + 120_000, first_reply_at: NOON + 60_000, topic: 'price' },
  ]);
});

it('waits since the first message that nobody answered, and opens again what was closed', async () => {
  const site = await openSite();
  const owner = await addMember(site.clinicId, 'owner');
  const app = testApp();
  const first = message();
  await send(site, first, app);
  app.clock.now += 5_000;
  await send(site, message({ token: first.token, erase: first.erase }), app);
  const [{ id }] = (await rows<{ id: string }>('SELECT id FROM conversation')) as [{ id: string }];
  const door = `/api/sites/${site.siteId}/conversations/${id}`;
  const state = () => rows('SELECT state, waiting_since, closed_at, reopened_at, outcome FROM conversation');
  expect(await state()).toMatchObject([{ state: 'waiting', waiting_since: NOON }]);
  await app.fromMember(owner.cookie, 'POST', `${door}/close`, { outcome: 'solved' });
  expect(await state()).toEqual([
    { state: 'closed', waiting_since: null, closed_at: NOON + 5_000, reopened_at: null, outcome: 'solved' },
  ]);
  // A late copy of what was stored long ago opens nothing.
  expect((await send(site, first, app)).status).toBe(200);
  expect(await state()).toMatchObject([{ state: 'closed' }]);
  app.clock.now += 5_000;
  await send(site, message({ token: first.token, erase: first.erase }), app);
  expect(await state()).toEqual([
    {
      state: 'waiting',
      waiting_since: NOON + 10_000,
      closed_at: null,
      reopened_at: NOON + 10_000,
      outcome: null,
    },
  ]);
});

const contact = { name: 'Анна', phone: '8 (912) 345-67-89', email: 'Anna@Example.org' };

it('seals a contact with its consent: opened in the thread, found by its index, nowhere in clear', async () => {
  const site = await openSite();
  const owner = await addMember(site.clinicId, 'owner');
  const other = message({ contact: { phone: '+7 912 345 67 89' }, consent: '1' });
  await send(site, message({ kind: 'callback', text: '', when: 'после шести', contact, consent: '1' }));
  await send(site, other);
  const stored = await rows<{ phone_index: string; sealed: string }>(
    'SELECT phone_index, sealed FROM contact',
  );
  expect(stored.length).toBe(2);
  expect(stored[0]!.phone_index).toBe(stored[1]!.phone_index);
  const everything = await dump();
  for (const word of ['Анна', '345-67-89', '3456789', 'Example.org']) expect(everything).not.toContain(word);
  const [row] = await rows<{ id: string }>(`SELECT id FROM conversation WHERE kind = 'callback'`);
  const thread = await testApp().fromMember(
    owner.cookie,
    'GET',
    `/api/sites/${site.siteId}/conversations/${row!.id}`,
  );
  expect((await thread.json<Thread>()).conversation).toMatchObject({
    ...{ kind: 'callback', when: 'после шести', hasContact: true },
    contact: { ...contact, consentVersion: '1', consentAtMs: NOON },
  });
});

it('refuses each thing it may not take, with its code and field, and stores nothing', async () => {
  const site = await openSite();
  const noLegal = await openSite({ legal: false });
  const russia = await openSite({ dataPlace: 'russia' });
  const off = await openSite({ settings: (s) => void (s.ask = false) });
  const noCallback = await openSite({ settings: (s) => void (s.callback = false) });
  const token = newSecret();
  const table: [SiteFixture, object, number, object][] = [
    [site, { website: 'https://spam.example' }, 422, { error: 'invalid', field: 'website' }],
    [site, { spentMs: 1_499 }, 422, { error: 'invalid', field: 'spentMs' }],
    [site, { text: ' \u202E ' }, 422, { error: 'invalid', field: 'text' }],
    [site, { text: 'я'.repeat(4_001) }, 422, { error: 'invalid', field: 'text' }],
    [site, { token, erase: token }, 422, { error: 'invalid', field: 'erase' }],
    [site, { contact }, 422, { error: 'consent_required', field: 'consent' }],
    [site, { contact, consent: '0' }, 422, { error: 'consent_required', field: 'consent' }],
    [site, { kind: 'callback', consent: '1' }, 422, { error: 'invalid', field: 'contact.phone' }],
    [site, { topic: 'love' }, 422, { error: 'invalid', field: 'topic' }],
    [noLegal, { contact, consent: '1' }, 422, { error: 'contact_not_offered', field: 'contact' }],
    [
      noCallback,
      { kind: 'callback', contact, consent: '1' },
      422,
      { error: 'contact_not_offered', field: 'kind' },
    ],
    [russia, {}, 422, { error: 'text_not_stored_here', field: 'text' }],
    [off, {}, 409, { error: 'ask_closed' }],
  ];
  const before = await dump();
  for (const [where, change, status, body] of table) {
    const reply = await send(where, { ...message(), ...change });
    expect([change, reply.status, await reply.json()]).toEqual([change, status, body]);
  }
  expect(await dump()).toBe(before);
  expect((await send(site, message({ spentMs: 1_500, website: '' }))).status).toBe(201);
});

it('while Ask is closed lets no conversation begin, but every one that began go on', async () => {
  const site = await openSite();
  const first = message();
  await send(site, first);
  await env.DB.prepare('DELETE FROM channel').run();
  const refused = await send(site, message());
  expect([refused.status, await refused.json()]).toEqual([409, { error: 'ask_closed' }]);
  expect((await send(site, message({ token: first.token, erase: first.erase, spentMs: 0 }))).status).toBe(
    201,
  );
});

it("refuses words under somebody's token with another erase secret", async () => {
  const site = await openSite();
  const first = message();
  await send(site, first);
  const reply = await send(site, message({ token: first.token }));
  expect([reply.status, await reply.json()]).toEqual([422, { error: 'invalid', field: 'erase' }]);
  expect((await view(site, first.token)).messages.length).toBe(1);
});

it('stores all or nothing, whichever statement fails, and never says stored when it is not', async () => {
  const site = await openSite();
  const body = () => message({ kind: 'callback', contact, consent: '1' });
  const app = testApp();
  await app.fromPage(`/w/${site.key}/conversation`, { token: newSecret() });
  const before = await dump();
  const outcomes = [];
  for (let n = 1; ; n++) {
    const { DB, count } = failingDatabase(n);
    const reply = await app.send(
      `/w/${site.key}/messages`,
      { method: 'POST', body: JSON.stringify(body()), headers: { Origin: PAGE_ORIGIN } },
      { DB },
    );
    outcomes.push(reply.status);
    if (reply.status === 201) {
      expect(await rows('SELECT count(*) AS n FROM message')).toEqual([{ n: 1 }]);
      expect(await rows('SELECT count(*) AS n FROM contact')).toEqual([{ n: 1 }]);
      expect(await rows('SELECT count(*) AS n FROM notice')).toEqual([{ n: 1 }]);
      expect(count.ran).toBeGreaterThanOrEqual(n - 1);
      break;
    }
    expect(await dump()).toBe(before);
  }
  // Two statements read whether Ask is open; seven store.
  expect(outcomes).toEqual([...Array<number>(9).fill(500), 201]);
});

it.each([
  'D1 DB is overloaded. Requests queued for too long.',
  'Network connection lost.',
  'D1 DB storage operation exceeded timeout which caused object to be reset.',
])('answers 503 with Retry-After when D1 says: %s', async (words) => {
  const site = await openSite();
  const app = testApp();
  await app.fromPage(`/w/${site.key}/conversation`, { token: newSecret() });
  for (const n of [1, 3]) {
    const { DB } = busyDatabase(n, `D1_ERROR: ${words}`);
    const init = { method: 'POST', body: JSON.stringify(message()), headers: { Origin: PAGE_ORIGIN } };
    const reply = await app.send(`/w/${site.key}/messages`, init, { DB });
    expect([reply.status, reply.headers.get('Retry-After'), await reply.json()]).toEqual([
      503,
      '5',
      { error: 'busy' },
    ]);
    expect(reply.headers.get('Access-Control-Allow-Origin')).toBe(PAGE_ORIGIN);
  }
  expect(await rows('SELECT count(*) AS n FROM message')).toEqual([{ n: 0 }]);
});

it('erases a conversation by its erase secret alone, with contact and notices, for good', async () => {
  const site = await openSite();
  const m = message({ text: 'canary-5512', kind: 'callback', when: 'canary-when', contact, consent: '1' });
  const kept = message({ text: 'kept' });
  await send(site, m);
  await send(site, kept);
  const erase = (token: string, secret: string) =>
    testApp().fromPage(`/w/${site.key}/erase`, { what: 'conversation', token, erase: secret });
  for (const wrong of [m.token, m.id, kept.erase, newSecret()]) {
    expect((await erase(m.token, wrong)).status).toBe(404);
  }
  const done = await erase(m.token, m.erase);
  expect([done.status, await done.json()]).toEqual([200, { erased: 1 }]);
  expect((await erase(m.token, m.erase)).status).toBe(200);
  const everything = await dump();
  expect(everything).not.toContain('canary');
  expect(await rows('SELECT count(*) AS n FROM contact')).toEqual([{ n: 0 }]);
  expect(await rows('SELECT count(*) AS n FROM notice')).toEqual([{ n: 1 }]);
  expect((await view(site, kept.token)).messages.map(({ text }) => text)).toEqual(['kept']);
  const late = await send(site, m);
  expect([late.status, await late.json()]).toEqual([422, { error: 'invalid', field: 'token' }]);
});
