// Channels and notices: what leaves the Worker, when it is tried again, and what follows for Ask. Only the network edge is replaced.
import { env } from 'cloudflare:workers';
import * as v from 'valibot';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { notify } from '../../worker/channels/notify.ts';
import type { ChannelsPage, ChannelView, DeadNotice, ReplayReply } from '../../worker/contract/channels.ts';
import { webhookEvent } from '../../worker/contract/events.ts';
import type { ClinicEvent } from '../../worker/contract/events.ts';
import type { Overview } from '../../worker/contract/members.ts';
import type { PanelConfig } from '../../worker/contract/visitor.ts';
import { runJobs } from '../../worker/jobs/run.ts';
import { deliverDueNotices } from '../../worker/jobs/notices.ts';
import { addMember, addSite, newId, NOON, testApp } from './support/fixtures.ts';
import { dump } from './support/watched-db.ts';
import { addChannel, message, network, rows } from './support/words.ts';

// Hundreds of real requests in one test, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 30_000 });

const MINUTE = 60_000;
let answerWith: (request: Request) => Response | Promise<Response>;
let net: ReturnType<typeof network>;
beforeEach(() => {
  answerWith = () => new Response('ok');
  net = network((request) => answerWith(request));
});
afterEach(() => net.undo());

async function clinic() {
  const site = await addSite();
  const owner = await addMember(site.clinicId, 'owner');
  const app = testApp();
  await env.DB.prepare('UPDATE site SET inbox_opened_at = ?1').bind(NOON).run();
  const door = `/api/sites/${site.siteId}/channels`;
  const call = (method: string, path = '', body?: object) =>
    app.fromMember(owner.cookie, method, door + path, body);
  const list = async () => (await (await call('GET')).json<ChannelsPage>()).channels;
  const ask = (change = {}) => app.fromPage(`/w/${site.key}/messages`, message(change));
  const askState = async () => {
    const overview = await app.fromMember(owner.cookie, 'GET', `/api/sites/${site.siteId}/overview`);
    return (await overview.json<Overview>()).attention;
  };
  const deployed = (body: object) =>
    app.send(
      door,
      {
        ...{ method: 'POST', body: JSON.stringify(body) },
        headers: { Cookie: `__Host-${owner.cookie}`, Origin: 'https://otklik.example' },
      },
      { PUBLIC_URL: 'https://otklik.example' },
    );
  return { site, app, call, list, ask, askState, deployed };
}

it('makes a webhook, shows its secret once, and opens Ask only when a test notice arrived', async () => {
  const { site, app, call, list, askState } = await clinic();
  const made = await call('POST', '', { kind: 'webhook', url: 'https://hooks.clinic.example/in?key=abc' });
  expect(made.status).toBe(201);
  const { secret, ...view } = await made.json<ChannelView>();
  expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(view).toMatchObject({
    kind: 'webhook',
    label: 'hooks.clinic.example',
    enabled: true,
    verifiedAtMs: null,
  });
  expect(await list()).toEqual([view]);
  const everything = await dump();
  expect(everything).not.toContain(secret);
  expect(everything).not.toContain('key=abc');
  expect((await askState()).ask).toBe('no_notice');

  answerWith = () => new Response('no', { status: 500 });
  const failed = await call('POST', `/${view.id}/test`);
  expect([failed.status, await failed.json()]).toEqual([422, { error: 'channel_refused' }]);
  expect(await list()).toMatchObject([{ verifiedAtMs: null, failingSinceMs: NOON, lastError: 'http_500' }]);
  expect((await askState()).ask).toBe('no_notice');

  answerWith = () => new Response('ok');
  app.clock.now += MINUTE;
  expect((await call('POST', `/${view.id}/test`)).status).toBe(200);
  expect(await list()).toMatchObject([
    { verifiedAtMs: NOON + MINUTE, failingSinceMs: null, lastError: null },
  ]);
  expect((await askState()).ask).toBe('open');
  expect(JSON.parse(net.sent.at(-1)!.body)).toMatchObject({ event: 'test', conversation: null, topic: null });
  expect(site.siteId).toBe(JSON.parse(net.sent.at(-1)!.body).site.id);
});

