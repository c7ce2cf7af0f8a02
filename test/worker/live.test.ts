// The live hub in real workerd: who is told what, in which order, who is put out, and what survives its sleep.
import { env } from 'cloudflare:workers';
import {
  createExecutionContext,
  evictDurableObject,
  runInDurableObject,
  waitOnExecutionContext,
} from 'cloudflare:test';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createApp } from '../../worker/app.ts';
import { LIVE_CLOSE } from '../../worker/contract/live-codes.ts';
import { MOST } from '../../worker/live/caps.ts';
import { BURST } from '../../worker/live/flood.ts';
import { CHECK_MS, MOST_CHARS, SILENT_MS } from '../../worker/live/hub.ts';
import { announce, hubOf } from '../../worker/live/live.ts';
import type { MemberSeat, Seat } from '../../worker/live/seat.ts';
import { addMember, addSite, newSecret, NOON, PAGE_ORIGIN, sha256, testApp } from './support/fixtures.ts';
import { memberSocket, visitorSocket } from './support/sockets.ts';
import { failingDatabase } from './support/watched-db.ts';
import { addChannel, message, network, rows } from './support/words.ts';

let undo: () => void;
beforeEach(() => ({ undo } = network(() => new Response('', { status: 200 }))));
afterEach(() => undo());

const hubAt = (siteId: string) => hubOf(env, siteId)!;
const isReady = ({ is }: { is: string }) => is === 'ready';

/** A site that can be asked, its operator, and a visitor who has asked once. */
async function scene() {
  const site = await addSite();
  await addChannel(site.siteId);
  await env.DB.prepare('UPDATE site SET inbox_opened_at = ?1').bind(NOON).run();
  const app = testApp();
  const operator = await addMember(site.clinicId, 'operator');
  const first = message();
  expect((await app.fromPage(`/w/${site.key}/messages`, first)).status).toBe(201);
  const id = await conversationOf(first.token);
  const path = `/api/sites/${site.siteId}/conversations/${id}`;
  const more = (text: string) =>
    app.fromPage(`/w/${site.key}/messages`, message({ token: first.token, erase: first.erase, text }));
  const reply = (text: string, replyId = newSecret()) =>
    app.fromMember(operator.cookie, 'POST', `${path}/replies`, { id: replyId, text });
  const panel = async () => {
    const socket = await visitorSocket(app, site.key, first.token);
    await socket.until(isReady);
    return socket;
  };
  const inbox = (cookie = operator.cookie) => memberSocket(app, site.siteId, cookie);
  return { app, site, operator, first, id, path, more, reply, panel, inbox };
}

const conversationOf = async (token: string): Promise<string> =>
  (await rows<{ id: string }>('SELECT id FROM conversation WHERE token_hash = ?1', await sha256(token)))[0]!
    .id;

/** Makes every member's seat look as if its session had last been seen a while ago. */
const letTimePass = (siteId: string): Promise<void> =>
  runInDurableObject(hubAt(siteId), (_, state) =>
    state.getWebSockets('member').forEach((socket) => {
      const seat = socket.deserializeAttachment() as MemberSeat;
      socket.serializeAttachment({ ...seat, checkedMs: Date.now() - CHECK_MS });
    }),
  );

it('tells the inbox of a question and the panel of a reply, by number and without a word of either', async () => {
  const { id, more, reply, ...at } = await scene();
  const [inbox, panel] = [await at.inbox(), await at.panel()];
  expect((await more('Secret words of a patient')).status).toBe(201);
  expect((await reply('Secret words of the clinic')).status).toBe(201);
  await Promise.all([inbox.settle(), panel.settle()]);
  expect(inbox.told).toEqual([
    { is: 'ready' },
    { is: 'message', conversationId: id, seq: 2 },
    { is: 'message', conversationId: id, seq: 3 },
  ]);
  expect(panel.told).toEqual([
    { is: 'ready', seq: 1 },
    { is: 'message', seq: 2 },
    { is: 'message', seq: 3 },
  ]);
});

