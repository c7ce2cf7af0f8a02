// Taking everything out of a site and removing it: the export holds every word, the removal leaves none, whatever stops it.
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EXPORT_PARTS } from '../../worker/contract/clinics.ts';
import type { ExportPage } from '../../worker/contract/clinics.ts';
import { eraseRemoved } from '../../worker/jobs/removal.ts';
import { foldVisits } from '../../worker/jobs/fold.ts';
import { SITE_TABLES } from '../../worker/store/site-tables.ts';
import { hookedDb } from './support/broken-db.ts';
import { addMember, addSite, NOON, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';
import { addChannel, answer, message, network, rows } from './support/words.ts';
import { widgetBuild } from './support/widget-build.ts';
import { dump } from './support/watched-db.ts';

vi.setConfig({ testTimeout: 60_000 });
const MINUTE_MS = 60_000;

let site: SiteFixture;
let owner: Awaited<ReturnType<typeof addMember>>;
let app: ReturnType<typeof testApp>;
let undo: () => void;

beforeEach(async () => {
  ({ undo } = network(() => new Response('')));
  site = await addSite();
  owner = await addMember(site.clinicId, 'owner');
  app = testApp();
});
afterEach(() => undo());

/** A site with something in every table that holds anything of one. */
async function fill(
  { siteId, clinicId, key, seriesId }: SiteFixture,
  mark: string,
  cookie: string,
): Promise<void> {
  await addChannel(siteId);
  await addMember(clinicId, 'operator', { sites: [siteId] });
  await env.DB.prepare('UPDATE site SET inbox_opened_at = ?1').bind(NOON).run();
  const contact = { name: `${mark}-name`, phone: '+79990001122', email: `${mark}@mail.example` };
  const words = message({
    kind: 'callback',
    text: `${mark}-text`,
    when: `${mark}-when`,
    contact,
    consent: '1',
  });
  for (const [door, body] of [
    ['messages', words],
    ['answers', answer({ text: `${mark}-comment` })],
    ['beacon', 'p=abcdefgh&l=ru&e=2.1.100&us=yandex&um=cpc&uc=autumn'],
  ])
    expect((await app.fromPage(`/w/${key}/${door}`, body)).ok).toBe(true);
  const thing = answer({ text: 'erased' });
  await app.fromPage(`/w/${key}/answers`, thing);
  await app.fromPage(`/w/${key}/erase`, { what: 'answer', id: thing.id, erase: thing.erase });
  await foldVisits(env, NOON);
  await app.send(`/w/${key}.js`, {
    headers: { Origin: 'https://other.example', 'User-Agent': 'Mozilla/5.0' },
  });
  const funnel = { name: mark, steps: [[1], [4]], strict: false };
  await app.fromMember(cookie, 'POST', `/api/sites/${siteId}/funnels`, funnel);
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO internal_note (conversation_id, id, site_id, client_key, kind, text, after_seq, at)
       SELECT id, 'n', site_id, 'note' || id, 'note', ?2, 1, 0 FROM conversation WHERE site_id = ?1`,
    ).bind(siteId, `${mark}-note`),
    env.DB.prepare(
      `INSERT INTO canned_reply (site_id, id, title, topic, text) VALUES (?1, 'c', ?2, '', ?2)`,
    ).bind(siteId, `${mark}-ready`),
    env.DB.prepare(
      `INSERT INTO journey_fold (site_id, day, cursor, partial) VALUES (?1, '2026-10-01', '', '')`,
    ).bind(siteId),
    env.DB.prepare(
      `INSERT INTO journey_roll (site_id, kind, from_day, series_id, to_day, as_of, visits, paths, times, by_source, by_campaign,
         by_device, by_language, by_entry) VALUES (?1, 'week', '2026-09-28', ?2, '2026-10-04', 0, 1, 'A1', '{}', '', '', '', '', '')`,
    ).bind(siteId, seriesId),
    env.DB.prepare(
      `INSERT INTO survey_count (site_id, day, question, moment, wording, asked, opened)
       VALUES (?1, '2026-10-14', 'fft', 'launcher', 1, 9, 4)`,
    ).bind(siteId),
    env.DB.prepare(
      `INSERT INTO signal_note (site_id, signal, note, by_name, at) VALUES (?1, 'burst.S.2026-10-01', 'note', 'Anna', 0)`,
    ).bind(siteId),
    env.DB.prepare(
      `INSERT INTO link (id, site_id, kind, label, survey, by_name, created_at, expires_at, invites)
       VALUES (?1, ?1, 'invite', ?2, 6, 'Anna', 0, 1, 1)`,
    ).bind(siteId, mark),
    env.DB.prepare(`INSERT INTO invite (secret_hash, site_id, link_id) VALUES (?1, ?1, ?1)`).bind(siteId),
    env.DB.prepare(
      `INSERT INTO comment_topic (site_id, id, name_ru, name_en, words, needles, complaint) VALUES (?1, 't', ?2, ?2, '[]', '[]', 1)`,
    ).bind(siteId, mark),
    env.DB.prepare(
      `INSERT INTO complaint (site_id, kind, record_id, note) SELECT site_id, 'conversation', id, ?2 FROM conversation WHERE site_id = ?1`,
    ).bind(siteId, `${mark}-done`),
    env.DB.prepare(
      `INSERT INTO unknown_origin (site_id, origin, first_day, last_day, seen, seen_last_day)
       VALUES (?1, 'https://unlisted.example', '2026-10-14', '2026-10-14', 1, 1) ON CONFLICT DO NOTHING`,
    ).bind(siteId),
  ]);
}

const counts = async (siteId: string) =>
  Object.fromEntries(
    await Promise.all(
      SITE_TABLES.map(async ({ name }) => [
        name,
        (await rows<{ n: number }>(`SELECT count(*) AS n FROM ${name} WHERE site_id = ?1`, siteId))[0]!.n,
      ]),
    ),
  ) as Record<string, number>;
const empty = Object.fromEntries(SITE_TABLES.map(({ name }) => [name, 0]));
const remove = (name = 'Site', cookie = owner.cookie) =>
  app.fromMember(cookie, 'POST', `/api/sites/${site.siteId}/removal`, { name });

it('knows every table that holds rows of a site', async () => {
  const tables = await rows<{ name: string }>(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%'`,
  );
  const keys = new Map<string, string[]>();
  for (const { name } of tables) {
    const columns = await rows<{ name: string; pk: number }>(`PRAGMA table_info("${name}")`);
    const key = columns.filter(({ pk }) => pk > 0).toSorted((a, b) => a.pk - b.pk);
    if (columns.some((column) => column.name === 'site_id'))
      keys.set(
        name,
        key.map((column) => column.name),
      );
  }
  expect(new Map(SITE_TABLES.map(({ name, key }) => [name, [...key]]))).toEqual(keys);
});

