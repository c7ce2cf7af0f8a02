// What a client can unpack: our own brotli is sent as it lies, so nobody else would unpack it for the client.
import type { Context } from 'hono';
import type { AppEnv } from '../env.ts';

/** Whether the client itself accepts brotli. Cloudflare rewrites Accept-Encoding and keeps the client's own in `cf`. */
export function acceptsBrotli(c: Context<AppEnv>): boolean {
  const own: unknown = c.req.raw.cf?.['clientAcceptEncoding'];
  const accepted = typeof own === 'string' ? own : (c.req.header('Accept-Encoding') ?? '');
  return accepted
    .split(',')
    .some((coding) => /^\s*br\s*(;\s*q=(0?\.\d*[1-9]\d*|1(\.0+)?)\s*)?$/i.test(coding));
}

/** Headers of every script for strangers' pages, which any origin may load and none may read more from than its text. */
export const SCRIPT_HEADERS = {
  'Content-Type': 'text/javascript; charset=utf-8',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  // Always `*`, never the asking origin: a copy in a cache must serve every page.
  'Access-Control-Allow-Origin': '*',
  // A module's own imports follow the policy it was sent with.
  'Referrer-Policy': 'no-referrer',
  Vary: 'Accept-Encoding',
} as const;
