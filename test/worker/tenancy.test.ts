// Who may do what, walked from the router: the rightful member succeeds, everybody else is refused and changes nothing.
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ROLES } from '../../worker/contract/vocabulary.ts';
import { dump, fingerprint, restore } from './support/dump.ts';
import type { Dump } from './support/dump.ts';
import { testApp } from './support/fixtures.ts';
import { MEMBER_ROUTES, requestOf, routesOfApp } from './support/routes.ts';
import type { Request } from './support/routes.ts';
import { network } from './support/words.ts';
import { buildWorld } from './support/world.ts';
import type { World } from './support/world.ts';

const api = routesOfApp().filter((route) => route.includes(' /api/'));
let undo: () => void;
let world: World;
let whole: Dump | undefined;
let before: string;
const app = testApp();
const send = (cookie: string, { method, path, body }: Request) => app.fromMember(cookie, method, path, body);

beforeAll(() => {
  ({ undo } = network(() => new Response('ok')));
});
afterAll(() => undo());
beforeEach(async () => {
  if (whole) return restore(whole);
  world = await buildWorld();
  whole = await dump();
  before = await fingerprint();
});

async function putBack(): Promise<void> {
  if (whole && (await fingerprint()) !== before) await restore(whole);
}

it('has a request for every route of the router and none besides', () => {
  expect(api.toSorted()).toEqual(Object.keys(MEMBER_ROUTES).toSorted());
});

/** Sends and expects the refusal; then every table must be as it was. */
async function refused(who: string, cookie: string, request: Request, status: number): Promise<void> {
  const reply = await send(cookie, request);
  expect([who, reply.status]).toEqual([who, status]);
  expect(await reply.json()).toEqual({
    error: { 401: 'not_signed_in', 403: 'not_allowed', 404: 'not_found' }[status],
  });
  expect(await fingerprint()).toBe(before);
}

async function succeeds(who: string, cookie: string, request: Request, meets?: number): Promise<void> {
  const reply = await send(cookie, request);
  if (meets !== undefined) expect([who, reply.status]).toEqual([who, meets]);
  else expect([who, reply.status, reply.ok ? null : await reply.text()]).toEqual([who, reply.status, null]);
  await putBack();
}

const allowedOn = (route: string) => MEMBER_ROUTES[route]?.allowed ?? [];
const mayOn = (route: string) =>
  ROLES.filter((role) => {
    const allowed = allowedOn(route);
    return typeof allowed === 'string' || allowed.includes(role);
  });

it.each(api)('opens %s to the rightful member and to nobody else', { timeout: 60_000 }, async (route) => {
  const request = requestOf(route, world);
  const may = mayOn(route);
  const meets = MEMBER_ROUTES[route]?.meets;
  for (const role of may) await succeeds(`own ${role}`, world.members[role], request, meets);
  if (allowedOn(route) === 'anybody') return succeeds('nobody', '', request);
  await refused('nobody', '', request, 401);
  await refused('a made-up session', 'otklik_session=secret-00000000000000000000', request, 401);
  if (allowedOn(route) === 'members') return;
  for (const role of ROLES) {
    if (!may.includes(role)) await refused(`own ${role}`, world.members[role], request, 403);
    if (MEMBER_ROUTES[route]?.anywhere) {
      await refused(`${role} of one site`, world.limited[role], request, 403);
      continue;
    }
    await refused(`foreign ${role}`, world.foreigners[role], request, 404);
    await refused(
      `${role} of another site`,
      world.limited[role],
      request,
      route.includes('/clinics/') ? 403 : 404,
    );
  }
});

it.each(api.filter((route) => /:(id|member)/.test(route)))(
  'does not reach by %s into another clinic through an address of its own',
  { timeout: 60_000 },
  async (route) => {
    const may = mayOn(route);
    const meets = MEMBER_ROUTES[route]?.meets;
    for (const role of may)
      await succeeds(`own ${role}`, world.members[role], requestOf(route, world), meets);
    for (const role of may)
      await refused(`foreign ${role}`, world.foreigners[role], requestOf(route, world, world.foreign), 404);
  },
);

it('lets a member of one site use that site', async () => {
  const { second, limited } = world;
  for (const route of ['GET /api/sites/:site/overview', 'GET /api/sites/:site/settings'])
    await succeeds('webmaster', limited.webmaster, requestOf(route, world, second));
});

it('marks no comment of another clinic as read, even by its true id', async () => {
  const { foreign, foreigners } = world;
  const reply = await send(
    foreigners.owner,
    requestOf('POST /api/sites/:site/comments/read', world, foreign),
  );
  expect(reply.status).toBe(200);
  expect(await fingerprint()).toBe(before);
});
