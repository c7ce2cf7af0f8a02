// The door for members: who is signed in, and what their role allows on the clinic or site that the address names.
import type { Context, MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { mayRole } from '../contract/permissions.ts';
import type { Permission } from '../contract/permissions.ts';
import type { Role } from '../contract/vocabulary.ts';
import { atHome, firstDatabase } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { Refusal } from '../refusal.ts';
import { readSite } from '../store/sites.ts';
import { readSession, updateSessionSeen } from '../store/sessions.ts';
import { readSiteSession } from '../store/site-sessions.ts';
import type { Membership, SignedIn } from '../store/sessions.ts';
import { sessionToken, setSessionCookie } from './cookie.ts';

export type { Membership, SignedIn };

/** A session is rolled on at most this often, so that reading costs no write. */
const TOUCH_MS = 3_600_000;

/**
 * A session that lives; 401 otherwise. One round trip to the database brings member, roles and, where the address names one,
 * the site.
 */
export const signedIn = createMiddleware<AppEnv>(async (c, next) => {
  const token = sessionToken(c);
  const session = token === null ? null : await sessionOf(c, token);
  if (!session || token === null) throw new Refusal('not_signed_in');
  c.set('signedIn', session);
  if (c.var.now - session.seenAtMs >= TOUCH_MS) rollOn(c, session, token);
  await next();
});

async function sessionOf(c: Context<AppEnv>, token: string): Promise<SignedIn | null> {
  const siteId = c.req.param('site');
  const db = firstDatabase(c.env);
  if (siteId === undefined) return readSession(db, token, c.var.now);
  const { session, site } = await readSiteSession(db, { token, siteId, nowMs: c.var.now });
  c.set('listed', site);
  return session;
}

/** In the background: a busy database must not cost the member the page they asked for. */
function rollOn(c: Context<AppEnv>, session: SignedIn, token: string): void {
  setSessionCookie(c, token);
  c.executionCtx.waitUntil(
    updateSessionSeen(firstDatabase(c.env), session.sessionHash, c.var.now).catch(() => undefined),
  );
}

/**
 * After `signedIn`: the site of `:site`, if this member's role there allows `permission`.
 * A site of somebody else's does not exist for them (404); a role that may not gets 403.
 */
export const siteMember = (permission: Permission): MiddlewareHandler<AppEnv> =>
  createMiddleware<AppEnv>(async (c, next) => {
    const { listed } = c.var;
    const site = listed && (await atHome(c.env, listed, (db) => readSite(db, listed.id)));
    const membership = site && membershipFor(c.var.signedIn, site.clinic.id);
    if (!site || !membership) throw new Refusal('not_found');
    if (membership.sites.length > 0 && !membership.sites.includes(site.id)) throw new Refusal('not_found');
    if (!mayRole(membership.role, permission)) throw new Refusal('not_allowed');
    c.set('site', site);
    await next();
  });

/**
 * The clinic of `:clinic`, if this member's role there allows `permission`. A membership limited to sites has no say over
 * the clinic: it could lift its own limit.
 */
export const clinicMember = (permission: Permission): MiddlewareHandler<AppEnv> =>
  createMiddleware<AppEnv>(async (c, next) => {
    const membership = membershipFor(c.var.signedIn, c.req.param('clinic') ?? '');
    if (!membership) throw new Refusal('not_found');
    if (!mayRole(membership.role, permission) || membership.sites.length > 0)
      throw new Refusal('not_allowed');
    await next();
  });

/** After `siteMember`: refuses a membership limited to sites, which has no say over whether the clinic's sites exist. */
export const wholeClinic = createMiddleware<AppEnv>(async (c, next) => {
  const membership = membershipFor(c.var.signedIn, c.var.site.clinic.id);
  if (!membership || membership.sites.length > 0) throw new Refusal('not_allowed');
  await next();
});

/**
 * Whether this member may open a further clinic: an owner of a whole clinic, let in by whoever runs this Otklik. A session
 * that an owner's link made opens that owner's clinic only.
 */
export const mayOpenClinic = ({ onlyClinicId, memberships }: SignedIn): boolean =>
  onlyClinicId === null && memberships.some(({ role, sites }) => role === 'owner' && sites.length === 0);

/** The role of the signed-in member in the clinic of the site in hand. */
export const roleOn = (signedIn: SignedIn, clinicId: string): Role | null =>
  membershipFor(signedIn, clinicId)?.role ?? null;

const membershipFor = (signedIn: SignedIn, clinicId: string): Membership | undefined =>
  signedIn.memberships.find((m) => m.clinicId === clinicId);
