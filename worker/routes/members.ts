// The doors to a clinic's people: who is there, inviting, changing a role, removing, and a link for somebody else.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { ulid } from 'ulidx';
import { memberInvite, memberUpdate } from '../contract/members.ts';
import type { LinkReply, MemberView } from '../contract/members.ts';
import { mayRole } from '../contract/permissions.ts';
import type { Role } from '../contract/vocabulary.ts';
import { databases, firstDatabase } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readBody } from '../guards/body.ts';
import { clinicMember, signedIn } from '../guards/member.ts';
import { Refusal } from '../refusal.ts';
import { randomSecret, sha256 } from '../secrets.ts';
import { updateMemberGone } from '../store/assignments.ts';
import { insertMember, listMembers } from '../store/members.ts';
import { countSites, deleteMembership, readMembership, updateMembership } from '../store/memberships.ts';
import type { MembershipKey } from '../store/memberships.ts';
import { readMe } from '../store/profiles.ts';
import { insertLink } from '../store/sessions.ts';

/** An invitation is passed on by hand, so it lives three days; a link made on request a quarter of an hour. */
const INVITE_MS = 72 * 3_600_000;
const LINK_MS = 15 * 60_000;

export function memberRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const owner = [signedIn, clinicMember('members')] as const;
  routes.get('/clinics/:clinic/members', ...owner, async (c) =>
    c.json((await listMembers(firstDatabase(c.env), c.req.param('clinic'))) satisfies MemberView[]),
  );
  routes.post('/clinics/:clinic/members', ...owner, invite);
  routes.put('/clinics/:clinic/members/:member', ...owner, change);
  routes.delete('/clinics/:clinic/members/:member', ...owner, remove);
  routes.post('/clinics/:clinic/members/:member/link', ...owner, makeLink);
  return routes;
}

async function invite(c: Context<AppEnv>): Promise<Response> {
  const { name, email, role, sites } = await readBody(c, memberInvite);
  const clinicId = c.req.param('clinic') ?? '';
  await refuseForeignSites(c, clinicId, sites);
  const inviter = await readMe(firstDatabase(c.env), c.var.signedIn);
  const token = randomSecret();
  const expiresAtMs = c.var.now + INVITE_MS;
  const stored = await insertMember(firstDatabase(c.env), {
    ...{ id: ulid(c.var.now), clinicId, email, name, role, sites },
    language: inviter?.member.language ?? 'ru',
    linkHash: await sha256(token),
    linkExpiresAtMs: expiresAtMs,
    nowMs: c.var.now,
  });
  if (!stored) throw new Refusal('member_exists');
  return c.json(linkReply(c, token, expiresAtMs), 201);
}

async function change(c: Context<AppEnv>): Promise<Response> {
  const update = await readBody(c, memberUpdate);
  const key = await membershipOf(c);
  await refuseForeignSites(c, key.clinicId, update.sites);
  if (!(await updateMembership(firstDatabase(c.env), key, update))) throw new Refusal('last_owner');
  await letGo(c, key, update);
  return c.body(null, 204);
}

async function remove(c: Context<AppEnv>): Promise<Response> {
  const key = await membershipOf(c);
  if (!(await deleteMembership(firstDatabase(c.env), key))) throw new Refusal('last_owner');
  await letGo(c, key, null);
  return c.body(null, 204);
}

/** What they had where they may no longer answer is nobody's again; null: they left the clinic. */
async function letGo(
  c: Context<AppEnv>,
  { clinicId, memberId }: MembershipKey,
  now: { role: Role; sites: string[] } | null,
): Promise<void> {
  const answers = now !== null && mayRole(now.role, 'words');
  if (answers && now.sites.length === 0) return;
  for (const db of databases(c.env))
    await updateMemberGone(db, { clinicId, memberId, keeps: answers ? now.sites : [] });
}

async function makeLink(c: Context<AppEnv>): Promise<Response> {
  const key = await membershipOf(c);
  const token = randomSecret();
  const expiresAtMs = c.var.now + LINK_MS;
  const stored = await insertLink(firstDatabase(c.env), { ...key, hash: await sha256(token), expiresAtMs });
  if (!stored) throw new Refusal('not_found');
  return c.json(linkReply(c, token, expiresAtMs), 201);
}

/** The token travels in the fragment: it reaches no server log and no Referer, and no mail scanner can spend it. */
const linkReply = (c: Context<AppEnv>, token: string, expiresAtMs: number): LinkReply => ({
  url: `${c.env.PUBLIC_URL}/enter#${token}`,
  expiresAtMs,
});

async function membershipOf(c: Context<AppEnv>): Promise<{ clinicId: string; memberId: string }> {
  const key = { clinicId: c.req.param('clinic') ?? '', memberId: c.req.param('member') ?? '' };
  if (!(await readMembership(firstDatabase(c.env), key))) throw new Refusal('not_found');
  return key;
}

async function refuseForeignSites(c: Context<AppEnv>, clinicId: string, sites: string[]): Promise<void> {
  const wanted = new Set(sites);
  if ((await countSites(firstDatabase(c.env), clinicId, [...wanted])) !== wanted.size)
    throw new Refusal('invalid', 'sites');
}
