// Scores over HTTP: equal to a recount of the answers whatever was sent, erased or aged out; small groups hidden; few rows read.
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ScoreAnswer } from '../../worker/contract/members.ts';
import type { BreakdownAnswer, ScoresAnswer } from '../../worker/contract/scores.ts';
import type { SiteView } from '../../worker/contract/settings.ts';
import { addDays } from '../../worker/domain/calendar.ts';
import { deleteExpired } from '../../worker/jobs/retention.ts';
import { seeded } from '../support/seeded.ts';
import { addMember, addSite, NOON, newId, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';
import { meteredDatabase } from './support/watched-db.ts';
import { answer, network, rows } from './support/words.ts';

let site: SiteFixture;
let series: string;
let cookie: string;
let app: ReturnType<typeof testApp>;
let undo: () => void;

beforeEach(async () => {
  ({ undo } = network(() => new Response('')));
  site = await addSite();
  cookie = (await addMember(site.clinicId, 'viewer')).cookie;
  app = testApp();
  series = await addSeries('fft', 'launcher', '2024-01-01');
});
afterEach(() => undo());

async function addSeries(question: string, moment: string, startedOn: string): Promise<string> {
  const id = newId();
  await env.DB.prepare(
    `INSERT INTO series (id, site_id, kind, mode, rules_version, zone, question, wording, moment, started_on, started_at)
     VALUES (?1, ?2, 'answers', 'statistics', 1, 'Europe/Moscow', ?3, 1, ?4, ?5, ?6)`,
  )
    .bind(id, site.siteId, question, moment, startedOn, Date.parse(startedOn))
    .run();
  return id;
}

type Row = {
  day: string;
  score: number | null;
  source?: string | null;
  device?: string;
  series?: string;
  branch?: string | undefined;
  doctor?: string | undefined;
};
let written = 0;
/** Many answers in few statements. */
async function addAnswers(list: Row[]): Promise<void> {
  const all = list.map((row) => ({
    series,
    source: 'search',
    device: 'phone',
    ...row,
    key: `k${++written}`,
  }));
  for (let i = 0; i < all.length; i += 2000)
    await env.DB.prepare(
      `INSERT INTO answer (site_id, client_key, body_hash, id, series_id, question, moment, origin, mode, day, score, language,
         source, device, branch_id, doctor_id)
       SELECT ?1, value ->> 'key', '', value ->> 'key', value ->> 'series', 'fft', 'launcher', 'widget', 'statistics',
         value ->> 'day', value ->> 'score', 'ru', value ->> 'source', value ->> 'device', value ->> 'branch', value ->> 'doctor'
       FROM json_each(?2)`,
    )
      .bind(site.siteId, JSON.stringify(all.slice(i, i + 2000)))
      .run();
}

async function get<T>(path: string, bindings?: { DB: D1Database }): Promise<T> {
  const reply = await app.send(
    `/api/sites/${site.siteId}/${path}`,
    { headers: { Cookie: cookie, Origin: 'http://localhost:8787' } },
    bindings,
  );
  expect(reply.status).toBe(200);
  return (await reply.json()) as T;
}
const scores = (query: string) => get<ScoresAnswer>(`scores?${query}`);

/** The roll-up, and what a recount of the answers says it should be. */
async function rollUpAndRecount() {
  const sums = Array.from({ length: 11 }, (_, i) => `sum(score IS ${i}) AS s${i}`).join(', ');
  return [
    await rows('SELECT * FROM score_day ORDER BY site_id, series_id, day'),
    await rows(
      `SELECT site_id, series_id, day, ${sums}, sum(score IS NULL) AS none FROM answer GROUP BY site_id, series_id, day ORDER BY site_id, series_id, day`,
    ),
  ];
}
async function expectExactRollUp(): Promise<void> {
  const [kept, counted] = await rollUpAndRecount();
  expect(kept).toEqual(counted);
}

describe('the roll-up of answers', () => {
  it('equals a recount after answers are given, repeated, refused, erased and aged out', async () => {
    const sent = [5, 5, 4, 0, 1].map((score) => answer({ score }));
    for (const body of [...sent, sent[0], sent[1]]) await app.fromPage(`/w/${site.key}/answers`, body);
    await app.fromPage(`/w/${site.key}/answers`, { ...sent[0], score: 1 });
    expect(await rows('SELECT s0, s1, s4, s5 FROM score_day')).toEqual([{ s0: 1, s1: 1, s4: 1, s5: 2 }]);
    await expectExactRollUp();

    const { id, erase } = sent[1]!;
    expect((await app.fromPage(`/w/${site.key}/erase`, { what: 'answer', id, erase })).status).toBe(200);
    expect(await rows('SELECT s0, s1, s4, s5 FROM score_day')).toEqual([{ s0: 1, s1: 1, s4: 1, s5: 1 }]);
    await expectExactRollUp();

    await addAnswers([
      { day: '2024-09-13', score: 5 },
      { day: '2026-10-13', score: 5 },
    ]);
    await deleteExpired(env, NOON);
    expect(await rows('SELECT day FROM score_day ORDER BY day')).toEqual([
      ...[{ day: '2026-10-13' }, { day: '2026-10-14' }],
    ]);
    await expectExactRollUp();
  });

  it('goes with the last answer of a day', async () => {
    const body = answer({ score: 3 });
    await app.fromPage(`/w/${site.key}/answers`, body);
    await app.fromPage(`/w/${site.key}/erase`, { what: 'answer', id: body.id, erase: body.erase });
    expect(await rows('SELECT day FROM score_day')).toEqual([]);
  });

  it('is made anew from the answers when the schema is applied to an empty one, and left alone otherwise', async () => {
    await addAnswers([5, 4, 3, 5].map((score, i) => ({ day: `2026-10-0${1 + (i % 2)}`, score })));
    const apply = () => env.DB.batch(env.SCHEMA.map((sql) => env.DB.prepare(sql)));
    const [before] = await rollUpAndRecount();
    await env.DB.prepare('DELETE FROM score_day').run();
    await apply();
    await apply();
    expect((await rollUpAndRecount())[0]).toEqual(before);
  });
});

describe('scores', () => {
  it('are the counts of each day, series by series, in the order of the scale', async () => {
    const second = await addSeries('fft', 'launcher', '2026-10-03');
    await addAnswers([
      { day: '2026-10-01', score: 5 },
      { day: '2026-10-01', score: 5 },
      { day: '2026-10-02', score: 0 },
      { day: '2026-10-03', score: 1, series: second },
      { day: '2026-10-20', score: 1, series: second },
    ]);
    const got = await scores('from=2026-10-01&to=2026-10-14');
    expect(got).toMatchObject({
      period: { from: '2026-10-01', to: '2026-10-14' },
      ...{ today: '2026-10-14', zone: 'Europe/Moscow' },
      measure: { question: 'fft', moment: 'launcher' },
      measures: [{ question: 'fft', moment: 'launcher' }],
    });
    expect(got.series.map(({ id }) => id)).toEqual([series, second]);
    expect(got.days).toEqual([
      { day: '2026-10-01', seriesId: series, counts: [2, 0, 0, 0, 0, 0] },
      { day: '2026-10-02', seriesId: series, counts: [0, 0, 0, 0, 0, 1] },
      { day: '2026-10-03', seriesId: second, counts: [0, 0, 0, 0, 1, 0] },
    ]);
  });

  it('of another question or moment are never mixed in', async () => {
    const card = await addSeries('nps', 'card', '2026-10-01');
    await addAnswers([
      { day: '2026-10-02', score: 5 },
      { day: '2026-10-02', score: 10, series: card },
    ]);
    const got = await scores('from=2026-10-01&to=2026-10-14&question=nps&moment=card');
    expect(got.measures).toHaveLength(2);
    expect(got.days).toEqual([
      { day: '2026-10-02', seriesId: card, counts: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] },
    ]);
    const none = await scores('from=2026-10-01&to=2026-10-14&question=csat&moment=card');
    expect(none).toMatchObject({ measure: null, days: [], series: [] });
  });

  it('are empty and say so at a site that nobody has answered', async () => {
    await env.DB.prepare('DELETE FROM series WHERE id = ?1').bind(series).run();
    expect(await scores('from=2026-10-01&to=2026-10-14')).toMatchObject({
      measure: null,
      measures: [],
      days: [],
    });
  });

  it('of 20,000 answers in 25 months read a row a day', async () => {
    const { next } = seeded(11);
    await addAnswers(
      Array.from({ length: 20_000 }, (_, i) => ({
        day: addDays('2024-09-15', Math.floor((i * 759) / 20_000)),
        score: Math.floor(next() * 6),
        source: ['search', 'ads', 'direct', 'social'][Math.floor(next() * 4)] ?? null,
      })),
    );
    const { DB, sum } = meteredDatabase();
    const got = await get<ScoresAnswer>('scores?from=2024-09-15&to=2026-10-14', { DB });
    expect(got.days.reduce((n, { counts }) => n + counts.reduce((a, b) => a + b, 0), 0)).toBe(20_000);
    expect(sum.rowsRead).toBeLessThan(800);

    const slice = meteredDatabase();
    const year = await get<BreakdownAnswer>('scores/by/source?from=2025-10-01&to=2026-09-30', {
      DB: slice.DB,
    });
    expect(year.blocks).toHaveLength(12);
    // The answers of the year, each found by the index of days and then read.
    expect(slice.sum.rowsRead).toBeLessThan(2.2 * 9_700 + 800);
    // Writing 20,000 answers takes the time, not reading them.
  }, 60_000);
});