it('tells a webhook at once: signed, with a topic and a link, and not a word of the patient', async () => {
  const { site, ask } = await clinic();
  await addChannel(site.siteId, { url: 'https://hooks.clinic.example/in', secret: 'shared' });
  const words = { text: 'canary-text', kind: 'callback', when: 'canary-when', consent: '1' };
  await ask({ ...words, contact: { name: 'canary-name', phone: '+79990001122', email: '' } });
  const [{ id }] = (await rows<{ id: string }>('SELECT id FROM conversation')) as [{ id: string }];
  expect(net.sent.length).toBe(1);
  const { url, headers, body } = net.sent[0]!;
  expect(url).toBe('https://hooks.clinic.example/in');
  expect(JSON.parse(body)).toEqual({
    ...{
      event: 'callback',
      id: expect.stringMatching(/^[0-9A-Z]{26}$/),
      site: { id: site.siteId, name: 'Site' },
    },
    ...{ topic: 'booking', conversation: id, at: '2026-10-14T09:00:00.000Z' },
    link: `http://localhost:8787/sites/${site.siteId}/inbox/${id}`,
  });
  expect(body + JSON.stringify([...headers])).not.toMatch(/canary|9990001122/);
  const key = await crypto.subtle.importKey(
    'raw',
    Buffer.from('shared'),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  const mac = Buffer.from(
    await crypto.subtle.sign('HMAC', key, Buffer.from(`${NOON / 1000}.${body}`)),
  ).toString('hex');
  expect(headers.get('Otklik-Signature')).toBe(`t=${NOON / 1000},v1=${mac}`);
  expect(await rows('SELECT attempts, delivered_at, last_error FROM notice')).toEqual([
    { attempts: 1, delivered_at: NOON, last_error: null },
  ]);
});

it("tells a Telegram chat in the site's language", async () => {
  const { site, call, ask } = await clinic();
  const botToken = '123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
  const made = await call('POST', '', { kind: 'telegram', botToken, chatId: '-100200300' });
  const { id, label, secret } = await made.json<ChannelView>();
  expect([label, secret]).toEqual(['-100200300', undefined]);
  expect(await dump()).not.toContain('123456789:');
  await call('POST', `/${id}/test`);
  await ask({ topic: 'price', text: 'canary' });
  const [conversation] = await rows<{ id: string }>('SELECT id FROM conversation');
  expect(net.sent.map(({ url }) => url)).toEqual(
    Array(2).fill(`https://api.telegram.org/bot${botToken}/sendMessage`),
  );
  expect(JSON.parse(net.sent[1]!.body)).toEqual({
    chat_id: '-100200300',
    text: `На сайте задали вопрос, ждут ответа.\nТема: цены\nSite\nhttp://localhost:8787/sites/${site.siteId}/inbox/${conversation!.id}`,
    link_preview_options: { is_disabled: true },
  });
});

it.each([
  [
    'a redirect',
    () => new Response('', { status: 302, headers: { Location: 'http://169.254.169.254/' } }),
    'redirect',
  ],
  ['a refusal', () => new Response('', { status: 404 }), 'http_404'],
  ['a broken line', () => Promise.reject(new TypeError('connection refused')), 'network'],
  ['silence', () => Promise.reject(new DOMException('late', 'TimeoutError')), 'timeout'],
] as const)('keeps a notice that met %s and writes down why', async (_, answer, error) => {
  const { site, ask, askState } = await clinic();
  const channel = await addChannel(site.siteId);
  answerWith = answer;
  expect((await ask()).status).toBe(201);
  expect(net.sent.length).toBe(1);
  expect(
    await rows('SELECT attempts, next_attempt_at, delivered_at, dead_at, last_error FROM notice'),
  ).toEqual([
    { attempts: 1, next_attempt_at: NOON + MINUTE, delivered_at: null, dead_at: null, last_error: error },
  ]);
  expect((await askState()).failingChannels).toEqual([
    { id: channel, kind: 'webhook', error, sinceMs: NOON },
  ]);
});

const nextAttempt = async (): Promise<number | null> =>
  (await rows<{ at: number }>('SELECT next_attempt_at AS at FROM notice WHERE dead_at IS NULL'))[0]?.at ??
  null;

it('tries again after 1, 2, 4 … 60 minutes, gives up after a day, and Ask closes then', async () => {
  const { site, app, ask, askState } = await clinic();
  await addChannel(site.siteId);
  answerWith = () => new Response('', { status: 503 });
  await ask();
  const pauses = [];
  for (let due = await nextAttempt(); due !== null; due = await nextAttempt()) {
    pauses.push((due - app.clock.now) / MINUTE);
    const tries = net.sent.length;
    await deliverDueNotices(env, due - 1);
    expect(net.sent.length).toBe(tries);
    app.clock.now = due;
    await deliverDueNotices(env, due);
    expect(net.sent.length).toBe(tries + 1);
  }
  expect(pauses).toEqual([1, 2, 4, 8, 16, 32, ...Array<number>(23).fill(60)]);
  expect(await rows('SELECT dead_at, last_error FROM notice')).toEqual([
    { dead_at: NOON + (63 + 23 * 60) * MINUTE, last_error: 'http_503' },
  ]);
  expect((await askState()).ask).toBe('no_notice');
  const refused = await ask();
  expect([refused.status, await refused.json()]).toEqual([409, { error: 'ask_closed' }]);
  const config = await app.send(`/w/${site.key}.json`);
  expect((await config.json<PanelConfig>()).ask).toBe('closed');
});

it('delivers a late notice once when it works again, and the channel is well', async () => {
  const { site, app, ask, list } = await clinic();
  await addChannel(site.siteId);
  answerWith = () => new Response('', { status: 503 });
  await ask();
  answerWith = () => new Response('ok');
  app.clock.now += MINUTE;
  await runJobs(env, app.clock.now);
  await runJobs(env, app.clock.now + 5 * MINUTE);
  expect(net.sent.length).toBe(2);
  expect(await rows('SELECT delivered_at FROM notice')).toEqual([{ delivered_at: NOON + MINUTE }]);
  expect(await list()).toMatchObject([{ failingSinceMs: null, lastError: null }]);
  expect(await rows(`SELECT ended_at, error FROM job_run WHERE job = 'notices'`)).toEqual([
    { ended_at: NOON + 6 * MINUTE, error: null },
  ]);
});

it('delivers each notice once though four runners look at the same moment', async () => {
  const { site, ask } = await clinic();
  for (let i = 0; i < 3; i++) await addChannel(site.siteId, { url: `https://h${i}.clinic.example/` });
  answerWith = () => new Response('', { status: 503 });
  for (let i = 0; i < 6; i++) await ask();
  net.sent.length = 0;
  answerWith = () => new Response('ok');
  await Promise.all([0, 1, 2, 3].map(() => deliverDueNotices(env, NOON + MINUTE)));
  const ids = net.sent.map(({ body }) => JSON.parse(body).id as string);
  expect([ids.length, new Set(ids).size]).toEqual([18, 18]);
});

it('leaves a notice of a dead runner to the next', async () => {
  const { site, ask } = await clinic();
  await addChannel(site.siteId);
  answerWith = () => new Promise(() => undefined);
  // The runner claims the notice and is never heard of again.
  const never = ask();
  await Promise.race([never, expect.poll(() => net.sent.length).toBe(1)]);
  answerWith = () => new Response('ok');
  await deliverDueNotices(env, NOON);
  expect(net.sent.length).toBe(1);
  await deliverDueNotices(env, NOON + MINUTE);
  expect(net.sent.length).toBe(2);
  expect(await rows('SELECT delivered_at FROM notice')).toEqual([{ delivered_at: NOON + MINUTE }]);
});

it.each([
  ...[
    'http://hooks.clinic.example/',
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://2130706433/',
    'https://0x7f.1/',
  ],
  ...['https://10.0.0.8/', 'https://169.254.169.254/latest', 'https://printer.local/', 'https://intranet/'],
  ...[
    'https://metadata.google.internal/',
    'https://user:pass@hooks.clinic.example/',
    'http://127.0.0.1:9000/',
  ],
  ...['https://[::ffff:7f00:1]/', 'javascript:alert(1)', 'ftp://hooks.clinic.example/', 'https://x.test/'],
  ...[
    'https://otklik.example/api/enter',
    'https://OTKLIK.example:8443/',
    'http://localhost:9000/',
    'https://0.0.0.0/',
  ],
  ...[
    ...['https://127.0.0.1.nip.io/', 'https://app.LOCALTEST.me/', 'https://10-0-0-1.sslip.io/'],
    ...[
      'https://api.otklik.example/',
      'https://[fd00::1]/',
      'https://017700000001/',
      'https://0300.0250.1.1/',
    ],
    'https://hooks.clinic.example/#part',
    'https://localhost/',
    'https://127.1/',
    'https://otklik.example./',
  ],
])('refuses the webhook address %s when deployed', async (url) => {
  const { list, deployed } = await clinic();
  const refused = await deployed({ kind: 'webhook', url });
  expect([refused.status, await refused.json()]).toEqual([
    422,
    { error: expect.stringMatching(/^(channel_refused|invalid)$/), field: 'url' },
  ]);
  expect(await list()).toEqual([]);
});

it('takes an https address of the clinic when deployed, and loopback in a local run only', async () => {
  const { call, deployed } = await clinic();
  expect((await deployed({ kind: 'webhook', url: 'https://crm.clinic.example/otklik' })).status).toBe(201);
  expect((await call('POST', '', { kind: 'webhook', url: 'http://127.0.0.1:9000/in' })).status).toBe(201);
  expect((await call('POST', '', { kind: 'webhook', url: 'http://localhost:8787/api' })).status).toBe(422);
});

it('does not send to an address that has become forbidden', async () => {
  const { site, app, ask, list } = await clinic();
  await addChannel(site.siteId, { url: 'http://127.0.0.1:9000/in' });
  expect((await ask()).status).toBe(201);
  expect(net.sent.length).toBe(1);
  answerWith = () => new Response('', { status: 500 });
  await ask();
  await deliverDueNotices({ ...env, PUBLIC_URL: 'https://otklik.example' }, app.clock.now + MINUTE);
  expect(net.sent.length).toBe(2);
  expect((await list())[0]!.lastError).toBe('address');
});

it('keeps five channels at most, and deletes one with its notices', async () => {
  const { call, list, ask } = await clinic();
  const url = (i: number) => ({ kind: 'webhook', url: `https://h${i}.clinic.example/` });
  for (let i = 0; i < 5; i++) expect((await call('POST', '', url(i))).status).toBe(201);
  expect((await call('POST', '', url(5))).status).toBe(409);
  const channels = await list();
  await call('POST', `/${channels[0]!.id}/test`);
  await ask();
  expect(await rows('SELECT count(*) AS n FROM notice')).toEqual([{ n: 5 }]);
  expect((await call('DELETE', `/${channels[0]!.id}`)).status).toBe(200);
  expect((await call('DELETE', `/${channels[0]!.id}`)).status).toBe(404);
  expect(await rows('SELECT count(*) AS n FROM notice')).toEqual([{ n: 4 }]);
});

it("knows nothing of another site's channel", async () => {
  const { call } = await clinic();
  const other = await addSite();
  const id = await addChannel(other.siteId);
  expect((await call('POST', `/${id}/test`)).status).toBe(404);
  expect((await call('DELETE', `/${id}`)).status).toBe(404);
  expect(net.sent.length).toBe(0);
});

// --- E-mail

const MAIL = { MAIL_API: 'https://mail.example', MAIL_KEY: 'key', MAIL_FROM: 'Otklik <o@clinic.example>' };

async function mailing() {
  const { site, app, ask, askState } = await clinic();
  const owner = await addMember(site.clinicId, 'owner');
  const door = `/api/sites/${site.siteId}/channels`;
  const call = (method: string, path = '', body?: object, bindings: object = MAIL) =>
    app.send(
      door + path,
      {
        method,
        ...(body ? { body: JSON.stringify(body) } : {}),
        headers: {
          ...{ 'Content-Type': 'application/json', Origin: 'http://localhost:8787', Cookie: owner.cookie },
        },
      },
      bindings,
    );
  const page = async (bindings?: object) => (await call('GET', '', undefined, bindings)).json<ChannelsPage>();
  return { site, app, ask, askState, call, page };
}
const codeIn = (body: string): string => /Код подтверждения: (\w{8})/.exec(body)?.[1] ?? '';

it('offers mail only where the deployment can send it', async () => {
  const { call, page } = await mailing();
  expect((await page({})).kinds).toEqual(['webhook', 'telegram']);
  expect((await page()).kinds).toEqual(['webhook', 'telegram', 'email']);
  const draft = { kind: 'email', address: 'desk@clinic.example' };
  expect((await call('POST', '', draft, {})).status).toBe(422);
  expect((await call('POST', '', draft)).status).toBe(201);
});

it('sends an address nothing but the test letter until somebody has read its code', async () => {
  const { app, ask, askState, call, page } = await mailing();
  const made = await call('POST', '', { kind: 'email', address: 'desk@clinic.example' });
  const { id } = await made.json<ChannelView>();
  expect((await call('POST', `/${id}/test`)).status).toBe(200);
  const code = codeIn(JSON.parse(net.sent.at(-1)!.body).text);
  expect(code).toMatch(/^[A-Z2-9]{8}$/);
  expect([net.sent.at(-1)!.url, net.sent.at(-1)!.headers.get('Authorization')]).toEqual([
    'https://mail.example/emails',
    'Bearer key',
  ]);
  expect((await page()).channels).toMatchObject([{ verifiedAtMs: null, failingSinceMs: null }]);
  expect((await askState()).ask).toBe('no_notice');
  for (const wrong of ['ABCDEFGH', code.slice(0, 7), ''])
    expect((await call('POST', `/${id}/confirm`, { code: wrong })).status).toBe(422);
  app.clock.now += 20 * 3_600_000;
  const typed = `${code.slice(0, 4).toLowerCase()} ${code.slice(4)}`;
  expect((await call('POST', `/${id}/confirm`, { code: typed })).status).toBe(200);
  expect((await askState()).ask).toBe('open');
  net.sent.length = 0;
  expect((await ask({ text: 'canary' })).status).toBe(201);
  await deliverDueNotices({ ...env, ...MAIL }, app.clock.now + MINUTE);
  expect(net.sent).toHaveLength(1);
  expect(net.sent[0]!.body).not.toContain('canary');
  // A later test needs no code: it has been typed.
  await call('POST', `/${id}/test`);
  expect(codeIn(JSON.parse(net.sent.at(-1)!.body).text)).toBe('');
});

it('keeps a code to its channel and to two days', async () => {
  const { app, call } = await mailing();
  const ids = [];
  for (const name of ['a', 'b']) {
    const made = await call('POST', '', { kind: 'email', address: `${name}@clinic.example` });
    ids.push((await made.json<ChannelView>()).id);
  }
  await call('POST', `/${ids[0]}/test`);
  const code = codeIn(JSON.parse(net.sent.at(-1)!.body).text);
  expect((await call('POST', `/${ids[1]}/confirm`, { code })).status).toBe(422);
  app.clock.now += 48 * 3_600_000;
  expect((await call('POST', `/${ids[0]}/confirm`, { code })).status).toBe(422);
});

it('carries text, when to call and the contact to the clinic’s own system, and text alone by mail', async () => {
  const { site, app, ask, call } = await mailing();
  const hook = await addChannel(site.siteId);
  const made = await call('POST', '', { kind: 'email', address: 'desk@clinic.example' });
  const { id: mail } = await made.json<ChannelView>();
  await env.DB.prepare('UPDATE channel SET verified_at = 1 WHERE id = ?1').bind(mail).run();
  for (const id of [hook, mail])
    expect((await call('PUT', `/${id}`, { words: true, digest: false })).status).toBe(200);
  const contact = { name: 'canary-name', phone: '+79990001122', email: '' };
  answerWith = () => new Response('', { status: 503 });
  await ask({ kind: 'callback', text: 'canary-text', when: 'canary-when', contact, consent: '1' });
  net.sent.length = 0;
  answerWith = () => new Response('{}');
  await deliverDueNotices({ ...env, ...MAIL }, app.clock.now + MINUTE);
  const body = (host: string) => JSON.parse(net.sent.find(({ url }) => url.includes(host))!.body);
  expect(v.parse(webhookEvent, body('hooks.clinic.example'))).toMatchObject({
    event: 'callback',
    words: { text: 'canary-text', when: 'canary-when', contact },
  });
  expect(body('mail.example').text).toContain('canary-text');
  expect(JSON.stringify(body('mail.example'))).not.toMatch(/canary-name|9990001122/);
  // Neither queue nor log of notices has a copy.
  expect(JSON.stringify(await rows('SELECT * FROM notice'))).not.toMatch(/canary|9990001122/);
});

it('sends no words of a conversation that was erased while its notice waited', async () => {
  const { site, app, ask, call } = await mailing();
  const hook = await addChannel(site.siteId);
  await call('PUT', `/${hook}`, { words: true, digest: false });
  answerWith = () => new Response('', { status: 503 });
  await ask({ text: 'canary' });
  net.sent.length = 0;
  const [{ id }] = (await rows<{ id: string }>('SELECT id FROM conversation')) as [{ id: string }];
  const operator = await addMember(site.clinicId, 'operator');
  await app.fromMember(operator.cookie, 'DELETE', `/api/sites/${site.siteId}/conversations/${id}`);
  await deliverDueNotices(env, app.clock.now + MINUTE);
  expect(net.sent).toEqual([]);
});

// --- What was given up, and what a job tells

async function givenUp() {
  const { site, app, call, ask } = await clinic();
  await addChannel(site.siteId);
  answerWith = () => new Response('', { status: 503 });
  await ask();
  await deliverDueNotices(env, NOON + 25 * 3_600_000);
  app.clock.now = NOON + 26 * 3_600_000;
  const owner = await addMember(site.clinicId, 'owner', { now: app.clock.now });
  const notices = (method: string, path: string, body?: object) =>
    app.fromMember(owner.cookie, method, `/api/sites/${site.siteId}/notices/${path}`, body);
  const dead = async () => (await notices('GET', 'dead')).json<DeadNotice[]>();
  net.sent.length = 0;
  return { site, app, call, notices, dead };
}

it('keeps what was given up with its id and why, and counts it', async () => {
  const { call, dead } = await givenUp();
  const [conversation] = await rows<{ id: string }>('SELECT id FROM conversation');
  expect(await dead()).toEqual([
    {
      ...{ id: expect.stringMatching(/^[0-9A-Z]{26}$/), event: 'question', topic: 'booking' },
      ...{ conversationId: conversation!.id, channel: { kind: 'webhook', label: 'hooks.clinic.example' } },
      ...{ createdAtMs: NOON, deadAtMs: NOON + 25 * 3_600_000, attempts: 2, error: 'http_503' },
    },
  ]);
  expect((await (await call('GET')).json<ChannelsPage>()).dead).toBe(1);
});

it('sends it again once under the same id, though it is asked for four times at once', async () => {
  const { app, dead, notices } = await givenUp();
  const [{ id }] = (await dead()) as [DeadNotice];
  answerWith = () => new Response('ok');
  const replies = await Promise.all([0, 1, 2, 3].map(() => notices('POST', 'replay', { ids: [id] })));
  const replayed = await Promise.all(replies.map(async (r) => (await r.json<ReplayReply>()).replayed));
  expect(replayed.toSorted()).toEqual([0, 0, 0, 1]);
  await deliverDueNotices(env, app.clock.now + 60 * MINUTE);
  expect(net.sent.map(({ body }) => JSON.parse(body).id)).toEqual([id]);
  expect(await dead()).toEqual([]);
  expect(await rows('SELECT delivered_at FROM notice')).toEqual([{ delivered_at: NOON + 26 * 3_600_000 }]);
  expect(await (await notices('POST', 'replay', { ids: [id] })).json()).toEqual({ replayed: 0 });
});

it('gives it up again at once when it fails again', async () => {
  const { dead, notices } = await givenUp();
  const [{ id }] = (await dead()) as [DeadNotice];
  await notices('POST', 'replay', { ids: [id] });
  expect(net.sent).toHaveLength(1);
  expect(await dead()).toMatchObject([{ id, attempts: 3, deadAtMs: NOON + 26 * 3_600_000 }]);
});

it("sends none of another site's again", async () => {
  const { dead } = await givenUp();
  const [{ id }] = (await dead()) as [DeadNotice];
  const other = await givenUp();
  expect(await (await other.notices('POST', 'replay', { ids: [id] })).json()).toEqual({ replayed: 0 });
  expect(net.sent).toEqual([]);
});

it('tells an occasion once to each channel, and a digest only where an owner wants it', async () => {
  const { site, app, call } = await clinic();
  const [one, two] = [
    await addChannel(site.siteId),
    await addChannel(site.siteId, { url: 'https://b.example/' }),
  ];
  await env.DB.prepare(
    `INSERT INTO channel (id, site_id, kind, label, key_id, sealed, created_at, digest) VALUES ('unread', ?1, 'email', 'x', '', '', 0, 1)`,
  )
    .bind(site.siteId)
    .run();
  expect((await call('PUT', `/${two}`, { words: false, digest: true })).status).toBe(200);
  const week = { event: 'digest', digest: { subject: 'Неделя 5–11 октября', text: 'Визитов: 540' } } as const;
  const tell = (event: ClinicEvent, once: string) =>
    notify(env, { id: site.siteId }, event, { once, nowMs: app.clock.now });
  expect([await tell(week, 'digest 2026-W41'), await tell(week, 'digest 2026-W41')]).toEqual([1, 0]);
  expect(net.sent.map(({ url }) => url)).toEqual(['https://b.example/']);
  expect(JSON.parse(net.sent[0]!.body)).toMatchObject({
    ...{ event: 'digest', digest: week.digest, link: `http://localhost:8787/sites/${site.siteId}/overview` },
  });
  net.sent.length = 0;
  const late = { event: 'overdue', conversationId: newId(), topic: 'price' } as const;
  expect([
    await tell(late, 'overdue 1'),
    await tell(late, 'overdue 1'),
    await tell(late, 'overdue 2'),
  ]).toEqual([2, 0, 2]);
  expect(net.sent.map(({ body }) => JSON.parse(body).event)).toEqual(Array(4).fill('overdue'));
  expect(await rows('SELECT DISTINCT channel_id AS id FROM notice ORDER BY id')).toEqual(
    [one, two].toSorted().map((id) => ({ id })),
  );
});
