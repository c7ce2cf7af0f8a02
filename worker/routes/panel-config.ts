// What the panel needs and the loader does not: texts, hours, phones, and whether a question can be asked now.
import { Hono } from 'hono';
import * as v from 'valibot';
import { language } from '../contract/common.ts';
import type { PanelConfig } from '../contract/visitor.ts';
import { TOPICS } from '../contract/vocabulary.ts';
import type { Language } from '../contract/vocabulary.ts';
import type { AskState } from '../domain/ask-state.ts';
import { offersContact } from '../domain/contact.ts';
import type { AppEnv } from '../env.ts';
import { readQuery } from '../guards/body.ts';
import { siteOfKey } from '../guards/page.ts';
import { Refusal } from '../refusal.ts';
import { siteAskState } from '../store/attention.ts';
import { readAsk } from '../store/channels.ts';
import type { Site } from '../store/sites.ts';
import { budgetDay } from '../store/write-budget.ts';

/** Part of the five minutes that switching a site off may take. */
const CACHE_SECONDS = 30;

const query = v.object({ l: v.optional(language) });

export function panelConfigRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  // The same for every visitor and no secret, so any origin may read it and a cache may keep it for a moment.
  routes.get('/w/:file{[A-Za-z0-9]+\\.json}', async (c) => {
    c.header('Access-Control-Allow-Origin', '*');
    c.header('Cross-Origin-Resource-Policy', 'cross-origin');
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Cache-Control', 'no-store');
    const { l } = readQuery(c, query);
    const site = await siteOfKey(c.env.DB, c.req.param('file').slice(0, -'.json'.length), c.var.now);
    if (!site?.enabled) throw new Refusal('not_found');
    const reading = await readAsk(c.env.DB, site.id, budgetDay(c.var.now));
    const config = panelConfig(site, l ?? site.settings.language, siteAskState(site, reading, c.var.now));
    return c.json(config, 200, { 'Cache-Control': `public, max-age=${CACHE_SECONDS}` });
  });
  return routes;
}

const ASK: Record<AskState, PanelConfig['ask']> = {
  open: 'open',
  no_notice: 'closed',
  unattended: 'closed',
  off: 'off',
  no_text: 'no_text',
};

/** The panel's config in one language. An empty text means the panel's own words. */
function panelConfig(site: Site, l: Language, ask: AskState): PanelConfig {
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
    readers: settings.texts.readers[l],
    ask: ASK[ask],
    callback: settings.callback && offers && ask === 'open',
    contact: offers
      ? { legalName: clinic.legalName, policyUrl: clinic.policyUrl, consent: clinic.consentVersion }
      : null,
    text: site.dataPlace !== 'russia',
    topics: [...TOPICS],
    mode: settings.mode,
    dataPlace: site.dataPlace,
  };
}
