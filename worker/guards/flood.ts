// A ceiling on what one address may store per minute, held in the isolate's memory: no address is written anywhere.
import type { Context } from 'hono';
import type { AppEnv } from '../env.ts';
import { Refusal } from '../refusal.ts';

const WINDOW_MS = 60_000;
/** A whole clinic may share one address, so this stops scripts only. */
const SENDS_PER_WINDOW = 120;
const MAX_ADDRESSES = 5_000;
const LOOPBACK = /^(::1$|(::ffff:)?127\.)/;

let window = { startedMs: 0, sends: new Map<string, number>() };

/** Counts one send that is about to be stored; refuses it with the seconds to wait when there were too many. */
export function guardFlood(c: Context<AppEnv>): void {
  const address = c.req.header('CF-Connecting-IP');
  // Only a local run has senders on loopback; they all share it.
  if (address === undefined || LOOPBACK.test(address)) return;
  const nowMs = c.var.now;
  const isOver = nowMs < window.startedMs || nowMs - window.startedMs >= WINDOW_MS;
  if (isOver || window.sends.size >= MAX_ADDRESSES) window = { startedMs: nowMs, sends: new Map() };
  const sends = (window.sends.get(address) ?? 0) + 1;
  window.sends.set(address, sends);
  if (sends > SENDS_PER_WINDOW) {
    c.header('Retry-After', String(Math.ceil((window.startedMs + WINDOW_MS - nowMs) / 1000)));
    throw new Refusal('too_many_requests');
  }
}
