// GET /api/sites/:site/journey: day rows of a period for those who may see them, and how little of the database is read.
import { env } from 'cloudflare:workers';
import { expect, it, vi } from 'vitest';
import type { JourneyAnswer } from '../../worker/contract/journey.ts';
import { addDays } from '../../worker/domain/calendar.ts';
import { foldVisits } from '../../worker/jobs/fold.ts';
import { JOBS_OF_CRON, jobsOfCron, runJobs } from '../../worker/jobs/run.ts';
import { readJourneyAnswer } from '../../worker/store/journey-days.ts';
import { readSite } from '../../worker/store/sites.ts';
import { addMember, addSite, newId, NOON, testApp } from './support/fixtures.ts';
import { meteredDatabase } from './support/watched-db.ts';
import type { SiteFixture } from './support/fixtures.ts';

const insertDay = (site: SiteFixture, day: string, seriesId = site.seriesId): D1PreparedStatement =>
  env.DB.prepare(
    `INSERT INTO journey_day (site_id, day, series_id, zone, status, visits, paths, by_source, by_campaign, by_device,
       by_language, by_entry, as_of) VALUES (?1, ?2, ?3, 'Europe/Moscow', 'closed', 3, 'A(2B)', '{}', '{}', '{}', '{}', '{}', ?4)`,
  ).bind(site.siteId, day, seriesId, Date.parse(day) + 86_400_000);

const insertBudget = ({ siteId }: SiteFixture): D1PreparedStatement =>
  env.DB.prepare(`INSERT INTO write_budget (site_id, day, rows_written) VALUES (?1, '2026-10-14', 9)`).bind(
    siteId,
  );

it('answers a period with its day rows, series, zone and as-of', async () => {
  const site = await addSite();
  const { cookie } = await addMember(site.clinicId, 'viewer');
  const app = testApp();
  await env.DB.batch(['2026-10-09', '2026-10-10', '2026-10-13'].map((day) => insertDay(site, day)));
  await app.fromPage(`/w/${site.key}/beacon`, 'p=aaaaaaaa&l=ru&e=2.0.0;3.1.0');
  await foldVisits(env, NOON + 60_000);
  const reply = await app.fromMember(
    cookie,
    'GET',
    `/api/sites/${site.siteId}/journey?from=2026-10-10&to=2026-10-14`,
  );
  expect(reply.status).toBe(200);
  const row = { seriesId: site.seriesId, visits: 3, paths: 'A(2B)', status: 'closed' as const };
  expect(await reply.json()).toEqual({
    period: { from: '2026-10-10', to: '2026-10-14' },
    zone: 'Europe/Moscow',
    today: '2026-10-14',
    series: [
      {
        id: site.seriesId,
        kind: 'journey',
        mode: 'statistics',
        zone: 'Europe/Moscow',
        rulesVersion: 1,
        question: null,
        moment: null,
        startedOn: '2026-09-01',
      },
    ],
    rows: [
      { ...row, from: '2026-10-10', to: '2026-10-10', asOfMs: Date.parse('2026-10-11') },
      { ...row, from: '2026-10-13', to: '2026-10-13', asOfMs: Date.parse('2026-10-14') },
      {
        from: '2026-10-14',
        to: '2026-10-14',
        seriesId: site.seriesId,
        visits: 1,
        paths: 'A(B(C))',
        status: 'provisional',
        asOfMs: NOON + 60_000,
      },
    ],
    asOfMs: NOON + 60_000,
  } satisfies JourneyAnswer);
});

it('reads about one row per day: at most a hundred for 90 days', async () => {
  const site = await addSite();
  await env.DB.batch(Array.from({ length: 120 }, (_, i) => insertDay(site, addDays('2026-10-14', -i))));
  await env.DB.prepare(`INSERT INTO job_run (job, ended_at) VALUES ('fold', ?1)`).bind(NOON).run();
  let rowsRead = 0;
  const counting = {
    prepare: (sql: string) => env.DB.prepare(sql),
    batch: async (statements: D1PreparedStatement[]) => {
      const results = await env.DB.batch(statements);
      for (const { meta } of results) rowsRead += meta.rows_read;
      return results;
    },
  } as unknown as D1Database;
  const record = (await readSite(env.DB, site.siteId))!;
  const answer = await readJourneyAnswer(counting, record, { from: '2026-07-17', to: '2026-10-14' }, NOON);
  expect(answer.rows).toHaveLength(90);
  expect(rowsRead).toBeGreaterThanOrEqual(90);
  expect(rowsRead).toBeLessThanOrEqual(100);
});