it('tells of closing, opening again and erasing; the panel of an erased conversation is shut', async () => {
  const { app, operator, path, id, ...at } = await scene();
  const [inbox, panel] = [await at.inbox(), await at.panel()];
  await app.fromMember(operator.cookie, 'POST', `${path}/close`, { outcome: 'solved' });
  await app.fromMember(operator.cookie, 'POST', `${path}/reopen`);
  await app.fromMember(operator.cookie, 'DELETE', path);
  expect(await panel.closed).toBe(LIVE_CLOSE.gone);
  await inbox.settle();
  const changed = { is: 'conversation', conversationId: id };
  expect(inbox.told.slice(1)).toEqual([changed, changed, { ...changed, gone: true }]);
  expect(panel.told.slice(1)).toEqual([
    { is: 'conversation' },
    { is: 'conversation' },
    { is: 'conversation' },
  ]);
});

it('tells of the visitor’s own erasure, once', async () => {
  const { app, site, first, id, ...at } = await scene();
  const [inbox, panel] = [await at.inbox(), await at.panel()];
  const erase = { what: 'conversation', token: first.token, erase: first.erase };
  for (const _ of [1, 2]) expect((await app.fromPage(`/w/${site.key}/erase`, erase)).status).toBe(200);
  expect(await panel.closed).toBe(LIVE_CLOSE.gone);
  await inbox.settle();
  expect(inbox.told.slice(1)).toEqual([{ is: 'conversation', conversationId: id, gone: true }]);
});

it('keeps what only the clinic sees from the visitor, and every conversation from other visitors and sites', async () => {
  const [one, two] = [await scene(), await scene()];
  const [own, other, foreign] = [await one.panel(), await two.panel(), await two.inbox()];
  const neighbour = message();
  expect((await one.app.fromPage(`/w/${one.site.key}/messages`, neighbour)).status).toBe(201);
  const beside = await visitorSocket(one.app, one.site.key, neighbour.token);
  await beside.until(isReady);
  await announce(env, { id: one.site.siteId }, { is: 'inside', conversationId: one.id });
  await one.reply('Для одного');
  for (const socket of [own, other, foreign, beside]) await socket.settle();
  expect(own.told.slice(1)).toEqual([{ is: 'message', seq: 2 }]);
  for (const socket of [other, foreign, beside]) expect(socket.told.length).toBe(1);
});

it.each([
  ['another conversation’s erase secret', (first: { erase: string }) => first.erase],
  ['a token nobody has', () => newSecret()],
])('shuts out %s, as it does a foreign site’s token', async (_, tokenOf) => {
  const { app, first, site } = await scene();
  const made = await visitorSocket(app, site.key, tokenOf(first));
  const elsewhere = await scene();
  const foreign = await visitorSocket(app, elsewhere.site.key, first.token);
  expect([await made.closed, await foreign.closed]).toEqual([LIVE_CLOSE.gone, LIVE_CLOSE.gone]);
  expect([...made.told, ...foreign.told]).toEqual([]);
});

it('closes a socket that does not say its token in time, and tells it nothing before', async () => {
  const { app, site, more, panel } = await scene();
  const known = await panel();
  const startedMs = Date.now();
  const silent = await visitorSocket(app, site.key);
  await more('Ещё вопрос');
  expect(await silent.closed).toBe(LIVE_CLOSE.silent);
  expect(Date.now() - startedMs).toBeLessThan(SILENT_MS + 3_000);
  expect(silent.told).toEqual([]);
  await known.settle();
}, 15_000);

it('goes on after sleep: announcements, hints and presence reach the sockets that stayed open', async () => {
  const { site, id, reply, ...at } = await scene();
  const [inbox, panel] = [await at.inbox(), await at.panel()];
  inbox.say({ is: 'looking', conversationId: id });
  await inbox.until(({ is }) => is === 'presence');
  await evictDurableObject(hubAt(site.siteId), { webSockets: 'hibernate' });
  panel.say({ is: 'typing' });
  expect(await inbox.until(({ is }) => is === 'typing')).toEqual({
    ...{ is: 'typing', conversationId: id, by: 'visitor', name: '' },
  });
  await reply('Ответ после сна');
  expect(await panel.until(({ is }) => is === 'message')).toEqual({ is: 'message', seq: 2 });
});

