// The door for the clinic's pages: the site of this key, and an Origin that the site allows. Credentials are never read.
import { createMiddleware } from 'hono/factory';
import { siteAtHome } from '../databases.ts';
import type { AppEnv, Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { readSiteByKey } from '../store/sites.ts';
import type { Site } from '../store/sites.ts';

/** How long an isolate may act on a remembered site: part of the five minutes the kill switch may take. */
export const SITE_MEMORY_MS = 30_000;

const remembered = new Map<string, { site: Site | null; untilMs: number }>();

/** The site of a public key, remembered for SITE_MEMORY_MS so that a page view costs no read of it. */
export async function siteOfKey(env: Env, key: string, nowMs: number): Promise<Site | null> {
  const hit = remembered.get(key);
  if (hit && nowMs < hit.untilMs && nowMs >= hit.untilMs - SITE_MEMORY_MS) return hit.site;
  const site = /^[A-Za-z0-9]{6,24}$/.test(key) ? await siteAtHome(env, (db) => readSiteByKey(db, key)) : null;
  if (remembered.size > 500) remembered.clear();
  remembered.set(key, { site, untilMs: nowMs + SITE_MEMORY_MS });
  return site;
}

/** Settings were saved in this isolate: act on them at once. */
export const forgetSite = (key: string): void => void remembered.delete(key);

export const allowsOrigin = (site: Site, origin: string | undefined): boolean =>
  origin !== undefined && site.settings.origins.includes(origin);

/** Answers, messages, reads and erasures: refuses an unknown or disabled site (404) and a foreign origin (403). */
export const page = createMiddleware<AppEnv>(async (c, next) => {
  const site = await siteOfKey(c.env, c.req.param('key') ?? '', c.var.now);
  if (!site?.enabled) throw new Refusal('not_found');
  if (!allowsOrigin(site, c.req.header('Origin'))) throw new Refusal('foreign_origin');
  c.set('site', site);
  await next();
});
