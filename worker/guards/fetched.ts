// Notes that pages ask for a site's script, seldom enough to cost next to nothing.
import type { Context } from 'hono';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import type { Site } from '../store/sites.ts';
import { updateFetched } from '../store/install.ts';
import { isBot } from './bots.ts';

/** At most 144 rows a day for a site, however many pages are seen. */
const EVERY_MS = 600_000;
const MAX_REMEMBERED = 2_000;

const noted = new Map<string, number>();

/** Never for robots and never in the way of the answer. Nothing of the page or of the visitor is kept: an instant of the site. */
export function noteFetched(c: Context<AppEnv>, site: Site): void {
  const atMs = c.var.now;
  if (atMs - (noted.get(site.id) ?? 0) < EVERY_MS || isBot(c.req.header('User-Agent') ?? '')) return;
  if (noted.size >= MAX_REMEMBERED) noted.clear();
  noted.set(site.id, atMs);
  c.executionCtx.waitUntil(
    updateFetched(databaseFor(c.env, site), site.id, { atMs, everyMs: EVERY_MS }).catch(() => undefined),
  );
}
