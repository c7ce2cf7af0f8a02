// Settings: read, saved whole or not at all, guarded against lost updates, and what a save does to series.
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SiteUpdate, SiteView } from '../../worker/contract/settings.ts';
import { addMember, addSite, NOON, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';

let site: SiteFixture;
let cookie: string;
let app: ReturnType<typeof testApp>;
let path: string;

beforeEach(async () => {
  site = await addSite();
  ({ cookie } = await addMember(site.clinicId, 'webmaster'));
  app = testApp();
  path = `/api/sites/${site.siteId}/settings`;
});

const view = async () => (await (await app.fromMember(cookie, 'GET', path)).json()) as SiteView;
const updateOf = ({ version, name, domain, zone, enabled, settings }: SiteView): SiteUpdate => ({
  ...{ version, name, domain, zone, enabled, settings },
});
async function save(edit: (update: SiteUpdate) => void): Promise<Response> {
  const update = updateOf(await view());
  edit(update);
  return app.fromMember(cookie, 'PUT', path, update);
}
async function saved(edit: (update: SiteUpdate) => void): Promise<SiteView> {
  const reply = await save(edit);
  expect([reply.status, reply.status === 200 ? null : await reply.json()]).toEqual([200, null]);
  return (await reply.json()) as SiteView;
}
const series = async () =>
  (
    await env.DB.prepare(
      `SELECT mode, rules_version, zone, started_on, started_at, id = ?1 AS first FROM series WHERE kind = 'journey' ORDER BY started_at, id`,
    )
      .bind(site.seriesId)
      .all()
  ).results;
const addVisit = () =>
  env.DB.prepare(
    `INSERT INTO visit (site_id, day, key, series_id, source, campaign, device, language, path, log, last_at, messy)
     VALUES (?1, '2026-10-14', 'k', ?2, 'direct', '', 'phone', 'ru', 'B', '', ?3, 0)`,
  )
    .bind(site.siteId, site.seriesId, NOON)
    .run();
const dropStage = (update: SiteUpdate, id: number) =>
  (update.settings.stages = update.settings.stages.filter((stage) => stage.id !== id));
const addStage = (update: SiteUpdate, id: number, key: string) =>
  update.settings.stages.push({ id, key, name: { ru: key, en: key }, rules: [], changedOn: '2020-01-01' });

it('shows the site with the one tag to paste, from PUBLIC_URL and never from the Host header', async () => {
  const reply = await app.send(path, { headers: { Cookie: cookie, Host: 'evil.example' } });
  const seen = (await reply.json()) as SiteView;
  expect(seen.snippet).toBe(
    `<script async crossorigin referrerpolicy="no-referrer" src="http://localhost:8787/w/${site.key}.js"></script>`,
  );
  expect(seen).toMatchObject({
    id: site.siteId,
    version: 1,
    nextStageId: 9,
    formerStages: [],
    dataPlace: 'eu',
  });
  expect(seen.clinic).toEqual({
    ...{
      id: site.clinicId,
      name: 'Clinic',
      legalName: 'Clinic LLC',
      policyUrl: 'https://clinic.example/policy',
    },
  });
});

it('saves and gives back what was saved, cleaned of invisible characters', async () => {
  const after = await saved((u) => {
    u.name = ' Клиника\u202E на Мира ';
    u.domain = 'https://Клиника.рф/';
    u.settings.texts.launcher.ru = 'Задать вопрос';
  });
  expect(after).toMatchObject({ version: 2, name: 'Клиника на Мира', domain: 'xn--80apagcdp.xn--p1ai' });
  expect(await view()).toEqual(after);
});

it('refuses a save made from an older reading, and of two at once keeps one', async () => {
  const before = updateOf(await view());
  const first = { ...before, name: 'First' };
  const replies = await Promise.all([
    app.fromMember(cookie, 'PUT', path, first),
    app.fromMember(cookie, 'PUT', path, {
      ...before,
      name: 'Second',
      settings: { ...before.settings, mode: 'on-open' },
    }),
  ]);
  expect(replies.map((r) => r.status).sort()).toEqual([200, 409]);
  expect(await replies.find((r) => r.status === 409)?.json()).toEqual({ error: 'stale_settings' });
  const after = await view();
  expect(after.version).toBe(2);
  // Only the winner's definition may be in the series.
  expect(await series()).toMatchObject([{ mode: after.settings.mode }]);
});

describe('a save that breaks a rule is refused with its field and stores nothing', () => {
  it.each<[string, (u: SiteUpdate) => void, string, string]>([
    [
      'an id with another key',
      (u) => Object.assign(u.settings.stages[1] ?? {}, { key: 'picked' }),
      'stage_id_reused',
      'settings.stages.1.id',
    ],
    ['a system stage dropped', (u) => dropStage(u, 6), 'invalid', 'settings.stages'],
    ['a funnel step of no stage', (u) => (u.settings.funnel[0] = [33]), 'invalid', 'settings.funnel'],
    [
      'an invisible button',
      (u) => (u.settings.look.colour = '#fff8e0'),
      'colour_contrast',
      'settings.look.colour',
    ],
    [
      'a colour that is CSS',
      (u) => (u.settings.look.colour = 'red;}' as string),
      'invalid',
      'settings.look.colour',
    ],
    [
      'a script for an address',
      (u) => u.settings.origins.push('javascript:alert(1)'),
      'invalid',
      'settings.origins.2',
    ],
    ['a zone that is not', (u) => (u.zone = 'Mars/Base'), 'invalid', 'zone'],
    [
      'reversed hours',
      (u) => (u.settings.hours.week.mon = [['18:00', '09:00']]),
      'invalid',
      'settings.hours.week.mon.0',
    ],
    [
      'a rule with a query',
      (u) => u.settings.stages[1]?.rules.push({ by: 'url', pattern: '/a?x=1' }),
      'invalid',
      '',
    ],
  ])('%s', async (_, edit, error, field) => {
    const before = await view();
    const reply = await save((u) => {
      u.settings.origins = ['https://clinic.example', 'https://www.clinic.example'];
      edit(u);
    });
    expect(reply.status).toBe(422);
    expect(await reply.json()).toMatchObject({
      error,
      field: field === '' ? expect.stringContaining('settings.stages.1.rules') : field,
    });
    expect(await view()).toEqual(before);
    expect(await series()).toHaveLength(1);
  });
});

describe('stage ids', () => {
  it('of a dropped stage come back with their old key only', async () => {
    await saved((u) => addStage(u, 9, 'paid'));
    await saved((u) => dropStage(u, 9));
    expect(await view()).toMatchObject({ formerStages: [{ id: 9, key: 'paid' }], nextStageId: 10 });
    const reply = await save((u) => addStage(u, 9, 'called'));
    expect([reply.status, await reply.json()]).toEqual([
      422,
      { error: 'stage_id_reused', field: 'settings.stages.8.id' },
    ]);
    const after = await saved((u) => addStage(u, 9, 'paid'));
    expect(after.formerStages).toEqual([]);
    expect(after.settings.stages.at(-1)).toMatchObject({ key: 'paid', changedOn: '2026-10-14' });
  });

  // 44 saves, each builds and compresses a loader.
  it('end at 52', async () => {
    for (let id = 9; id <= 52; id++)
      await saved((u) => {
        dropStage(u, id - 1 > 8 ? id - 1 : 0);
        addStage(u, id, `step${id}`);
      });
    expect((await view()).nextStageId).toBeNull();
    const reply = await save((u) => addStage(u, 20, 'more'));
    expect(await reply.json()).toMatchObject({ error: 'stage_ids_exhausted' });
  }, 60_000);
});

describe('series', () => {
  it('stays when nothing that is counted changes', async () => {
    await addVisit();
    await saved((u) => (u.settings.texts.greeting.ru = 'Здравствуйте!'));
    expect(await series()).toMatchObject([{ rules_version: 1, started_on: '2026-09-01' }]);
  });

  it('that has counted visits ends when rules change, and a new one starts at once', async () => {
    await addVisit();
    await saved((u) => addStage(u, 9, 'paid'));
    expect(await series()).toMatchObject([
      { first: 1, rules_version: 1 },
      { first: 0, rules_version: 2, zone: 'Europe/Moscow', started_on: '2026-10-14', started_at: NOON },
    ]);
  });

  it('that has a folded day only ends as well', async () => {
    await env.DB.prepare(
      `INSERT INTO journey_day (site_id, day, series_id, zone, status, visits, paths, by_source, by_campaign, by_device, by_language, by_entry, as_of)
       VALUES (?1, '2026-10-01', ?2, 'Europe/Moscow', 'closed', 1, '', '', '', '', '', '', 0)`,
    )
      .bind(site.siteId, site.seriesId)
      .run();
    await saved((u) => (u.settings.mode = 'on-open'));
    expect(await series()).toMatchObject([{ mode: 'statistics' }, { mode: 'on-open', rules_version: 2 }]);
  });

  it('that has counted nothing takes the new definition instead of staying empty', async () => {
    await saved((u) => addStage(u, 9, 'paid'));
    await saved((u) => (u.zone = 'Asia/Vladivostok'));
    expect(await series()).toEqual([
      {
        first: 1,
        mode: 'statistics',
        rules_version: 2,
        zone: 'Asia/Vladivostok',
        started_on: '2026-10-14',
        started_at: NOON,
      },
    ]);
  });

  it('of another zone starts at the next midnight there, and is dropped when the zone is put back', async () => {
    await addVisit();
    await saved((u) => (u.zone = 'Asia/Vladivostok'));
    expect(await series()).toMatchObject([
      { first: 1, zone: 'Europe/Moscow' },
      {
        zone: 'Asia/Vladivostok',
        rules_version: 1,
        started_on: '2026-10-15',
        started_at: Date.parse('2026-10-14T14:00:00Z'),
      },
    ]);
    await saved((u) => (u.zone = 'Europe/Moscow'));
    expect(await series()).toMatchObject([{ first: 1, zone: 'Europe/Moscow', rules_version: 1 }]);
  });

  it('planned for midnight keeps waiting when rules change meanwhile', async () => {
    await addVisit();
    await saved((u) => (u.zone = 'Asia/Vladivostok'));
    app.clock.now += 60_000;
    await saved((u) => addStage(u, 9, 'paid'));
    expect((await series()).map((s) => [s['zone'], s['rules_version'], s['started_on']])).toEqual([
      ['Europe/Moscow', 1, '2026-09-01'],
      ['Europe/Moscow', 2, '2026-10-14'],
      ['Asia/Vladivostok', 2, '2026-10-15'],
    ]);
  });
});

describe('a clinic', () => {
  const put = (body: unknown) => app.fromMember(cookie, 'PUT', `/api/clinics/${site.clinicId}`, body);
  const consent = async () =>
    (await env.DB.prepare('SELECT consent_version FROM clinic').first<{ consent_version: string }>())
      ?.consent_version;

  it('gets a new version of its consent text when legal name or policy change, and only then', async () => {
    const same = { name: 'Клиника', legalName: 'Clinic LLC', policyUrl: 'https://clinic.example/policy' };
    expect(await (await put(same)).json()).toEqual({ id: site.clinicId, ...same });
    expect(await consent()).toBe('1');
    await put({ ...same, legalName: 'ООО «Клиника»' });
    expect(await consent()).toBe('2');
    await put({ ...same, legalName: 'ООО «Клиника»', policyUrl: '' });
    expect(await consent()).toBe('3');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'http://clinic.example/policy', 'https://x/"onload='])(
    'refuses %s as its policy',
    async (policyUrl) => {
      const reply = await put({ name: 'Clinic', legalName: '', policyUrl });
      expect([reply.status, await reply.json()]).toEqual([422, { error: 'invalid', field: 'policyUrl' }]);
    },
  );

  it('gets another site with its key, its origins and its first series', async () => {
    const reply = await app.fromMember(cookie, 'POST', `/api/clinics/${site.clinicId}/sites`, {
      ...{
        name: 'Дети',
        domain: 'www.дети.example',
        zone: 'Asia/Yekaterinburg',
        dataPlace: 'eu',
        language: 'ru',
      },
    });
    expect(reply.status).toBe(201);
    const made = (await reply.json()) as SiteView;
    expect(made.key).toMatch(/^[A-Za-z0-9]{12}$/);
    expect(made.domain).toBe('www.xn--d1acj3b.example');
    expect(made.settings.origins).toEqual(['https://xn--d1acj3b.example', 'https://www.xn--d1acj3b.example']);
    expect(
      await env.DB.prepare('SELECT mode, zone, started_on FROM series WHERE site_id = ?1')
        .bind(made.id)
        .all(),
    ).toMatchObject({
      results: [{ mode: 'statistics', zone: 'Asia/Yekaterinburg', started_on: '2026-10-14' }],
    });
    expect((await app.fromMember(cookie, 'GET', `/api/sites/${made.id}/settings`)).status).toBe(200);
  });

  it('puts a site where this database stands or, without words, in Russia; nowhere else', async () => {
    const create = (dataPlace: string) =>
      app.fromMember(cookie, 'POST', `/api/clinics/${site.clinicId}/sites`, {
        ...{ name: 'Two', domain: 'two.example', zone: 'Europe/Moscow', dataPlace, language: 'en' },
      });
    expect((await create('russia')).status).toBe(201);
    const us = await create('us');
    expect([us.status, await us.json()]).toEqual([422, { error: 'invalid', field: 'dataPlace' }]);
  });
});
