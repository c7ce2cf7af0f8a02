// Counting what a person's browser did, for beacons of clinics' pages and for the page behind a card or an invite alike.
import type { Context } from 'hono';
import type { Survey } from '../contract/surveys.ts';
import type { BeaconReply } from '../contract/visitor.ts';
import type { Language } from '../contract/vocabulary.ts';
import { deviceOf } from '../domain/devices.ts';
import { splitByDay } from '../domain/journey/arrivals.ts';
import type { VisitEvent } from '../domain/journey/log.ts';
import { sourceValue } from '../domain/sources.ts';
import type { sourceOf } from '../domain/sources.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { isBot } from '../guards/bots.ts';
import { visitKey } from '../guards/visit-key.ts';
import { saltOf } from '../salts.ts';
import type { Site } from '../store/sites.ts';
import { readRefusal, upsertVisit } from '../store/visits.ts';
import { budgetDay } from '../store/write-budget.ts';
import { askedSurvey, askingFor, openingOf } from './asking.ts';

type Why = NonNullable<BeaconReply['why']>;
export const refused = (why: Why): BeaconReply => ({ stored: 0, why });

/** Why nothing of this browser is counted, known before anything is read; null when it may be. */
export function whyUncounted(c: Context<AppEnv>, site: Site): Why | null {
  // Global Privacy Control: the loader keeps silent too, but an old copy of it may not.
  if (site.settings.mode === 'off' || c.req.header('Sec-GPC') === '1') return 'off';
  if (isBot(c.req.header('User-Agent') ?? '')) return 'bot';
  return spent.get(site.id) === budgetDay(c.var.now) ? 'budget' : null;
}

export type Seen = {
  events: readonly VisitEvent[];
  from: ReturnType<typeof sourceOf>;
  language: Language;
  /** Origins and stages, for the install check. */
  seen: readonly (string | number)[];
  /** Whether there is a launcher at which a question may show itself. */
  asks?: boolean;
  /** The question that the page itself is. */
  question?: Survey;
};

/** Adds events to the visits of their days, under the key that this browser has on each. */
export async function countVisit(c: Context<AppEnv>, site: Site, what: Seen): Promise<BeaconReply> {
  const nowMs = c.var.now;
  const userAgent = c.req.header('User-Agent') ?? '';
  const who = { siteId: site.id, ip: c.req.header('CF-Connecting-IP') ?? '', userAgent };
  const parts = await Promise.all(
    splitByDay(what.events, site.series).map(async (part) => ({
      part,
      key: await visitKey(await saltOf(c.env.SALTS, part.day, nowMs), who),
    })),
  );
  if (parts.length === 0) return refused('off');
  const { campaign } = what.from;
  const asking = what.asks ? await askingFor(c, site, { parts, events: what.events, campaign }) : null;
  const opening = what.question && parts[0] ? openingOf(site, what.question, parts[0]) : null;
  const write = {
    siteId: site.id,
    parts,
    source: sourceValue(what.from),
    campaign,
    device: deviceOf(userAgent),
    language: what.language,
    nowMs,
    asking: asking ?? opening,
    seen: Object.fromEntries(what.seen.map((name) => [name, nowMs])),
  };
  const { stored, asked } = await upsertVisit(databaseFor(c.env, site), write);
  if (stored > 0)
    return { stored, ...(asking && asked && { ask: askedSurvey(site, asking.survey, what.language) }) };
  const why = await readRefusal(databaseFor(c.env, site), write);
  if (why === 'budget') spent.set(site.id, budgetDay(nowMs));
  return refused(why);
}

/** Sites whose budget is known to be spent: a flood is then turned away without a look into the database. */
const spent = new Map<string, string>();
