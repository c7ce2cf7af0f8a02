// Forgetting by the clock: what must go goes at its hour and not before, in bounded pieces, and a second run does nothing.
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { deleteExpired } from '../../worker/jobs/retention.ts';
import { addMember, addSite, newSecret, NOON, testApp } from './support/fixtures.ts';
import { dump as snapshot, restore } from './support/dump.ts';
import { dump } from './support/watched-db.ts';
import { addChannel, answer, message, network, rows } from './support/words.ts';

// Hundreds of real requests in one test, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 30_000 });

const DAY = 86_400_000;
let undo: () => void;
beforeEach(() => ({ undo } = network(() => new Response(''))));
afterEach(() => undo());

const count = async (table: string) =>
  (await rows<{ n: number }>(`SELECT count(*) AS n FROM ${table}`))[0]!.n;

it('keeps a conversation 90 days after its last message, then nothing of it', async () => {
  const site = await addSite();
  await addChannel(site.siteId);
  const app = testApp();
  await env.DB.prepare('UPDATE site SET inbox_opened_at = ?1').bind(NOON).run();
  const contact = { name: 'canary-name', phone: '+79990001122', email: '' };
  const m = message({ kind: 'callback', text: 'canary-text', when: 'canary-when', contact, consent: '1' });
  await app.fromPage(`/w/${site.key}/messages`, m);
  app.clock.now += DAY;
  await app.fromPage(
    `/w/${site.key}/messages`,
    message({ token: m.token, erase: m.erase, text: 'canary-more' }),
  );
  expect(await deleteExpired(env, NOON + 91 * DAY)).toBe(true);
  expect([await count('conversation'), await count('message'), await count('contact')]).toEqual([1, 2, 1]);
  expect(await deleteExpired(env, NOON + 91 * DAY + 1)).toBe(true);
  for (const table of ['conversation', 'message', 'contact', 'notice'])
    expect([table, await count(table)]).toEqual([table, 0]);
  expect(await dump()).not.toContain('canary');
});

it("keeps an answer's words 180 days and its score 25 months", async () => {
  const site = await addSite();
  const a = answer({ text: 'canary-words', score: 2 });
  await testApp().fromPage(`/w/${site.key}/answers`, a);
  const kept = () => rows('SELECT text, erase_hash IS NULL AS unerasable, body_hash, score, day FROM answer');
  const at = (day: string) => Date.parse(`${day}T09:00:00Z`);
  // 14 October 2026 and 180 days are 12 April 2027.
  await deleteExpired(env, at('2027-04-12'));
  expect(await kept()).toMatchObject([{ text: 'canary-words', unerasable: 0 }]);
  await deleteExpired(env, at('2027-04-13'));
  expect(await kept()).toEqual([{ text: null, unerasable: 1, body_hash: '', score: 2, day: '2026-10-14' }]);
  expect(await dump()).not.toContain('canary');
  await deleteExpired(env, at('2028-11-14'));
  expect(await count('answer')).toBe(1);
  await deleteExpired(env, at('2028-11-15'));
  expect(await count('answer')).toBe(0);
});

