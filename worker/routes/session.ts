// The doors of sign-in: a one-time link becomes a session, a session ends, and a member's own profile.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { enter, profileUpdate } from '../contract/members.ts';
import type { Me } from '../contract/members.ts';
import { firstDatabase } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { addressLimit } from '../guards/address-limit.ts';
import { readBody } from '../guards/body.ts';
import { clearSessionCookie, sessionToken, setSessionCookie } from '../guards/cookie.ts';
import { mayOpenClinic, signedIn } from '../guards/member.ts';
import { dataPlacesOf } from '../data-places.ts';
import { isLive } from '../live/live.ts';
import { Refusal } from '../refusal.ts';
import { randomSecret } from '../secrets.ts';
import { readMe, updateProfile } from '../store/profiles.ts';
import { deleteSession, deleteSessions, readSession, spendLink } from '../store/sessions.ts';

/** Twenty people behind one office address may sign in at once; a guessing loop may not. */
const ATTEMPTS_A_MINUTE = 60;

export function sessionRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const countAttempt = addressLimit(ATTEMPTS_A_MINUTE);
  routes.post('/enter', (c) => {
    countAttempt(c);
    return enterByLink(c);
  });
  routes.post('/leave', leave);
  routes.post('/leave/all', signedIn, leaveAll);
  routes.get('/me', signedIn, async (c) => c.json(await me(c)));
  routes.put('/me', signedIn, saveProfile);
  return routes;
}

/** A wrong, a spent and an expired link get one and the same answer. The session's token is new at every login. */
async function enterByLink(c: Context<AppEnv>): Promise<Response> {
  const { token } = await readBody(c, enter);
  const fresh = randomSecret();
  if (!(await spendLink(firstDatabase(c.env), token, fresh, c.var.now))) throw new Refusal('link_spent');
  const former = sessionToken(c);
  if (former !== null) await deleteSession(firstDatabase(c.env), former);
  const session = await readSession(firstDatabase(c.env), fresh, c.var.now);
  if (!session) throw new Refusal('link_spent');
  c.set('signedIn', session);
  setSessionCookie(c, fresh);
  return c.json(await me(c));
}

async function leave(c: Context<AppEnv>): Promise<Response> {
  const token = sessionToken(c);
  if (token !== null) await deleteSession(firstDatabase(c.env), token);
  clearSessionCookie(c);
  return c.body(null, 204);
}

async function leaveAll(c: Context<AppEnv>): Promise<Response> {
  await deleteSessions(firstDatabase(c.env), c.var.signedIn);
  clearSessionCookie(c);
  return c.body(null, 204);
}

async function saveProfile(c: Context<AppEnv>): Promise<Response> {
  const profile = await readBody(c, profileUpdate);
  if (!(await updateProfile(firstDatabase(c.env), c.var.signedIn, profile))) throw new Refusal('not_allowed');
  return c.json(await me(c));
}

async function me(c: Context<AppEnv>): Promise<Me> {
  const found = await readMe(firstDatabase(c.env), c.var.signedIn);
  if (!found) throw new Refusal('not_signed_in');
  return {
    ...found,
    creates: { clinics: mayOpenClinic(c.var.signedIn), dataPlaces: dataPlacesOf(c.env) },
    live: isLive(c.env),
  };
}
