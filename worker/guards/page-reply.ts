// Headers of every answer to a clinic's page, refusals included: the page may read it, nobody may keep or sniff it.
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../env.ts';
import { allowsOrigin, siteOfKey } from './page.ts';

/** Stands before `page`. The allowed origin is named, never `*`, and credentials are never allowed. */
export const pageReply = createMiddleware<AppEnv>(async (c, next) => {
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Cache-Control', 'no-store');
  c.header('Vary', 'Origin');
  const origin = c.req.header('Origin');
  const site = await siteOfKey(c.env, c.req.param('key') ?? '', c.var.now);
  if (origin !== undefined && site && allowsOrigin(site, origin)) {
    c.header('Access-Control-Allow-Origin', origin);
    // Without this the outbox could not read how long it should wait.
    c.header('Access-Control-Expose-Headers', 'Retry-After');
  }
  await next();
});
