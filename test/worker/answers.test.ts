// Answers through the public door: stored once, without a time, in the series of their question; erased by their secret.
import { env } from 'cloudflare:workers';
import { expect, it, vi } from 'vitest';
import type { CommentsPage, ScoreAnswer } from '../../worker/contract/members.ts';
import { countScores } from '../../worker/store/answers.ts';
import { addMember, addSite, newSecret, NOON, PAGE_ORIGIN, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';
import { meteredDatabase } from './support/watched-db.ts';
import { answer, rows } from './support/words.ts';

// Hundreds of real requests in one test, on a machine that may be busy with other tests.
vi.setConfig({ testTimeout: 30_000 });

const send = (site: SiteFixture, body: unknown, app = testApp(), headers = {}) =>
  app.fromPage(`/w/${site.key}/answers`, body, headers);
const count = async () => (await rows<{ n: number }>('SELECT count(*) AS n FROM answer'))[0]!.n;

it('stores an answer with the dimensions of its visit and no time of day', async () => {
  const site = await addSite();
  const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148';
  const a = answer({ text: ' Всё быстро\u202E ', stage: 4, from: { us: 'yandex', um: 'cpc' } });
  const app = testApp(Date.parse('2026-10-14T21:30:00Z'));
  const reply = await send(site, a, app, { 'User-Agent': phone });
  expect([reply.status, await reply.json()]).toEqual([201, { stored: 1 }]);
  expect(reply.headers.get('Access-Control-Allow-Origin')).toBe(PAGE_ORIGIN);
  const [row] = await rows('SELECT * FROM answer');
  expect(row).toMatchObject({
    ...{
      day: '2026-10-15',
      score: 4,
      text: 'Всё быстро',
      language: 'ru',
      stage: 4,
      source: 'ads',
      device: 'phone',
    },
    ...{
      mode: 'statistics',
      origin: 'widget',
      moment: 'launcher',
      question: 'fft',
      loader_version: 'abc123',
    },
  });
  // The id is a ULID whose time part says midnight of the day, in UTC.
  const digits = [...(row as { id: string }).id.slice(0, 10)].map((d) =>
    '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(d),
  );
  expect(digits.reduce((sum, digit) => sum * 32 + digit, 0)).toBe(Date.parse('2026-10-15T00:00:00Z'));
  expect(
    await rows(
      `SELECT question, wording, moment, mode, zone, rules_version, started_on, started_at FROM series WHERE kind = 'answers'`,
    ),
  ).toEqual([
    {
      ...{
        question: 'fft',
        wording: 1,
        moment: 'launcher',
        mode: 'statistics',
        zone: 'Europe/Moscow',
        rules_version: 1,
      },
      ...{ started_on: '2026-10-15', started_at: Date.parse('2026-10-15') },
    },
  ]);
});

it('answers a replay with 200, and 422 when the same id says something else', async () => {
  const site = await addSite();
  const a = answer({ text: 'Хорошо' });
  expect((await send(site, a)).status).toBe(201);
  // A newer loader may resend what an older one queued.
  expect((await send(site, { ...a, loader: 'newer' })).status).toBe(200);
  const other = await send(site, { ...a, score: 1 });
  expect([other.status, await other.json()]).toEqual([422, { error: 'id_reused', field: 'id' }]);
  expect(await rows('SELECT score, text FROM answer')).toEqual([{ score: 4, text: 'Хорошо' }]);
});

it('stores one row of fifty concurrent sends of one answer', async () => {
  const site = await addSite();
  const [a, app] = [answer(), testApp()];
  const replies = await Promise.all(Array.from({ length: 50 }, () => send(site, a, app)));
  expect(replies.map((r) => r.status).sort()).toEqual([...Array<number>(49).fill(200), 201]);
  expect(await count()).toBe(1);
});

it("takes another sender's same id, and the same id on another site, as other answers", async () => {
  const [one, two] = [await addSite(), await addSite()];
  const a = answer();
  const statuses = [];
  for (const [site, body] of [
    [one, a],
    [one, { ...a, erase: newSecret() }],
    [two, a],
  ] as const) {
    statuses.push((await send(site, body)).status);
  }
  expect(statuses).toEqual([201, 201, 201]);
});

it('refuses what it may not keep, and keeps nothing of it', async () => {
  const site = await addSite();
  const russia = await addSite({ dataPlace: 'russia' });
  const a = answer();
  const refusals = [
    [await send(russia, answer({ text: 'слова' })), 422, { error: 'text_not_stored_here', field: 'text' }],
    [
      await send(site, answer({ id: 'x'.repeat(22), erase: 'x'.repeat(22) })),
      422,
      { error: 'invalid', field: 'erase' },
    ],
    [await send(site, answer({ moment: 'invite' })), 422, { error: 'invalid', field: 'moment' }],
    [await send(site, { ...a, score: 6 }), 422, { error: 'invalid', field: 'score' }],
    [await send(site, { ...a, when: 1 }), 422, { error: 'invalid', field: 'when' }],
    [await send(site, '{'), 400, { error: 'bad_json' }],
    [await send(site, a, testApp(), { Origin: 'https://evil.example' }), 403, { error: 'foreign_origin' }],
    [await send({ ...site, key: 'nosuchsite' }, a), 404, { error: 'not_found' }],
  ] as const;
  for (const [reply, status, body] of refusals) {
    expect([reply.status, await reply.json()]).toEqual([status, body]);
  }
  expect(await count()).toBe(0);
  expect((await send(russia, answer({ text: '' }))).status).toBe(201);
  expect(await rows('SELECT text FROM answer')).toEqual([{ text: null }]);
});

it('lets a page read the refusal of its own origin only', async () => {
  const site = await addSite();
  const own = await send(site, '{');
  expect(own.headers.get('Access-Control-Allow-Origin')).toBe(PAGE_ORIGIN);
  expect(own.headers.get('Access-Control-Expose-Headers')).toBe('Retry-After');
  for (const origin of [
    'https://evil.example',
    'null',
    `${PAGE_ORIGIN}.evil.example`,
    'https://x.clinic.example',
  ]) {
    const foreign = await send(site, answer(), testApp(), { Origin: origin });
    expect([origin, foreign.status, foreign.headers.get('Access-Control-Allow-Origin')]).toEqual([
      origin,
      403,
      null,
    ]);
  }
});

it('begins a new series at the first answer after the zone changed, and counts the newest alone', async () => {
  const site = await addSite();
  await send(site, answer({ score: 5 }));
  await send(site, answer({ score: 0 }));
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO series (id, site_id, kind, mode, rules_version, zone, started_on, started_at)
      VALUES ('later', ?1, 'journey', 'statistics', 1, 'Asia/Omsk', '2026-10-15', ?2)`,
    ).bind(site.siteId, NOON + 12 * 3_600_000),
  ]);
  const later = testApp(NOON + 24 * 3_600_000);
  await send(site, answer({ score: 1 }), later);
  await send(site, answer({ score: 1 }), later);
  expect(await rows(`SELECT zone FROM series WHERE kind = 'answers' ORDER BY started_at`)).toEqual([
    { zone: 'Europe/Moscow' },
    { zone: 'Asia/Omsk' },
  ]);
  const asked = { question: 'fft', moment: 'launcher' } as const;
  const all = await countScores(env.DB, site.siteId, { from: '2026-10-01', to: '2026-10-31' }, asked);
  expect([all.counts, all.series?.zone]).toEqual([[0, 0, 0, 0, 2, 0], 'Asia/Omsk']);
  const before: ScoreAnswer = await countScores(
    env.DB,
    site.siteId,
    { from: '2026-10-01', to: '2026-10-14' },
    asked,
  );
  expect([before.counts, before.series?.zone]).toEqual([[1, 0, 0, 0, 0, 1], 'Europe/Moscow']);
});

it('stops words for a day only long after statistics, and says when to come again', async () => {
  const site = await addSite();
  const spend = (rowsWritten: number) =>
    env.DB.prepare(
      `INSERT INTO write_budget (site_id, day, rows_written) VALUES (?1, '2026-10-14', ?2) ON CONFLICT DO UPDATE SET rows_written = ?2`,
    )
      .bind(site.siteId, rowsWritten)
      .run();
  await spend(39_999);
  expect((await send(site, answer())).status).toBe(201);
  await spend(40_000);
  const refused = await send(site, answer());
  expect([refused.status, refused.headers.get('Retry-After'), await refused.json()]).toEqual([
    429,
    '3600',
    { error: 'too_many_requests' },
  ]);
  expect(await count()).toBe(1);
});

it('refuses the 121st send of one address in a minute, and takes it in the next', async () => {
  const site = await addSite();
  const app = testApp(NOON + 3_600_000);
  const from = { 'CF-Connecting-IP': '198.51.100.77' };
  const statuses = new Set<number>();
  for (let i = 0; i < 120; i++) statuses.add((await send(site, answer(), app, from)).status);
  expect([...statuses]).toEqual([201]);
  const refused = await send(site, answer(), app, from);
  expect([refused.status, refused.headers.get('Retry-After')]).toEqual([429, '60']);
  app.clock.now += 60_000;
  expect((await send(site, answer(), app, from)).status).toBe(201);
});

it('erases an answer by its own secret alone, for good', async () => {
  const site = await addSite();
  const [a, b] = [answer({ text: 'canary-7731' }), answer({ text: 'stays' })];
  await send(site, a);
  await send(site, b);
  const erase = (body: unknown) => testApp().fromPage(`/w/${site.key}/erase`, body);
  expect((await erase({ what: 'answer', id: a.id, erase: newSecret() })).status).toBe(404);
  expect((await erase({ what: 'answer', id: a.id, erase: b.erase })).status).toBe(404);
  expect(await count()).toBe(2);
  const erased = await erase({ what: 'answer', id: a.id, erase: a.erase });
  expect([erased.status, await erased.json()]).toEqual([200, { erased: 1 }]);
  expect((await erase({ what: 'answer', id: a.id, erase: a.erase })).status).toBe(200);
  expect(await rows('SELECT text FROM answer')).toEqual([{ text: 'stays' }]);
  expect(await rows('SELECT what FROM erasure')).toEqual([{ what: 'answer' }]);
  // A copy that was still on its way must not bring it back.
  const late = await send(site, a);
  expect([late.status, await late.json()]).toEqual([422, { error: 'invalid', field: 'id' }]);
  expect(await count()).toBe(1);
});

it('lists comments newest or lowest first, page by page, each once, and counts the unread', async () => {
  const site = await addSite();
  const owner = await addMember(site.clinicId, 'owner');
  const app = testApp();
  for (let i = 0; i < 70; i++) {
    app.clock.now = NOON + (i % 5) * 86_400_000;
    await send(site, answer({ score: i % 6, text: `c${i}` }), app, { 'CF-Connecting-IP': '198.51.100.9' });
    await send(site, answer({ score: i % 6 }), app, { 'CF-Connecting-IP': '198.51.100.9' });
  }
  const all = async (order: string) => {
    const seen: CommentsPage['comments'] = [];
    let next: string | null = '';
    while (next !== null) {
      const path: string = `/api/sites/${site.siteId}/comments?order=${order}${next && `&before=${next}`}`;
      const page: CommentsPage = await (await app.fromMember(owner.cookie, 'GET', path)).json();
      expect([page.unread, page.oldestUnreadDay]).toEqual([70, '2026-10-14']);
      seen.push(...page.comments);
      next = page.next;
    }
    return seen;
  };
  const newest = await all('newest');
  expect(new Set(newest.map((c) => c.text)).size).toBe(70);
  expect(newest.map((c) => c.day)).toEqual(
    newest
      .map((c) => c.day)
      .sort()
      .reverse(),
  );
  const lowest = await all('lowest');
  expect(new Set(lowest.map((c) => c.text)).size).toBe(70);
  // "Don't know" is not low: it comes last.
  const order = [1, 2, 3, 4, 5, 0];
  expect(lowest.map((c) => order.indexOf(c.score!))).toEqual(
    lowest.map((c) => order.indexOf(c.score!)).sort(),
  );
  const ids = newest.slice(0, 40).map((c) => c.id);
  await app.fromMember(owner.cookie, 'POST', `/api/sites/${site.siteId}/comments/read`, { ids });
  const after: CommentsPage = await (
    await app.fromMember(owner.cookie, 'GET', `/api/sites/${site.siteId}/comments`)
  ).json();
  expect([after.unread, after.comments[0]!.read]).toEqual([30, true]);
});

it('reads for a page of comments what the page holds, whether there are 2,000 or 20,000 answers', async () => {
  const site = await addSite();
  const owner = await addMember(site.clinicId, 'owner');
  const add = (from: number, to: number) =>
    env.DB.prepare(
      `INSERT INTO answer (site_id, client_key, body_hash, id, series_id, question, moment, origin, mode, day, score, text,
         language, read_at)
       SELECT ?1, 'k' || n, '', printf('%026d', n), 's', 'fft', 'launcher', 'widget', 'statistics',
         date('2026-01-01', '+' || (n % 200) || ' days'), n % 6, CASE WHEN n % 10 = 0 THEN 'word' END, 'ru', 1
       FROM (WITH RECURSIVE c (n) AS (SELECT ?2 UNION ALL SELECT n + 1 FROM c WHERE n < ?3) SELECT n FROM c)`,
    )
      .bind(site.siteId, from, to)
      .run();
  const read = async (query: string) => {
    const { DB, sum } = meteredDatabase();
    const path = `/api/sites/${site.siteId}/comments?${query}`;
    const reply = await testApp().send(path, { headers: { Cookie: owner.cookie } }, { DB });
    const { comments, next } = await reply.json<CommentsPage>();
    expect(comments.length).toBe(30);
    return { next, rows: sum.rowsRead };
  };
  await add(1, 2_000);
  for (const order of ['newest', 'lowest']) {
    const few = await read(`order=${order}`);
    const fewNext = await read(`order=${order}&before=${few.next}`);
    await add(order === 'newest' ? 2_001 : 20_001, order === 'newest' ? 20_000 : 38_000);
    const many = await read(`order=${order}`);
    const manyNext = await read(`order=${order}&before=${many.next}`);
    for (const { rows: count } of [few, fewNext, many, manyNext]) expect(count).toBeLessThan(250);
  }
});
