// One person across conversations: found by phone or address whatever the key, exported and erased whole; and keys that change.
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { PersonErased, PersonExport, PersonView } from '../../worker/contract/person.ts';
import { deliverDueNotices } from '../../worker/jobs/notices.ts';
import { resealOld } from '../../worker/jobs/reseal.ts';
import { deleteExpired } from '../../worker/jobs/retention.ts';
import { addMember, addSite, NOON, testApp } from './support/fixtures.ts';
import { dump } from './support/watched-db.ts';
import { addChannel, message, network, rows } from './support/words.ts';

vi.setConfig({ testTimeout: 30_000 });

const DAY = 86_400_000;
const key = (id: string, byte: number) => `${id}:${Buffer.alloc(32, byte).toString('base64url')}`;
let net: ReturnType<typeof network>;
let status = 200;
beforeEach(() => {
  status = 200;
  net = network(() => new Response('', { status }));
});
afterEach(() => net.undo());

async function clinic() {
  const site = await addSite();
  const app = testApp();
  await addChannel(site.siteId);
  await env.DB.prepare('UPDATE site SET inbox_opened_at = ?1').bind(NOON).run();
  const [owner, operator] = [
    await addMember(site.clinicId, 'owner'),
    await addMember(site.clinicId, 'operator'),
  ];
  const base = `/api/sites/${site.siteId}`;
  const as = (method: string, path: string, body?: object, bindings?: Partial<typeof env>) =>
    app.send(
      base + path,
      {
        method,
        ...(body ? { body: JSON.stringify(body) } : {}),
        headers: {
          ...{ 'Content-Type': 'application/json', Origin: 'http://localhost:8787' },
          Cookie: path.startsWith('/person') ? owner.cookie : operator.cookie,
        },
      },
      bindings,
    );
  /** A question with a contact, by a device of its own each time; its conversation's id. */
  async function ask(
    text: string,
    contact: { phone?: string; email?: string; name?: string } | null,
    bindings = {},
  ) {
    const send = message({ text, ...(contact ? { contact, consent: '1' } : {}) });
    const reply = await app.send(
      `/w/${site.key}/messages`,
      {
        ...{ method: 'POST', body: JSON.stringify(send) },
        headers: {
          ...{
            'Content-Type': 'text/plain',
            Origin: 'https://clinic.example',
            'CF-Connecting-IP': '203.0.113.7',
          },
          'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36',
        },
      },
      bindings,
    );
    expect(reply.status).toBe(201);
    app.clock.now += 60_000;
    const [row] = await rows<{ id: string }>(
      'SELECT conversation_id AS id FROM message WHERE client_id = ?1',
      send.id,
    );
    return row!.id;
  }
  const earlier = async (id: string, bindings = {}) =>
    (
      await (await as('GET', `/conversations/${id}/person`, undefined, bindings)).json<PersonView>()
    ).earlier.map((one) => one.id);
  return { site, app, as, ask, earlier };
}

it('shows the other conversations of whoever left the same phone or address, however it was written', async () => {
  const { ask, earlier } = await clinic();
  const one = await ask('Первый', { phone: '8 (900) 000-00-01' });
  const two = await ask('Второй', { phone: '+7 900 000 00 01', email: 'Anna@Mail.Example' });
  const three = await ask('Третий', { email: 'anna@mail.example' });
  const other = await ask('Чужой', { phone: '+7 900 000-00-02' });
  const nobody = await ask('Без контакта', null);
  expect(await earlier(one)).toEqual([two]);
  expect(await earlier(two)).toEqual([three, one]);
  expect(await earlier(three)).toEqual([two]);
  expect([await earlier(other), await earlier(nobody)]).toEqual([[], []]);
});

it('finds nobody at another site, even by the same phone', async () => {
  const [first, second] = [await clinic(), await clinic()];
  await first.ask('Здесь', { phone: '+79000000001' });
  const there = await second.ask('Там', { phone: '+79000000001' });
  expect(await second.earlier(there)).toEqual([]);
  const found = await second.as('POST', '/person/export', { by: 'phone', value: '+7 900 0000001' });
  expect((await found.json<PersonExport>()).conversations.map(({ id }) => id)).toEqual([there]);
});

