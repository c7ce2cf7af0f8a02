// How often one address may do a thing per minute, kept in the isolate's memory only: no address is written anywhere.
import type { Context } from 'hono';
import type { AppEnv } from '../env.ts';
import { Refusal } from '../refusal.ts';

const WINDOW_MS = 60_000;
/** Forgetting everything when the memory is full is fine: the limit spares the database, it guards no secret. */
const MAX_ADDRESSES = 5_000;
const LOOPBACK = /^(::1$|(::ffff:)?127\.)/;

/**
 * A counter of `count` per minute and address (per isolate); each call of the result counts one, and refuses the one too
 * many with the seconds to wait. Loopback is exempt where `spareLoopback` says so: in a local run all senders share it.
 */
export function addressLimit(count: number, { spareLoopback = false } = {}): (c: Context<AppEnv>) => void {
  const windows = new Map<string, { startedMs: number; used: number }>();
  return (c) => {
    const address = c.req.header('CF-Connecting-IP') ?? '';
    if (spareLoopback && (address === '' || LOOPBACK.test(address))) return;
    const nowMs = c.var.now;
    const window = windows.get(address);
    if (!window || nowMs < window.startedMs || nowMs - window.startedMs >= WINDOW_MS) {
      if (windows.size >= MAX_ADDRESSES) windows.clear();
      windows.set(address, { startedMs: nowMs, used: 1 });
    } else if (++window.used > count) {
      c.header('Retry-After', String(Math.ceil((window.startedMs + WINDOW_MS - nowMs) / 1000)));
      throw new Refusal('too_many_requests');
    }
  };
}