describe('the export', () => {
  async function exported(cookie = owner.cookie): Promise<Record<string, unknown>[]> {
    const records: Record<string, unknown>[] = [];
    for (const part of EXPORT_PARTS) {
      let after: string | null = '';
      while (after !== null) {
        const query = new URLSearchParams({ part, ...(after && { after }) });
        const reply = await app.fromMember(cookie, 'GET', `/api/sites/${site.siteId}/export?${query}`);
        expect([part, reply.status]).toEqual([part, 200]);
        const page = (await reply.json()) as ExportPage;
        records.push(...page.records);
        after = page.next;
      }
    }
    return records;
  }

  it('holds every word with its contact in clear, the counts and the settings, and no hash or secret', async () => {
    await fill(site, 'canary', owner.cookie);
    const before = await dump();
    const records = await exported();
    const of = (type: string) => records.filter((record) => record['type'] === type);
    expect(of('site')).toMatchObject([
      {
        id: site.siteId,
        domain: 'clinic.example',
        settings: { mode: 'statistics' },
        channels: [{ kind: 'webhook' }],
      },
    ]);
    expect(of('answers')).toMatchObject([{ text: 'canary-comment', score: 4 }]);
    expect(of('conversations')).toMatchObject([
      {
        call_when: 'canary-when',
        contact: { name: 'canary-name', phone: '+79990001122', email: 'canary@mail.example' },
      },
    ]);
    expect(of('messages')).toMatchObject([{ text: 'canary-text', author: 'visitor' }]);
    expect(of('journey')).toMatchObject([{ visits: 1 }]);
    expect(of('series').length).toBe(2);
    expect(of('asked')).toMatchObject([{ question: 'fft', moment: 'launcher', asked: 9, opened: 4 }]);
    const text = JSON.stringify(records);
    const secrets = await rows<Record<string, string>>(
      `SELECT erase_hash, token_hash, (SELECT client_key FROM message) AS client_key, (SELECT body_hash FROM message) AS body_hash,
         (SELECT sealed FROM contact) AS sealed, (SELECT phone_index FROM contact) AS phone_index,
         (SELECT sealed FROM channel) AS channel FROM conversation`,
    );
    for (const secret of Object.values(secrets[0]!)) expect(text).not.toContain(secret);
    expect(await dump()).toBe(before);
  });

  it('goes page by page over every record exactly once', async () => {
    await env.DB.prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1203)
       INSERT INTO answer (site_id, client_key, body_hash, id, series_id, question, moment, origin, mode, day, score, language)
       SELECT ?1, 'key' || i, '', 'id' || i, ?2, 'fft', 'launcher', 'widget', 'statistics',
         '2026-10-' || (10 + i % 4), i % 6, 'ru' FROM n`,
    )
      .bind(site.siteId, site.seriesId)
      .run();
    await env.DB.prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 201)
       INSERT INTO conversation (id, site_id, token_hash, erase_hash, kind, topic, state, language, started_at, last_message_at)
       SELECT 'c' || i, ?1, 'token' || i, '', 'message', 'price', 'waiting', 'ru', 0, 0 FROM n`,
    )
      .bind(site.siteId)
      .run();
    const records = await exported();
    for (const [type, n] of [
      ['answers', 1203],
      ['conversations', 201],
    ] as const) {
      const ids = records.filter((record) => record['type'] === type).map(({ id }) => id);
      expect([type, ids.length, new Set(ids).size]).toEqual([type, n, n]);
    }
  });

  it('says that a contact is sealed when its key is lost, and gives the rest', async () => {
    await fill(site, 'canary', owner.cookie);
    await env.DB.prepare(`UPDATE contact SET key_id = 'lost'`).run();
    expect((await exported()).find(({ type }) => type === 'conversations')).toMatchObject({
      contact: 'sealed',
      call_when: 'canary-when',
    });
  });

  it('refuses a cursor that makes no sense', async () => {
    for (const after of ['x', '[]', '[1]', '["2026-10-10"]', '{"a":1}', '[null,null]']) {
      const query = new URLSearchParams({ part: 'answers', after });
      const reply = await app.fromMember(owner.cookie, 'GET', `/api/sites/${site.siteId}/export?${query}`);
      expect([after, reply.status, await reply.json()]).toEqual([
        after,
        422,
        { error: 'invalid', field: 'after' },
      ]);
    }
  });
});

