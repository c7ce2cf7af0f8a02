// GET /w/KEY.js: one answer with loader and config, as small as it gets, and silent where there is nothing to show.
import { env } from 'cloudflare:workers';
import { brotliDecompressSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SiteView } from '../../worker/contract/settings.ts';
import { SITE_MEMORY_MS } from '../../worker/guards/page.ts';
import { addMember, addSite, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';
import { widgetBuild } from './support/widget-build.ts';

let site: SiteFixture;
let app: ReturnType<typeof testApp>;
let ASSETS: Fetcher;

beforeEach(async () => {
  site = await addSite();
  app = testApp();
  ASSETS = widgetBuild('aaaa1111');
});

const get = (headers: Record<string, string> = {}, key = site.key, assets = ASSETS) =>
  app.send(`/w/${key}.js`, { headers }, { ASSETS: assets });
/** The fields of the config that hold plain text, as they stand in the script. */
const configIn = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...text.matchAll(/([a-z]\w*):`([^`]*)`/g)].map(([, key = '', value = '']) => [key, value]),
  );
const rows = async () =>
  (
    await env.DB.prepare('SELECT version, release, plain FROM loader_file').all<{
      version: number;
      plain: string;
    }>()
  ).results;

it('gives the loader with the site’s config in it, for any page to run and for two minutes', async () => {
  const reply = await get();
  expect(reply.status).toBe(200);
  expect(Object.fromEntries(reply.headers)).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=120',
    'x-content-type-options': 'nosniff',
    'cross-origin-resource-policy': 'cross-origin',
    'access-control-allow-origin': '*',
    vary: 'Accept-Encoding',
  });
  const text = await reply.text();
  expect(configIn(text)).toMatchObject({
    o: 'http://localhost:8787',
    k: site.key,
    r: 'aaaa1111',
  });
  expect(text).toContain('a:[`https://clinic.example`],');
  expect(text).toContain(',m:1,');
});

it('sends its own brotli, and only to a client that unpacks it', async () => {
  for (const accepts of ['br', 'gzip, deflate, br, zstd', 'br;q=0.5', 'gzip;q=1, BR;q=1.0']) {
    const reply = await get({ 'Accept-Encoding': accepts });
    expect([accepts, reply.headers.get('Content-Encoding')]).toEqual([accepts, 'br']);
    const text = brotliDecompressSync(new Uint8Array(await reply.arrayBuffer())).toString();
    expect(configIn(text)).toMatchObject({ k: site.key });
  }
  for (const accepts of ['gzip', 'br;q=0', 'identity', 'brotli', '']) {
    const reply = await get({ 'Accept-Encoding': accepts });
    expect([accepts, reply.headers.get('Content-Encoding')]).toEqual([accepts, null]);
    expect(configIn(await reply.text())).toMatchObject({ k: site.key });
  }
});

it('believes what the edge says the client accepts more than the rewritten header', async () => {
  const reply = await app.send(
    `/w/${site.key}.js`,
    { headers: { 'Accept-Encoding': 'gzip, br' }, cf: { clientAcceptEncoding: 'gzip' } } as RequestInit,
    { ASSETS },
  );
  expect(reply.headers.get('Content-Encoding')).toBeNull();
});

it('answers 304 to a browser that has it, and the new one after a save', async () => {
  const etag = (await get()).headers.get('ETag') ?? '';
  const same = await get({ 'If-None-Match': `"other", ${etag}` });
  expect([same.status, await same.text(), same.headers.get('ETag')]).toEqual([304, '', etag]);
  await env.DB.prepare(
    `UPDATE site SET version = 2, settings = json_set(settings, '$.look.colour', '#003366') WHERE id = ?1`,
  )
    .bind(site.siteId)
    .run();
  app.clock.now += SITE_MEMORY_MS;
  const next = await get({ 'If-None-Match': etag });
  expect(next.status).toBe(200);
  expect(await next.text()).toContain('#003366');
});

describe('is an empty script with 200', () => {
  const isEmpty = async (reply: Response) =>
    expect([reply.status, reply.headers.get('Content-Type'), await reply.text()]).toEqual([
      200,
      'text/javascript; charset=utf-8',
      '',
    ]);
  it('for a key that nobody has', async () => isEmpty(await get({}, 'nobodyhas123')));
  it('for a key that can be none', async () => isEmpty(await get({}, 'x')));
  it('for a site that is switched off, half a minute later at most', async () => {
    expect(await (await get()).text()).not.toBe('');
    await env.DB.prepare('UPDATE site SET enabled = 0 WHERE id = ?1').bind(site.siteId).run();
    app.clock.now += SITE_MEMORY_MS;
    await isEmpty(await get());
  });
  it('while no widget is deployed', async () =>
    isEmpty(await get({}, site.key, widgetBuild('a', 'no hole'))));
});

