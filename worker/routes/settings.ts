// The doors to a site's settings: what the webmaster reads, and a save that either happens whole or not at all.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { ulid } from 'ulidx';
import { siteUpdate } from '../contract/settings.ts';
import type { SiteUpdate, SiteView } from '../contract/settings.ts';
import { localDay } from '../domain/calendar.ts';
import { seriesAt } from '../domain/journey/days.ts';
import { snippetFor } from '../domain/snippet.ts';
import { heaviestField } from '../domain/loader-weight.ts';
import { planSeries } from '../domain/series.ts';
import { definitionChanged, nextStageId, settingsFault, stampStages } from '../domain/stages.ts';
import type { KnownStages } from '../domain/stages.ts';
import { stampSurveys } from '../domain/surveys.ts';
import { databaseFor, siteAtHome } from '../databases.ts';
import type { AppEnv, Env } from '../env.ts';
import { readBody } from '../guards/body.ts';
import { roleOn, signedIn, siteMember } from '../guards/member.ts';
import { forgetSite } from '../guards/page.ts';
import { MAX_LOADER_BYTES } from '../loader-file.ts';
import { loaderFileFor } from '../release.ts';
import { Refusal } from '../refusal.ts';
import { upsertLoaderFile } from '../store/loader-files.ts';
import { listFormerStages, readLoaderBytes, updateSettings } from '../store/settings.ts';
import type { SettingsSave } from '../store/settings.ts';
import { readSite } from '../store/sites.ts';
import type { Site } from '../store/sites.ts';

/** Sixteen stages with thirty rules each, in two alphabets, stay under this. */
const MAX_BYTES = 131_072;

export function settingsRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  routes.get('/sites/:site/settings', signedIn, siteMember('settings'), async (c) =>
    c.json(await siteView(c.env, c.var.site)),
  );
  routes.put('/sites/:site/settings', signedIn, siteMember('settings'), saveSettings);
  return routes;
}

async function saveSettings(c: Context<AppEnv>): Promise<Response> {
  const update = await readBody(c, siteUpdate, MAX_BYTES);
  const { site, now } = c.var;
  if (update.version !== site.version) throw new Refusal('stale_settings');
  // People are shown to owners only, so an owner alone decides that they are shown.
  const isOwner = roleOn(c.var.signedIn, site.clinic.id) === 'owner';
  if (!isOwner && update.settings.doctorView !== site.settings.doctorView)
    throw new Refusal('not_allowed', 'settings.doctorView');
  const former = await listFormerStages(databaseFor(c.env, site), site.id);
  const fault = settingsFault(update.settings, known(site, former), site.settings.surveys);
  if (fault) throw new Refusal(fault.error, fault.field);
  const save = planSave({ site, update, former, now });
  const next = { key: site.key, version: site.version + 1, settings: save.settings };
  const loader = await loaderFileFor(c.env, next);
  if (loader && loader.brotli.length > MAX_LOADER_BYTES)
    throw new Refusal('loader_too_large', heaviestField(save.settings));
  if (!(await updateSettings(databaseFor(c.env, site), save))) throw new Refusal('stale_settings');
  if (loader) await upsertLoaderFile(databaseFor(c.env, site), site.id, loader);
  forgetSite(site.key);
  const saved = await siteAtHome(c.env, (db) => readSite(db, site.id));
  if (!saved) throw new Refusal('not_found');
  return c.json(await siteView(c.env, saved));
}

type SaveOptions = { site: Site; update: SiteUpdate; former: KnownStages; now: number };

function planSave({ site, update, former, now }: SaveOptions): SettingsSave {
  const today = localDay(now, seriesAt(site.series, now)?.zone ?? site.zone);
  const settings = {
    ...update.settings,
    stages: stampStages(site.settings, update.settings, today),
    surveys: stampSurveys(update.settings.surveys, site.settings.surveys),
  };
  const changed = definitionChanged(site.settings, settings);
  const rulesVersion = site.rulesVersion + (changed ? 1 : 0);
  const plan = planSeries({
    ...{ series: site.series, definitionChanged: changed, mode: settings.mode, rulesVersion },
    ...{ zone: update.zone, nowMs: now },
  });
  const kept = new Set(settings.stages.map((stage) => stage.id));
  return {
    ...{ site, update, settings, rulesVersion, nowMs: now },
    formerStages: new Map([...known(site, former)].filter(([id]) => !kept.has(id))),
    plan: plan && { ...plan, starts: plan.starts.map((start) => ({ ...start, id: ulid(now) })) },
  };
}

const known = (site: Site, former: KnownStages): KnownStages =>
  new Map([...former, ...site.settings.stages.map(({ id, key }) => [id, key] as const)]);

/** A site as the settings screen sees it. */
export async function siteView(env: Env, site: Site): Promise<SiteView> {
  const [former, loaderBytes] = await Promise.all([
    listFormerStages(databaseFor(env, site), site.id),
    loaderBytesOf(env, site),
  ]);
  const { id, key, name, domain, zone, dataPlace, enabled, version, settings } = site;
  const { consentVersion: _, ...clinic } = site.clinic;
  return {
    ...{ id, key, name, domain, zone, dataPlace, enabled, version, settings, clinic, loaderBytes },
    snippet: snippetFor(env.PUBLIC_URL, key),
    nextStageId: nextStageId(known(site, former)),
    formerStages: [...former].map(([stageId, stageKey]) => ({ id: stageId, key: stageKey })),
  };
}

/** Of the stored file, or of one built now while nothing has asked for it yet. */
const loaderBytesOf = async (env: Env, site: Site): Promise<number> =>
  (await readLoaderBytes(databaseFor(env, site), site)) ??
  (await loaderFileFor(env, site))?.brotli.length ??
  0;
