// What to do after each try of a send: a pure rule, so that every status and header is one row of a table in its test.

/** One try of a send as the network saw it. `status` 0: no answer came (offline, cut, timed out). */
export type Outcome = { status: number; retryAfter: string | null };

export type Verdict =
  | { is: 'stored' }
  /** The same body would be refused again: stop, and let the person edit. */
  | { is: 'refused' }
  /** Try again after a pause; `all`: the server asked everybody on this device to wait (429). */
  | { is: 'again'; pauseMs: number; all: boolean };

const FIRST_PAUSE_MS = 3_000;
const MAX_PAUSE_MS = 30 * 60_000;
/** What a 429 without a readable Retry-After means. */
const DEFAULT_HOLD_MS = 60_000;
/** A mistaken header must not lock words up for good. */
const MAX_HOLD_MS = 24 * 3_600_000;

/** `tries` counts the failed tries before this one; `random` is 0…1. 408 is a network fault in the server's words. */
export function verdict(outcome: Outcome, tries: number, nowMs: number, random: number): Verdict {
  const { status, retryAfter } = outcome;
  if (status >= 200 && status < 300) return { is: 'stored' };
  if (status === 429) return { is: 'again', pauseMs: retryAfterMs(retryAfter, nowMs), all: true };
  if (status >= 400 && status < 500 && status !== 408) return { is: 'refused' };
  const asked = retryAfter ? retryAfterMs(retryAfter, nowMs) : 0;
  return { is: 'again', pauseMs: Math.max(asked, backoffMs(tries, random)), all: false };
}

/** 3 s · 2^tries with ±25 % of jitter, so that pages which failed together do not return together; at most 30 min. */
export const backoffMs = (tries: number, random: number): number =>
  Math.min(MAX_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries * (0.75 + random / 2));

/** Retry-After as milliseconds from now: seconds or an HTTP date; none or unreadable is a minute (RFC 9110, 10.2.3). */
export function retryAfterMs(header: string | null, nowMs: number): number {
  const value = header?.trim() ?? '';
  const ms = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  return Number.isNaN(ms) ? DEFAULT_HOLD_MS : Math.min(MAX_HOLD_MS, Math.max(0, ms));
}