describe('the removal of a site', () => {
  it('asks for the name, and changes nothing while it is another', async () => {
    const before = await dump();
    const reply = await remove('Сайт');
    expect([reply.status, await reply.json()]).toEqual([422, { error: 'invalid', field: 'name' }]);
    expect(await dump()).toBe(before);
  });

  it('is not for an owner limited to that site', async () => {
    const limited = await addMember(site.clinicId, 'owner', { sites: [site.siteId] });
    expect((await remove('Site', limited.cookie)).status).toBe(403);
  });

  it('leaves nothing of the site and all of the other one', async () => {
    const second = await addSite({ clinicId: site.clinicId });
    await fill(second, 'keeper', owner.cookie);
    await fill(site, 'canary', owner.cookie);
    const [mine, theirs] = [await counts(site.siteId), await counts(second.siteId)];
    // Every table really held something, or this test would prove nothing.
    expect(Object.entries(mine).filter(([, n]) => n === 0)).toEqual([]);
    expect((await remove()).status).toBe(204);
    expect(await counts(site.siteId)).toEqual(empty);
    expect(await counts(second.siteId)).toEqual(theirs);
    const left = await dump();
    expect(left).not.toContain('canary');
    expect(left).toContain('keeper');
    await eraseRemoved(env, NOON + 11 * MINUTE_MS);
    expect(await rows('SELECT id FROM site')).toEqual([{ id: second.siteId }]);
  });

  it('closes every door at once: an empty script, no answer taken, no page of the dashboard', async () => {
    expect((await remove()).status).toBe(204);
    const script = await app.send(`/w/${site.key}.js`, {}, { ASSETS: widgetBuild('aaaa1111') });
    expect([script.status, await script.text()]).toEqual([200, '']);
    expect((await app.fromPage(`/w/${site.key}/answers`, answer())).status).toBe(404);
    expect((await app.fromMember(owner.cookie, 'GET', `/api/sites/${site.siteId}/overview`)).status).toBe(
      404,
    );
    const me = await (await app.fromMember(owner.cookie, 'GET', '/api/me')).json();
    expect(me).toMatchObject({ clinics: [{ id: site.clinicId, sites: [] }] });
  });

  it('is finished by the clock in bounded pieces, wherever it was stopped', async () => {
    await fill(site, 'canary', owner.cookie);
    await env.DB.prepare(
      `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000)
       INSERT INTO answer (site_id, client_key, body_hash, id, series_id, question, moment, origin, mode, day, text, language)
       SELECT ?1, 'key' || i, '', 'id' || i, ?2, 'fft', 'launcher', 'widget', 'statistics', '2026-10-10', 'canary', 'ru' FROM n`,
    )
      .bind(site.siteId, site.seriesId)
      .run();
    expect((await remove()).status).toBe(204);
    const left = (await counts(site.siteId))['answer']!;
    expect(left).toBeGreaterThan(0);
    let runs = 0;
    let written = 0;
    for (let isDone = false; !isDone; runs++) {
      expect(runs).toBeLessThan(60);
      const nowMs = NOON + 11 * MINUTE_MS + runs * 5 * MINUTE_MS;
      // Every third run breaks at its second, third, fourth … statement.
      const broken = hookedDb(env.DB, { at: (call) => (call === 1 + (runs % 5) ? 'before' : null) });
      if (runs % 3 === 0) await eraseRemoved({ DB: broken }, nowMs).catch(() => undefined);
      written = 0;
      const DB = hookedDb(env.DB, { wrote: (n) => void (written += n) });
      isDone = await eraseRemoved({ DB }, nowMs);
      expect(written).toBeLessThan(8_000);
    }
    expect(runs).toBeGreaterThan(2);
    expect(await counts(site.siteId)).toEqual(empty);
    expect(await rows('SELECT id FROM site')).toEqual([]);
    expect(await dump()).not.toContain('canary');
  });

  it('takes what an isolate that still remembers the site stores meanwhile, before the site’s row goes', async () => {
    await remove();
    await env.DB.prepare(
      `INSERT INTO visit (site_id, day, key, series_id, source, campaign, device, language, path, log, last_at, messy)
       VALUES (?1, '2026-10-14', 'k', ?2, 'direct', '', 'phone', 'ru', 'B', '', ?3, 0)`,
    )
      .bind(site.siteId, site.seriesId, NOON)
      .run();
    expect(await eraseRemoved(env, NOON + 5 * MINUTE_MS)).toBe(false);
    expect(await rows('SELECT 1 FROM site')).toHaveLength(1);
    expect(await eraseRemoved(env, NOON + 10 * MINUTE_MS)).toBe(true);
    expect(await rows('SELECT 1 FROM site UNION ALL SELECT 1 FROM visit')).toEqual([]);
  });
});