it('gives an owner all that is held of a person as one file, and nothing of others', async () => {
  const { as, ask } = await clinic();
  const mine = await ask('canary-mine', { phone: '+79000000001', name: 'Анна' });
  await ask('canary-other', { phone: '+79000000002' });
  await as('POST', `/conversations/${mine}/replies`, { id: message().id, text: 'Ответ клиники' });
  const reply = await as('POST', '/person/export', { by: 'phone', value: '8 900 000-00-01' });
  const file = await reply.json<PersonExport>();
  expect(file).toMatchObject({ format: 1, more: false, conversations: [{ id: mine, state: 'answered' }] });
  expect(file.conversations[0]).toMatchObject({
    contact: { name: 'Анна', phone: '+79000000001', email: '' },
    messages: [
      { author: 'visitor', text: 'canary-mine' },
      { author: 'member', member: 'operator', text: 'Ответ клиники' },
    ],
    notes: [],
  });
  expect(JSON.stringify(file)).not.toMatch(/canary-other|hash|sealed|client_key/);
});

it('erases a person across conversations, notices and what was given up, and leaves others whole', async () => {
  const { app, as, ask } = await clinic();
  const carries = await addChannel(
    (await rows<{ id: string }>('SELECT id FROM site ORDER BY id DESC LIMIT 1'))[0]!.id,
  );
  await env.DB.prepare('UPDATE channel SET words_from = 0 WHERE id = ?1').bind(carries).run();
  status = 503;
  const first = await ask('canary-one', { phone: '+79000000001', name: 'canary-name' });
  await ask('canary-two', { email: 'a@b.example', phone: '+7 900 000 0001' });
  const other = await ask('Чужой', { phone: '+79000000002' });
  await as('POST', `/conversations/${first}/notes`, { id: message().id, text: 'canary-note' });
  await deliverDueNotices(env, app.clock.now + 2 * DAY);
  expect(await rows('SELECT count(*) AS n FROM notice WHERE dead_at IS NOT NULL')).toEqual([{ n: 6 }]);
  // A dead letter names its message but has no copy of it.
  expect(JSON.stringify(await rows('SELECT * FROM notice'))).not.toContain('canary');
  const indexes = await rows<{ phone_index: string }>(
    'SELECT phone_index FROM contact ORDER BY conversation_id',
  );
  const erased = await as('POST', '/person/erase', { by: 'phone', value: '+79000000001' });
  expect(await erased.json<PersonErased>()).toEqual({ erased: 2, left: false });
  const left = await dump();
  expect(left).not.toMatch(/canary/);
  expect(left).not.toContain(indexes[0]!.phone_index);
  expect(await rows('SELECT id FROM conversation')).toEqual([{ id: other }]);
  expect(await rows('SELECT DISTINCT conversation_id AS id FROM notice')).toEqual([{ id: other }]);
  expect(await rows('SELECT conversation_id AS id FROM contact')).toEqual([{ id: other }]);
  // What a restored backup brings back goes again.
  expect(await rows(`SELECT count(*) AS n FROM erasure WHERE what = 'conversation'`)).toEqual([{ n: 2 }]);
  const again = await as('POST', '/person/erase', { by: 'phone', value: '+79000000001' });
  expect(await again.json<PersonErased>()).toEqual({ erased: 0, left: false });
  await deleteExpired(env, app.clock.now);
});

it('erases a person of very many conversations in pieces', async () => {
  const { site, as, ask } = await clinic();
  await ask('Первый', { phone: '+79000000001' });
  await env.DB.prepare(
    `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 60)
     INSERT INTO conversation (id, site_id, token_hash, erase_hash, kind, topic, state, language, started_at, last_message_at)
     SELECT 'C' || i, ?1, 'T' || i, '', 'message', 'price', 'closed', 'ru', 0, 0 FROM n`,
  )
    .bind(site.siteId)
    .run();
  await env.DB.prepare(
    `INSERT INTO contact (conversation_id, site_id, key_id, sealed, phone_index, consent_version, consent_at)
     SELECT conversation.id, ?1, key_id, sealed, phone_index, '1', 0 FROM conversation, contact WHERE conversation.id LIKE 'C%'`,
  )
    .bind(site.siteId)
    .run();
  const erase = async () =>
    (await as('POST', '/person/erase', { by: 'phone', value: '+79000000001' })).json<PersonErased>();
  expect([await erase(), await erase()]).toEqual([
    { erased: 50, left: true },
    { erased: 11, left: false },
  ]);
});

