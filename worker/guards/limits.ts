// A modest limit on attempts, kept in the isolate's memory only: no address is stored anywhere.
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../env.ts';
import { Refusal } from '../refusal.ts';

const WINDOW_MS = 60_000;
const MAX_ADDRESSES = 5_000;

/**
 * At most `count` requests a minute from one address (per isolate). A secret of 256 bits cannot be guessed; this spares
 * the database, so forgetting everything when the memory is full is fine.
 */
export function limitAttempts(count: number) {
  const windows = new Map<string, { startedMs: number; used: number }>();
  return createMiddleware<AppEnv>(async (c, next) => {
    const address = c.req.header('CF-Connecting-IP') ?? '';
    const nowMs = c.var.now;
    const window = windows.get(address);
    if (!window || nowMs < window.startedMs || nowMs - window.startedMs >= WINDOW_MS) {
      if (windows.size >= MAX_ADDRESSES) windows.clear();
      windows.set(address, { startedMs: nowMs, used: 1 });
    } else if (++window.used > count) {
      c.header('Retry-After', String(Math.ceil((window.startedMs + WINDOW_MS - nowMs) / 1000)));
      throw new Refusal('too_many_requests');
    }
    await next();
  });
}
