// POST /w/KEY/beacon: what is stored, what is refused and why, and what it costs.
import { env } from 'cloudflare:workers';
import { afterEach, expect, it, vi } from 'vitest';
import { visitKey, addressPart } from '../../worker/guards/visit-key.ts';
import { upsertVisit } from '../../worker/store/visits.ts';
import { beaconEvents, splitByDay } from '../../worker/domain/journey/arrivals.ts';
import type { BeaconReply } from '../../worker/contract/visitor.ts';
import { foldVisits } from '../../worker/jobs/fold.ts';
import { addSite, NOON, PAGE_ORIGIN, testApp } from './support/fixtures.ts';
import { dump } from './support/watched-db.ts';
import { addChannel, answer, message, network } from './support/words.ts';

type VisitRow = Record<
  'day' | 'key' | 'source' | 'campaign' | 'device' | 'language' | 'path' | 'log',
  string
> & {
  messy: number;
};
const visits = async (): Promise<VisitRow[]> =>
  (await env.DB.prepare('SELECT * FROM visit ORDER BY site_id, day, key').all<VisitRow>()).results;
const rowsWritten = async (siteId: string): Promise<number> =>
  (await env.DB.prepare('SELECT sum(rows_written) AS n FROM write_budget WHERE site_id = ?1')
    .bind(siteId)
    .first<number>('n')) ?? 0;
const said = async (reply: Response): Promise<BeaconReply> => {
  expect(reply.status).toBe(200);
  return reply.json();
};

afterEach(() => vi.restoreAllMocks());

it('stores a first beacon as one visit and later ones as its path', async () => {
  const { key } = await addSite();
  const app = testApp();
  const first = await app.fromPage(`/w/${key}/beacon`, 'p=aaaaaaaa&l=ru&e=1.0.20&r=yandex.ru');
  expect(await said(first)).toEqual({ stored: 1 });
  expect(first.headers.get('Access-Control-Allow-Origin')).toBe(PAGE_ORIGIN);
  expect(first.headers.get('Access-Control-Allow-Credentials')).toBeNull();
  app.clock.now += 5_000;
  expect(await said(await app.fromPage(`/w/${key}/beacon`, 'p=aaaaaaaa&l=ru&e=2.1.900;3.2.10'))).toEqual({
    stored: 2,
  });
  app.clock.now += 5_000;
  expect(await said(await app.fromPage(`/w/${key}/beacon`, 'p=bbbbbbbb&l=ru&e=3.0.10;4.1.1'))).toEqual({
    stored: 2,
  });
  expect(await visits()).toMatchObject([
    {
      day: '2026-10-14',
      source: 'search:yandex',
      campaign: '',
      device: 'desktop',
      language: 'ru',
      path: 'BCD',
      messy: 0,
    },
  ]);
});

it('gives each address and each browser a visit of its own, and keeps neither', async () => {
  const { key } = await addSite();
  const app = testApp();
  const send = (headers: Record<string, string>) =>
    app.fromPage(`/w/${key}/beacon`, 'p=aaaaaaaa&l=en&e=2.0.0', headers);
  await send({ 'CF-Connecting-IP': '203.0.113.9' });
  await send({ 'CF-Connecting-IP': '203.0.113.10' });
  await send({
    'CF-Connecting-IP': '203.0.113.10',
    'User-Agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148',
  });
  // The same /64: one household, one visit.
  await send({ 'CF-Connecting-IP': '2001:db8:1:2:aaaa::1' });
  await send({ 'CF-Connecting-IP': '2001:0db8:0001:0002:bbbb::1' });
  const rows = await visits();
  expect(rows).toHaveLength(4);
  expect(rows.map((row) => row.device).sort()).toEqual(['desktop', 'desktop', 'desktop', 'phone']);
});

