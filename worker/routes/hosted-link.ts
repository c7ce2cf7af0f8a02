// From the address of a card or an invite to all that its page shows; null where nothing stands behind it.
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { getCookie } from 'hono/cookie';
import { CARD_CODE, INVITE_SECRET } from '../contract/links.ts';
import type { Survey } from '../contract/surveys.ts';
import { LANGUAGES } from '../contract/vocabulary.ts';
import type { Language } from '../contract/vocabulary.ts';
import { databases, firstDatabase, siteAtHome } from '../databases.ts';
import { linkState, mayAsk } from '../domain/links.ts';
import type { AppEnv } from '../env.ts';
import type { Around } from '../hosted/page.ts';
import { sha256 } from '../secrets.ts';
import { readCard, readInvite } from '../store/links.ts';
import type { OpenedLink } from '../store/links.ts';
import { readPlaceNames } from '../store/places.ts';
import { readSite } from '../store/sites.ts';
import type { Site } from '../store/sites.ts';

/** This browser asked not to be counted, or has answered by this card. Neither says who it is. */
export const OFF_COOKIE = 'otklik_off';
export const ANSWERED_COOKIE = 'otklik_answered';

export type Opened = {
  site: Site;
  link: OpenedLink;
  survey: Survey;
  /** Names of branch and doctor. */
  about: string[];
  around: Around;
};

/** What stands behind the address, open or used up. A link that is off, over or unknown is the same to whoever asks. */
export async function openLink(c: Context<AppEnv>, language?: Language): Promise<Opened | null> {
  const link = await readLink(c);
  if (!link || linkState(link, c.var.now) === 'gone') return null;
  const site = await siteAtHome(c.env, (db) => readSite(db, link.siteId));
  const survey = site?.settings.surveys.find(({ id }) => id === link.survey);
  if (!site?.enabled || !survey || !mayAsk(site, survey, link.kind)) return null;
  const names = await readPlaceNames(firstDatabase(c.env), site.clinic.id, link);
  return {
    ...{ site, link, survey, about: [names.branch, names.doctor].filter((name) => name !== null) },
    around: around(c, site, { link, language: language ?? languageOf(c, site.settings.language) }),
  };
}

async function readLink(c: Context<AppEnv>): Promise<OpenedLink | null> {
  const name = c.req.param('code') ?? '';
  const code = cardCode(name);
  // A link lives where its site does; nothing in the address says where that is.
  const find = async (read: (db: D1Database) => Promise<OpenedLink | null>) =>
    (await Promise.all(databases(c.env).map(read))).find((link) => link !== null) ?? null;
  if (code !== null) return find((db) => readCard(db, code));
  if (!INVITE_SECRET.test(name)) return null;
  const hash = await sha256(name);
  return find((db) => readInvite(db, hash));
}

/** The code of a card however it was typed; null when it is none. */
export function cardCode(typed: string): string | null {
  const code = typed.toLowerCase().replaceAll('-', '');
  return CARD_CODE.test(code) ? code : null;
}

const around = (
  c: Context<AppEnv>,
  { settings, clinic, dataPlace }: Site,
  { link, language }: { link: OpenedLink; language: Language },
): Around => ({
  language,
  path: `/v/${c.req.param('code') ?? ''}`,
  clinic: clinic.name,
  colour: settings.look.colour,
  phones: settings.phones,
  emergency: settings.emergency,
  ...{ dataPlace, mode: settings.mode, marks: link.kind === 'card' },
  isOff: getCookie(c, OFF_COOKIE) === '1' || c.req.header('Sec-GPC') === '1',
});

/** The language asked for in the address, else the browser's first that we have, else the site's. */
export function languageOf(c: Context<AppEnv>, fallback: Language): Language {
  const named = LANGUAGES.find((language) => language === c.req.query('l'));
  const accepted = accepts(c, {
    ...{ header: 'Accept-Language', supports: [...LANGUAGES], default: fallback },
    match: (accepted, config) =>
      accepted
        .toSorted((a, b) => b.q - a.q)
        .map(({ type }) => type.toLowerCase().split('-')[0] ?? '')
        .find((type) => config.supports.includes(type)) ?? config.default,
  });
  return named ?? LANGUAGES.find((language) => language === accepted) ?? fallback;
}