it('says nothing of what it was asked: neither Host nor query is in the answer', async () => {
  const reply = await app.send(
    `/w/${site.key}.js?canary-query=1`,
    { headers: { Host: 'canary-host.example', Origin: 'https://canary-origin.example' } },
    { ASSETS },
  );
  expect(JSON.stringify([...reply.headers]) + (await reply.text())).not.toContain('canary');
});

it('lets no text of the clinic end the script or become code', async () => {
  const evil = '</script><script>alert(1)</script>\u2028';
  const other = await addSite({ settings: (s) => (s.texts.launcher.ru = evil.slice(0, 30)) });
  const text = await (await get({}, other.key)).text();
  expect(text).not.toContain('<');
  expect(text).toContain('ru:`\\u003c/script>\\u003cscript>alert(1)');
});

it('is built once: later page views and a forgetful isolate take it from the database', async () => {
  await get();
  expect(await rows()).toMatchObject([{ version: 1, release: 'aaaa1111 http://localhost:8787' }]);
  // Marks the row, so that an answer tells where it came from.
  const other = await addSite();
  await get({}, other.key, widgetBuild('bbbb2222'));
  await env.DB.prepare(
    `UPDATE loader_file SET plain = 'from the database', release = 'cccc3333 http://localhost:8787'`,
  ).run();
  expect(await (await get({}, site.key, widgetBuild('cccc3333'))).text()).toBe('from the database');
});

it('is built anew after a deploy and for another address of the Worker', async () => {
  await get();
  expect(configIn(await (await get({}, site.key, widgetBuild('bbbb2222'))).text())['r']).toBe('bbbb2222');
  const moved = await app.send(`/w/${site.key}.js`, {}, { ASSETS, PUBLIC_URL: 'https://otklik.example' });
  expect(configIn(await moved.text())['o']).toBe('https://otklik.example');
});

describe('a save of settings', () => {
  let cookie: string;
  const path = () => `/api/sites/${site.siteId}/settings`;
  async function save(edit: (view: SiteView) => void, assets = ASSETS) {
    const headers = { Cookie: cookie, 'Content-Type': 'application/json', Origin: 'http://localhost:8787' };
    const view = (await (await app.send(path(), { headers }, { ASSETS: assets })).json()) as SiteView;
    edit(view);
    const { version, name, domain, zone, enabled, settings } = view;
    const body = JSON.stringify({ version, name, domain, zone, enabled, settings });
    return app.send(path(), { method: 'PUT', body, headers }, { ASSETS: assets });
  }
  beforeEach(async () => {
    ({ cookie } = await addMember(site.clinicId, 'webmaster'));
  });

  it('builds the file and tells its bytes', async () => {
    const reply = await save((view) => (view.settings.texts.launcher.ru = 'Спросить врача'));
    const { loaderBytes, version } = (await reply.json()) as SiteView;
    const [row] = await rows();
    expect(row).toMatchObject({ version });
    expect(row?.plain).toContain('Спросить врача');
    const sent = await (await get({ 'Accept-Encoding': 'br' })).arrayBuffer();
    expect(sent.byteLength).toBe(loaderBytes);
  });

  it('that would make it heavier than 3,000 bytes is refused and stores nothing', async () => {
    // What compresses badly fills the rest of the bound.
    const noise = Buffer.from(crypto.getRandomValues(new Uint8Array(1700))).toString('base64');
    const heavy = widgetBuild('dddd4444', `run(__CONFIG__)/*${noise}*/`);
    const light = await save((view) => (view.name = 'Still small'), heavy);
    expect(light.status).toBe(200);
    const full = await save(
      ({ settings }) =>
        (settings.stages[1]!.rules = Array.from({ length: 30 }, () => ({
          by: 'url',
          pattern: noisePattern(),
        }))),
      heavy,
    );
    expect([full.status, await full.json()]).toEqual([
      422,
      { error: 'loader_too_large', field: 'settings.stages.1.rules' },
    ]);
    expect(await env.DB.prepare('SELECT version FROM site WHERE id = ?1').bind(site.siteId).first()).toEqual({
      version: 2,
    });
  });

  it('is not undone by an isolate that still remembers the settings before', async () => {
    await get();
    await save((view) => (view.settings.look.colour = '#003366'));
    const { upsertLoaderFile, readLoaderFile } = await import('../../worker/store/loader-files.ts');
    const saved = await readLoaderFile(env.DB, site.siteId);
    if (!saved) throw new Error('no file');
    await upsertLoaderFile(env.DB, site.siteId, { ...saved, version: 1, plain: 'old' });
    expect(await rows()).toMatchObject([{ version: 2, plain: saved.plain }]);
  });
});

const noisePattern = (): string =>
  `/${Buffer.from(crypto.getRandomValues(new Uint8Array(60))).toString('base64url')}*`;