it('lets only an owner export and erase a person', async () => {
  const { site, app } = await clinic();
  for (const role of ['operator', 'viewer', 'webmaster'] as const) {
    const { cookie } = await addMember(site.clinicId, role);
    for (const door of ['export', 'erase']) {
      const path = `/api/sites/${site.siteId}/person/${door}`;
      const body = { by: 'phone', value: '+79000000001' };
      expect((await app.fromMember(cookie, 'POST', path, body)).status).toBe(403);
    }
  }
});

it('finds a person while keys are being changed, and after the old key is gone', async () => {
  const { as, ask, earlier } = await clinic();
  const [old, fresh] = [key('k1', 1), key('k2', 2)];
  const both = { SEAL_KEYS: `${fresh} ${old}` };
  const before = await ask('До', { phone: '+79000000001', email: 'a@b.example' }, { SEAL_KEYS: old });
  const after = await ask('После', { phone: '+79000000001' }, both);
  const keys = () => rows('SELECT key_id, count(*) AS n FROM contact GROUP BY key_id ORDER BY key_id');
  expect(await keys()).toEqual([
    { key_id: 'k1', n: 1 },
    { key_id: 'k2', n: 1 },
  ]);
  expect(await earlier(after, both)).toEqual([before]);
  // With the new key alone, what is not sealed anew yet is not found: the old key must stay until the clock is done.
  await resealOld({ ...env, ...both });
  expect(await keys()).toEqual([{ key_id: 'k2', n: 2 }]);
  expect(await earlier(after, { SEAL_KEYS: fresh })).toEqual([before]);
  const file = await as(
    'POST',
    '/person/export',
    { by: 'email', value: 'A@B.example' },
    { SEAL_KEYS: fresh },
  );
  expect(await file.json()).toMatchObject({ conversations: [{ contact: { phone: '+79000000001' } }] });
});

it('seals channels anew too, a bounded piece of contacts each run, and says when a row does not open', async () => {
  const { ask } = await clinic();
  const [former] = env.SEAL_KEYS.split(' ') as [string];
  const both = { ...env, SEAL_KEYS: `${key('fresh', 3)} ${former}` };
  for (let i = 0; i < 30; i++) await ask('Вопрос', { phone: `+7900000${String(i).padStart(4, '0')}` });
  const old = () =>
    rows(`SELECT count(*) AS n FROM contact WHERE key_id <> 'fresh'`).then(([row]) => row!['n'] as number);
  expect(await resealOld(env)).toBe(true);
  expect([await resealOld(both), await old()]).toEqual([false, 5]);
  expect([await resealOld(both), await old()]).toEqual([true, 0]);
  expect(await rows('SELECT DISTINCT key_id FROM channel')).toEqual([{ key_id: 'fresh' }]);
  // The new key alone opens the channel.
  net.sent.length = 0;
  await ask('Ещё', { phone: '+79000000099' }, { SEAL_KEYS: key('fresh', 3) });
  expect(net.sent).toHaveLength(1);
  // One that was damaged does not hold up the others, and the job's record tells.
  await ask('Старый', { phone: '+79000000100' });
  await ask('Повреждён', { phone: '+79000000101' });
  await env.DB.exec(
    `UPDATE contact SET sealed = 'AAAA' || sealed WHERE conversation_id = (SELECT max(id) FROM conversation)`,
  );
  await expect(resealOld(both)).rejects.toThrow('1 sealed rows do not open');
  expect(await old()).toBe(1);
});

it.each([
  ['phone', 'nobody'],
  ['phone', '12'],
  ['email', 'not an address'],
  ['name', 'Анна'],
])('refuses to look for a %s of "%s"', async (by, value) => {
  const { as } = await clinic();
  expect((await as('POST', '/person/export', { by, value })).status).toBe(422);
});