it('says why it stores nothing, and writes nothing then', async () => {
  const { key } = await addSite();
  const app = testApp();
  const send = async (body: string, headers: Record<string, string> = {}, to = key) =>
    said(await app.fromPage(`/w/${to}/beacon`, body, headers));
  const good = 'p=aaaaaaaa&l=ru&e=2.0.0';
  const off = await addSite({ settings: (s) => void (s.mode = 'off') });
  const disabled = await addSite();
  await env.DB.prepare('UPDATE site SET enabled = 0 WHERE id = ?1').bind(disabled.siteId).run();

  expect(
    await send(good, { 'User-Agent': 'Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)' }),
  ).toEqual({ stored: 0, why: 'bot' });
  expect(await send(good, { 'User-Agent': '' })).toEqual({ stored: 0, why: 'bot' });
  expect(await send(good, { Origin: 'https://elsewhere.example' })).toEqual({ stored: 0, why: 'origin' });
  expect(await send(good, { 'Sec-GPC': '1' })).toEqual({ stored: 0, why: 'off' });
  expect(await send(good, {}, off.key)).toEqual({ stored: 0, why: 'off' });
  expect(await send(good, {}, disabled.key)).toEqual({ stored: 0, why: 'off' });
  expect(await send(good, {}, 'nobodyhome')).toEqual({ stored: 0, why: 'off' });
  expect(await send('p=aaaaaaaa&l=ru&e=33.0.0')).toEqual({ stored: 0, why: 'unknown_stage' });
  for (const bad of [
    '',
    '{}',
    'p=aaaaaaaa&l=ru',
    'p=A&l=ru&e=2.0.0',
    `${good}&t=title`,
    `${good}&us=${'x'.repeat(3000)}`,
  ]) {
    expect(await send(bad)).toEqual({ stored: 0, why: 'invalid' });
  }
  expect(await visits()).toEqual([]);
  expect(await rowsWritten(off.siteId)).toBe(0);
});

it('gives a foreign page no leave to read the reply', async () => {
  const { key } = await addSite();
  const reply = await testApp().fromPage(`/w/${key}/beacon`, 'p=aaaaaaaa&l=ru&e=2.0.0', {
    Origin: 'https://elsewhere.example',
  });
  expect(reply.headers.get('Access-Control-Allow-Origin')).toBeNull();
});

it('takes the known stages of a beacon and leaves the unknown', async () => {
  const { key } = await addSite();
  const reply = await testApp().fromPage(`/w/${key}/beacon`, 'p=aaaaaaaa&l=ru&e=2.0.9;33.1.5;4.2.0');
  expect(await said(reply)).toEqual({ stored: 2 });
  expect(await visits()).toMatchObject([{ path: 'BD' }]);
});

it('counts a site in on-open mode by the same rules: its loader decides when to speak', async () => {
  const { key } = await addSite({ settings: (s) => void (s.mode = 'on-open') });
  const reply = await testApp().fromPage(`/w/${key}/beacon`, 'p=aaaaaaaa&l=ru&e=2.0.0');
  expect(await said(reply)).toEqual({ stored: 1 });
});

it('takes what widget and card report like any other stage', async () => {
  const { key } = await addSite();
  await testApp().fromPage(`/w/${key}/beacon`, 'p=aaaaaaaa&l=ru&e=6.0.9;8.1.5');
  expect(await visits()).toMatchObject([{ path: 'FH' }]);
});

it('knows a re-sent beacon however late it comes, writes nothing and spends nothing', async () => {
  const { key, siteId } = await addSite();
  const app = testApp();
  const body = 'p=aaaaaaaa&l=ru&e=2.0.100;3.1.0';
  await app.fromPage(`/w/${key}/beacon`, body);
  const [before, spent] = [await visits(), await rowsWritten(siteId)];
  for (const lateMs of [0, 40, 60_000]) {
    app.clock.now += lateMs;
    expect(await said(await app.fromPage(`/w/${key}/beacon`, body))).toEqual({ stored: 0, why: 'duplicate' });
  }
  expect(await visits()).toEqual(before);
  expect(await rowsWritten(siteId)).toBe(spent);
});