it('names the series of old days and today by the zone in force', async () => {
  const site = await addSite();
  const ids = [newId(), newId(), newId(), newId()];
  await env.DB.batch(
    ids.map((id, i) =>
      env.DB.prepare(
        `INSERT INTO series (id, site_id, kind, mode, rules_version, zone, started_on, started_at)
         VALUES (?1, ?2, 'journey', 'statistics', ?3, ?4, ?5, ?6)`,
      ).bind(
        id,
        site.siteId,
        i + 2,
        i === 3 ? 'Pacific/Auckland' : 'Europe/Moscow',
        `2026-10-1${i}`,
        Date.parse(`2026-10-1${i}`),
      ),
    ),
  );
  await env.DB.batch([insertDay(site, '2026-10-09'), insertDay(site, '2026-10-13', ids[3])]);
  const record = (await readSite(env.DB, site.siteId))!;
  const late = Date.parse('2026-10-14T13:00:00Z');
  const answer = await readJourneyAnswer(env.DB, record, { from: '2026-10-01', to: '2026-10-31' }, late);
  expect(answer.series.map(({ id, rulesVersion }) => [id, rulesVersion])).toEqual([
    [ids[3], 5],
    [site.seriesId, 1],
  ]);
  expect([answer.zone, answer.today]).toEqual(['Pacific/Auckland', '2026-10-15']);
});

it('is for owner, viewer and webmaster of that site only, and for a period of at most 770 days', async () => {
  const site = await addSite();
  const other = await addSite();
  const app = testApp();
  const ask = async (cookie: string, query = 'from=2026-10-01&to=2026-10-14') =>
    (await app.fromMember(cookie, 'GET', `/api/sites/${site.siteId}/journey?${query}`)).status;
  for (const role of ['owner', 'viewer', 'webmaster'] as const) {
    expect(await ask((await addMember(site.clinicId, role)).cookie)).toBe(200);
  }
  expect(await ask((await addMember(site.clinicId, 'operator')).cookie)).toBe(403);
  expect(await ask((await addMember(other.clinicId, 'owner')).cookie)).toBe(404);
  expect(await ask('otklik_session=nobody')).toBe(401);
  const { cookie } = await addMember(site.clinicId, 'owner');
  expect(await ask(cookie, 'from=2024-09-05&to=2026-10-14')).toBe(200);
  for (const bad of [
    'from=2024-09-04&to=2026-10-14',
    'from=2026-10-14&to=2026-10-01',
    'from=2026-02-30&to=2026-03-01',
    'from=x',
    '',
  ]) {
    expect([bad, await ask(cookie, bad)]).toEqual([bad, 422]);
  }
});

it('is complete up to the last whole fold, also when nothing came since', async () => {
  const site = await addSite();
  const record = (await readSite(env.DB, site.siteId))!;
  const asOf = async () =>
    (await readJourneyAnswer(env.DB, record, { from: '2026-10-14', to: '2026-10-14' }, NOON)).asOfMs;
  // Nothing was folded yet: complete up to the beginning of counting only.
  expect(await asOf()).toBe(Date.parse('2026-09-01T00:00:00Z'));
  await runJobs(env, NOON + 300_000);
  expect(await asOf()).toBe(NOON + 300_000);
});

it('spreads the jobs over the crons, each within the 50 statements that the free plan allows a run', async () => {
  const byCron = Object.values(JOBS_OF_CRON).flatMap((jobs) => Object.keys(jobs));
  expect(byCron).toEqual(Object.keys(jobsOfCron('')));
  // Much to do: sites with old days of many series to close, to renew and to roll, and all of retention's kinds.
  for (let i = 0; i < 8; i++) {
    const site = await addSite();
    const days = Array.from({ length: 60 }, (_, back) => insertDay(site, addDays('2026-10-12', -back)));
    const visits = Array.from({ length: 12 }, (_, n) =>
      env.DB.prepare(
        `INSERT INTO visit (site_id, day, key, series_id, source, campaign, device, language, path, log, last_at, messy)
         VALUES (?1, ?2, ?3, ?4, 'direct', '', 'phone', 'ru', 'B', ';page000100B00000000', 0, 0)`,
      ).bind(site.siteId, `2026-10-${n < 6 ? '13' : '14'}`, `key${n}`, n % 2 ? site.seriesId : newId()),
    );
    await env.DB.batch([...days, ...visits, insertBudget(site)]);
  }
  for (const jobs of Object.values(JOBS_OF_CRON)) {
    for (let run = 0; run < 3; run++) {
      const { DB, sum } = meteredDatabase();
      await runJobs({ ...env, DB }, NOON, jobs);
      expect(sum.statements).toBeLessThanOrEqual(50);
    }
  }
  const rolled = await env.DB.prepare('SELECT count(*) AS n FROM journey_roll').first<number>('n');
  expect(rolled).toBeGreaterThan(0);
}, 30_000);

it('keeps running the other jobs when one fails, and remembers who failed and who ended', async () => {
  const ran: string[] = [];
  const jobs = {
    broken: async () => {
      throw new TypeError('no such thing');
    },
    unfinished: async () => {
      ran.push('unfinished');
      return false;
    },
    fine: async () => void ran.push('fine'),
  };
  const log = vi.spyOn(console, 'error').mockImplementation(() => {});
  await runJobs(env, NOON, jobs);
  expect(log.mock.calls).toEqual([['job broken: TypeError: no such thing']]);
  log.mockRestore();
  expect(ran).toEqual(['unfinished', 'fine']);
  const { results } = await env.DB.prepare(
    'SELECT job, ended_at, failed_at, error FROM job_run ORDER BY job',
  ).all();
  expect(results).toEqual([
    { job: 'broken', ended_at: null, failed_at: NOON, error: 'TypeError: no such thing' },
    { job: 'fine', ended_at: NOON, failed_at: null, error: null },
  ]);
});
