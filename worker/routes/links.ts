// The doors to a site's cards and invites: made by the front desk or an owner, who hands them out; switched off and on again.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { ulid } from 'ulidx';
import type { Places } from '../contract/clinics.ts';
import { cardCreate, invitesCreate, LINK_KINDS, linkSwitch } from '../contract/links.ts';
import type { CardCreate, InvitesReply, LinkKind, LinksAnswer, LinkView } from '../contract/links.ts';
import { databaseFor, firstDatabase } from '../databases.ts';
import { mayAsk } from '../domain/links.ts';
import type { AppEnv } from '../env.ts';
import { readBody } from '../guards/body.ts';
import { signedIn, siteMember } from '../guards/member.ts';
import { Refusal } from '../refusal.ts';
import { randomCode, sha256, shortSecret } from '../secrets.ts';
import { insertCard, insertInvites, listLinks, updateLinkOn } from '../store/links.ts';
import type { ListedLink, NewLink } from '../store/links.ts';
import { listPlaceNames, listPlaces } from '../store/places.ts';
import { readMe } from '../store/profiles.ts';

const CODE_LENGTH = 8;
const DAY_MS = 86_400_000;

export function linkRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const may = [signedIn, siteMember('links')] as const;
  routes.get('/sites/:site/links', ...may, async (c) => c.json(await links(c)));
  routes.post('/sites/:site/cards', ...may, postCard);
  routes.post('/sites/:site/invites', ...may, postInvites);
  routes.put('/sites/:site/links/:id', ...may, async (c) => {
    const { on } = await readBody(c, linkSwitch);
    const link = { siteId: c.var.site.id, id: c.req.param('id'), on, nowMs: c.var.now };
    if (!(await updateLinkOn(databaseFor(c.env, c.var.site), link))) throw new Refusal('not_found');
    return c.body(null, 204);
  });
  return routes;
}

async function links(c: Context<AppEnv>): Promise<LinksAnswer> {
  const { site } = c.var;
  const [listed, places, names] = await Promise.all([
    listLinks(databaseFor(c.env, site), site.id),
    listPlaces(firstDatabase(c.env), site.clinic.id),
    listPlaceNames(firstDatabase(c.env), site.clinic.id),
  ]);
  const nameOf = new Map([...names.branches, ...names.doctors].map(({ id, name }) => [id, name]));
  const view = ({ branchId, doctorId, code, ...rest }: ListedLink): LinkView => ({
    ...rest,
    branch: nameOf.get(branchId ?? '') ?? null,
    doctor: nameOf.get(doctorId ?? '') ?? null,
    url: code === null ? null : hostedAddress(c, code),
  });
  return {
    links: listed.map(view),
    places,
    surveys: site.settings.surveys.flatMap((survey) => {
      const { id, question, title } = survey;
      const kind = LINK_KINDS.find((one) => mayAsk(site, survey, one));
      return kind ? [{ id, kind, question, title }] : [];
    }),
    ...{ clinic: site.clinic.name, colour: site.settings.look.colour },
  };
}

const hostedAddress = (c: Context<AppEnv>, code: string): string => `${c.env.PUBLIC_URL}/v/${code}`;

async function postCard(c: Context<AppEnv>): Promise<Response> {
  const link = await newLink(c, 'card', await readBody(c, cardCreate));
  const code = randomCode(CODE_LENGTH);
  if (!(await insertCard(databaseFor(c.env, c.var.site), link, code))) throw new Refusal('limit_reached');
  return c.json({ id: link.id, url: hostedAddress(c, code) }, 201);
}

async function postInvites(c: Context<AppEnv>): Promise<Response> {
  const { count, days, ...about } = await readBody(c, invitesCreate);
  const link = await newLink(c, 'invite', about);
  const secrets = Array.from({ length: count }, shortSecret);
  const set = { hashes: await Promise.all(secrets.map(sha256)), expiresAtMs: c.var.now + days * DAY_MS };
  if (!(await insertInvites(databaseFor(c.env, c.var.site), link, set))) throw new Refusal('limit_reached');
  const urls = secrets.map((secret) => hostedAddress(c, secret));
  return c.json({ id: link.id, urls } satisfies InvitesReply, 201);
}

/** A link about the clinic's own branch and doctor, in use, with a question that the site asks by such a link. */
async function newLink(c: Context<AppEnv>, kind: LinkKind, about: CardCreate): Promise<NewLink> {
  const { site, now } = c.var;
  const [places, me] = await Promise.all([
    listPlaces(firstDatabase(c.env), site.clinic.id),
    readMe(firstDatabase(c.env), c.var.signedIn),
  ]);
  if (!me) throw new Refusal('not_signed_in');
  const survey = site.settings.surveys.find(({ id }) => id === about.survey);
  if (!survey || !mayAsk(site, survey, kind)) throw new Refusal('invalid', 'survey');
  return {
    ...{ id: ulid(now), siteId: site.id, label: about.label, survey: survey.id, createdAtMs: now },
    ...placesOf(places, about),
    byName: me.member.name || me.member.email,
  };
}

/** A doctor's answers are also about the branch where they work. */
function placesOf(places: Places, { branch, doctor }: CardCreate): Pick<NewLink, 'branchId' | 'doctorId'> {
  const person = places.doctors.find(({ id }) => id === doctor);
  if (doctor !== null && !person) throw new Refusal('invalid', 'doctor');
  if (branch !== null && !places.branches.some(({ id }) => id === branch))
    throw new Refusal('invalid', 'branch');
  return { branchId: branch ?? person?.branch ?? null, doctorId: doctor };
}
