// The two doors of live sockets: who may connect is settled here, by the same guards as every other door; the hub does the rest.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { firstDatabase } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { addressLimit } from '../guards/address-limit.ts';
import { signedIn, siteMember } from '../guards/member.ts';
import { page } from '../guards/page.ts';
import { connect } from '../live/live.ts';
import type { NewSeat } from '../live/seat.ts';
import { Refusal } from '../refusal.ts';
import { readMemberName } from '../store/profiles.ts';

/** Pages that come and go behind one address; a loop may not. */
const CONNECTIONS_A_MINUTE = 120;

/** For a panel that is open: it says the conversation's token once it is connected. */
export function visitorLiveRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const countConnection = addressLimit(CONNECTIONS_A_MINUTE, { spareLoopback: true });
  routes.get('/w/:key/live', page, (c) => {
    countConnection(c);
    return open(c, { is: 'visitor' });
  });
  return routes;
}

/** For an open dashboard: the cookie comes with the request, so a foreign page that opens it must be refused by its Origin. */
export function memberLiveRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.get('/sites/:site/live', signedIn, siteMember('words'), async (c) => {
    if (c.req.header('Origin') !== new URL(c.env.PUBLIC_URL).origin) throw new Refusal('foreign_origin');
    const { memberId, sessionHash } = c.var.signedIn;
    const name = await readMemberName(firstDatabase(c.env), memberId);
    return open(c, { is: 'member', memberId, sessionHash, name });
  });
  return routes;
}

type Person = NewSeat extends infer S ? (S extends { site: unknown } ? Omit<S, 'site'> : never) : never;

function open(c: Context<AppEnv>, who: Person): Promise<Response> {
  const { id, home, clinic } = c.var.site;
  const isSocket = c.req.header('Upgrade')?.toLowerCase() === 'websocket';
  const opened = isSocket && connect(c.env, { ...who, site: { id, home, clinicId: clinic.id } });
  if (!opened) throw new Refusal('upgrade_required');
  return opened;
}