it('marks a visit whose order is not sure', async () => {
  const { key } = await addSite();
  const cases: [string, string, number][] = [
    ['continues its page', 'p=aaaaaaaa&l=ru&e=4.2.0', 0],
    ['is of a new page', 'p=bbbbbbbb&l=ru&e=4.0.0', 0],
    ['leaves a gap', 'p=aaaaaaaa&l=ru&e=4.3.0', 1],
    ['comes after its successor', 'p=aaaaaaaa&l=ru&e=4.0.0', 1],
    ['happened before the last', 'p=bbbbbbbb&l=ru&e=4.0.5000', 1],
    ['happened with the last', 'p=bbbbbbbb&l=ru&e=4.0.1000', 1],
    ['repeats a part', 'p=aaaaaaaa&l=ru&e=3.1.0;4.2.0', 1],
    ['has a gap inside', 'p=bbbbbbbb&l=ru&e=4.0.0;5.2.0', 1],
  ];
  for (const [index, [what, body, messy]] of cases.entries()) {
    const app = testApp();
    const from = { 'CF-Connecting-IP': `203.0.113.${index + 1}` };
    await env.DB.prepare('DELETE FROM visit').run();
    await app.fromPage(`/w/${key}/beacon`, 'p=aaaaaaaa&l=ru&e=3.1.0', from);
    app.clock.now += 1000;
    await app.fromPage(`/w/${key}/beacon`, body, from);
    expect([what, (await visits())[0]?.messy]).toEqual([what, messy]);
  }
});

it('splits a beacon sent after midnight between two local days', async () => {
  const { key } = await addSite();
  // 00:00:10 on the 15th in Moscow.
  const app = testApp(Date.parse('2026-10-14T21:00:10Z'));
  expect(await said(await app.fromPage(`/w/${key}/beacon`, 'p=aaaaaaaa&l=ru&e=2.0.30000;3.1.5000'))).toEqual({
    stored: 2,
  });
  const rows = await visits();
  expect(rows).toMatchObject([
    { day: '2026-10-14', path: 'B' },
    { day: '2026-10-15', path: 'C' },
  ]);
  // Another salt: nobody can tell that the two are one browser.
  expect(rows[0]!.key).not.toBe(rows[1]!.key);
});

it('refuses a day that is being folded', async () => {
  const { key, siteId } = await addSite();
  await env.DB.prepare(
    `INSERT INTO journey_fold (site_id, day, cursor, partial) VALUES (?1, '2026-10-14', '', '')`,
  )
    .bind(siteId)
    .run();
  expect(await said(await testApp().fromPage(`/w/${key}/beacon`, 'p=aaaaaaaa&l=ru&e=2.0.0'))).toEqual({
    stored: 0,
    why: 'closed',
  });
  expect(await visits()).toEqual([]);
});

it('stops at the budget of the day and goes on the next day', async () => {
  const { key, siteId } = await addSite();
  const app = testApp();
  await env.DB.prepare(
    `INSERT INTO write_budget (site_id, day, rows_written) VALUES (?1, '2026-10-14', 19999)`,
  )
    .bind(siteId)
    .run();
  const send = async (page: string) => said(await app.fromPage(`/w/${key}/beacon`, `p=${page}&l=ru&e=2.0.0`));
  expect(await send('aaaaaaa1')).toEqual({ stored: 1 });
  expect(await send('aaaaaaa2')).toEqual({ stored: 0, why: 'budget' });
  expect(await send('aaaaaaa2')).toEqual({ stored: 0, why: 'budget' });
  app.clock.now += 24 * 3600_000;
  expect(await send('aaaaaaa2')).toEqual({ stored: 1 });
});

it('stops adding to a log that is full', async () => {
  const { key } = await addSite();
  const app = testApp();
  const replies: BeaconReply[] = [];
  for (let beacon = 0; beacon < 12; beacon++) {
    app.clock.now += 1000;
    const events = Array.from({ length: 20 }, (_, i) => `${2 + (i % 2)}.${i}.${20 - i}`).join(';');
    replies.push(
      await said(
        await app.fromPage(`/w/${key}/beacon`, `p=page${String(beacon).padStart(4, '0')}&l=ru&e=${events}`),
      ),
    );
  }
  expect(replies.slice(0, 10).every((reply) => reply.stored === 20)).toBe(true);
  expect(replies.slice(10)).toEqual([
    { stored: 0, why: 'full' },
    { stored: 0, why: 'full' },
  ]);
});

it('answers 200 when the database cannot be written', async () => {
  const { key } = await addSite();
  const app = testApp();
  await app.fromPage(`/w/${key}/beacon`, 'p=aaaaaaaa&l=ru&e=2.0.0');
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  await env.DB.prepare('ALTER TABLE visit RENAME TO visit_away').run();
  const reply = await app.fromPage(`/w/${key}/beacon`, 'p=bbbbbbbb&l=ru&e=2.0.0');
  await env.DB.prepare('ALTER TABLE visit_away RENAME TO visit').run();
  expect(await said(reply)).toEqual({ stored: 0, why: 'busy' });
  expect(reply.headers.get('Access-Control-Allow-Origin')).toBe(PAGE_ORIGIN);
  expect(log).toHaveBeenCalledOnce();
});

