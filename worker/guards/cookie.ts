// The session cookie: `__Host-` and Secure everywhere but on plain loopback http, where Safari would drop it.
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { AppEnv } from '../env.ts';

const SESSION_SECONDS = 30 * 24 * 3600;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

function isPlain(c: Context<AppEnv>): boolean {
  const { protocol, hostname } = new URL(c.env.PUBLIC_URL);
  return protocol === 'http:' && LOOPBACK.has(hostname);
}
const cookieName = (c: Context<AppEnv>): string => (isPlain(c) ? 'otklik_session' : '__Host-otklik_session');
const attributes = (c: Context<AppEnv>) =>
  ({ path: '/', httpOnly: true, secure: !isPlain(c), sameSite: 'Lax' }) as const;

export const sessionToken = (c: Context<AppEnv>): string | null => getCookie(c, cookieName(c)) ?? null;

export const setSessionCookie = (c: Context<AppEnv>, token: string): void =>
  setCookie(c, cookieName(c), token, { ...attributes(c), maxAge: SESSION_SECONDS });

export const clearSessionCookie = (c: Context<AppEnv>): void =>
  void deleteCookie(c, cookieName(c), attributes(c));
