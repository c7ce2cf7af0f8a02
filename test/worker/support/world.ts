// Two clinics with everything in them, and for every route a request that its rightful member may send.
import { env } from 'cloudflare:workers';
import { ROLES } from '../../../worker/contract/vocabulary.ts';
import type { Role } from '../../../worker/contract/vocabulary.ts';
import { addMember, addSite, newId, newSecret, NOON, sha256 } from './fixtures.ts';
import type { SiteFixture } from './fixtures.ts';
import { addChannel, message } from './words.ts';

export type Cookies = Record<Role, string>;
export type World = {
  site: SiteFixture;
  /** Another site of the same clinic. */
  second: SiteFixture;
  foreign: SiteFixture;
  members: Cookies;
  /** Members of the clinic limited to the second site. */
  limited: Cookies;
  foreigners: Cookies;
  /** What stands in `site`, and a viewer of its clinic. */
  ids: Record<
    | 'conversation'
    | 'channel'
    | 'comment'
    | 'link'
    | 'topic'
    | 'funnel'
    | 'viewer'
    | 'branch'
    | 'doctor'
    | 'team'
    | 'canned',
    string
  >;
  /** A sign-in link not yet spent. */
  linkToken: string;
  /** The device that wrote the conversation. */
  visitor: { token: string; erase: string };
};

async function cookiesOf(clinicId: string, sites: string[] = []): Promise<Cookies> {
  const made = await Promise.all(
    ROLES.map(async (role) => [role, (await addMember(clinicId, role, { sites })).cookie]),
  );
  return Object.fromEntries(made) as Cookies;
}

export async function buildWorld(): Promise<World> {
  const site = await addSite();
  const second = await addSite({ clinicId: site.clinicId });
  const foreign = await addSite();
  const viewer = await addMember(site.clinicId, 'viewer');
  // Ask is open while somebody looks into the inbox.
  await env.DB.prepare('UPDATE site SET inbox_opened_at = ?1').bind(NOON).run();
  const linkToken = newSecret();
  const visitor = { token: newSecret(), erase: newSecret() };
  await env.DB.prepare('INSERT INTO sign_in_link (hash, member_id, expires_at) VALUES (?1, ?2, ?3)')
    .bind(await sha256(linkToken), viewer.memberId, NOON + 72 * 3_600_000)
    .run();
  const [branch, doctor] = [newId(), newId()];
  await env.DB.batch([
    env.DB.prepare(`INSERT INTO branch (id, clinic_id, name) VALUES (?1, ?2, 'Branch')`).bind(
      branch,
      site.clinicId,
    ),
    env.DB.prepare(`INSERT INTO doctor (id, clinic_id, branch_id, name) VALUES (?1, ?2, ?3, 'Doctor')`).bind(
      doctor,
      site.clinicId,
      branch,
    ),
    env.DB.prepare(
      `INSERT INTO unknown_origin (site_id, origin, first_day, last_day, seen, seen_last_day)
       VALUES (?1, 'https://unlisted.example', '2026-10-14', '2026-10-14', 1, 1)`,
    ).bind(site.siteId),
  ]);
  return {
    ...{ site, second, foreign, linkToken, visitor },
    members: await cookiesOf(site.clinicId),
    limited: await cookiesOf(site.clinicId, [second.siteId]),
    foreigners: await cookiesOf(foreign.clinicId),
    ids: {
      conversation: await addConversation(site.siteId, visitor),
      channel: await addChannel(site.siteId),
      comment: await addComment(site),
      funnel: await addFunnel(site.siteId),
      link: await addCard(site.siteId, { branch, doctor }),
      topic: await addTopic(site.siteId),
      team: await addTeam(site.clinicId),
      canned: await addCanned(site.siteId),
      ...{ branch, doctor },
      viewer: viewer.memberId,
    },
  };
}

async function addConversation(siteId: string, visitor: World['visitor']): Promise<string> {
  const id = newId();
  const { text, topic } = message();
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO conversation (id, site_id, token_hash, erase_hash, kind, topic, state, language, started_at, last_message_at, waiting_since)
       VALUES (?1, ?2, ?5, ?6, 'message', ?3, 'waiting', 'ru', ?4, ?4, ?4)`,
    ).bind(id, siteId, topic, NOON, await sha256(visitor.token), await sha256(visitor.erase)),
    env.DB.prepare(
      `INSERT INTO message (conversation_id, seq, site_id, client_key, body_hash, client_id, author, text, language, mode, origin, at)
       VALUES (?1, 1, ?2, ?1, '', ?1, 'visitor', ?3, 'ru', 'statistics', 'widget', ?4)`,
    ).bind(id, siteId, text, NOON),
  ]);
  return id;
}

async function addComment({ siteId, seriesId }: SiteFixture): Promise<string> {
  const id = newId();
  await env.DB.prepare(
    `INSERT INTO answer (site_id, client_key, body_hash, id, series_id, question, moment, origin, mode, day, score, text, language)
     VALUES (?1, ?2, '', ?2, ?3, 'fft', 'launcher', 'widget', 'statistics', '2026-10-14', 2, 'Долго ждали', 'ru')`,
  )
    .bind(siteId, id, seriesId)
    .run();
  return id;
}

async function addTeam(clinicId: string): Promise<string> {
  const id = newId();
  await env.DB.prepare(`INSERT INTO team (id, clinic_id, name) VALUES (?1, ?2, 'Ресепшен')`)
    .bind(id, clinicId)
    .run();
  return id;
}

async function addCanned(siteId: string): Promise<string> {
  const id = newId();
  await env.DB.prepare(
    `INSERT INTO canned_reply (site_id, id, title, topic, text) VALUES (?1, ?2, 'Часы', '', 'Мы открыты {hours}')`,
  )
    .bind(siteId, id)
    .run();
  return id;
}

async function addFunnel(siteId: string): Promise<string> {
  const id = newId();
  await env.DB.prepare(
    `INSERT INTO saved_funnel (site_id, id, name, steps, strict) VALUES (?1, ?2, 'Путь к звонку', '[[1],[5]]', 0)`,
  )
    .bind(siteId, id)
    .run();
  return id;
}

/** A topic, and the world's comment marked as a complaint. */
async function addTopic(siteId: string): Promise<string> {
  const id = newId();
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO comment_topic (site_id, id, name_ru, name_en, words, needles, complaint)
       VALUES (?1, ?2, 'Ожидание', 'Waiting', '["ждали"]', '[[" ждал "]]', 1)`,
    ).bind(siteId, id),
    env.DB.prepare(
      `INSERT INTO complaint (site_id, kind, record_id) SELECT site_id, 'comment', id FROM answer WHERE site_id = ?1`,
    ).bind(siteId),
  ]);
  return id;
}

/** A card with the code `k7m4x2qp`. */
async function addCard(
  siteId: string,
  { branch, doctor }: { branch: string; doctor: string },
): Promise<string> {
  const id = newId();
  await env.DB.prepare(
    `INSERT INTO link (id, site_id, kind, code, label, survey, branch_id, doctor_id, by_name, created_at)
     VALUES (?1, ?2, 'card', 'k7m4x2qp', 'Стойка', 5, ?3, ?4, 'Анна', ?5)`,
  )
    .bind(id, siteId, branch, doctor, NOON)
    .run();
  return id;
}
