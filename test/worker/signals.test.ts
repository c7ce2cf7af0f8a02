// Signals over HTTP: worked out from the answers, seen by an owner with a note, and gone when their reason is.
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SignalsAnswer } from '../../worker/contract/scores.ts';
import { addDays } from '../../worker/domain/calendar.ts';
import { deleteExpired } from '../../worker/jobs/retention.ts';
import { addMember, addSite, NOON, newId, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';
import { meteredDatabase } from './support/watched-db.ts';
import { rows } from './support/words.ts';

const TODAY = '2026-10-14';
let site: SiteFixture;
let series: string;
let owner: string;
let app: ReturnType<typeof testApp>;

beforeEach(async () => {
  site = await addSite();
  owner = (await addMember(site.clinicId, 'owner')).cookie;
  app = testApp();
  series = newId();
  await env.DB.prepare(
    `INSERT INTO series (id, site_id, kind, mode, rules_version, zone, question, wording, moment, started_on, started_at)
     VALUES (?1, ?2, 'answers', 'statistics', 1, 'Europe/Moscow', 'fft', 1, 'launcher', '2026-01-01', 0)`,
  )
    .bind(series, site.siteId)
    .run();
  // Four good answers a day for 100 days, and 30 of today.
  const list = Array.from({ length: 101 }, (_, i) => ({
    day: addDays(TODAY, -i),
    n: i === 0 ? 30 : 4,
  })).flatMap(({ day, n }) => Array.from({ length: n }, (_, k) => ({ day, key: `${day}.${k}` })));
  await env.DB.prepare(
    `INSERT INTO answer (site_id, client_key, body_hash, id, series_id, question, moment, origin, mode, day, score, language)
     SELECT ?1, value ->> 'key', '', value ->> 'key', ?3, 'fft', 'launcher', 'widget', 'statistics', value ->> 'day', 5, 'ru'
     FROM json_each(?2)`,
  )
    .bind(site.siteId, JSON.stringify(list), series)
    .run();
});

const path = () => `/api/sites/${site.siteId}/signals`;
async function signals(cookie = owner): Promise<SignalsAnswer['signals']> {
  const reply = await app.fromMember(cookie, 'GET', path());
  expect(reply.status).toBe(200);
  return ((await reply.json()) as SignalsAnswer).signals;
}
const note = (body: unknown, cookie = owner) => app.fromMember(cookie, 'POST', path(), body);

describe('signals', () => {
  it('are told to owner and viewer with their evidence', async () => {
    const viewer = (await addMember(site.clinicId, 'viewer')).cookie;
    for (const cookie of [owner, viewer])
      expect(await signals(cookie)).toMatchObject([
        { key: `burst.${series}.${TODAY}`, kind: 'burst', from: TODAY, n: 30, usual: 4, noted: null },
      ]);
  });

  it('are seen by an owner with a note, which a later one replaces', async () => {
    const key = `burst.${series}.${TODAY}`;
    expect((await note({ key, note: ' День открытых дверей ' })).status).toBe(201);
    expect(await signals()).toMatchObject([{ key, noted: { note: 'День открытых дверей', atMs: NOON } }]);
    await note({ key, note: '' });
    expect(await rows('SELECT note FROM signal_note')).toEqual([{ note: '' }]);
  });

  it('take no note from a viewer, and none of what is no signal', async () => {
    const viewer = (await addMember(site.clinicId, 'viewer')).cookie;
    expect((await note({ key: `burst.${series}.${TODAY}`, note: '' }, viewer)).status).toBe(403);
    for (const key of ['', 'burst', `burst.${series}.today`, `burst.'--.${TODAY}`])
      expect((await note({ key, note: '' })).status).toBe(422);
    expect(await rows('SELECT note FROM signal_note')).toEqual([]);
  });

  it('are gone with their reason, and their notes with the answers they were about', async () => {
    await note({ key: `burst.${series}.${TODAY}`, note: 'x' });
    await env.DB.prepare(`DELETE FROM answer WHERE day = ?1`).bind(TODAY).run();
    expect(await signals()).toEqual([]);
    await deleteExpired(env, NOON + 26 * 31 * 86_400_000);
    expect(await rows('SELECT note FROM signal_note')).toEqual([]);
  });

  it('read a row a day of the score, and one of how many answered in the last weeks', async () => {
    const { DB, sum } = meteredDatabase();
    await app.send(path(), { headers: { Cookie: owner, Origin: 'http://localhost:8787' } }, { DB });
    expect(sum.rowsRead).toBeLessThan(101 + 91 + 30);
  });
});
