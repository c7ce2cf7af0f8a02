// Telegram both ways: what goes to the chat, whose answer counts, and that each counts once. Only the network edge is replaced.
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ChannelView, TelegramCode, TelegramView } from '../../worker/contract/channels.ts';
import type { PanelConfig } from '../../worker/contract/visitor.ts';
import type { Role } from '../../worker/contract/vocabulary.ts';
import { addMember, addSite, NOON, sha256, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';
import { hookedDb } from './support/broken-db.ts';
import { dump } from './support/watched-db.ts';
import { message, network, rows } from './support/words.ts';

vi.setConfig({ testTimeout: 30_000 });

const TOKEN = '123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
const CHAT = -100200300;
const ANNA = 7_000_000_001;
let net: ReturnType<typeof network>;
let lastId = 100;
let refuses: string | null;

/** Telegram as far as the Worker speaks with it. */
function botApi(request: Request): Response {
  const [, token, method] = /\/bot([^/]+)\/(\w+)$/.exec(request.url) ?? [];
  if (method === refuses) return Response.json({ ok: false, error_code: 400 }, { status: 400 });
  const results: Record<string, object | boolean> = {
    getMe: {
      id: 1,
      is_bot: true,
      first_name: 'Клиника',
      username: token === TOKEN ? 'rassvet_bot' : 'other_bot',
    },
    setWebhook: true,
    deleteWebhook: true,
    sendMessage: { message_id: ++lastId, date: 0, chat: { id: CHAT, type: 'supergroup' } },
  };
  return Response.json({ ok: true, result: results[method ?? ''] });
}

beforeEach(() => {
  refuses = null;
  net = network(botApi);
});
afterEach(() => net.undo());

const calls = (method: string) =>
  net.sent.filter(({ url }) => url.endsWith(`/${method}`)).map(({ body }) => JSON.parse(body));

async function clinic(options: Parameters<typeof addSite>[0] = {}) {
  const site = await addSite(options);
  const app = testApp();
  await env.DB.prepare('UPDATE site SET inbox_opened_at = ?1').bind(NOON).run();
  const owner = await addMember(site.clinicId, 'owner');
  const door = `/api/sites/${site.siteId}/channels`;
  const as = (cookie: string, method: string, path: string, body?: object) =>
    app.fromMember(cookie, method, path, body);
  const made = await as(owner.cookie, 'POST', door, {
    kind: 'telegram',
    botToken: TOKEN,
    chatId: String(CHAT),
  });
  const { id } = await made.json<ChannelView>();
  await as(owner.cookie, 'POST', `${door}/${id}/test`);
  const carry = (words: boolean, cookie = owner.cookie) =>
    as(cookie, 'PUT', `${door}/${id}`, { words, digest: false });
  const ask = async (text: string) => {
    const send = message({ text, topic: 'price' });
    expect((await app.fromPage(`/w/${site.key}/messages`, send)).status).toBe(201);
    return send;
  };
  return { site, app, owner, door, channel: id, as, carry, ask };
}
type Clinic = Awaited<ReturnType<typeof clinic>>;

let updateId = 5_000;
type Update = {
  update_id?: number;
  from?: number;
  chat?: { id: number; type: string };
  text?: string;
  to?: number;
};

/** What Telegram posts to the hook, with what it was told at setWebhook unless `secret` says otherwise. */
async function telegram({ app }: Clinic, u: Update, secret?: string): Promise<Response> {
  const hook = calls('setWebhook').at(-1) as { url: string; secret_token: string };
  const { from = ANNA, chat = { id: CHAT, type: 'supergroup' } } = u;
  const { to } = u;
  return app.send(new URL(hook.url).pathname, {
    method: 'POST',
    headers: { 'X-Telegram-Bot-Api-Secret-Token': secret ?? hook.secret_token },
    body: JSON.stringify({
      update_id: u.update_id ?? ++updateId,
      message: {
        ...{ message_id: 9_000, date: 1, chat, text: u.text },
        from: { id: from, is_bot: false, first_name: 'Анна', language_code: 'ru' },
        ...(to && { reply_to_message: { message_id: to, from: { is_bot: true, username: 'rassvet_bot' } } }),
      },
    }),
  });
}
const said = async (reply: Promise<Response>): Promise<string> =>
  ((await (await reply).json()) as { text?: string }).text ?? '';

/** A member of the clinic whose account at Telegram is linked. */
async function linked(c: Clinic, role: Role, userId = ANNA, sites: string[] = []) {
  const member = await addMember(c.site.clinicId, role, { sites });
  const { code } = await (await c.as(member.cookie, 'POST', '/api/me/telegram')).json<TelegramCode>();
  const answer = await said(
    telegram(c, { from: userId, chat: { id: userId, type: 'private' }, text: `/start ${code}` }),
  );
  return { ...member, code, answer };
}
const replies = () =>
  rows<{ text: string; member_id: string }>(`SELECT text, member_id FROM message WHERE author = 'member'`);

it('sends no word of a patient until an owner says so, and then only of conversations that begin later', async () => {
  const c = await clinic();
  const before = await c.ask('canary-before');
  const webmaster = await addMember(c.site.clinicId, 'webmaster');
  expect((await c.carry(true, webmaster.cookie)).status).toBe(403);
  c.app.clock.now += 60_000;
  expect((await c.carry(true)).status).toBe(200);
  // The earlier conversation goes on as it was promised to go.
  await c.app.fromPage(`/w/${c.site.key}/messages`, { ...before, id: message().id, text: 'canary-more' });
  expect(JSON.stringify(net.sent)).not.toContain('canary');
  await c.ask('Сколько стоит приём?');
  const [text] = calls('sendMessage')
    .slice(-1)
    .map(({ text }) => text as string);
  expect(text).toBe(
    `На сайте задали вопрос, ждут ответа.\nТема: цены\n\nСколько стоит приём?\n\nSite\n${text!.split('\n').at(-2)}\n` +
      'Чтобы ответить пациенту, ответьте на это сообщение.',
  );
  await c.carry(false);
  await c.ask('canary-after');
  expect(JSON.stringify(net.sent)).not.toContain('canary');
});

it('names the channel beside the composer while words leave by it', async () => {
  const c = await clinic();
  const readers = async (l: string) =>
    (await (await c.app.send(`/w/${c.site.key}.json?l=${l}`)).json<PanelConfig>()).readers;
  expect(await readers('ru')).toBe('');
  await c.carry(true);
  expect(await readers('ru')).toBe(
    'Сообщения читают сотрудники клиники в часы работы. Текст передаётся им и через Telegram.',
  );
  expect(await readers('en')).toBe(
    'Clinic staff read messages in opening hours. The text also reaches them by Telegram.',
  );
  await c.carry(false);
  expect(await readers('ru')).toBe('');
});

it('tells every further message of a patient where words may leave, and only the first where not', async () => {
  const c = await clinic();
  await c.carry(true);
  const first = await c.ask('Первый вопрос');
  await c.app.fromPage(`/w/${c.site.key}/messages`, { ...first, id: message().id, text: 'И ещё один' });
  expect(calls('sendMessage').at(-1).text).toMatch(
    /^Написали ещё, ждут ответа\.\nТема: цены\n\nИ ещё один\n/,
  );
  expect(await rows('SELECT event, seq FROM notice ORDER BY seq')).toEqual([
    { event: 'question', seq: 1 },
    { event: 'message', seq: 2 },
  ]);
});

it('stores the answer of a linked operator as if they had written it in the dashboard, and tells the visitor’s device', async () => {
  const c = await clinic();
  await c.carry(true);
  const { memberId, answer } = await linked(c, 'operator');
  expect(answer).toBe('Готово, operator. Чтобы ответить пациенту, отвечайте на уведомление о его вопросе.');
  const { token } = await c.ask('Есть ли время в субботу?');
  c.app.clock.now += 60_000;
  expect(await said(telegram(c, { to: lastId, text: ' Да, в 10:00. ' }))).toBe('Ответ отправлен пациенту.');
  expect(await replies()).toEqual([{ text: 'Да, в 10:00.', member_id: memberId }]);
  expect(await rows('SELECT state, first_reply_at, waiting_since FROM conversation')).toEqual([
    { state: 'answered', first_reply_at: NOON + 60_000, waiting_since: null },
  ]);
  const seen = await c.app.fromPage(`/w/${c.site.key}/conversation`, { token });
  expect(await seen.json()).toMatchObject({
    messages: [{ from: 'visitor' }, { from: 'clinic', text: 'Да, в 10:00.' }],
  });
});

it('stores an answer once, however often Telegram brings it', async () => {
  const c = await clinic();
  await c.carry(true);
  await linked(c, 'operator');
  await c.ask('Вопрос');
  const again = { update_id: 77, to: lastId, text: 'Ответ' };
  const all = await Promise.all([0, 1, 2, 3].map(() => said(telegram(c, again))));
  expect(new Set(all)).toEqual(new Set(['Ответ отправлен пациенту.']));
  await env.DB.exec("UPDATE conversation SET state = 'closed'");
  expect(await said(telegram(c, again))).toBe('Ответ отправлен пациенту.');
  expect(await replies()).toHaveLength(1);
});

const REFUSED =
  'Ответ не отправлен. Отвечать отсюда могут сотрудники, которые связали свой Telegram с Откликом: там это в профиле.';
type Someone = (c: Clinic) => Promise<unknown>;
it.each<[string, Someone]>([
  ['a stranger', () => Promise.resolve()],
  ['a viewer, who reads no words', (c) => linked(c, 'viewer')],
  ['a webmaster', (c) => linked(c, 'webmaster')],
  [
    'an operator of another site of the clinic',
    async (c) => linked(c, 'operator', ANNA, [(await addSite({ clinicId: c.site.clinicId })).siteId]),
  ],
  [
    'an operator who has left',
    async (c) => {
      const { memberId } = await linked(c, 'operator');
      await c.as(c.owner.cookie, 'DELETE', `/api/clinics/${c.site.clinicId}/members/${memberId}`);
    },
  ],
  [
    'an operator who has unlinked',
    async (c) => {
      const { cookie } = await linked(c, 'operator');
      expect((await c.as(cookie, 'DELETE', '/api/me/telegram')).status).toBe(204);
    },
  ],
])('refuses the answer of %s politely and keeps nothing of it', async (_, someone) => {
  const c = await clinic();
  await c.carry(true);
  await someone(c);
  await c.ask('Вопрос');
  const before = await dump();
  expect(await said(telegram(c, { to: lastId, text: 'canary-answer' }))).toBe(REFUSED);
  expect(await dump()).toBe(before);
});

it('has no door for whoever does not know what Telegram was told', async () => {
  const c = await clinic();
  await c.carry(true);
  await linked(c, 'operator');
  await c.ask('Вопрос');
  for (const secret of ['', 'wrong', TOKEN])
    expect((await telegram(c, { to: lastId, text: 'x' }, secret)).status).toBe(404);
  const unknown = await c.app.send(`/hooks/telegram/${await sha256('other')}`, {
    method: 'POST',
    body: '{}',
  });
  expect(unknown.status).toBe(404);
  const { url } = calls('setWebhook').at(-1);
  await c.carry(false);
  expect((await telegram(c, { to: lastId, text: 'x' })).status).toBe(404);
  expect(new URL(url).pathname).toBe(`/hooks/telegram/${await sha256(TOKEN)}`);
  expect(calls('deleteWebhook')).toHaveLength(1);
  expect(await replies()).toEqual([]);
});

it.each([
  ['not JSON', 'nonsense'],
  ['an update of another kind', '{"update_id":1,"poll":{"id":"1"}}'],
  [
    'a message of a bot',
    '{"update_id":1,"message":{"message_id":1,"from":{"id":1,"is_bot":true},"chat":{"id":1,"type":"private"},"text":"x"}}',
  ],
  [
    'a message of nobody',
    '{"update_id":1,"message":{"message_id":1,"chat":{"id":1,"type":"channel"},"text":"x"}}',
  ],
])('takes %s without a word, so that Telegram does not bring it for ever', async (_, body) => {
  const c = await clinic();
  await c.carry(true);
  const { url, secret_token } = calls('setWebhook').at(-1);
  const reply = await c.app.send(new URL(url).pathname, {
    ...{ method: 'POST', body },
    headers: { 'X-Telegram-Bot-Api-Secret-Token': secret_token },
  });
  expect([reply.status, await reply.json()]).toEqual([200, {}]);
});

it('says why an answer cannot be sent: closed, answered by a colleague, erased, a picture, asked before the switch', async () => {
  const c = await clinic();
  await c.ask('Раньше');
  const early = lastId;
  c.app.clock.now += 1_000;
  await c.carry(true);
  await linked(c, 'operator');
  await linked(c, 'owner', ANNA + 1);
  expect(await said(telegram(c, { to: early, text: 'Ответ' }))).toContain(
    'раньше, чем включили ответы отсюда',
  );
  await c.ask('Вопрос');
  const notice = lastId;
  expect(await said(telegram(c, { to: notice }))).toContain('только текст');
  expect(await said(telegram(c, { to: notice, text: 'ы'.repeat(4_001) }))).toContain('только текст');
  await telegram(c, { to: notice, text: 'Ответ' });
  expect(await said(telegram(c, { from: ANNA + 1, to: notice, text: 'Тоже' }))).toContain(
    'Коллега уже ответил',
  );
  await env.DB.exec("UPDATE conversation SET state = 'closed'");
  expect(await said(telegram(c, { to: notice, text: 'Ещё' }))).toContain('Разговор закрыт');
  const [{ id }] = (await rows<{ id: string }>('SELECT id FROM conversation ORDER BY id DESC')) as [
    { id: string },
  ];
  await c.as(c.owner.cookie, 'DELETE', `/api/sites/${c.site.siteId}/conversations/${id}`);
  expect(await said(telegram(c, { to: notice, text: 'Ещё' }))).toContain('Не нашли вопроса');
  expect((await replies()).map(({ text }) => text)).toEqual([]);
});

it('leaves people alone who talk in the group', async () => {
  const c = await clinic();
  await c.carry(true);
  await linked(c, 'operator');
  expect(await said(telegram(c, { text: 'Кто сегодня на стойке?' }))).toBe('');
  const hook = calls('setWebhook').at(-1) as { url: string; secret_token: string };
  const reply = await c.app.send(new URL(hook.url).pathname, {
    method: 'POST',
    headers: { 'X-Telegram-Bot-Api-Secret-Token': hook.secret_token },
    body: JSON.stringify({
      update_id: 1,
      message: {
        ...{
          message_id: 1,
          chat: { id: CHAT, type: 'supergroup' },
          text: 'Я',
          from: { id: ANNA, is_bot: false },
        },
        reply_to_message: { message_id: 2, from: { is_bot: false } },
      },
    }),
  });
  expect(await reply.json()).toEqual({});
});

it('links once by a code, in private only, within ten minutes', async () => {
  const c = await clinic();
  await c.carry(true);
  const operator = await addMember(c.site.clinicId, 'operator');
  const code = async () =>
    (await (await c.as(operator.cookie, 'POST', '/api/me/telegram')).json<TelegramCode>()).code;
  const privately = (text: string, from = ANNA) =>
    telegram(c, { from, chat: { id: from, type: 'private' }, text });
  const view = async () =>
    (await (await c.as(operator.cookie, 'GET', '/api/me/telegram')).json<TelegramView>()).bots;
  expect(await view()).toEqual([{ name: 'rassvet_bot', sites: ['Site'], linkedAtMs: null }]);
  const one = await code();
  expect(await dump()).not.toContain(one);
  expect(await said(telegram(c, { text: one }))).toContain('в личные сообщения');
  const two = await code();
  expect(await said(privately(one))).toContain('Такого кода нет');
  expect(await said(privately(two.toLowerCase()))).toContain('Готово, operator');
  expect(await said(privately(two, ANNA + 1))).toContain('Такого кода нет');
  expect(await view()).toEqual([{ name: 'rassvet_bot', sites: ['Site'], linkedAtMs: NOON }]);
  const late = await code();
  c.app.clock.now += 600_000;
  expect(await said(privately(late, ANNA + 2))).toContain('Такого кода нет');
  expect(await rows('SELECT user_id FROM telegram_link')).toEqual([{ user_id: ANNA }]);
  expect(await said(privately('Здравствуйте'))).toContain('возьмите код');
});

it('takes a code at bots of the member’s own clinics only, and an owner’s link at that owner’s clinic only', async () => {
  const c = await clinic();
  await c.carry(true);
  const elsewhere = await addSite();
  const stranger = await addMember(elsewhere.clinicId, 'owner');
  const both = await addMember(elsewhere.clinicId, 'operator');
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO membership (clinic_id, member_id, role, created_at) VALUES (?1, ?2, 'operator', 0)`,
    ).bind(c.site.clinicId, both.memberId),
    env.DB.prepare('UPDATE session SET clinic_id = ?1 WHERE member_id = ?2').bind(
      elsewhere.clinicId,
      both.memberId,
    ),
  ]);
  for (const { cookie } of [stranger, both]) {
    const { code } = await (await c.as(cookie, 'POST', '/api/me/telegram')).json<TelegramCode>();
    const answer = await said(telegram(c, { chat: { id: ANNA, type: 'private' }, text: code }));
    expect(answer).toContain('Такого кода нет');
  }
  expect(await rows('SELECT 1 FROM telegram_link')).toEqual([]);
});

it('does not switch words on when Telegram will not bring answers, nor where no words may be stored', async () => {
  const c = await clinic();
  refuses = 'setWebhook';
  const refused = await c.carry(true);
  expect([refused.status, await refused.json()]).toEqual([422, { error: 'channel_refused', field: 'words' }]);
  expect(await rows('SELECT words_from, bot_hash FROM channel')).toEqual([
    { words_from: null, bot_hash: null },
  ]);
  const russia = await clinic({ dataPlace: 'russia' });
  const other = await russia.carry(true);
  expect([other.status, await other.json()]).toEqual([
    422,
    { error: 'text_not_stored_here', field: 'words' },
  ]);
});

it('asks Telegram anew at each test to bring answers here, and keeps those that wait', async () => {
  const c = await clinic();
  await c.carry(true);
  const test = () => c.as(c.owner.cookie, 'POST', `${c.door}/${c.channel}/test`);
  expect((await test()).status).toBe(200);
  const [first, second] = calls('setWebhook');
  expect([first.drop_pending_updates, second.drop_pending_updates]).toEqual([true, false]);
  expect(second.secret_token).toBe(first.secret_token);
  refuses = 'setWebhook';
  expect((await test()).status).toBe(422);
  expect(await rows('SELECT last_error FROM channel')).toEqual([{ last_error: 'http_400' }]);
});

it('gives the bot back when the site is removed', async () => {
  const c = await clinic();
  await c.carry(true);
  const removal = await c.as(c.owner.cookie, 'POST', `/api/sites/${c.site.siteId}/removal`, { name: 'Site' });
  expect([removal.status, calls('deleteWebhook').length]).toEqual([204, 1]);
  expect((await telegram(c, { text: 'x' })).status).toBe(404);
});

it('lets one bot serve two sites, and hands its hook over when one of them stops', async () => {
  const c = await clinic();
  await c.carry(true);
  await linked(c, 'operator');
  const first = lastId;
  const second: SiteFixture = await addSite({ clinicId: c.site.clinicId });
  await env.DB.prepare('UPDATE site SET inbox_opened_at = ?1').bind(NOON).run();
  const door = `/api/sites/${second.siteId}/channels`;
  const made = await c.as(c.owner.cookie, 'POST', door, {
    kind: 'telegram',
    botToken: TOKEN,
    chatId: String(CHAT),
  });
  const { id } = await made.json<ChannelView>();
  await c.as(c.owner.cookie, 'POST', `${door}/${id}/test`);
  await c.as(c.owner.cookie, 'PUT', `${door}/${id}`, { words: true, digest: false });
  await c.ask('На первом сайте');
  expect(lastId).toBeGreaterThan(first);
  // The second site's secret is the one that Telegram has now.
  expect(await said(telegram(c, { to: lastId, text: 'Ответ' }))).toBe('Ответ отправлен пациенту.');
  await c.as(c.owner.cookie, 'DELETE', `${door}/${id}`);
  expect(calls('deleteWebhook')).toEqual([]);
  await c.ask('Ещё вопрос');
  expect(await said(telegram(c, { to: lastId, text: 'Ответ' }))).toBe('Ответ отправлен пациенту.');
});

it('stores an answer once though the database fails at any call, since Telegram brings it again until it is taken', async () => {
  const c = await clinic();
  await c.carry(true);
  await linked(c, 'operator');
  const hook = calls('setWebhook').at(-1) as { url: string; secret_token: string };
  const bring = (update_id: number, to: number, DB: typeof env.DB) =>
    c.app.send(
      new URL(hook.url).pathname,
      {
        method: 'POST',
        headers: { 'X-Telegram-Bot-Api-Secret-Token': hook.secret_token },
        body: JSON.stringify({
          update_id,
          message: {
            ...{ message_id: 1, chat: { id: CHAT, type: 'supergroup' }, text: `Ответ ${update_id}` },
            from: { id: ANNA, is_bot: false },
            reply_to_message: { message_id: to, from: { is_bot: true, username: 'rassvet_bot' } },
          },
        }),
      },
      { DB },
    );
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  let broken = 0;
  for (const moment of ['before', 'inside', 'after'] as const)
    for (let at = 0, isBroken = true; isBroken; at++) {
      await c.ask('Вопрос');
      const update = ++updateId;
      isBroken = false;
      const failing = hookedDb(env.DB, { at: (call) => (call === at ? ((isBroken = true), moment) : null) });
      const first = await bring(update, lastId, failing);
      if (isBroken) expect([broken++ >= 0, first.status]).toEqual([true, 500]);
      const again = await bring(update, lastId, env.DB);
      expect(await again.json()).toMatchObject({ text: 'Ответ отправлен пациенту.' });
      const stored = await rows('SELECT seq FROM message WHERE client_id LIKE ?1', `%-${update}`);
      expect([moment, at, stored]).toEqual([moment, at, [{ seq: 2 }]]);
    }
  // The bot's channels, the notice, the site, the member, the reply: each of them failed at each moment.
  expect(broken).toBeGreaterThanOrEqual(12);
  vi.restoreAllMocks();
});
