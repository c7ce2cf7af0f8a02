// GET /w/KEY.js: what the one tag loads. Loader and config in one answer; empty where there is nothing to show.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { acceptsBrotli, SCRIPT_HEADERS } from '../guards/compressed.ts';
import { noteFetched } from '../guards/fetched.ts';
import { siteOfKey } from '../guards/page.ts';
import { noteUnknownOrigin } from '../guards/unknown-origin.ts';
import { buildLoaderFile, loaderRelease } from '../loader-file.ts';
import type { LoaderFile } from '../loader-file.ts';
import { readRelease } from '../release.ts';
import { readLoaderFile, upsertLoaderFile } from '../store/loader-files.ts';
import type { Site } from '../store/sites.ts';

/** With the site's memory in the isolate the longest that switching a site off takes: two and a half minutes. */
const CACHE_SECONDS = 120;

/** Built files by site, so that a page view costs no read of the database. */
const remembered = new Map<string, LoaderFile>();
const MAX_REMEMBERED = 200;

export const snippetRoutes = (): Hono<AppEnv> =>
  new Hono<AppEnv>().get('/w/:file{[A-Za-z0-9]+\\.js}', async (c) => {
    for (const [name, value] of Object.entries(SCRIPT_HEADERS)) c.header(name, value);
    c.header('Cache-Control', `public, max-age=${CACHE_SECONDS}`);
    const site = await siteOfKey(c.env, c.req.param('file').slice(0, -'.js'.length), c.var.now);
    if (site) noteUnknownOrigin(c, site);
    if (site?.enabled) noteFetched(c, site);
    const file = site?.enabled ? await loaderFileOf(c, site) : null;
    // An unknown or switched-off key must print no line in the clinic's page, so it is no error.
    if (!file) return c.body('');
    c.header('ETag', file.etag);
    if (sameTag(c.req.header('If-None-Match'), file.etag)) return c.body(null, 304);
    if (!acceptsBrotli(c)) return c.body(file.plain);
    c.header('Content-Encoding', 'br');
    return new Response(file.brotli, { headers: c.res.headers, encodeBody: 'manual' });
  });

/** The site's file for the present release and settings: from memory, from the database, or built and kept. */
async function loaderFileOf(c: Context<AppEnv>, site: Site): Promise<LoaderFile | null> {
  const { ASSETS, PUBLIC_URL } = c.env;
  const current = await readRelease(ASSETS);
  if (!current) return null;
  const release = loaderRelease(current.release, PUBLIC_URL);
  const isFresh = (file: LoaderFile | null | undefined): file is LoaderFile =>
    file?.release === release && file.version === site.version;
  const inMemory = remembered.get(site.id);
  if (isFresh(inMemory)) return inMemory;
  const db = databaseFor(c.env, site);
  let file = await readLoaderFile(db, site.id);
  if (!isFresh(file)) {
    file = await buildLoaderFile({ ...current, origin: PUBLIC_URL, site });
    // A page must not wait for the cache, nor fail with it.
    c.executionCtx.waitUntil(upsertLoaderFile(db, site.id, file).catch(() => undefined));
  }
  if (remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(site.id, file);
  return file;
}

const sameTag = (asked: string | undefined, etag: string): boolean =>
  asked?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag.replace(/^W\//, '')) ?? false;