describe('a breakdown', () => {
  const month = (at: string, groups: Record<string, [positive: number, negative: number]>): Row[] =>
    Object.entries(groups).flatMap(([source, [positive, negative]]) =>
      Array.from({ length: positive + negative }, (_, i) => ({
        day: `${at}-${String(1 + (i % 28)).padStart(2, '0')}`,
        score: i < positive ? 5 : 1,
        source: source === '' ? null : source,
      })),
    );
  const by = (dimension: string, query: string) => get<BreakdownAnswer>(`scores/by/${dimension}?${query}`);

  it('shows large groups, hides a small one and enough others with it, and sums to the whole', async () => {
    await addAnswers(month('2026-09', { search: [30, 2], ads: [15, 0], social: [3, 1], '': [12, 0] }));
    const got = await by('source', 'from=2026-09-01&to=2026-09-30');
    expect(got.series?.id).toBe(series);
    expect(got.blocks).toEqual([
      {
        ...{ from: '2026-09-01', to: '2026-09-30', n: 63 },
        groups: [
          { value: 'search', counts: [30, 0, 0, 0, 2, 0] },
          { value: 'ads', counts: [15, 0, 0, 0, 0, 0] },
          { value: 'social', counts: null },
          { value: '', counts: null },
        ],
      },
    ]);
  });

  it('shows no groups at all where a small one cannot be hidden among others', async () => {
    await addAnswers(month('2026-09', { search: [6, 0], ads: [2, 0] }));
    expect((await by('source', 'from=2026-07-01&to=2026-09-30')).blocks).toEqual([
      { from: '2026-09-01', to: '2026-09-30', n: 8, groups: null },
    ]);
  });

  it('answers whole blocks that are over and lie within the period, whatever period is asked for', async () => {
    await addAnswers([
      ...month('2026-07', { search: [60, 0] }),
      ...month('2026-08', { search: [20, 0] }),
      ...month('2026-09', { search: [40, 0] }),
      ...month('2026-10', { search: [60, 0] }),
    ]);
    const spans = async (query: string) =>
      (await by('source', query)).blocks.map(({ from, to, n }) => `${from} ${to} ${n}`);
    const all = ['2026-07-01 2026-07-31 60', '2026-08-01 2026-09-30 60'];
    expect(await spans('from=2026-07-01&to=2026-10-14')).toEqual(all);
    expect(await spans('from=2026-07-02&to=2026-10-14')).toEqual(all.slice(1));
    expect(await spans('from=2026-07-01&to=2026-09-29')).toEqual(all.slice(0, 1));
    expect(await spans('from=2026-09-01&to=2026-09-30')).toEqual([]);
  });

  it('goes by one dimension at a time, and never over a changed series', async () => {
    const second = await addSeries('fft', 'launcher', '2026-09-10');
    await addAnswers([
      ...month('2026-08', { search: [40, 20] }),
      ...month('2026-09', { search: [55, 0] }).map((row) => ({ ...row, day: '2026-09-20', series: second })),
    ]);
    const blocks = async (query: string) =>
      (await by('device', `from=2026-07-01&to=2026-09-30${query}`)).blocks;
    expect(await blocks('')).toMatchObject([{ from: '2026-09-01', to: '2026-09-30', n: 55 }]);
    expect(await blocks(`&series=${series}`)).toMatchObject([
      { from: '2026-08-01', to: '2026-08-31', n: 60 },
    ]);
    expect(await blocks(`&series=${newId()}`)).toEqual([]);
    expect((await blocks(''))[0]?.groups).toEqual([{ value: 'phone', counts: [55, 0, 0, 0, 0, 0] }]);
  });

  it('by what is no dimension is not there', async () => {
    const reply = await app.fromMember(
      cookie,
      'GET',
      `/api/sites/${site.siteId}/scores/by/name?from=2026-09-01&to=2026-09-30`,
    );
    expect(reply.status).toBe(404);
  });
});