describe('the removal of a clinic', () => {
  const removeClinic = () => app.fromMember(owner.cookie, 'DELETE', `/api/clinics/${site.clinicId}`);

  it('waits until its last site is removed', async () => {
    const reply = await removeClinic();
    expect([reply.status, await reply.json()]).toEqual([409, { error: 'clinic_has_sites' }]);
  });

  it('lets its people go, deletes those who belong nowhere else, and itself once the site is erased', async () => {
    const other = await addSite();
    const both = await addMember(site.clinicId, 'viewer');
    await env.DB.prepare(
      `INSERT INTO membership (clinic_id, member_id, role, created_at) VALUES (?1, ?2, 'viewer', 0)`,
    )
      .bind(other.clinicId, both.memberId)
      .run();
    await remove();
    expect((await removeClinic()).status).toBe(204);
    expect(await rows('SELECT id FROM member')).toEqual([{ id: both.memberId }]);
    expect((await app.fromMember(owner.cookie, 'GET', '/api/me')).status).toBe(401);
    expect(await (await app.fromMember(both.cookie, 'GET', '/api/me')).json()).toMatchObject({
      clinics: [{ id: other.clinicId }],
    });
    await eraseRemoved(env, NOON + 11 * MINUTE_MS);
    expect(await rows('SELECT id FROM clinic')).toEqual([{ id: other.clinicId }]);
  });
});