it('tells a connection that was away how far the conversation is', async () => {
  const { reply, panel } = await scene();
  (await panel()).close();
  for (const text of ['Раз', 'Два', 'Три']) await reply(text);
  const again = await panel();
  expect(again.told).toEqual([{ is: 'ready', seq: 4 }]);
});

it('says who types and who looks: members by name among members, to the visitor no name', async () => {
  const { site, operator, id, ...at } = await scene();
  await env.DB.prepare('UPDATE member SET name = ?2 WHERE id = ?1').bind(operator.memberId, 'Анна').run();
  const colleague = await addMember(site.clinicId, 'owner');
  await env.DB.prepare('UPDATE member SET name = ?2 WHERE id = ?1').bind(colleague.memberId, 'Борис').run();
  const [first, tab, second] = [await at.inbox(), await at.inbox(), await at.inbox(colleague.cookie)];
  for (const socket of [first, tab, second]) socket.say({ is: 'looking', conversationId: id });
  await first.until(({ is, members }) => is === 'presence' && String(members) === 'Борис');
  await second.until(({ is, members }) => is === 'presence' && String(members) === 'Анна');
  const panel = await at.panel();
  expect(await second.until(({ visitor }) => visitor === true)).toMatchObject({ members: ['Анна'] });
  second.say({ is: 'typing', conversationId: id });
  expect(await first.until(({ is }) => is === 'typing')).toMatchObject({ by: 'clinic', name: 'Борис' });
  expect(await panel.until(({ is }) => is === 'typing')).toEqual({ is: 'typing' });
  panel.close();
  await second.until(({ is, visitor }) => is === 'presence' && visitor === false);
  second.close();
  await first.until(
    ({ is, members, visitor }) => is === 'presence' && String(members) === '' && visitor === false,
  );
  expect(second.told.filter(({ is }) => is === 'typing')).toEqual([]);
  expect(JSON.stringify(panel.told)).not.toMatch(/Анна|Борис/);
});

it('closes the socket of a session that has ended or may no longer read words, and tells it nothing more', async () => {
  const { site, operator, more, inbox } = await scene();
  const others = [
    await addMember(site.clinicId, 'owner'),
    await addMember(site.clinicId, 'operator'),
  ] as const;
  const [gone, demoted, kept] = [await inbox(), await inbox(others[0].cookie), await inbox(others[1].cookie)];
  await env.DB.batch([
    env.DB.prepare('UPDATE session SET expires_at = ?1').bind(Date.now() + 86_400_000),
    env.DB.prepare('DELETE FROM session WHERE member_id = ?1').bind(operator.memberId),
    env.DB.prepare(`UPDATE membership SET role = 'viewer' WHERE member_id = ?1`).bind(others[0].memberId),
  ]);
  await letTimePass(site.siteId);
  await more('Кто услышит?');
  expect([await gone.closed, await demoted.closed]).toEqual([
    LIVE_CLOSE.not_signed_in,
    LIVE_CLOSE.not_signed_in,
  ]);
  await kept.until(({ is }) => is === 'message');
  expect([gone, demoted].flatMap(({ told }) => told)).toEqual([{ is: 'ready' }, { is: 'ready' }]);
});

it('looks at the session too before a member may say anything', async () => {
  const { site, operator, inbox, id } = await scene();
  const socket = await inbox();
  await env.DB.prepare('DELETE FROM session WHERE member_id = ?1').bind(operator.memberId).run();
  await letTimePass(site.siteId);
  socket.say({ is: 'looking', conversationId: id });
  expect(await socket.closed).toBe(LIVE_CLOSE.not_signed_in);
});

it.each([
  ['what is no JSON', '{', LIVE_CLOSE.invalid],
  ['an unknown kind', { is: 'message', text: 'Здравствуйте' }, LIVE_CLOSE.invalid],
  ['a field too many', { is: 'typing', text: 'Здравствуйте' }, LIVE_CLOSE.invalid],
  ['what only members say', { is: 'looking', conversationId: null }, LIVE_CLOSE.invalid],
  ['too long a message', 'x'.repeat(MOST_CHARS + 1), LIVE_CLOSE.too_large],
])('closes a panel’s socket that says %s', async (_, said, code) => {
  const { panel } = await scene();
  const socket = await panel();
  socket.say(said);
  expect(await socket.closed).toBe(code);
});