describe('branches and doctors', () => {
  const period = 'from=2026-09-01&to=2026-09-30';
  let branches: string[];
  let doctors: string[];

  beforeEach(async () => {
    branches = ['На Мира', 'На Ленина'].map(() => newId());
    doctors = ['Чехов', 'Булгаков', 'Вересаев'].map(() => newId());
    await env.DB.batch([
      ...branches.map((id, i) =>
        env.DB.prepare('INSERT INTO branch (id, clinic_id, name) VALUES (?1, ?2, ?3)').bind(
          ...[id, site.clinicId, ['На Мира', 'На Ленина'][i]],
        ),
      ),
      ...doctors.map((id, i) =>
        env.DB.prepare('INSERT INTO doctor (id, clinic_id, name) VALUES (?1, ?2, ?3)').bind(
          ...[id, site.clinicId, ['Чехов', 'Булгаков', 'Вересаев'][i]],
        ),
      ),
    ]);
    const seen = (branch: number, doctor: number, n: number) =>
      Array.from({ length: n }, () => ({ branch: branches[branch], doctor: doctors[doctor] }));
    await addAnswers(
      [...seen(0, 0, 21), ...seen(0, 1, 12), ...seen(0, 2, 5), ...seen(1, 0, 30)].map((place) => ({
        ...{ day: '2026-09-10', score: 5, ...place },
      })),
    );
  });

  const asMember = (role: 'owner' | 'viewer', dimension: string) =>
    addMember(site.clinicId, role).then(({ cookie }) =>
      app.fromMember(cookie, 'GET', `/api/sites/${site.siteId}/scores/by/${dimension}?${period}`),
    );
  const switchOn = () =>
    env.DB.prepare(
      `UPDATE site SET settings = json_set(settings, '$.doctorView', json('true')) WHERE id = ?1`,
    )
      .bind(site.siteId)
      .run();

  it('are told by their names, branches to whoever sees scores', async () => {
    const got = await get<BreakdownAnswer>(`scores/by/branch?${period}`);
    expect(got.names).toMatchObject({ [branches[0]!]: 'На Мира', [doctors[2]!]: 'Вересаев' });
    expect(got.blocks[0]?.groups).toEqual([
      { value: branches[0], counts: [38, 0, 0, 0, 0, 0] },
      { value: branches[1], counts: [30, 0, 0, 0, 0, 0] },
    ]);
  });

  it('of doctors are switched on by an owner; a webmaster, who has the other settings, may not', async () => {
    const path = `/api/sites/${site.siteId}/settings`;
    const save = async (role: 'owner' | 'webmaster') => {
      const { cookie } = await addMember(site.clinicId, role);
      const view = (await (await app.fromMember(cookie, 'GET', path)).json()) as SiteView;
      const { version, name, domain, zone, enabled, settings } = view;
      const changed = { ...settings, doctorView: true };
      return app.fromMember(cookie, 'PUT', path, { version, name, domain, zone, enabled, settings: changed });
    };
    const refused = await save('webmaster');
    expect([refused.status, await refused.json()]).toEqual([
      403,
      { error: 'not_allowed', field: 'settings.doctorView' },
    ]);
    expect((await save('owner')).status).toBe(200);
    expect((await asMember('owner', 'doctor')).status).toBe(200);
    // What an owner has chosen does not hinder a webmaster in all else.
    expect((await save('webmaster')).status).toBe(200);
  });

  it('of doctors are shown to nobody before an owner switches it on, and then to owners only', async () => {
    expect((await asMember('owner', 'doctor')).status).toBe(404);
    expect((await asMember('viewer', 'doctor')).status).toBe(404);
    await switchOn();
    expect((await asMember('viewer', 'doctor')).status).toBe(403);
    const reply = await asMember('owner', 'doctor');
    const { blocks } = (await reply.json()) as BreakdownAnswer;
    expect(blocks[0]?.groups).toEqual([
      { value: `${branches[0]}/${doctors[0]}`, counts: [21, 0, 0, 0, 0, 0] },
      { value: `${branches[0]}/${doctors[1]}`, counts: null },
      { value: `${branches[0]}/${doctors[2]}`, counts: null },
      { value: `${branches[1]}/${doctors[0]}`, counts: [30, 0, 0, 0, 0, 0] },
    ]);
  });
});

