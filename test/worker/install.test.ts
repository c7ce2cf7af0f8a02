// The install check through its door: fed by real beacons and real requests for the script, at no row of their own.
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import type { InstallView } from '../../worker/contract/install.ts';
import { addMember, addSite, NOON, PAGE_ORIGIN, testApp } from './support/fixtures.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
const BROWSER = { 'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0' };

async function clinic(settings?: Parameters<typeof addSite>[0]) {
  const site = await addSite(settings);
  const { cookie } = await addMember(site.clinicId, 'webmaster');
  const app = testApp();
  const look = async (): Promise<InstallView> => {
    const reply = await app.fromMember(cookie, 'GET', `/api/sites/${site.siteId}/install`);
    expect(reply.status).toBe(200);
    return reply.json();
  };
  const beacon = (body: string) => app.fromPage(`/w/${site.key}/beacon`, body);
  return { ...site, app, look, beacon };
}

it('goes from never over fetched to seen as the page asks for the script and sends its first beacon', async () => {
  const { app, key, look, beacon } = await clinic();
  expect(await look()).toMatchObject({ state: 'never', seenAtMs: null, fetchedAtMs: null, origins: [] });
  await app.send(`/w/${key}.js`, { headers: BROWSER });
  expect(await look()).toMatchObject({ state: 'fetched', fetchedAtMs: NOON });
  app.clock.now += MINUTE;
  await beacon('p=aaaaaaaa&l=ru&e=2.1.0');
  app.clock.now += MINUTE;
  await beacon('p=bbbbbbbb&l=ru&e=3.1.0;4.2.0');
  const seen = await look();
  expect(seen).toMatchObject({ state: 'seen', nowMs: NOON + 2 * MINUTE, seenAtMs: NOON + 2 * MINUTE });
  expect(seen.origins).toEqual([{ origin: PAGE_ORIGIN, atMs: NOON + 2 * MINUTE }]);
  expect(seen.stages.filter(({ atMs }) => atMs !== null)).toEqual([
    { id: 1, atMs: NOON + 2 * MINUTE, today: true },
    { id: 2, atMs: NOON + MINUTE, today: true },
    { id: 3, atMs: NOON + 2 * MINUTE, today: true },
    { id: 4, atMs: NOON + 2 * MINUTE, today: true },
  ]);
});

it('remembers stages of earlier days, until they are more than a week old', async () => {
  const { app, look, beacon } = await clinic();
  await beacon('p=aaaaaaaa&l=ru&e=3.1.0');
  app.clock.now += 2 * DAY;
  await beacon('p=bbbbbbbb&l=ru&e=2.1.0');
  const reached = async () =>
    (await look()).stages.filter(({ atMs }) => atMs !== null).map(({ id, today }) => [id, today]);
  expect(await reached()).toEqual([
    [1, true],
    [2, true],
    [3, false],
  ]);
  app.clock.now += 6 * DAY;
  expect((await look()).state).toBe('stale');
  expect(await reached()).toEqual([
    [1, false],
    [2, false],
  ]);
});

it('asks nothing of robots, refused pages and repeats', async () => {
  const { app, key, look, beacon } = await clinic();
  await app.send(`/w/${key}.js`, { headers: { 'User-Agent': 'Googlebot/2.1' } });
  await app.fromPage(`/w/${key}/beacon`, 'p=aaaaaaaa&l=ru&e=2.1.0', { Origin: 'https://evil.example' });
  await app.fromPage(`/w/${key}/beacon`, 'p=aaaaaaaa&l=ru&e=2.1.0', { 'Sec-GPC': '1' });
  expect(await look()).toMatchObject({ state: 'never', seenAtMs: null });
  await beacon('p=aaaaaaaa&l=ru&e=2.1.0');
  app.clock.now += MINUTE;
  await beacon('p=aaaaaaaa&l=ru&e=2.1.0');
  expect((await look()).seenAtMs).toBe(NOON);
});

it('writes one row for the script in ten minutes, however often it is asked for, and none for what is seen', async () => {
  const { app, key, siteId, beacon } = await clinic();
  const changes = async (act: () => Promise<unknown>): Promise<unknown> => {
    const fetchedAt = () =>
      env.DB.prepare('SELECT fetched_at FROM site WHERE id = ?1').bind(siteId).first('fetched_at');
    const before = await fetchedAt();
    await act();
    return (await fetchedAt()) !== before;
  };
  const ask = () => app.send(`/w/${key}.js`, { headers: BROWSER });
  const said: unknown[] = [];
  for (const minutes of [0, 1, 8, 1]) {
    app.clock.now += minutes * MINUTE;
    said.push(await changes(ask));
  }
  expect(said).toEqual([true, false, false, true]);
  await beacon('p=aaaaaaaa&l=ru&e=2.1.0');
  const { results } = await env.DB.prepare('SELECT rows_written, seen FROM write_budget WHERE site_id = ?1')
    .bind(siteId)
    .all<{ rows_written: number; seen: string }>();
  expect(results).toHaveLength(1);
  expect(results[0]?.rows_written).toBe(2);
  // An origin and stage ids with instants: nothing of the visit.
  expect(JSON.parse(results[0]?.seen ?? '')).toEqual({
    [PAGE_ORIGIN]: app.clock.now,
    2: app.clock.now,
  });
});

it('says that a switched-off site or mode counts nobody, and that today’s rows are spent', async () => {
  const { siteId, look, beacon } = await clinic();
  await beacon('p=aaaaaaaa&l=ru&e=2.1.0');
  await env.DB.prepare('UPDATE write_budget SET rows_written = 20000 WHERE site_id = ?1').bind(siteId).run();
  expect(await look()).toMatchObject({ state: 'seen', isBudgetSpent: true });
  await env.DB.prepare('UPDATE site SET enabled = 0 WHERE id = ?1').bind(siteId).run();
  expect((await look()).state).toBe('disabled');
  const quiet = await clinic({ settings: (s) => (s.mode = 'off') });
  expect((await quiet.look()).state).toBe('not_counting');
});

it('reads ten rows at most', async () => {
  const { siteId, app, look, beacon } = await clinic();
  for (let day = 0; day < 12; day++) {
    await beacon(`p=aaaaaa${String(day).padStart(2, '0')}&l=ru&e=2.1.0`);
    app.clock.now += DAY;
  }
  await look();
  const { meta } = await env.DB.prepare('SELECT seen FROM write_budget WHERE site_id = ?1 AND day >= ?2')
    .bind(siteId, new Date(app.clock.now - 7 * DAY).toISOString().slice(0, 10))
    .all();
  expect(meta.rows_read).toBeLessThanOrEqual(8);
});