it('keeps the day rows of the journey 25 months', async () => {
  const { siteId, seriesId } = await addSite();
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO journey_day (site_id, day, series_id, zone, status, visits, paths, by_source, by_campaign, by_device,
         by_language, by_entry, as_of)
       VALUES (?1, '2026-10-14', ?2, 'Europe/Moscow', 'closed', 1, 'A1', '{}', '{}', '{}', '{}', '{}', ?3)`,
    ).bind(siteId, seriesId, NOON),
    env.DB.prepare(
      "INSERT INTO journey_fold (site_id, day, cursor, partial, done) VALUES (?1, '2026-10-14', '', '', 1)",
    ).bind(siteId),
  ]);
  const left = async () => [await count('journey_day'), await count('journey_fold')];
  await deleteExpired(env, Date.parse('2028-11-14T09:00:00Z'));
  expect(await left()).toEqual([1, 1]);
  await deleteExpired(env, Date.parse('2028-11-15T09:00:00Z'));
  expect(await left()).toEqual([0, 0]);
});

it('deletes ended notices after 30 days, hashes of erasures after a year, links and sessions when they end', async () => {
  const site = await addSite();
  await addChannel(site.siteId);
  const app = testApp();
  await env.DB.prepare('UPDATE site SET inbox_opened_at = ?1').bind(NOON).run();
  const owner = await addMember(site.clinicId, 'owner');
  const m = message();
  await app.fromPage(`/w/${site.key}/messages`, message());
  await app.fromPage(`/w/${site.key}/messages`, m);
  await app.fromPage(`/w/${site.key}/erase`, { what: 'conversation', token: m.token, erase: m.erase });
  await env.DB.prepare('INSERT INTO sign_in_link (hash, member_id, expires_at) VALUES (?1, ?2, ?3)')
    .bind(newSecret(), owner.memberId, NOON + DAY)
    .run();
  const left = async () => [
    await count('notice'),
    await count('erasure'),
    await count('sign_in_link'),
    await count('session'),
  ];
  await deleteExpired(env, NOON + DAY - 1);
  expect(await left()).toEqual([1, 1, 1, 1]);
  await deleteExpired(env, NOON + DAY);
  expect(await left()).toEqual([1, 1, 0, 1]);
  await deleteExpired(env, NOON + 30 * DAY);
  expect(await left()).toEqual([1, 1, 0, 0]);
  await deleteExpired(env, NOON + 31 * DAY);
  expect(await left()).toEqual([0, 1, 0, 0]);
  await deleteExpired(env, NOON + 365 * DAY);
  expect(await count('erasure')).toBe(1);
  await deleteExpired(env, NOON + 365 * DAY + 1);
  expect(await count('erasure')).toBe(0);
});

it('works through more than a piece in several runs, and then leaves everything as it is', async () => {
  const site = await addSite();
  await env.DB.prepare(
    `INSERT INTO conversation (id, site_id, token_hash, erase_hash, kind, topic, state, language, started_at, last_message_at)
     SELECT printf('%026d', n), ?1, 't' || n, 'e', 'message', 'other', 'closed', 'ru', ?2, ?2 + n
     FROM (WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1200) SELECT n FROM c)`,
  )
    .bind(site.siteId, NOON)
    .run();
  const now = NOON + 90 * DAY + 1101;
  const finished = [];
  for (let run = 0; run < 4; run++)
    finished.push([await deleteExpired(env, now), await count('conversation')]);
  expect(finished).toEqual([
    [false, 700],
    [false, 200],
    [true, 100],
    [true, 100],
  ]);
  const before = await dump();
  await deleteExpired(env, now);
  expect(await dump()).toBe(before);
});

it('erases again what a restored backup has brought back', async () => {
  const site = await addSite();
  await addChannel(site.siteId);
  const app = testApp();
  await env.DB.prepare('UPDATE site SET inbox_opened_at = ?1').bind(NOON).run();
  const owner = await addMember(site.clinicId, 'owner');
  const [m, a, commented] = [
    message({ text: 'canary' }),
    answer({ text: 'canary' }),
    answer({ text: 'canary' }),
  ];
  await app.fromPage(`/w/${site.key}/messages`, m);
  await app.fromPage(`/w/${site.key}/messages`, message({ text: 'kept' }));
  for (const one of [a, commented, answer({ text: 'kept' })])
    await app.fromPage(`/w/${site.key}/answers`, one);
  const backup = await snapshot();
  await app.fromPage(`/w/${site.key}/erase`, { what: 'conversation', token: m.token, erase: m.erase });
  await app.fromPage(`/w/${site.key}/erase`, { what: 'answer', id: a.id, erase: a.erase });
  const [comment] = await rows<{ id: string }>(`SELECT id FROM answer WHERE text = 'canary'`);
  await app.fromMember(owner.cookie, 'DELETE', `/api/sites/${site.siteId}/comments/${comment!.id}`);
  const erasures = await rows('SELECT * FROM erasure');
  expect(erasures.length).toBe(3);

  await restore({ ...backup, erasure: erasures });
  expect(await dump()).toContain('canary');
  await deleteExpired(env, NOON);
  expect(await dump()).not.toContain('canary');
  expect(await rows('SELECT text, score FROM answer ORDER BY text')).toEqual([
    { text: null, score: 4 },
    { text: 'kept', score: 4 },
  ]);
  expect(await rows('SELECT text FROM message')).toEqual([{ text: 'kept' }]);
  expect(await count('notice')).toBe(1);
});
