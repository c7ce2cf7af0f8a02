// The doors to a clinic: a further one with its first site, its legal name and policy, a new site, and its removal.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { ulid } from 'ulidx';
import { clinicCreate } from '../contract/clinics.ts';
import { defaultSettings } from '../contract/default-settings.ts';
import { clinicUpdate, siteCreate } from '../contract/settings.ts';
import type { SiteCreate } from '../contract/settings.ts';
import { dataPlacesOf } from '../data-places.ts';
import { localDay } from '../domain/calendar.ts';
import { originsOf } from '../domain/origins.ts';
import { firstDatabase } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readBody } from '../guards/body.ts';
import { clinicMember, mayOpenClinic, signedIn } from '../guards/member.ts';
import { forgetSite } from '../guards/page.ts';
import { Refusal } from '../refusal.ts';
import { randomSecret } from '../secrets.ts';
import { insertClinic, insertSite, listSiteKeys, updateClinic } from '../store/clinics.ts';
import type { NewSite } from '../store/clinics.ts';
import { updateClinicRemoved } from '../store/removals.ts';
import { readSite } from '../store/sites.ts';
import { siteView } from './settings.ts';

export function clinicRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.post('/clinics', signedIn, addClinic);
  routes.put('/clinics/:clinic', signedIn, clinicMember('settings'), saveClinic);
  routes.delete('/clinics/:clinic', signedIn, clinicMember('clinic'), removeClinic);
  routes.post('/clinics/:clinic/sites', signedIn, clinicMember('settings'), addSite);
  return routes;
}

async function addClinic(c: Context<AppEnv>): Promise<Response> {
  if (!mayOpenClinic(c.var.signedIn)) throw new Refusal('not_allowed');
  const { name, site } = await readBody(c, clinicCreate);
  refuseDataPlace(c, site, 'site.dataPlace');
  const made = newSite(c, site, ulid(c.var.now));
  await insertClinic(firstDatabase(c.env), { name, ownerId: c.var.signedIn.memberId, ...made });
  return createdSite(c, made.site.id);
}

async function saveClinic(c: Context<AppEnv>): Promise<Response> {
  const clinic = await readBody(c, clinicUpdate);
  const clinicId = c.req.param('clinic') ?? '';
  await updateClinic(firstDatabase(c.env), clinicId, clinic);
  (await listSiteKeys(firstDatabase(c.env), clinicId)).forEach(forgetSite);
  return c.json({ id: clinicId, ...clinic });
}

async function removeClinic(c: Context<AppEnv>): Promise<Response> {
  if (!(await updateClinicRemoved(firstDatabase(c.env), c.req.param('clinic') ?? '', c.var.now)))
    throw new Refusal('clinic_has_sites');
  return c.body(null, 204);
}

async function addSite(c: Context<AppEnv>): Promise<Response> {
  const site = await readBody(c, siteCreate);
  refuseDataPlace(c, site, 'dataPlace');
  const made = newSite(c, site, c.req.param('clinic') ?? '');
  await insertSite(firstDatabase(c.env), made.site, made.series);
  return createdSite(c, made.site.id);
}

function refuseDataPlace(c: Context<AppEnv>, { dataPlace }: SiteCreate, field: string): void {
  if (!dataPlacesOf(c.env).includes(dataPlace)) throw new Refusal('invalid', field);
}

async function createdSite(c: Context<AppEnv>, id: string): Promise<Response> {
  const stored = await readSite(firstDatabase(c.env), id);
  if (!stored) throw new Refusal('not_found');
  return c.json(await siteView(c.env, stored), 201);
}

function newSite(c: Context<AppEnv>, site: SiteCreate, clinicId: string) {
  const nowMs = c.var.now;
  const { domain, language, zone } = site;
  const today = localDay(nowMs, zone);
  // An address, not a secret: short enough for a snippet, long enough never to meet another.
  const key = randomSecret().replace(/[-_]/g, '').slice(0, 12);
  const settings = defaultSettings({ origins: originsOf(domain), language, today });
  return {
    site: { ...site, id: ulid(nowMs), clinicId, key, settings, nowMs } satisfies NewSite,
    series: {
      ...({ id: ulid(nowMs), mode: 'statistics', rulesVersion: 1, zone } as const),
      ...{ startedOn: today, startedAtMs: nowMs },
    },
  };
}
