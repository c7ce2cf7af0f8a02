// Questions and call backs through the public doors: stored whole or not at all, once, and only when somebody will hear.
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ConversationView } from '../../worker/contract/visitor.ts';
import { addMember, addSite, newSecret, NOON, PAGE_ORIGIN, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';
import { addChannel, message, network, rows } from './support/words.ts';

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