it('writes at most three rows for a new visit, a known one, a new campaign and a midnight, and none for a replay', async () => {
  const { siteId, seriesId } = await addSite();
  const series = [{ id: seriesId, zone: 'Europe/Moscow', startedAtMs: 0 }];
  const write = async (e: string, { campaign = '', nowMs = NOON, page = 'aaaaaaaa' } = {}) => {
    const parts = splitByDay(beaconEvents(page, e, nowMs), series).map((part) => ({ part, key: 'k' }));
    const reply = await upsertVisit(env.DB, {
      ...{
        siteId,
        parts,
        source: campaign ? 'campaign' : 'direct',
        campaign,
        device: 'phone',
        language: 'ru',
        nowMs,
        seen: { 'https://clinic.example': nowMs, 2: nowMs },
      },
    });
    return reply.rowsWritten;
  };
  expect(await write('2.0.0')).toBe(2);
  expect(await write('3.1.0', { nowMs: NOON + 1 })).toBe(2);
  expect(await write('3.1.0', { nowMs: NOON + 2 })).toBe(0);
  expect(await write('2.0.0', { campaign: 'spring', page: 'bbbbbbbb', nowMs: NOON + 3 })).toBe(3);
  expect(await write('2.1.0', { campaign: 'spring', page: 'bbbbbbbb', nowMs: NOON + 4 })).toBe(2);
  expect(
    await write('2.0.30000;3.1.10', { page: 'cccccccc', nowMs: Date.parse('2026-10-14T21:00:10Z') }),
  ).toBe(3);
  // The campaign's one row is not in the budget: there are at most fifty.
  expect(await rowsWritten(siteId)).toBe(2 + 2 + 2 + 2 + 3);
});

it('keeps fifty campaign labels of a site and counts the rest without one', async () => {
  const { key, siteId } = await addSite();
  const app = testApp();
  const send = (label: string, n: number) =>
    app.fromPage(`/w/${key}/beacon`, `p=aaaaaaaa&l=ru&e=2.0.0&us=vk&um=cpc&uc=${encodeURIComponent(label)}`, {
      'CF-Connecting-IP': `203.0.113.${n}`,
    });
  for (let n = 0; n < 51; n++) await send(n === 50 ? 'late' : `Spring_${n}`, n);
  await send('spring_7', 52);
  await send('79161234567', 53);
  await send('Иванов Иван', 54);
  const { results } = await env.DB.prepare(
    'SELECT campaign, count(*) AS n FROM visit GROUP BY campaign',
  ).all<{ campaign: string; n: number }>();
  expect(results).toHaveLength(51);
  expect(results.find((row) => row.campaign === '')?.n).toBe(3);
  expect(results.find((row) => row.campaign === 'spring_7')?.n).toBe(2);
  expect(
    await env.DB.prepare('SELECT count(*) AS n FROM campaign WHERE site_id = ?1').bind(siteId).first('n'),
  ).toBe(50);
});

it('remembers no campaign of a refused or already known visit', async () => {
  const { key } = await addSite();
  const app = testApp();
  await app.fromPage(`/w/${key}/beacon`, 'p=aaaaaaaa&l=ru&e=2.0.0&us=vk&uc=first');
  app.clock.now += 1000;
  await app.fromPage(`/w/${key}/beacon`, 'p=bbbbbbbb&l=ru&e=2.0.0&us=vk&uc=second');
  await app.fromPage(`/w/${key}/beacon`, 'p=bbbbbbbb&l=ru&e=2.0.0&us=vk&uc=third');
  expect(await visits()).toMatchObject([{ source: 'social:vk', campaign: 'first' }]);
  expect((await env.DB.prepare('SELECT label FROM campaign').all()).results).toEqual([{ label: 'first' }]);
});

it('takes the first source that is known, also when the page that knew it comes second', async () => {
  const { key } = await addSite();
  const app = testApp();
  await app.fromPage(`/w/${key}/beacon`, 'p=bbbbbbbb&l=ru&e=3.0.0');
  await app.fromPage(`/w/${key}/beacon`, 'p=aaaaaaaa&l=ru&e=2.0.9000&us=tg&uc=autumn');
  expect(await visits()).toMatchObject([{ source: 'messenger:telegram', campaign: 'autumn', messy: 1 }]);
});

