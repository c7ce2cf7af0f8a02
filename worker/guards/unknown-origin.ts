// Notices pages outside a site's list that load its tag, so that the clinic can accept their address; costs next to nothing.
import type { Context } from 'hono';
import * as v from 'valibot';
import { pageOrigin } from '../contract/settings.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import type { Site } from '../store/sites.ts';
import { SEEN_PER_DAY, upsertUnknownOrigin } from '../store/unknown-origins.ts';
import { isBot } from './bots.ts';
import { allowsOrigin } from './page.ts';

/** Tries per site that one isolate passes on a day, and sites it remembers: a flood of made-up origins ends here. */
const TRIES_A_DAY = 500;
const MAX_REMEMBERED = 2_000;

const tries = new Map<string, number>();

/**
 * Counts one load of the tag from an origin that the site does not list: its host and the day, no path and nobody's address.
 * Never for robots, never in the way of the answer, and at most SEEN_PER_DAY times a day for one origin.
 */
export function noteUnknownOrigin(c: Context<AppEnv>, site: Site): void {
  const origin = c.req.header('Origin');
  if (origin === undefined || allowsOrigin(site, origin) || !v.is(pageOrigin, origin)) return;
  if (isBot(c.req.header('User-Agent') ?? '')) return;
  const day = new Date(c.var.now).toISOString().slice(0, 10);
  if (!isNews(`${site.id} ${day} ${origin}`, SEEN_PER_DAY) || !isNews(`${site.id} ${day}`, TRIES_A_DAY))
    return;
  c.executionCtx.waitUntil(
    upsertUnknownOrigin(databaseFor(c.env, site), { siteId: site.id, origin, day }).catch(() => undefined),
  );
}

function isNews(key: string, most: number): boolean {
  const before = tries.get(key) ?? 0;
  if (before >= most) return false;
  if (tries.size >= MAX_REMEMBERED) tries.clear();
  tries.set(key, before + 1);
  return true;
}
