// The weekly digest through real channels: told once a week to whom an owner chose, with counts that a recount finds, and no words.
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { WebhookEvent } from '../../worker/contract/events.ts';
import { CRONS } from '../../worker/jobs/crons.ts';
import { tellWeeks } from '../../worker/jobs/digest.ts';
import { jobsOfCron, runJobs } from '../../worker/jobs/run.ts';
import { deliverDueNotices } from '../../worker/jobs/notices.ts';
import { addMember, addSite, NOON, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';
import { meteredDatabase } from './support/watched-db.ts';
import { addChannel, answer, message, network, rows } from './support/words.ts';

const HOUR = 3_600_000;
/** NOON is Wednesday 14 October 2026, 12:00 in Moscow; the Monday after at 09:00. */
const MONDAY = Date.parse('2026-10-19T06:00:00Z');
let net: ReturnType<typeof network>;
beforeEach(() => (net = network(() => new Response('ok'))));
afterEach(() => net.undo());

async function clinic(options: Parameters<typeof addSite>[0] = {}) {
  const site = await addSite(options);
  const channel = await addChannel(site.siteId);
  await env.DB.prepare('UPDATE channel SET digest = 1 WHERE id = ?1').bind(channel).run();
  await env.DB.prepare('UPDATE site SET inbox_opened_at = ?1').bind(NOON).run();
  return { site, channel };
}
const told = () =>
  rows<{ once: string; site_id: string }>(`SELECT once, site_id FROM notice WHERE event = 'digest'`);
const run = (nowMs: number) => runJobs(env, nowMs, jobsOfCron(CRONS.telling));
const bodies = () =>
  net.sent.map(({ body }) => JSON.parse(body) as WebhookEvent).filter(({ event }) => event === 'digest');

async function aWeekOf(site: SiteFixture) {
  const app = testApp();
  const owner = await addMember(site.clinicId, 'owner');
  await env.DB.prepare(
    `INSERT INTO journey_day (site_id, day, series_id, zone, status, visits, paths, by_source, by_campaign, by_device, by_language,
       by_entry, as_of) VALUES (?1, '2026-10-13', ?2, 'Europe/Moscow', 'closed', 100, 'A(50B(30C(10D4E3)F2)H1)', '', '', '', '', '', ?3)`,
  )
    .bind(site.siteId, site.seriesId, NOON)
    .run();
  const topic = { name: { ru: 'Ожидание', en: '' }, words: ['ждали'], complaint: true };
  await app.fromMember(owner.cookie, 'POST', `/api/sites/${site.siteId}/topics`, topic);
  await app.fromPage(`/w/${site.key}/answers`, answer({ text: 'canary-words: долго ждали' }));
  await app.fromPage(`/w/${site.key}/answers`, answer({ text: 'canary-other' }));
  await app.fromPage(`/w/${site.key}/messages`, message({ text: 'canary-question' }));
}

it('is told once from Monday morning on, by the site’s own clock, however often the clock looks', async () => {
  const { site } = await clinic();
  await run(MONDAY - 60_000);
  expect(await told()).toEqual([{ once: 'digest 2026-10-05', site_id: site.siteId }]);
  for (const later of [0, HOUR, 50 * HOUR, 6 * 24 * HOUR]) await run(MONDAY + later);
  expect((await told()).map(({ once }) => once)).toEqual(['digest 2026-10-05', 'digest 2026-10-12']);
});

it('carries the counts of the week and the clinic’s own names, and no word of a patient', async () => {
  const { site } = await clinic();
  await aWeekOf(site);
  await tellWeeks(env, MONDAY);
  await deliverDueNotices(env, MONDAY);
  const [event] = bodies();
  expect(event).toMatchObject({ event: 'digest', link: expect.stringMatching(/\/overview$/) });
  if (event?.event !== 'digest') throw new Error('no digest');
  expect(event.digest.text.replace(/[\u00a0\u202f]/g, ' ').split('\n')).toEqual([
    'Визиты на сайт: 100 (неделей раньше 0)',
    'Дошли до последнего шага: 7 (неделей раньше 0)',
    'Оценки: 2 (неделей раньше 0)',
    'За четыре недели оценок мало, доли не считаем',
    'Новые отзывы: 2, не прочитано: 2, самый старый от 14 октября',
    'О чём: Ожидание 1',
    'Новые вопросы: 1, ждут ответа сейчас: 1',
    'Открытые жалобы: 1, просрочено: 0',
    'Необычного нет.',
  ]);
  expect(JSON.stringify(await rows('SELECT * FROM notice'))).not.toContain('canary');
  expect(
    bodies()
      .map((body) => JSON.stringify(body))
      .join(),
  ).not.toContain('canary');
});

describe('is not told', () => {
  it('to a channel that nobody chose for it, nor of a week before the site was there', async () => {
    const { site, channel } = await clinic();
    await env.DB.prepare('UPDATE channel SET digest = 0 WHERE id = ?1').bind(channel).run();
    await run(MONDAY);
    expect(await told()).toEqual([]);
    await env.DB.prepare('UPDATE channel SET digest = 1 WHERE id = ?1').bind(channel).run();
    await env.DB.prepare('UPDATE site SET created_at = ?2 WHERE id = ?1')
      .bind(site.siteId, MONDAY - HOUR)
      .run();
    await run(MONDAY);
    expect(await told()).toEqual([]);
  });
});

it('goes site by site within the free plan’s statements, and on when more is allowed', async () => {
  const sites = [];
  for (let i = 0; i < 3; i++)
    sites.push((await clinic({ zone: i === 2 ? 'Asia/Almaty' : 'Europe/Moscow' })).site);
  const { DB, sum } = meteredDatabase();
  expect(await tellWeeks({ ...env, DB }, MONDAY)).toBe(false);
  expect(sum.statements).toBeLessThan(45);
  expect(await told()).toHaveLength(1);
  expect(await tellWeeks({ ...env, FOLD_QUERIES: '800' }, MONDAY)).toBe(true);
  expect((await told()).map(({ site_id }) => site_id).sort()).toEqual(
    sites.map(({ siteId }) => siteId).sort(),
  );
});
