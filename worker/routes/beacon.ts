// POST /w/KEY/beacon: what a page tells of a visit. Always 200, so that nothing is printed on the clinic's page.
import { Hono } from 'hono';
import type { Context } from 'hono';
import * as v from 'valibot';
import { beacon } from '../contract/visitor.ts';
import type { Beacon, BeaconReply } from '../contract/visitor.ts';
import { deviceOf } from '../domain/devices.ts';
import { beaconEvents, splitByDay } from '../domain/journey/arrivals.ts';
import { FOUND } from '../domain/journey/letters.ts';
import { sourceOf, sourceValue } from '../domain/sources.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readText } from '../guards/body.ts';
import { isBot } from '../guards/bots.ts';
import { allowsOrigin, siteOfKey } from '../guards/page.ts';
import { noteUnknownOrigin } from '../guards/unknown-origin.ts';
import { visitKey } from '../guards/visit-key.ts';
import { saltOf } from '../salts.ts';
import type { Site } from '../store/sites.ts';
import { readRefusal, upsertVisit } from '../store/visits.ts';
import { budgetDay } from '../store/write-budget.ts';

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

const refused = (why: NonNullable<BeaconReply['why']>): BeaconReply => ({ stored: 0, why });

async function takeBeacon(c: Context<AppEnv>): Promise<BeaconReply> {
  const site = await siteOfKey(c.env, c.req.param('key') ?? '', c.var.now);
  if (!site?.enabled) return refused('off');
  const origin = c.req.header('Origin');
  if (origin === undefined || !allowsOrigin(site, origin)) {
    noteUnknownOrigin(c, site);
    return refused('origin');
  }
  c.header('Access-Control-Allow-Origin', origin);
  // Global Privacy Control: the loader keeps silent too, but an old copy of it may not.
  if (site.settings.mode === 'off' || c.req.header('Sec-GPC') === '1') return refused('off');
  if (isBot(c.req.header('User-Agent') ?? '')) return refused('bot');
  if (isSpent(site.id, c.var.now)) return refused('budget');
  const sent = await readBeacon(c);
  return sent ? storeBeacon(c, site, { sent, origin }) : refused('invalid');
}

async function readBeacon(c: Context<AppEnv>): Promise<Beacon | null> {
  const text = await readText(c, MAX_BEACON_BYTES).catch(() => null);
  if (text === null) return null;
  const result = v.safeParse(beacon, Object.fromEntries(new URLSearchParams(text)), { abortEarly: true });
  return result.success ? result.output : null;
}

async function storeBeacon(
  c: Context<AppEnv>,
  site: Site,
  { sent, origin }: { sent: Beacon; origin: string },
): Promise<BeaconReply> {
  const nowMs = c.var.now;
  const stages = new Set([FOUND, ...site.settings.stages.map((stage) => stage.id)]);
  const events = beaconEvents(sent.p, sent.e, nowMs).filter((event) => stages.has(event.stage));
  if (events.length === 0) return refused('unknown_stage');
  const userAgent = c.req.header('User-Agent') ?? '';
  const who = { siteId: site.id, ip: c.req.header('CF-Connecting-IP') ?? '', userAgent };
  const parts = await Promise.all(
    splitByDay(events, site.series).map(async (part) => ({
      part,
      key: await visitKey(await saltOf(c.env.SALTS, part.day, nowMs), who),
    })),
  );
  if (parts.length === 0) return refused('off');
  const from = sourceOf(sent);
  const write = {
    siteId: site.id,
    parts,
    source: sourceValue(from),
    campaign: from.campaign,
    device: deviceOf(userAgent),
    language: sent.l,
    nowMs,
    seen: Object.fromEntries([origin, ...events.map(({ stage }) => stage)].map((what) => [what, nowMs])),
  };
  const { stored } = await upsertVisit(databaseFor(c.env, site), write);
  if (stored > 0) return { stored };
  const why = await readRefusal(databaseFor(c.env, site), write);
  if (why === 'budget') spent.set(site.id, budgetDay(nowMs));
  return refused(why);
}

/** Sites whose budget is known to be spent: a flood is then turned away without a look into the database. */
const spent = new Map<string, string>();
const isSpent = (siteId: string, nowMs: number): boolean => spent.get(siteId) === budgetDay(nowMs);
