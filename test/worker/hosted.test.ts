// The page behind a card or an invite: what it asks, keeps, counts and never does.
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { InvitesReply } from '../../worker/contract/links.ts';
import type { Settings } from '../../worker/contract/settings.ts';
import { addMember, addSite, newId, newSecret, NOON, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';
import { dump } from './support/watched-db.ts';
import { answer, rows } from './support/words.ts';

vi.setConfig({ testTimeout: 120_000 });

const PHONE =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36';
let site: SiteFixture;
let cookie: string;
let app: ReturnType<typeof testApp>;
let branch: string;
let doctor: string;

async function setUp(options: Parameters<typeof addSite>[0] = {}): Promise<void> {
  site = await addSite(options);
  ({ cookie } = await addMember(site.clinicId, 'operator'));
  app = testApp();
  [branch, doctor] = [newId(), newId()];
  await env.DB.batch([
    env.DB.prepare(`INSERT INTO branch (id, clinic_id, name) VALUES (?1, ?2, 'На Мира')`).bind(
      branch,
      site.clinicId,
    ),
    env.DB.prepare(`INSERT INTO doctor (id, clinic_id, branch_id, name) VALUES (?1, ?2, ?3, 'Чехов')`).bind(
      doctor,
      site.clinicId,
      branch,
    ),
  ]);
}
beforeEach(() => setUp());

const member = (method: string, path: string, body?: unknown) =>
  app.fromMember(cookie, method, `/api/sites/${site.siteId}/${path}`, body);
async function card(about: object = {}): Promise<{ id: string; path: string }> {
  const body = { label: 'Стойка', branch: null, doctor, survey: 5, ...about };
  const reply = await member('POST', 'cards', body);
  expect(reply.status).toBe(201);
  const { id, url } = await reply.json<{ id: string; url: string }>();
  expect(url).toMatch(/^http:\/\/localhost:8787\/v\/[2-9a-hjkmnp-z]{8}$/);
  return { id, path: new URL(url).pathname };
}
async function invites(count: number): Promise<{ id: string; paths: string[] }> {
  const body = { label: 'Октябрь', branch, doctor: null, survey: 6, count, days: 30 };
  const reply = await member('POST', 'invites', body);
  expect(reply.status).toBe(201);
  const { id, urls } = await reply.json<InvitesReply>();
  return { id, paths: urls.map((url) => new URL(url).pathname) };
}

const open = (path: string, headers: Record<string, string> = {}) =>
  app.send(path, { headers: { 'User-Agent': PHONE, 'CF-Connecting-IP': '203.0.113.7', ...headers } });
const post = (path: string, body: Record<string, string>, headers: Record<string, string> = {}) =>
  app.send(path, {
    method: 'POST',
    body: new URLSearchParams(body).toString(),
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      // What a browser sends from a page with the policy no-referrer.
      ...{ Origin: 'null', 'Sec-Fetch-Site': 'same-origin' },
      ...{ 'User-Agent': PHONE, 'CF-Connecting-IP': '203.0.113.7', ...headers },
    },
  });
/** The hidden fields of a form in a page. */
function fieldsOf(page: string): Record<string, string> {
  const form = page.slice(page.indexOf('<form'), page.indexOf('</form>'));
  return Object.fromEntries(
    [...form.matchAll(/<input\s+type="hidden"\s+name="(\w+)"\s+value="([^"]*)"/g)].map(([, name, value]) => [
      name,
      value,
    ]),
  );
}
async function formOf(path: string): Promise<Record<string, string>> {
  const reply = await open(path);
  expect(reply.status).toBe(200);
  const fields = fieldsOf(await reply.text());
  expect(Object.keys(fields).toSorted()).toEqual(['erase', 'id', 'l', 'page']);
  return fields;
}
const titleOf = (page: string): string => /<h1>\s*([^<]*?)\s*</.exec(page)?.[1] ?? '';
const answers = () =>
  rows<Record<string, unknown>>(
    `SELECT question, moment, survey, origin, score, text, language, branch_id, doctor_id, device, source FROM answer`,
  );
