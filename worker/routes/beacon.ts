// POST /w/KEY/beacon: what a page tells of a visit. Always 200, so that nothing is printed on the clinic's page.
import { Hono } from 'hono';
import type { Context } from 'hono';
import * as v from 'valibot';
import { beacon, opened } from '../contract/visitor.ts';
import type { Beacon, BeaconReply } from '../contract/visitor.ts';
import { beaconEvents } from '../domain/journey/arrivals.ts';
import { FOUND } from '../domain/journey/letters.ts';
import { sourceOf } from '../domain/sources.ts';
import type { AppEnv } from '../env.ts';
import { readText } from '../guards/body.ts';
import { allowsOrigin, siteOfKey } from '../guards/page.ts';
import { noteUnknownOrigin } from '../guards/unknown-origin.ts';
import type { Site } from '../store/sites.ts';
import { countOpened } from './asking.ts';
import { countVisit, refused, whyUncounted } from './count-visit.ts';

const MAX_BEACON_BYTES = 2048;

export const beaconRoutes = (): Hono<AppEnv> =>
  new Hono<AppEnv>().post('/w/:key/beacon', async (c) => {
    c.header('Cache-Control', 'no-store');
    c.header('Vary', 'Origin');
    let reply: BeaconReply;
    try {
      reply = await takeBeacon(c);
    } catch (error) {
      // The message only: it names no visitor. A page that counts nothing for a minute is better than a page that complains.
      console.error(
        error instanceof Error ? `beacon: ${error.name}: ${error.message}` : 'beacon: unknown error',
      );
      reply = refused('busy');
    }
    return c.json(reply);
  });

async function takeBeacon(c: Context<AppEnv>): Promise<BeaconReply> {
  const site = await siteOfKey(c.env, c.req.param('key') ?? '', c.var.now);
  if (!site?.enabled) return refused('off');
  const origin = c.req.header('Origin');
  if (origin === undefined || !allowsOrigin(site, origin)) {
    noteUnknownOrigin(c, site);
    return refused('origin');
  }
  c.header('Access-Control-Allow-Origin', origin);
  const why = whyUncounted(c, site);
  if (why !== null) return refused(why);
  const sent = await readBeacon(c);
  if (!sent) return refused('invalid');
  if (!('o' in sent)) return storeBeacon(c, site, { sent, origin });
  return (await countOpened(c, site, sent.o)) ? { stored: 1 } : refused('invalid');
}

async function readBeacon(c: Context<AppEnv>): Promise<Beacon | v.InferOutput<typeof opened> | null> {
  const text = await readText(c, MAX_BEACON_BYTES).catch(() => null);
  if (text === null) return null;
  const fields = Object.fromEntries(new URLSearchParams(text));
  const result = v.safeParse('o' in fields ? opened : beacon, fields, { abortEarly: true });
  return result.success ? result.output : null;
}

async function storeBeacon(
  c: Context<AppEnv>,
  site: Site,
  { sent, origin }: { sent: Beacon; origin: string },
): Promise<BeaconReply> {
  const stages = new Set([FOUND, ...site.settings.stages.map((stage) => stage.id)]);
  const events = beaconEvents(sent.p, sent.e, c.var.now).filter((event) => stages.has(event.stage));
  if (events.length === 0) return refused('unknown_stage');
  return countVisit(c, site, {
    ...{ events, from: sourceOf(sent), language: sent.l },
    seen: [origin, ...events.map(({ stage }) => stage)],
    asks: true,
  });
}