it('closes a socket that says hints before its token, or too much at once', async () => {
  const { app, site, panel } = await scene();
  const early = await visitorSocket(app, site.key);
  early.say({ is: 'typing' });
  expect(await early.closed).toBe(LIVE_CLOSE.silent);
  const loud = await panel();
  for (let n = 0; n < BURST; n++) loud.say({ is: 'typing' });
  expect(await loud.closed).toBe(LIVE_CLOSE.too_many_requests);
});

it('seats only so many at one conversation, and lets the next in when one has left', async () => {
  const { app, site, first, panel } = await scene();
  const seated = await Promise.all(Array.from({ length: MOST.ofConversation }, panel));
  const late = await visitorSocket(app, site.key, first.token);
  expect(await late.closed).toBe(LIVE_CLOSE.full);
  seated[0]!.close();
  await seated[0]!.closed;
  await (await panel()).settle();
});

it('keeps places of members out of the reach of visitors, and of one member alone', async () => {
  const { app, site, operator, inbox } = await scene();
  const sockets = await Promise.all(Array.from({ length: MOST.ofMember }, () => inbox()));
  await Promise.all(sockets.map((socket) => socket.until(isReady)));
  const late = await inbox();
  expect([await late.closed, late.told]).toEqual([LIVE_CLOSE.full, []]);
  const colleague = await addMember(site.clinicId, 'owner');
  await (await inbox(colleague.cookie)).until(isReady);
  expect(operator.memberId).not.toBe(colleague.memberId);
  // The hub's word on a thousand visitors is the same rule; their sockets need not be opened for it.
  await (
    await visitorSocket(app, site.key, newSecret())
  ).closed;
});

it('opens the members’ door to our own pages only, and the visitors’ to the site’s', async () => {
  const { app, site, operator } = await scene();
  const upgrade = { Upgrade: 'websocket' };
  const asMember = (headers: Record<string, string>) =>
    app.send(`/api/sites/${site.siteId}/live`, { headers: { ...upgrade, ...headers } });
  const cookie = { Cookie: operator.cookie };
  const refused = [
    [await asMember({ Origin: 'http://localhost:8787' }), 401],
    [await asMember({ ...cookie, Origin: PAGE_ORIGIN }), 403],
    [await asMember({ ...cookie, Origin: 'null' }), 403],
    [await asMember(cookie), 403],
    [await app.send(`/w/${site.key}/live`, { headers: { ...upgrade, Origin: 'https://evil.example' } }), 403],
    [await app.send(`/w/${site.key}/live`, { headers: upgrade }), 403],
    [await app.send('/w/unknown0key/live', { headers: { ...upgrade, Origin: PAGE_ORIGIN } }), 404],
  ] as const;
  for (const [reply, status] of refused) expect([reply.status, reply.webSocket]).toEqual([status, null]);
});

it('gives no seat that a header of the request asks for', async () => {
  const { app, site, id, reply } = await scene();
  const seat = {
    is: 'member',
    memberId: 'x',
    name: 'x',
    sessionHash: 'x',
    site: { id: site.siteId, home: 1, clinicId: 'x' },
  };
  const socket = await visitorSocket(app, site.key, undefined, {
    'Otklik-Seat': encodeURIComponent(JSON.stringify(seat)),
  });
  await reply('Не для всех');
  await socket.settle();
  expect(socket.told).toEqual([]);
  const seats = await runInDurableObject(hubAt(site.siteId), (_, state) =>
    state.getWebSockets().map((each) => (each.deserializeAttachment() as Seat).is),
  );
  expect(seats).toEqual(['visitor']);
  expect(id).not.toBe('');
});

