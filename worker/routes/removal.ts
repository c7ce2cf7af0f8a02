// The door that removes a site: gone for everybody at once, its rows erased now as far as one request may, the rest by the clock.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { siteRemoval } from '../contract/clinics.ts';
import { databaseFor, firstDatabase } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readBody } from '../guards/body.ts';
import { signedIn, siteMember, wholeClinic } from '../guards/member.ts';
import { forgetSite } from '../guards/page.ts';
import { Refusal } from '../refusal.ts';
import { listHearingChannels } from '../store/bots.ts';
import {
  deleteSitePieces,
  updateClinicRemoved,
  updateListedSiteRemoved,
  updateSiteRemoved,
} from '../store/removals.ts';
import { silenceBot } from './channel-options.ts';

/** A clinic's usual site fits; a larger one goes on with the clock. */
const NOW = { maxRows: 5_000, maxTables: 24 };

export function removalRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.post('/sites/:site/removal', signedIn, siteMember('clinic'), wholeClinic, removeSite);
  return routes;
}

async function removeSite(c: Context<AppEnv>): Promise<Response> {
  const { site, now } = c.var;
  const { name } = await readBody(c, siteRemoval);
  const home = databaseFor(c.env, site);
  // Read before they go with the site.
  const heard = await listHearingChannels(home, site.id);
  if (!(await updateSiteRemoved(home, { id: site.id, name, nowMs: now })))
    throw new Refusal('invalid', 'name');
  if (site.home !== 1) {
    await updateListedSiteRemoved(firstDatabase(c.env), site.id, now);
    // The copy of the clinic there goes with the last of its sites.
    await updateClinicRemoved(home, site.clinic.id, now);
  }
  forgetSite(site.key);
  for (const channel of heard) silenceBot(c, channel);
  // What does not fit into this request, or fails, is the clock's.
  c.executionCtx.waitUntil(deleteSitePieces(home, site.id, NOW).then(undefined, () => undefined));
  return c.body(null, 204);
}
