// Headers of the page behind a card or an invite: its own strict policy, no referrer, no index, and no cross-site form.
import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { AppEnv } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { sha256 } from '../secrets.ts';

/** Stands before the doors of `/v/…`. A foreign page may link there, but not send in a person's name what they never saw. */
export const hosted = createMiddleware<AppEnv>(async (c, next) => {
  for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
  const from = c.req.header('Sec-Fetch-Site');
  if (c.req.method === 'POST' && from !== undefined && from !== 'same-origin' && from !== 'none')
    throw new Refusal('foreign_origin');
  await next();
});

const HEADERS = {
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex, nofollow',
  // Kept by nobody but the browser, which asks anew: going back must bring the same form, and its text with it.
  'Cache-Control': 'private, no-cache',
  Vary: 'Accept-Language, Cookie',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
};

/** Allows exactly this style sheet and, if any, this script; nothing from anywhere, and forms to ourselves. */
export async function setHostedPolicy(c: Context<AppEnv>, style: string, script?: string): Promise<void> {
  const [styleHash, scriptHash] = await Promise.all([style, script ?? ''].map(policyHash));
  const parts = [
    `default-src 'none'; style-src ${styleHash}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    ...(script === undefined ? [] : [`script-src ${scriptHash}; connect-src 'self'`]),
    `require-trusted-types-for 'script'; trusted-types 'none'`,
  ];
  c.header('Content-Security-Policy', parts.join('; '));
}

/** A policy wants the alphabet with `+` and `/`. */
const policyHash = async (text: string): Promise<string> =>
  `'sha256-${(await sha256(text)).replaceAll('-', '+').replaceAll('_', '/')}='`;
