// What the panel needs and the loader does not: texts, hours, phones, and whether a question can be asked now.
import { brotliCompressSync, constants } from 'node:zlib';
import { Hono } from 'hono';
import type { Context } from 'hono';
import * as v from 'valibot';
import { language } from '../contract/common.ts';
import type { PanelConfig, SurveysConfig } from '../contract/visitor.ts';
import { TOPICS } from '../contract/vocabulary.ts';
import type { Language } from '../contract/vocabulary.ts';
import type { AskState } from '../domain/ask-state.ts';
import { offersContact } from '../domain/contact.ts';
import { readersText } from '../domain/readers.ts';
import { pageSurveys } from '../domain/survey-view.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readQuery } from '../guards/body.ts';
import { acceptsBrotli } from '../guards/compressed.ts';
import { siteOfKey } from '../guards/page.ts';
import { isLive } from '../live/live.ts';
import { Refusal } from '../refusal.ts';
import { siteAskState } from '../store/attention.ts';
import { readAsk } from '../store/channels.ts';
import type { AskReading } from '../store/channels.ts';
import type { Site } from '../store/sites.ts';
import { budgetDay } from '../store/write-budget.ts';

/** Part of the five minutes that switching a site off may take. */
const CACHE_SECONDS = 30;

/** The same for every visitor and no secret, so any origin may read it and a cache may keep it for a moment. */
const READABLE = {
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
};

const query = v.object({ l: v.optional(language), part: v.optional(v.literal('surveys')) });

export function panelConfigRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.get('/w/:file{[A-Za-z0-9]+\\.json}', async (c) => {
    for (const [name, value] of Object.entries(READABLE)) c.header(name, value);
    c.header('Cache-Control', 'no-store');
    const { l, part } = readQuery(c, query);
    const site = await siteOfKey(c.env, c.req.param('file').slice(0, -'.json'.length), c.var.now);
    if (!site?.enabled) throw new Refusal('not_found');
    if (part) return packedJson(c, surveysConfig(site, l ?? site.settings.language));
    const reading = await readAsk(databaseFor(c.env, site), site.id, budgetDay(c.var.now));
    const config = panelConfig(site, l ?? site.settings.language, {
      ask: siteAskState(site, reading, c.var.now),
      channels: reading.channels,
    });
    return packedJson(c, isLive(c.env) ? { ...config, live: true } : config);
  });
  return routes;
}

/** Compressed here as the chunks are: the panel's budget is counted on the wire, whoever stands between. */
function packedJson(c: Context<AppEnv>, config: PanelConfig | SurveysConfig): Response {
  const packed = acceptsBrotli(c);
  const text = JSON.stringify(config);
  // A small window: the text is under 2 kB, and a large one costs time to set up.
  const params = { [constants.BROTLI_PARAM_LGWIN]: 12 };
  return new Response(packed ? brotliCompressSync(text, { params }) : text, {
    headers: {
      ...READABLE,
      'Content-Type': 'application/json',
      'Cache-Control': `public, max-age=${CACHE_SECONDS}`,
      Vary: 'Accept-Encoding',
      ...(packed && { 'Content-Encoding': 'br' }),
    },
    encodeBody: packed ? 'manual' : 'automatic',
  });
}

const ASK: Record<AskState, PanelConfig['ask']> = {
  open: 'open',
  no_notice: 'closed',
  unattended: 'closed',
  off: 'off',
  no_text: 'no_text',
};

const surveysConfig = ({ settings, dataPlace }: Site, l: Language): SurveysConfig => ({
  surveys: pageSurveys(settings.surveys, l, dataPlace),
  capDays: settings.caps.days,
  review: settings.publicReview,
  text: dataPlace !== 'russia',
  mode: settings.mode,
});

/** The panel's config in one language. An empty text means the panel's own words. */
function panelConfig(
  site: Site,
  l: Language,
  { ask, channels }: { ask: AskState; channels: AskReading['channels'] },
): PanelConfig {
  const { settings, clinic } = site;
  const offers = offersContact(site);
  return {
    language: l,
    clinic: clinic.name,
    greeting: settings.texts.greeting[l],
    phones: settings.phones,
    email: settings.email,
    emergency: settings.emergency,
    zone: site.zone,
    hours: settings.hours,
    readers: readersText(settings.texts.readers[l], channels, l),
    ask: ASK[ask],
    callback: settings.callback && offers && ask === 'open',
    contact: offers
      ? { legalName: clinic.legalName, policyUrl: clinic.policyUrl, consent: clinic.consentVersion }
      : null,
    text: site.dataPlace !== 'russia',
    topics: [...TOPICS],
    survey: pageSurveys(settings.surveys, l, site.dataPlace).find((s) => s.moment === 'launcher') ?? null,
    mode: settings.mode,
    dataPlace: site.dataPlace,
  };
}
