// Origins that are not listed: counted by host when their pages load the tag, bounded, hidden on request, forgotten in time.
import { env } from 'cloudflare:workers';
import { beforeEach, expect, it } from 'vitest';
import type { UnknownOrigin } from '../../worker/contract/clinics.ts';
import type { SiteView } from '../../worker/contract/settings.ts';
import { eraseRemoved } from '../../worker/jobs/removal.ts';
import { addMember, addSite, NOON, PAGE_ORIGIN, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';
import { meteredDatabase } from './support/watched-db.ts';
import { widgetBuild } from './support/widget-build.ts';
import { rows } from './support/words.ts';

const PERSON =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
const DAY_MS = 86_400_000;

let site: SiteFixture;
let cookie: string;
let app: ReturnType<typeof testApp>;
let ASSETS: Fetcher;

beforeEach(async () => {
  site = await addSite();
  ({ cookie } = await addMember(site.clinicId, 'webmaster'));
  app = testApp();
  ASSETS = widgetBuild('aaaa1111');
});

const load = (origin: string | null, change: { agent?: string; DB?: D1Database } = {}) =>
  app.send(
    `/w/${site.key}.js`,
    { headers: { 'User-Agent': change.agent ?? PERSON, ...(origin === null ? {} : { Origin: origin }) } },
    { ASSETS, ...(change.DB ? { DB: change.DB } : {}) },
  );
const list = async () =>
  (await (
    await app.fromMember(cookie, 'GET', `/api/sites/${site.siteId}/origins`)
  ).json()) as UnknownOrigin[];

it('lists the origin of a page that loads the tag in vain, and answers that page like every other', async () => {
  const known = await load(PAGE_ORIGIN);
  const unknown = await load('https://new.clinic.example');
  const [headers, ours] = [unknown, known].map((reply) => Object.fromEntries(reply.headers));
  expect([headers, unknown.status, await unknown.text()]).toEqual([ours, 200, await known.text()]);
  await load('https://new.clinic.example');
  expect(await list()).toEqual([
    { origin: 'https://new.clinic.example', firstDay: '2026-10-14', lastDay: '2026-10-14', seen: 2 },
  ]);
});

it('counts a beacon of an origin that was taken from the list, and still refuses it alike', async () => {
  const reply = await app.fromPage(`/w/${site.key}/beacon`, 'p=abcdefgh&l=ru&e=2.1.100', {
    Origin: 'https://old.clinic.example',
  });
  expect([reply.status, await reply.json()]).toEqual([200, { stored: 0, why: 'origin' }]);
  expect(await list()).toMatchObject([{ origin: 'https://old.clinic.example', seen: 1 }]);
});

it('notes no robot, no listed origin, and nothing that is no web address', async () => {
  await load('https://mirror.example', { agent: 'Googlebot/2.1 (+http://www.google.com/bot.html)' });
  await load('https://mirror.example', { agent: '' });
  for (const origin of [null, PAGE_ORIGIN, 'null', 'chrome-extension://abcdefgh', 'https://x.example/<b>'])
    await load(origin);
  expect(await rows('SELECT origin FROM unknown_origin')).toEqual([]);
});

it('writes one row a load, stops at 25 a day and origin, and at twenty origins a site', async () => {
  const { DB, sum } = meteredDatabase();
  await load('https://busy.example');
  await load('https://busy.example', { DB });
  expect(sum.rowsWritten).toBe(1);
  for (let i = 0; i < 40; i++) await load('https://busy.example');
  expect(await list()).toMatchObject([{ seen: 25 }]);
  app.clock.now += DAY_MS;
  await load('https://busy.example');
  expect(await list()).toMatchObject([{ seen: 26, firstDay: '2026-10-14', lastDay: '2026-10-15' }]);
  for (let i = 0; i < 40; i++) await load(`https://flood${i}.example`);
  expect(await rows('SELECT origin FROM unknown_origin')).toHaveLength(20);
  expect(await list()).toContainEqual(expect.objectContaining({ origin: 'https://busy.example' }));
});

it('is accepted by a save of settings, ignored on request, and never both', async () => {
  await load('https://new.clinic.example');
  await load('https://copy.example');
  const path = `/api/sites/${site.siteId}`;
  const view = (await (await app.fromMember(cookie, 'GET', `${path}/settings`)).json()) as SiteView;
  const { version, name, domain, zone, enabled, settings } = view;
  settings.origins.push('https://new.clinic.example');
  const saved = await app.fromMember(cookie, 'PUT', `${path}/settings`, {
    ...{ version, name, domain, zone, enabled, settings },
  });
  expect(saved.status).toBe(200);
  expect((await list()).map(({ origin }) => origin)).toEqual(['https://copy.example']);
  const ignore = (origin: string) => app.fromMember(cookie, 'POST', `${path}/origins/ignore`, { origin });
  expect((await ignore('https://copy.example')).status).toBe(200);
  await load('https://copy.example');
  expect(await list()).toEqual([]);
  expect((await ignore('https://never.example')).status).toBe(404);
});

it('forgets an origin thirty days after it was last seen', async () => {
  await load('https://old.example');
  await eraseRemoved(env, NOON + 30 * DAY_MS);
  expect(await list()).toHaveLength(1);
  await eraseRemoved(env, NOON + 31 * DAY_MS);
  expect(await list()).toEqual([]);
});
