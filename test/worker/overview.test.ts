// Overview and score: every part by role, counts worked by hand, the period cut to the series in force.
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Overview } from '../../worker/contract/members.ts';
import type { Role } from '../../worker/contract/vocabulary.ts';
import { addMember, addSite, newId, newSecret, NOON, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';

let site: SiteFixture;
let answerSeries: string;

beforeEach(async () => {
  site = await addSite();
  answerSeries = newId();
  await env.DB.prepare(
    `INSERT INTO series (id, site_id, kind, mode, rules_version, zone, question, wording, moment, started_on, started_at)
     VALUES (?1, ?2, 'answers', 'statistics', 1, 'Europe/Moscow', 'fft', 1, 'launcher', '2026-09-01', 0)`,
  )
    .bind(answerSeries, site.siteId)
    .run();
});

async function addAnswer(day: string, score: number, text: string | null = null): Promise<void> {
  await env.DB.prepare(
    `INSERT INTO answer (site_id, client_key, body_hash, id, series_id, question, moment, origin, mode, day, score, text, language)
     VALUES (?1, ?2, '', ?3, ?4, 'fft', 'launcher', 'widget', 'statistics', ?5, ?6, ?7, 'ru')`,
  )
    .bind(site.siteId, newSecret(), newId(), answerSeries, day, score, text)
    .run();
}
const addDay = (day: string, visits: number, paths: string) =>
  env.DB.prepare(
    `INSERT INTO journey_day (site_id, day, series_id, zone, status, visits, paths, by_source, by_campaign, by_device, by_language, by_entry, as_of)
     VALUES (?1, ?2, ?3, 'Europe/Moscow', 'closed', ?4, ?5, '', '', '', '', '', ?6)`,
  )
    .bind(site.siteId, day, site.seriesId, visits, paths, NOON - 60_000)
    .run();

async function overviewOf(role: Role): Promise<Overview> {
  const { cookie } = await addMember(site.clinicId, role);
  const reply = await testApp().fromMember(cookie, 'GET', `/api/sites/${site.siteId}/overview`);
  expect(reply.status).toBe(200);
  return (await reply.json()) as Overview;
}

describe('overview', () => {
  it('is honest in the first week: zeros, no first day, and Ask closed while nobody would be told', async () => {
    const seen = await overviewOf('owner');
    expect(seen).toMatchObject({
      site: {
        id: site.siteId,
        domain: 'clinic.example',
        zone: 'Europe/Moscow',
        dataPlace: 'eu',
        enabled: true,
      },
      today: '2026-10-14',
      attention: {
        waiting: 0,
        oldestWaitingMs: null,
        unread: 0,
        oldestUnreadDay: null,
        failingChannels: [],
        ask: 'no_notice',
      },
      comments: [],
      score: { period: { from: '2026-09-17', to: '2026-10-14' }, counts: [0, 0, 0, 0, 0, 0] },
      journey: { period: { from: '2026-09-17', to: '2026-10-14' }, rows: [] },
      funnel: [[1], [2], [3], [4, 5]],
      firstDay: null,
    });
    expect(seen.stages.map((stage) => stage.key)).toEqual([
      'found',
      'chose',
      'started',
      'booked',
      'contacted',
      'asked',
      'attended',
      'rated',
    ]);
  });

  it('counts answers and visits of the last 28 days and nothing before them', async () => {
    for (const score of [5, 5, 5, 4, 3, 1, 0]) await addAnswer('2026-10-01', score);
    await addAnswer('2026-09-16', 5);
    await addAnswer('2026-09-17', 2, 'Долго ждали');
    await addDay('2026-09-16', 7, 'A7');
    await addDay('2026-10-13', 3, 'a3');
    const seen = await overviewOf('owner');
    expect(seen.score?.counts).toEqual([3, 1, 1, 1, 1, 1]);
    expect(seen.score?.series).toMatchObject({ id: answerSeries, question: 'fft', moment: 'launcher' });
    expect(seen.journey?.rows.map((row) => [row.from, row.visits])).toEqual([['2026-10-13', 3]]);
    expect(seen.comments).toMatchObject([{ text: 'Долго ждали', day: '2026-09-17', score: 2, read: false }]);
    expect(seen).toMatchObject({
      firstDay: '2026-09-16',
      attention: { unread: 1, oldestUnreadDay: '2026-09-17' },
    });
  });

  it.each<[Role, { comments: boolean; score: boolean; journey: boolean }]>([
    ['owner', { comments: true, score: true, journey: true }],
    ['operator', { comments: true, score: false, journey: false }],
    ['viewer', { comments: false, score: true, journey: true }],
    ['webmaster', { comments: false, score: false, journey: true }],
  ])('gives %s their parts only', async (role, parts) => {
    await addAnswer('2026-10-01', 1, 'CANARY');
    const seen = await overviewOf(role);
    const has = {
      comments: seen.comments !== null,
      score: seen.score !== null,
      journey: seen.journey !== null,
    };
    expect(has).toEqual(parts);
    expect(JSON.stringify(seen).includes('CANARY')).toBe(parts.comments);
  });

  it('takes visits only since the series in force began', async () => {
    await env.DB.prepare(
      'INSERT INTO series (id, site_id, kind, mode, rules_version, zone, started_on, started_at) VALUES (?1, ?2, ?3, ?4, 2, ?5, ?6, ?7)',
    )
      .bind(
        newId(),
        site.siteId,
        'journey',
        'statistics',
        'Europe/Moscow',
        '2026-10-10',
        NOON - 4 * 86_400_000,
      )
      .run();
    await addDay('2026-10-09', 7, 'A7');
    const { journey } = await overviewOf('viewer');
    expect(journey).toMatchObject({ period: { from: '2026-10-10', to: '2026-10-14' }, rows: [] });
  });

  it('names today by the zone that counts: near midnight in Moscow it is tomorrow there', async () => {
    const { cookie } = await addMember(site.clinicId, 'viewer');
    const app = testApp(Date.parse('2026-10-14T21:30:00Z'));
    const reply = await app.fromMember(cookie, 'GET', `/api/sites/${site.siteId}/overview`);
    expect(await reply.json()).toMatchObject({ today: '2026-10-15', journey: { today: '2026-10-15' } });
  });
});

describe('score', () => {
  const score = async (query: string) => {
    const { cookie } = await addMember(site.clinicId, 'viewer');
    return testApp().fromMember(cookie, 'GET', `/api/sites/${site.siteId}/score${query}`);
  };

  it('counts one series by score, both ends of the period included', async () => {
    for (const [day, value] of [
      ['2026-10-01', 5],
      ['2026-10-02', 4],
      ['2026-10-03', 0],
      ['2026-10-04', 1],
    ] as const)
      await addAnswer(day, value);
    expect(await (await score('?from=2026-10-01&to=2026-10-03')).json()).toMatchObject({
      counts: [1, 1, 0, 0, 0, 1],
    });
  });

  it.each([
    '',
    '?from=2026-10-01',
    '?from=2026-10-02&to=2026-10-01',
    '?from=2026-02-30&to=2026-10-01',
    '?from=2020-01-01&to=2026-10-01',
  ])('refuses the period "%s"', async (query) => {
    const reply = await score(query);
    expect([reply.status, ((await reply.json()) as { error: string }).error]).toEqual([422, 'invalid']);
  });
});
