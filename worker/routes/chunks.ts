// GET /c/NAME.HASH.js: the panel and what else a page may load. Old loaders live in caches and open tabs and ask for old hashes, which the
// last deploy took away: any hash gets the present chunk. And /assets/*, where a missing file must not be the dashboard's page.
import { Hono } from 'hono';
import { LANGUAGES } from '../contract/vocabulary.ts';
import type { AppEnv } from '../env.ts';
import { acceptsBrotli, SCRIPT_HEADERS } from '../guards/compressed.ts';
import { Refusal } from '../refusal.ts';
import { readRelease, readWidgetFile } from '../release.ts';

const IN_LANGUAGE = ['panel', 'late', 'live', 'inline'].flatMap((name) =>
  LANGUAGES.map((language) => `${name}\\.${language}`),
);
const NAMES = [...IN_LANGUAGE, 'outbox', 'ratings', 'check'].join('|');
/** For an old hash: the next deploy changes what it gets. */
const OLD = 'public, max-age=60';
const PRESENT = 'public, max-age=31536000, immutable';

export function chunkRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.get(`/c/:file{(${NAMES})\\.[a-z0-9]{1,16}\\.js}`, async (c) => {
    // A refusal too must be readable, or the browser speaks of CORS where a file is missing.
    c.header('Access-Control-Allow-Origin', '*');
    const [, name = '', hash = ''] = /^(.+)\.([a-z0-9]+)\.js$/.exec(c.req.param('file')) ?? [];
    const packed = acceptsBrotli(c);
    const [current, file] = await Promise.all([
      readRelease(c.env.ASSETS),
      readWidgetFile(c.env.ASSETS, `${name}.js${packed ? '.br' : ''}`),
    ]);
    if (!current || !file) throw new Refusal('not_found');
    const headers = {
      ...SCRIPT_HEADERS,
      'Cache-Control': current.release === hash ? PRESENT : OLD,
      ...(packed && { 'Content-Encoding': 'br' }),
    };
    return new Response(file.body, { headers, encodeBody: packed ? 'manual' : 'automatic' });
  });
  routes.get('/assets/*', async (c) => {
    const reply = await c.env.ASSETS.fetch(c.req.raw);
    if (!reply.headers.get('Content-Type')?.startsWith('text/html')) return reply;
    await reply.body?.cancel();
    throw new Refusal('not_found');
  });
  return routes;
}
