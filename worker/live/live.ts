// The small interface to what is live: announce what changed, connect a socket. Here it is a Durable Object per site; another
// runtime offers the same two, and one that offers none is served by polling.
import type { LiveEvent } from '../contract/live.ts';
import type { Env } from '../env.ts';
import type { Site } from '../store/sites.ts';
import { seatHeader } from './seat.ts';
import type { NewSeat } from './seat.ts';

/** Whether sockets are offered here at all: told to panel and dashboard, so that none is tried in vain. */
export const isLive = ({ LIVE }: Pick<Env, 'LIVE'>): boolean => LIVE !== undefined;

type Hubs = NonNullable<Env['LIVE']>;

/** The hub of a site, kept where the deployment's data is; undefined where none is bound. */
export const hubOf = ({ LIVE, DATA_PLACE }: Pick<Env, 'LIVE' | 'DATA_PLACE'>, siteId: string) =>
  (DATA_PLACE === 'eu' && LIVE ? inEurope(LIVE) : LIVE)?.getByName(siteId);

/** workerd on one's own machine has no jurisdictions and says so by throwing. */
function inEurope(hubs: Hubs): Hubs {
  try {
    return hubs.jurisdiction('eu');
  } catch {
    return hubs;
  }
}

/**
 * Tells a site's open sockets what changed; for `waitUntil` after the commit. Never throws and loses nothing that matters: who
 * is not told reads it at the next connection or by its slow poll.
 */
export async function announce(
  env: Pick<Env, 'LIVE' | 'DATA_PLACE'>,
  { id }: Pick<Site, 'id'>,
  event: LiveEvent,
): Promise<void> {
  // Once more, since a hub that was just moved or restarted answers the second call.
  for (let left = 2; left > 0; left--) {
    try {
      return await hubOf(env, id)?.announce(event);
    } catch {
      continue;
    }
  }
}

/**
 * Hands a socket's request over to the site's hub; undefined where none is bound. Who it is was settled before: the hub believes
 * what it is told here.
 */
export const connect = (
  env: Pick<Env, 'LIVE' | 'DATA_PLACE'>,
  seat: NewSeat,
): Promise<Response> | undefined =>
  hubOf(env, seat.site.id)?.fetch('https://live/', {
    headers: { Upgrade: 'websocket', ...seatHeader(seat) },
  });
