// The doors to a clinic: its legal name and policy, and a new site.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { ulid } from 'ulidx';
import { defaultSettings } from '../contract/default-settings.ts';
import { clinicUpdate, siteCreate } from '../contract/settings.ts';
import type { SiteCreate } from '../contract/settings.ts';
import { localDay } from '../domain/calendar.ts';
import type { AppEnv } from '../env.ts';
import { readBody } from '../guards/body.ts';
import { clinicMember, signedIn } from '../guards/member.ts';
import { forgetSite } from '../guards/page.ts';
import { Refusal } from '../refusal.ts';
import { randomSecret } from '../secrets.ts';
import { insertSite, listSiteKeys, updateClinic } from '../store/clinics.ts';
import { readSite } from '../store/sites.ts';
import { siteView } from './settings.ts';

export function clinicRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.put('/clinics/:clinic', signedIn, clinicMember('settings'), saveClinic);
  routes.post('/clinics/:clinic/sites', signedIn, clinicMember('settings'), addSite);
  return routes;
}

async function saveClinic(c: Context<AppEnv>): Promise<Response> {
  const clinic = await readBody(c, clinicUpdate);
  const clinicId = c.req.param('clinic') ?? '';
  await updateClinic(c.env.DB, clinicId, clinic);
  (await listSiteKeys(c.env.DB, clinicId)).forEach(forgetSite);
  return c.json({ id: clinicId, ...clinic });
}

async function addSite(c: Context<AppEnv>): Promise<Response> {
  const site = await readBody(c, siteCreate);
  // This database stands where it stands. `russia` may be named anywhere, because then no words are taken here.
  if (site.dataPlace !== 'russia' && site.dataPlace !== c.env.DATA_PLACE)
    throw new Refusal('invalid', 'dataPlace');
  const id = ulid(c.var.now);
  await insertSite(c.env.DB, newSite(site, { id, clinicId: c.req.param('clinic') ?? '', nowMs: c.var.now }), {
    ...{ id: ulid(c.var.now), mode: 'statistics', rulesVersion: 1, zone: site.zone },
    ...{ startedOn: localDay(c.var.now, site.zone), startedAtMs: c.var.now },
  });
  const stored = await readSite(c.env.DB, id);
  if (!stored) throw new Refusal('not_found');
  return c.json(await siteView(c.env, stored), 201);
}

function newSite(site: SiteCreate, made: { id: string; clinicId: string; nowMs: number }) {
  const { domain, language, zone } = site;
  const today = localDay(made.nowMs, zone);
  // An address, not a secret: short enough for a snippet, long enough never to meet another.
  const key = randomSecret().replace(/[-_]/g, '').slice(0, 12);
  return {
    ...site,
    ...made,
    key,
    settings: defaultSettings({ origins: originsOf(domain), language, today }),
  };
}

/** The domain and its `www.` over https; a local domain over http as well. */
function originsOf(domain: string): string[] {
  if (domain === 'localhost') return ['http://localhost', 'https://localhost'];
  const apex = domain.replace(/^www\./, '');
  return [`https://${apex}`, `https://www.${apex}`];
}