it('stores and logs nothing of address, browser, referrer or tags, in open visits, folded rows, answers or messages', async () => {
  const canaries = [
    '198.51.100.77',
    'CanaryBrowser',
    'canary-host.example',
    'canarysource',
    'canarymedium',
    'canary campaign',
  ];
  const { key, siteId } = await addSite();
  await addChannel(siteId);
  await env.DB.prepare('UPDATE site SET inbox_opened_at = ?1').bind(NOON).run();
  const app = testApp();
  const { undo } = network(() => new Response(''));
  const seen: string[] = [];
  const lines = (['log', 'info', 'warn', 'error', 'debug'] as const).map((kind) => vi.spyOn(console, kind));
  const body = new URLSearchParams({
    ...{ p: 'aaaaaaaa', l: 'ru', e: '2.0.0', r: 'canary-host.example', k: '1' },
    ...{ us: 'canarysource', um: 'canarymedium', uc: 'canary campaign' },
  });
  const headers = {
    'CF-Connecting-IP': '198.51.100.77',
    'User-Agent': 'Mozilla/5.0 CanaryBrowser/9 Chrome/156',
  };
  expect(await said(await app.fromPage(`/w/${key}/beacon`, body.toString(), headers))).toEqual({ stored: 1 });
  await app.fromPage(`/w/${key}/beacon`, `${body}&p=nope`, headers);
  // A known house keeps its name, and nothing of the host before it; a listed word in a tag hides no unlisted one.
  for (const facts of [
    { r: 'canary-host.example.vk.com' },
    { us: 'vk', um: 'canarymedium', uc: 'canary campaign' },
  ]) {
    const other = new URLSearchParams({ p: 'bbbbbbbb', l: 'ru', e: '3.0.0', ...facts });
    await app.fromPage(`/w/${key}/beacon`, other.toString(), {
      ...headers,
      'User-Agent': `${headers['User-Agent']} ${facts.us}`,
    });
  }
  const from = { r: 'canary-host.example', us: 'canarysource', um: 'canarymedium', uc: 'canary campaign' };
  for (const [door, words] of [
    ['answers', answer({ from })],
    ['messages', message({ from })],
  ] as const) {
    expect((await app.fromPage(`/w/${key}/${door}`, words, headers)).status).toBe(201);
  }
  seen.push(await dump());
  await foldVisits(env, NOON + 60_000);
  seen.push(await dump());
  await foldVisits(env, NOON + 12 * 86_400_000, { queries: 200 });
  await foldVisits(env, NOON + 12 * 86_400_000, { queries: 200 });
  seen.push(await dump());
  undo();
  const kept = JSON.stringify([seen, (await env.SALTS.list()).keys, lines.map((l) => l.mock.calls)]);
  for (const known of ['2026-10-14', 'social:vk', 'journey_roll', 'week']) expect(kept).toContain(known);
  for (const canary of canaries) expect(kept.toLowerCase()).not.toContain(canary.toLowerCase());
});

it('makes another key for another site, salt, address or browser', async () => {
  const salt = (byte: number) =>
    crypto.subtle.importKey('raw', new Uint8Array(32).fill(byte), { name: 'HMAC', hash: 'SHA-256' }, false, [
      'sign',
    ]);
  const who = { siteId: 's', ip: '203.0.113.7', userAgent: 'b' };
  const keys = await Promise.all([
    visitKey(await salt(1), who),
    visitKey(await salt(2), who),
    visitKey(await salt(1), { ...who, siteId: 't' }),
    visitKey(await salt(1), { ...who, ip: '203.0.113.8' }),
    visitKey(await salt(1), { ...who, userAgent: 'c' }),
  ]);
  expect(new Set(keys).size).toBe(5);
  expect(await visitKey(await salt(1), who)).toBe(keys[0]);
  expect(keys.every((key) => /^[\w-]{22}$/.test(key))).toBe(true);
});

it('cuts an IPv6 address to its /64 and leaves IPv4 whole', () => {
  const cases: [string, string][] = [
    ['203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
  ];
  for (const [ip, part] of cases) expect(addressPart(ip)).toBe(part);
});