it('works by polling where no hub is bound', async () => {
  const { app, site, operator, first, path } = await scene();
  const send = async (route: string, init: RequestInit): Promise<Response> => {
    const context = createExecutionContext();
    const { LIVE: _, ...without } = env;
    const reply = await createApp({ now: () => NOON }).fetch(
      new Request(env.PUBLIC_URL + route, init),
      without,
      context,
    );
    await waitOnExecutionContext(context);
    return reply;
  };
  const headers = {
    'Content-Type': 'application/json',
    Origin: 'http://localhost:8787',
    Cookie: operator.cookie,
  };
  const body = JSON.stringify({ id: newSecret(), text: 'Ответ без сокетов' });
  expect((await send(`${path}/replies`, { method: 'POST', headers, body })).status).toBe(201);
  const me = (await (await send('/api/me', { headers })).json()) as { live: boolean };
  expect(me.live).toBe(false);
  const refused = await send(`/w/${site.key}/live`, {
    headers: { Upgrade: 'websocket', Origin: PAGE_ORIGIN },
  });
  expect(refused.status).toBe(426);
  const config = (await (await send(`/w/${site.key}.json`, {})).json()) as { live?: boolean };
  expect(config.live).toBeUndefined();
  const read = await app.fromPage(`/w/${site.key}/conversation`, { token: first.token });
  expect(((await read.json()) as { messages: unknown[] }).messages).toHaveLength(2);
});

it('answers a reader who has everything with 204, and with all of it once anything is newer', async () => {
  const { app, site, first, reply, path, operator } = await scene();
  const read = (have: unknown) => app.fromPage(`/w/${site.key}/conversation`, { token: first.token, have });
  expect((await read({ state: 'waiting', seq: 1 })).status).toBe(204);
  expect((await read({ state: 'answered', seq: 1 })).status).toBe(200);
  await reply('Ответ');
  expect(await (await read({ state: 'waiting', seq: 1 })).json()).toMatchObject({ messages: [{}, {}] });
  expect((await read({ state: 'answered', seq: 2 })).status).toBe(204);
  await app.fromMember(operator.cookie, 'POST', `${path}/close`, { outcome: 'solved' });
  expect((await read({ state: 'answered', seq: 2 })).status).toBe(200);
  expect((await read({ state: 'closed', seq: -1 })).status).toBe(422);
});

it('announces nothing that was not stored, whichever statement fails, and the repeated send exactly once', async () => {
  const { app, site, first, operator, path, ...at } = await scene();
  const [inbox, panel] = [await at.inbox(), await at.panel()];
  const headers = {
    ...{ 'Content-Type': 'text/plain', Origin: PAGE_ORIGIN, 'CF-Connecting-IP': '203.0.113.7' },
    'User-Agent': 'Mozilla/5.0 Chrome/156.0.0.0',
  };
  const question = JSON.stringify(message({ token: first.token, erase: first.erase, text: 'Ещё один' }));
  const answer = JSON.stringify({ id: newSecret(), text: 'Ответ' });
  const sends: [string, RequestInit][] = [
    [`/w/${site.key}/messages`, { method: 'POST', body: question, headers }],
    [
      `${path}/replies`,
      {
        method: 'POST',
        body: answer,
        headers: {
          'Content-Type': 'application/json',
          Origin: 'http://localhost:8787',
          Cookie: operator.cookie,
        },
      },
    ],
  ];
  for (const [n, [door, init]] of sends.entries()) {
    let failed = 0;
    for (let reply: Response | undefined; reply?.status !== 201; failed++) {
      expect(await rows('SELECT seq FROM message')).toHaveLength(n + 1);
      reply = await app.send(door, init, { DB: failingDatabase(failed + 1).DB });
      expect([201, 500]).toContain(reply.status);
    }
    expect(await rows('SELECT seq FROM message')).toHaveLength(n + 2);
    expect(failed).toBeGreaterThan(3);
  }
  await Promise.all([inbox.settle(), panel.settle()]);
  expect(inbox.told.filter(({ is }) => is === 'message').map(({ seq }) => seq)).toEqual([2, 3]);
  expect(panel.told.filter(({ is }) => is === 'message').map(({ seq }) => seq)).toEqual([2, 3]);
});