const linkRow = async (id: string) =>
  (await rows<{ uses: number }>('SELECT uses FROM link WHERE id = ?1', id))[0];
async function paths(): Promise<string[]> {
  return (await rows<{ path: string }>('SELECT path FROM visit')).map((row) => row.path);
}

describe('the page of a card', () => {
  it('asks the question in words, about branch and doctor, under a policy that lets nothing else in', async () => {
    const { path } = await card();
    const reply = await open(path);
    const page = await reply.text();
    expect(titleOf(page)).toBe('Как вам у нас в целом?');
    expect(page).toMatch(/<p dir="auto">На Мира<\/p>\s*<p dir="auto">Чехов<\/p>/);
    expect(page.match(/type="radio"/g)).toHaveLength(6);
    expect(page).not.toContain(' checked');
    const policy = reply.headers.get('Content-Security-Policy') ?? '';
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'sha256-[\w+/]{43}='; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; script-src 'sha256-[\w+/]{43}='; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'$/,
    );
    expect(reply.headers.get('Referrer-Policy')).toBe('no-referrer');
    expect(reply.headers.get('X-Robots-Tag')).toBe('noindex, nofollow');
    expect(page).toContain('<meta name="robots" content="noindex, nofollow"');
    // No address of anybody else, and nothing loaded.
    expect([...page.matchAll(/https?:\/\//g)]).toEqual([]);
    expect(page).not.toMatch(/<(img|link|iframe|script src)/);
  });

  it('allows by its policy exactly the style and the script that it carries', async () => {
    const reply = await open((await card()).path);
    const [page, policy] = [await reply.text(), reply.headers.get('Content-Security-Policy') ?? ''];
    for (const tag of ['style', 'script']) {
      const text = new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(page)?.[1] ?? '';
      expect(text.length).toBeGreaterThan(100);
      const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
      expect(policy).toContain(`${tag}-src 'sha256-${Buffer.from(hash).toString('base64')}'`);
    }
  });

  it('speaks the language of the browser, else the site’s, and the other at a press', async () => {
    const { path } = await card();
    const of = async (query: string, accept?: string) => {
      const headers: Record<string, string> = accept === undefined ? {} : { 'Accept-Language': accept };
      const page = await (await open(path + query, headers)).text();
      return [/<html lang="(\w+)"/.exec(page)?.[1], titleOf(page)];
    };
    const [ru, en] = [
      ['ru', 'Как вам у нас в целом?'],
      ['en', 'Overall, how was your experience of our service?'],
    ];
    expect(await of('')).toEqual(ru);
    expect(await of('', 'en-GB,en;q=0.9')).toEqual(en);
    expect(await of('', 'de-DE,de;q=0.9,en;q=0.5,ru;q=0.4')).toEqual(en);
    expect(await of('', 'kk-KZ,ru-RU;q=0.8,en;q=0.5')).toEqual(ru);
    expect(await of('', 'fr')).toEqual(ru);
    expect(await of('?l=en', 'ru')).toEqual(en);
  });

  it('keeps an answer as the widget’s are kept, with origin, branch and doctor from the card, and only then thanks', async () => {
    const { id, path } = await card();
    const form = await formOf(path);
    const reply = await post(path, { ...form, score: '4', text: 'Спасибо,\r\nвсё быстро' });
    expect(reply.status).toBe(201);
    expect(titleOf(await reply.text())).toBe('Спасибо, отзыв получен');
    expect(await answers()).toEqual([
      {
        ...{
          question: 'fft',
          moment: 'card',
          survey: 5,
          origin: 'card',
          score: 4,
          text: 'Спасибо,\nвсё быстро',
        },
        ...{ language: 'ru', branch_id: branch, doctor_id: doctor, device: 'phone', source: null },
      },
    ]);
    expect(await linkRow(id)).toEqual({ uses: 1 });
  });

  it('stores a form that is sent twice once, and thanks twice', async () => {
    const { id, path } = await card();
    const body = { ...(await formOf(path)), score: '5' };
    const [first, second] = [await post(path, body), await post(path, body)];
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(titleOf(await second.text())).toBe('Спасибо, отзыв получен');
    expect(await answers()).toHaveLength(1);
    expect(await linkRow(id)).toEqual({ uses: 1 });
    // The same form with another answer: the first stands, and the page says so.
    const third = await post(path, { ...body, score: '1' });
    expect(titleOf(await third.text())).toBe('С этого устройства отзыв уже есть');
    expect(await answers()).toMatchObject([{ score: 5 }]);
  });

  it('shows the same page after every score, the link to public reviews included', async () => {
    await setUp({
      settings: (s: Settings) => void (s.publicReview = 'https://www.reviews.example/clinic?a=1&b=2'),
    });
    const pages = [];
    for (const score of ['5', '4', '3', '2', '1', '0']) {
      const { path } = await card();
      const form = await formOf(path);
      const reply = await post(path, { ...form, score });
      const page = await reply.text();
      // The longest first: a secret may hold the letters of a language.
      const own = [...Object.values(form), path].toSorted((a, b) => b.length - a.length);
      pages.push(own.reduce((text, part) => text.replaceAll(part, '…'), page));
      expect(reply.headers.get('Location')).toBeNull();
    }
    expect(new Set(pages).size).toBe(1);
    expect(pages[0]).toContain('href="https://www.reviews.example/clinic?a=1&amp;b=2"');
    expect(pages[0]).toMatch(/>\s*reviews\.example\s*</);
  });

  it('marks the device only after an answer, then says a kind sentence, and takes another visit at a press', async () => {
    const { path } = await card();
    const first = await open(path);
    expect(first.headers.get('Set-Cookie')).toBeNull();
    const reply = await post(path, { ...fieldsOf(await first.text()), score: '3' });
    const set = reply.headers.get('Set-Cookie') ?? '';
    expect(set).toBe(`otklik_answered=1; Max-Age=1209600; Path=${path}; HttpOnly; SameSite=Lax`);
    const again = await open(path, { Cookie: 'otklik_answered=1' });
    const page = await again.text();
    expect([again.status, titleOf(page)]).toEqual([200, 'С этого устройства отзыв уже есть']);
    const href = /class="main"\s+href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const fresh = await open(href, { Cookie: 'otklik_answered=1' });
    expect((await post(path, { ...fieldsOf(await fresh.text()), score: '2' })).status).toBe(201);
    expect((await answers()).map(({ score }) => score).toSorted()).toEqual([2, 3]);
  });

  it('gives an answer back at a press, and takes a new one', async () => {
    const { id, path } = await card();
    const form = await formOf(path);
    await post(path, { ...form, score: '1', text: 'canary' });
    const reply = await post(`${path}/withdraw`, form);
    expect([reply.status, titleOf(await reply.text())]).toEqual([200, 'Отзыв удалён']);
    expect(reply.headers.get('Set-Cookie')).toMatch(/^otklik_answered=; Max-Age=0; Path=\/v\//);
    expect(await answers()).toEqual([]);
    expect(await linkRow(id)).toEqual({ uses: 0 });
    expect(await dump()).not.toContain('canary');
    // Twice is as good as once, and changes no other count.
    await post(path, { ...(await formOf(path)), score: '4' });
    expect((await post(`${path}/withdraw`, form)).status).toBe(200);
    expect(await linkRow(id)).toEqual({ uses: 1 });
    expect((await post(`${path}/withdraw`, { ...form, erase: newSecret() })).status).toBe(404);
  });

  it('asks again where the answer is missing, with the words still there', async () => {
    const { path } = await card();
    const form = await formOf(path);
    const reply = await post(path, { ...form, text: 'Без <b>оценки</b>' });
    const page = await reply.text();
    expect(reply.status).toBe(422);
    expect(page).toContain('Выберите ответ');
    expect(page).toContain('Без &lt;b&gt;оценки&lt;/b&gt;');
    expect(fieldsOf(page)).toEqual(form);
    expect(await answers()).toEqual([]);
  });

  it('keeps the form and its words when nothing could be stored, and never thanks', async () => {
    const { path } = await card();
    const body = { ...(await formOf(path)), score: '2', text: 'Долго ждали' };
    const broken = new Proxy(env.DB, {
      get: (db, name: keyof D1Database) =>
        name === 'batch'
          ? () => Promise.reject(new Error('D1_ERROR: overloaded'))
          : (db[name] as () => unknown).bind(db),
    });
    const reply = await app.send(
      path,
      { method: 'POST', body: new URLSearchParams(body).toString(), headers: { 'User-Agent': PHONE } },
      { DB: broken },
    );
    const page = await reply.text();
    expect(reply.status).toBe(503);
    expect(page).toContain('Ничего не пропало');
    expect(page).toContain('Долго ждали');
    expect(page).toMatch(/id="s2"[^>]*checked/);
    expect(page).not.toContain('Спасибо');
    expect((await post(path, fieldsOf(page) && body)).status).toBe(201);
  });

  it.each([
    ['csat', 5, ['1', '5'], ['0', '6']],
    ['ces', 7, ['1', '7'], ['0', '8']],
    ['nps', 11, ['0', '10'], ['11', '-1']],
    ['solved', 3, ['0', '2'], ['3', '4']],
    ['stopped', 7, ['1', '7'], ['0', '8']],
    ['open', 0, [], []],
  ] as const)(
    'asks %s on its own scale and takes nothing beyond it',
    async (question, options, good, bad) => {
      await setUp({
        settings: (s: Settings) =>
          void (s.surveys = s.surveys.map((survey) => (survey.id === 5 ? { ...survey, question } : survey))),
      });
      const { path } = await card();
      const page = await (await open(path)).text();
      expect(page.match(/type="radio"/g) ?? []).toHaveLength(options);
      for (const score of bad)
        expect((await post(path, { ...(await formOf(path)), score })).status).toBe(422);
      for (const score of good)
        expect((await post(path, { ...(await formOf(path)), score })).status).toBe(201);
      expect((await post(path, { ...(await formOf(path)), text: 'Хорошо' })).status).toBe(
        options === 0 ? 201 : 422,
      );
      expect((await post(path, { ...(await formOf(path)), text: ' ' })).status).toBe(422);
      expect((await answers()).map(({ score }) => score ?? 'words').map(String)).toEqual(
        expect.arrayContaining(options === 0 ? ['words'] : [...good]),
      );
    },
  );

  it('takes no text where no words may be kept, and shows no field for them', async () => {
    await setUp({ dataPlace: 'russia' });
    const { path } = await card();
    const page = await (await open(path)).text();
    expect(page).not.toContain('<textarea');
    expect((await post(path, { ...fieldsOf(page), score: '4', text: 'Спасибо' })).status).toBe(422);
    expect(await answers()).toEqual([]);
    expect((await post(path, { ...fieldsOf(page), score: '4', text: '' })).status).toBe(201);
  });

  it('draws what a clinic wrote as text, whatever it wrote', async () => {
    await setUp({
      settings: (s: Settings) => {
        const survey = s.surveys.find(({ id }) => id === 5);
        if (!survey) throw new Error('no such question');
        survey.title.ru = '<img src=x onerror=alert(1)>';
        survey.followUp = { when: [1, 2], ask: { ru: '</label><script>x</script>', en: '' } };
        s.phones = ['+7 495 000-00-00'];
      },
    });
    await env.DB.prepare(`UPDATE clinic SET name = '"><svg onload=alert(1)>' WHERE id = ?1`)
      .bind(site.clinicId)
      .run();
    await env.DB.prepare(`UPDATE branch SET name = '<b>x</b>' WHERE id = ?1`).bind(branch).run();
    const { path } = await card();
    const form = await formOf(path);
    for (const reply of [await open(path), await post(path, { ...form, score: '1' })]) {
      const page = await reply.text();
      expect(page).not.toMatch(/<(img|svg|b>x)|<script>x/);
      expect(page).toContain('&lt;svg onload=alert(1)&gt;');
    }
  });

  it('neither reads nor sets the cookie of the dashboard', async () => {
    const { path } = await card();
    const strip = (page: string) =>
      Object.values(fieldsOf(page)).reduce((t, own) => t.replaceAll(own, ''), page);
    const [without, withIt] = [await open(path), await open(path, { Cookie: cookie })];
    expect(strip(await withIt.text())).toBe(strip(await without.text()));
    const reply = await post(path, { ...(await formOf(path)), score: '4' }, { Cookie: cookie });
    expect(reply.headers.getSetCookie().join()).not.toContain('session');
  });

  it('takes no form from another site', async () => {
    const { path } = await card();
    const form = { ...(await formOf(path)), score: '1' };
    for (const from of ['cross-site', 'same-site'])
      expect((await post(path, form, { 'Sec-Fetch-Site': from })).status).toBe(403);
    expect(await answers()).toEqual([]);
  });

  it('is found however its code is typed', async () => {
    const { path } = await card();
    const typed = path.toUpperCase().replace('/V/', '/v/').replace(/.{4}$/, '-$&');
    const reply = await open(typed);
    expect([reply.status, reply.headers.get('Location')]).toEqual([302, path]);
  });

  it('keeps five hundred answers of one hour, each counted, and the rush is told on the first screen', async () => {
    const { id, path } = await card();
    // Two months in which somebody answered every other day.
    await env.DB.batch([
      env.DB.prepare(
        `INSERT INTO series (id, site_id, kind, mode, rules_version, zone, question, wording, moment, started_on, started_at)
         VALUES ('01CARDSERIES', ?1, 'answers', 'statistics', 1, 'Europe/Moscow', 'fft', 1, 'card', '2026-08-01', ?2)`,
      ).bind(site.siteId, Date.parse('2026-08-01')),
      env.DB.prepare(
        `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 28)
         INSERT INTO answer (site_id, client_key, body_hash, id, series_id, question, moment, origin, mode, day, score, language)
         SELECT ?1, 'key' || i, '', 'id' || i, '01CARDSERIES', 'fft', 'card', 'card', 'statistics',
           date('2026-10-14', '-' || (2 * i) || ' days'), 4, 'ru' FROM n`,
      ).bind(site.siteId),
    ]);
    const answerOnce = async (_: unknown, i: number): Promise<number> => {
      const form = { id: newSecret(), erase: newSecret(), page: 'abcdefgh', l: 'ru' };
      // Nothing to count besides: visits are looked at below.
      return (await post(path, { ...form, score: String(i % 6) }, { 'Sec-GPC': '1' })).status;
    };
    for (let minute = 0; minute < 20; minute++) {
      app.clock.now = NOON + minute * 3 * 60_000;
      const statuses = await Promise.all(Array.from({ length: 25 }, answerOnce));
      expect(statuses).toEqual(statuses.map(() => 201));
    }
    expect(await linkRow(id)).toEqual({ uses: 500 });
    const today = `day = '2026-10-14'`;
    expect(await rows(`SELECT count(*) AS n FROM answer WHERE ${today}`)).toEqual([{ n: 500 }]);
    expect(await rows(`SELECT s0 + s1 + s2 + s3 + s4 + s5 AS n FROM score_day WHERE ${today}`)).toEqual([
      { n: 500 },
    ]);
    const owner = await addMember(site.clinicId, 'owner');
    const ask = async <Reply>(name: string) =>
      (await app.fromMember(owner.cookie, 'GET', `/api/sites/${site.siteId}/${name}`)).json<Reply>();
    const { signals } = await ask<{ signals: object[] }>('signals');
    expect(signals).toContainEqual(
      expect.objectContaining({ kind: 'burst', from: '2026-10-14', n: 500, usual: 0.5 }),
    );
    // After-visit answers are what the first screen names.
    expect(await ask('overview')).toMatchObject({ score: { series: { question: 'fft', moment: 'card' } } });
  });
});

describe('an invite', () => {
  it('takes one answer, thanks again for the same form, and refuses a second with a kind sentence', async () => {
    const { id, paths: own } = await invites(3);
    const [path = ''] = own;
    const [form, other] = [await formOf(path), await formOf(path)];
    expect((await post(path, { ...form, score: '5' })).status).toBe(201);
    expect((await post(path, { ...form, score: '5' })).status).toBe(200);
    const second = await post(path, { ...other, score: '1' });
    expect([second.status, titleOf(await second.text())]).toEqual([410, 'По этому приглашению уже ответили']);
    const look = await open(path);
    expect([look.status, titleOf(await look.text())]).toEqual([410, 'По этому приглашению уже ответили']);
    expect(await answers()).toMatchObject([
      { score: 5, moment: 'invite', origin: 'invite', branch_id: branch },
    ]);
    expect(await linkRow(id)).toEqual({ uses: 1 });
    expect((await post(own[1] ?? '', { ...(await formOf(own[1] ?? '')), score: '4' })).status).toBe(201);
  });

  it('takes one of twenty answers that come at once', async () => {
    const { paths: own } = await invites(1);
    const [path = ''] = own;
    const replies = await Promise.all(
      Array.from({ length: 20 }, () =>
        post(path, { id: newSecret(), erase: newSecret(), page: 'abcdefgh', l: 'ru', score: '4' }),
      ),
    );
    const statuses = replies.map(({ status }) => status);
    expect([statuses.filter((s) => s === 201).length, statuses.filter((s) => s === 410).length]).toEqual([
      1, 19,
    ]);
    expect(await answers()).toHaveLength(1);
  });

  it('leaves no trace by which the answer of one invite could be told from another’s', async () => {
    const { paths: own } = await invites(2);
    for (const path of own) await post(path, { ...(await formOf(path)), score: '4' });
    const [a, b] = await rows<Record<string, string>>(`SELECT * FROM answer`);
    const hashes = await rows<{ secret_hash: string; used: number }>('SELECT secret_hash, used FROM invite');
    expect(hashes.map(({ used }) => used)).toEqual([1, 1]);
    for (const { secret_hash } of hashes) expect(JSON.stringify([a, b])).not.toContain(secret_hash);
    const listed = JSON.stringify(await (await member('GET', 'links')).json());
    for (const path of own) expect(await dump()).not.toContain(path.slice(3));
    expect(listed).not.toMatch(/used/);
    expect(listed).toContain('"uses":2');
  });

  it('takes another answer after the first was taken back', async () => {
    const { paths: own } = await invites(1);
    const [path = ''] = own;
    const form = await formOf(path);
    await post(path, { ...form, score: '1' });
    expect((await post(`${path}/withdraw`, form)).status).toBe(200);
    expect((await post(path, { ...(await formOf(path)), score: '4' })).status).toBe(201);
    expect(await answers()).toMatchObject([{ score: 4 }]);
  });

  it('sets no mark on the device', async () => {
    const { paths: own } = await invites(1);
    const reply = await post(own[0] ?? '', { ...(await formOf(own[0] ?? '')), score: '4' });
    expect(reply.headers.get('Set-Cookie')).toBeNull();
  });

  it('cannot be claimed by a page of the clinic', async () => {
    for (const moment of ['card', 'invite'] as const)
      expect((await app.fromPage(`/w/${site.key}/answers`, answer({ moment }))).status).toBe(422);
  });
});

describe('a link that does not work', () => {
  it('says so in one way, whether it is unknown, off, over, or its site or question is off', async () => {
    const { id, path } = await card();
    const { paths: own } = await invites(1);
    const look = async (at: string) => {
      const reply = await open(at);
      return [reply.status, await reply.text()];
    };
    const [status, unknown] = await look('/v/zzzzzzzz');
    expect(status).toBe(404);
    expect(titleOf(String(unknown))).toBe('Эта ссылка не действует');
    expect(unknown).toContain('href="?l=en"');
    expect(titleOf(String((await look('/v/zzzzzzzz?l=en'))[1]))).toBe('This link does not work');
    expect((await member('PUT', `links/${id}`, { on: false })).status).toBe(204);
    expect(await look(path)).toEqual([404, unknown]);
    const form = { id: newSecret(), erase: newSecret(), page: 'abcdefgh', l: 'ru', score: '4' };
    expect((await post(path, form)).status).toBe(404);
    expect((await member('PUT', `links/${id}`, { on: true })).status).toBe(204);
    expect((await open(path)).status).toBe(200);
    app.clock.now = NOON + 30 * 86_400_000;
    expect(await look(own[0] ?? '')).toEqual([404, unknown]);
    expect((await post(own[0] ?? '', form)).status).toBe(404);
    await env.DB.prepare('UPDATE site SET enabled = 0').run();
    expect(await look(path)).toEqual([404, unknown]);
    await env.DB.prepare(
      `UPDATE site SET enabled = 1, settings = json_set(settings, '$.surveys[4].on', json('false'))`,
    ).run();
    expect(await look(path)).toEqual([404, unknown]);
    for (const odd of ['/v/x', '/v/%00', '/v/%F0%9F', `/v/${'a'.repeat(300)}`])
      expect((await open(odd)).status).toBe(404);
    expect(await answers()).toEqual([]);
  });
});

describe('the visit behind a link', () => {
  const opened = (path: string, form: Record<string, string>, headers = {}) =>
    post(`${path}/opened`, { page: form['page'] ?? '', l: 'ru' }, headers);

  it('is attended when the page says that it was opened, and rated when it is answered', async () => {
    const { path } = await card();
    const form = await formOf(path);
    expect(await paths()).toEqual([]);
    expect((await opened(path, form)).status).toBe(204);
    expect(await paths()).toEqual(['G']);
    const rowsOf = async (day: string) =>
      (await rows<{ n: number }>('SELECT rows_written AS n FROM write_budget WHERE day = ?1', day))[0]?.n;
    expect(await rowsOf('2026-10-14')).toBe(3);
    // Said twice, counted once.
    await opened(path, form);
    expect(await rows('SELECT moment, asked, opened FROM survey_count')).toEqual([
      { moment: 'card', asked: 1, opened: 1 },
    ]);
    app.clock.now += 60_000;
    await post(path, { ...form, score: '4' });
    const [visit] = await rows<{ log: string; messy: number }>('SELECT log, messy FROM visit');
    expect(visit?.messy).toBe(1);
    const { eventsOf } = await import('../../worker/domain/journey/log.ts');
    expect(eventsOf(visit?.log ?? '').map(({ stage }) => stage)).toEqual([7, 8]);
  });

  it('is attended and rated where the browser runs no script', async () => {
    const { path } = await card();
    await post(path, { ...(await formOf(path)), score: '4' });
    expect(await paths()).toEqual(['GH']);
  });

  it('is the same visit as the one to the clinic’s own pages on that day', async () => {
    const { path } = await card();
    const phone = { 'User-Agent': PHONE, 'CF-Connecting-IP': '203.0.113.7' };
    await app.fromPage(`/w/${site.key}/beacon`, 'p=aaaaaaaa&l=ru&e=2.0.0', phone);
    app.clock.now += 60_000;
    await post(path, { ...(await formOf(path)), score: '4' });
    expect(await paths()).toEqual(['BGH']);
  });

  it.each([
    ['a browser that asks for privacy', { 'Sec-GPC': '1' }],
    ['a robot', { 'User-Agent': 'TelegramBot (like TwitterBot)' }],
    ['a person who asked not to be counted', { Cookie: 'otklik_off=1' }],
  ])('is not counted of %s, whose answer is taken all the same', async (_, headers) => {
    const { path } = await card();
    const page = await (await open(path, headers)).text();
    if (!('User-Agent' in headers)) expect(page).toContain('data-count=""');
    if (!('Cookie' in headers)) await opened(path, fieldsOf(page), headers);
    expect((await post(path, { ...fieldsOf(page), score: '4' }, headers)).status).toBe(201);
    expect(await paths()).toEqual([]);
    expect(await rows('SELECT asked FROM survey_count')).toEqual([]);
  });

  it('is not counted where the site counts nothing', async () => {
    await setUp({ settings: (s: Settings) => void (s.mode = 'off') });
    const { path } = await card();
    const form = await formOf(path);
    await opened(path, form);
    expect((await post(path, { ...form, score: '4' })).status).toBe(201);
    expect(await paths()).toEqual([]);
  });

  it('stops being counted at a press, which only this page’s browser remembers', async () => {
    const { path } = await card();
    const reply = await post(`${path}/off`, { l: 'ru' });
    expect(reply.headers.get('Set-Cookie')).toBe(
      'otklik_off=1; Max-Age=31536000; Path=/v; HttpOnly; SameSite=Lax',
    );
    expect(titleOf(await reply.text())).toBe('Ваши посещения таких страниц больше не считаются');
  });

  it('changes nothing by being looked at', async () => {
    const { path } = await card();
    const before = await dump();
    await open(path);
    await open('/v/zzzzzzzz');
    expect(await dump()).toBe(before);
  });
});

describe('cards and invites as members see them', () => {
  it('lists them newest first with names and uses, and no address of an invite', async () => {
    const first = await card();
    app.clock.now += 1_000;
    const { id, paths: own } = await invites(2);
    await post(first.path, { ...(await formOf(first.path)), score: '4' });
    const text = await (await member('GET', 'links')).text();
    expect(JSON.parse(text)).toMatchObject({
      links: [
        { id, kind: 'invite', branch: 'На Мира', doctor: null, url: null, invites: 2, uses: 0, on: true },
        {
          ...{
            id: first.id,
            kind: 'card',
            branch: 'На Мира',
            doctor: 'Чехов',
            invites: null,
            uses: 1,
            by: 'operator',
          },
          url: `http://localhost:8787${first.path}`,
        },
      ],
      surveys: [
        { id: 5, kind: 'card', question: 'fft' },
        { id: 6, kind: 'invite', question: 'fft' },
      ],
      ...{ clinic: 'Clinic', places: { branches: [{ name: 'На Мира' }], doctors: [{ name: 'Чехов' }] } },
    });
    for (const path of own) expect(text).not.toContain(path);
  });

  it.each([
    ['branch', { branch: '01TEST99999999999999999999' }],
    ['doctor', { doctor: '01TEST99999999999999999999' }],
    ['survey', { survey: 6 }],
    ['survey', { survey: 30 }],
    ['label', { label: 'x'.repeat(61) }],
  ])('refuses a card whose %s is not its own', async (field, change) => {
    const reply = await member('POST', 'cards', {
      label: '',
      branch: null,
      doctor: null,
      survey: 5,
      ...change,
    });
    expect([reply.status, await reply.json()]).toEqual([422, { error: 'invalid', field }]);
  });

  it('takes no branch of another clinic', async () => {
    const mine = branch;
    await setUp();
    const reply = await member('POST', 'cards', { label: '', branch: mine, doctor: null, survey: 5 });
    expect(await reply.json()).toEqual({ error: 'invalid', field: 'branch' });
  });

  it('ends at three hundred, and forgets a set a month after its end', async () => {
    await env.DB.prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 299)
       INSERT INTO link (id, site_id, kind, code, label, survey, by_name, created_at)
       SELECT 'l' || i, ?1, 'card', 'c' || i, '', 5, '', 0 FROM n`,
    )
      .bind(site.siteId)
      .run();
    const { id } = await invites(2);
    const body = { label: '', branch: null, doctor: null, survey: 5 };
    expect(await (await member('POST', 'cards', body)).json()).toEqual({ error: 'limit_reached' });
    const invite = { ...body, survey: 6, count: 1, days: 7 };
    expect(await (await member('POST', 'invites', invite)).json()).toEqual({ error: 'limit_reached' });
    expect(await rows('SELECT count(*) AS n FROM invite')).toEqual([{ n: 2 }]);
    const { deleteExpired } = await import('../../worker/jobs/retention.ts');
    await deleteExpired(env, NOON + 59 * 86_400_000);
    expect(await linkRow(id)).toEqual({ uses: 0 });
    await deleteExpired(env, NOON + 61 * 86_400_000);
    expect(await linkRow(id)).toBeUndefined();
    expect(await rows('SELECT 1 FROM invite')).toEqual([]);
  });
});
