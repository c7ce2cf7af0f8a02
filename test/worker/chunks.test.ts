// GET /c/NAME.HASH.js and /assets/*: old loaders find the present chunk, and what is missing is never a page.
import { brotliDecompressSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { testApp } from './support/fixtures.ts';
import { widgetBuild } from './support/widget-build.ts';

const ASSETS = widgetBuild('aaaa1111');
const get = (path: string, headers: Record<string, string> = {}, assets = ASSETS) =>
  testApp().send(path, { headers }, { ASSETS: assets });

it('gives the present chunk for ever, to any origin, as JavaScript', async () => {
  const reply = await get('/c/panel.ru.aaaa1111.js');
  expect(reply.status).toBe(200);
  expect(Object.fromEntries(reply.headers)).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    'access-control-allow-origin': '*',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  });
  expect(await reply.text()).toContain('aaaa1111');
});

it('gives the present chunk for the hash of an older build, for a minute only', async () => {
  const reply = await get('/c/panel.ru.0ld.js');
  expect([reply.status, reply.headers.get('Cache-Control')]).toEqual([200, 'public, max-age=60']);
  expect(await reply.text()).toContain('aaaa1111');
});

it.each([
  ['/c/late.en.aaaa1111.js', 'late()'],
  ['/c/late.en.0ld.js', 'late()'],
  ['/c/outbox.0ld.js', 'outbox()'],
])('gives %s, whatever its hash', async (path, content) => {
  const reply = await get(path);
  expect([reply.status, reply.headers.get('Access-Control-Allow-Origin')]).toEqual([200, '*']);
  expect(await reply.text()).toContain(content);
});

it('sends the brotli that the build made', async () => {
  const reply = await get('/c/panel.ru.aaaa1111.js', { 'Accept-Encoding': 'gzip, br' });
  expect(reply.headers.get('Content-Encoding')).toBe('br');
  expect(brotliDecompressSync(new Uint8Array(await reply.arrayBuffer())).toString()).toContain('aaaa1111');
});

it.each([
  '/c/loader.aaaa1111.js',
  '/c/panel.de.aaaa1111.js',
  '/c/late.aaaa1111.js',
  '/c/outbox.ru.aaaa1111.js',
  '/c/panel.ru.js',
  '/c/release.json',
  '/c/panel.ru.aaaa1111.js.br',
  '/c/..%2f_widget%2floader.js',
  '/c/panel.ru.AAAA.js',
])('knows no %s', async (path) => {
  const reply = await get(path);
  expect([reply.status, await reply.json()]).toEqual([404, { error: 'not_found' }]);
});

it('is not found, not a page, where the build lacks it', async () => {
  const reply = await get(
    '/c/panel.ru.aaaa1111.js',
    {},
    widgetBuild('b', undefined, ['/_widget/panel.ru.js']),
  );
  expect([reply.status, reply.headers.get('Access-Control-Allow-Origin')]).toEqual([404, '*']);
});

it('passes the dashboard’s files through', async () => {
  const reply = await get('/assets/app.js');
  expect([reply.status, await reply.text()]).toEqual([200, 'app()']);
});

it('answers a file of an older dashboard with 404, not with the page', async () => {
  const reply = await get('/assets/old-build.js');
  expect([reply.status, await reply.json()]).toEqual([404, { error: 'not_found' }]);
});