describe('every question', () => {
  it('of words only counts how many answered, reasons are counted by number, and asked days come with their wording', async () => {
    const [open, stopped] = [
      await addSeries('open', 'call', '2026-10-01'),
      await addSeries('stopped', 'unfinished', '2026-10-01'),
    ];
    await addAnswers([
      ...[1, 1, 7].map((score) => ({ day: '2026-10-02', score, series: stopped })),
      { day: '2026-10-02', score: null, series: open },
    ]);
    await env.DB.prepare(
      `INSERT INTO survey_count (site_id, day, question, moment, wording, asked, opened)
       VALUES (?1, '2026-10-02', 'stopped', 'unfinished', 1, 40, 9), (?1, '2026-10-02', 'fft', 'launcher', 1, 7, 7)`,
    )
      .bind(site.siteId)
      .run();
    const october = 'from=2026-10-01&to=2026-10-14';
    expect(await scores(`${october}&question=open&moment=call`)).toMatchObject({
      days: [{ counts: [1] }],
      asked: [],
    });
    expect(await scores(`${october}&question=stopped&moment=unfinished`)).toMatchObject({
      days: [{ counts: [2, 0, 0, 0, 0, 0, 1] }],
      asked: [{ day: '2026-10-02', wording: 1, asked: 40, opened: 9 }],
    });
    await expectExactRollUp();
    const none = await get<BreakdownAnswer>(`scores/by/source?${october}&question=open&moment=call`);
    expect(none).toMatchObject({ series: null, blocks: [] });
  });

  it('names the first screen after visits where anybody was rated so, else at the launcher', async () => {
    const card = await addSeries('fft', 'card', '2026-06-01');
    await addAnswers([{ day: '2026-10-02', score: 5 }]);
    const october = 'from=2026-10-01&to=2026-10-14';
    expect((await scores(october)).measure).toEqual({ question: 'fft', moment: 'launcher' });
    // Longer ago than 90 days.
    await addAnswers([{ day: '2026-07-01', score: 5, series: card }]);
    expect((await scores(october)).measure).toEqual({ question: 'fft', moment: 'launcher' });
    await addAnswers([{ day: '2026-10-03', score: 2, series: card }]);
    expect((await scores(october)).measure).toEqual({ question: 'fft', moment: 'card' });
    expect((await get<ScoreAnswer>(`score?${october}`)).counts).toEqual([0, 0, 0, 1, 0, 0]);
  });
});
