// CSRF guard of the members' doors: an unsafe request must come from our own page, whatever its content type.
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../env.ts';
import { Refusal } from '../refusal.ts';

const SAFE = new Set(['GET', 'HEAD']);

/**
 * Origin must equal PUBLIC_URL's origin. A browser that sends no Origin must say Sec-Fetch-Site: same-origin.
 * (hono/csrf looks at form content types only, so JSON from a foreign page would pass it.)
 */
export const sameOrigin = createMiddleware<AppEnv>(async (c, next) => {
  if (!SAFE.has(c.req.method)) {
    const origin = c.req.header('Origin');
    const ours =
      origin === undefined
        ? c.req.header('Sec-Fetch-Site') === 'same-origin'
        : origin === new URL(c.env.PUBLIC_URL).origin;
    if (!ours) throw new Refusal('foreign_origin');
  }
  await next();
});

/** Members' answers stay out of every cache unless a route says how it may be kept, and are never sniffed. */
export const privateAnswer = createMiddleware<AppEnv>(async (c, next) => {
  await next();
  if (!c.res.headers.has('Cache-Control')) c.header('Cache-Control', 'no-store');
  c.header('X-Content-Type-Options', 'nosniff');
});
