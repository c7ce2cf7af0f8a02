// Opening a clinic or a site from the dashboard, and the clinic's branches and doctors, which past answers may name.
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Places } from '../../worker/contract/clinics.ts';
import type { Me } from '../../worker/contract/members.ts';
import type { SiteView } from '../../worker/contract/settings.ts';
import { addMember, addSite, testApp } from './support/fixtures.ts';
import type { SiteFixture } from './support/fixtures.ts';
import { rows } from './support/words.ts';

let site: SiteFixture;
let owner: Awaited<ReturnType<typeof addMember>>;
let app: ReturnType<typeof testApp>;

beforeEach(async () => {
  site = await addSite();
  owner = await addMember(site.clinicId, 'owner');
  app = testApp();
});

const newSite = (change: object = {}) => ({
  ...{
    name: 'Вторая',
    domain: 'second.example',
    zone: 'Asia/Yekaterinburg',
    dataPlace: 'eu',
    language: 'ru',
  },
  ...change,
});
const post = (path: string, body: unknown, cookie = owner.cookie) =>
  app.fromMember(cookie, 'POST', path, body);
const me = async (cookie = owner.cookie) =>
  (await (await app.fromMember(cookie, 'GET', '/api/me')).json()) as Me;

describe('opening a clinic', () => {
  it('stores it with its owner and first site, ready to be pasted', async () => {
    const reply = await post('/api/clinics', { name: 'Клиника на Мира', site: newSite() });
    expect(reply.status).toBe(201);
    const view = (await reply.json()) as SiteView;
    expect(view).toMatchObject({
      domain: 'second.example',
      zone: 'Asia/Yekaterinburg',
      enabled: true,
      version: 1,
    });
    expect(view.snippet).toContain(`/w/${view.key}.js`);
    const { clinics } = await me();
    expect(
      clinics.map(({ name, role, whole, sites }) => [name, role, whole, sites.map((s) => s.id)]),
    ).toEqual([
      ['Clinic', 'owner', true, [site.siteId]],
      ['Клиника на Мира', 'owner', true, [view.id]],
    ]);
    const beacon = await app.fromPage(`/w/${view.key}/beacon`, 'p=abcdefgh&l=ru&e=2.1.100', {
      Origin: 'https://www.second.example',
    });
    expect(await beacon.json()).toEqual({ stored: 1 });
  });

  it('is refused in a session that an owner’s link opened, and to an owner of some sites only', async () => {
    const limited = await addMember(site.clinicId, 'owner', { sites: [site.siteId] });
    const invited = await addMember(site.clinicId, 'owner');
    await env.DB.prepare('UPDATE session SET clinic_id = ?1 WHERE member_id = ?2')
      .bind(site.clinicId, invited.memberId)
      .run();
    for (const { cookie } of [limited, invited]) {
      expect((await me(cookie)).creates.clinics).toBe(false);
      const reply = await post('/api/clinics', { name: 'Ещё', site: newSite() }, cookie);
      expect([reply.status, await reply.json()]).toEqual([403, { error: 'not_allowed' }]);
    }
    expect(await rows('SELECT id FROM clinic')).toHaveLength(1);
  });

  it('stores nothing when the site will not do, and names the field', async () => {
    for (const [change, field] of [
      [{ domain: 'not a domain' }, 'site.domain'],
      [{ zone: 'Mars/Olympus' }, 'site.zone'],
      [{ dataPlace: 'us' }, 'site.dataPlace'],
    ] as const) {
      const reply = await post('/api/clinics', { name: 'Ещё', site: newSite(change) });
      expect([reply.status, await reply.json()]).toEqual([422, { error: 'invalid', field }]);
    }
    expect(await rows('SELECT id FROM clinic')).toHaveLength(1);
  });
});

describe('opening a site', () => {
  it.each([
    ['clinic.ru', 'clinic.ru', ['https://clinic.ru', 'https://www.clinic.ru']],
    ['www.clinic.ru', 'www.clinic.ru', ['https://clinic.ru', 'https://www.clinic.ru']],
    ['https://Kids.Clinic.ru/', 'kids.clinic.ru', ['https://kids.clinic.ru', 'https://www.kids.clinic.ru']],
    [
      'Клиника.РФ',
      'xn--80apagcdp.xn--p1ai',
      ['https://xn--80apagcdp.xn--p1ai', 'https://www.xn--80apagcdp.xn--p1ai'],
    ],
    ['localhost', 'localhost', ['http://localhost', 'https://localhost']],
  ])('takes %s as %s and lets its pages show the widget', async (typed, domain, origins) => {
    const reply = await post(`/api/clinics/${site.clinicId}/sites`, newSite({ domain: typed }));
    expect(reply.status).toBe(201);
    expect(await reply.json()).toMatchObject({ domain, settings: { origins } });
  });

  it('takes origins as people type them, in any script', async () => {
    const reply = await post(`/api/clinics/${site.clinicId}/sites`, newSite());
    const { id, version, name, domain, zone, enabled, settings } = (await reply.json()) as SiteView;
    const origins = ['https://Клиника.рф/', 'http://clinic.ru', 'https://clinic.ru:8443'];
    const saved = await app.fromMember(owner.cookie, 'PUT', `/api/sites/${id}/settings`, {
      ...{ version, name, domain, zone, enabled },
      settings: { ...settings, origins },
    });
    expect(((await saved.json()) as SiteView).settings.origins).toEqual([
      'https://xn--80apagcdp.xn--p1ai',
      'http://clinic.ru',
      'https://clinic.ru:8443',
    ]);
  });
});

describe('branches and doctors', () => {
  const places = async () =>
    (await (
      await app.fromMember(owner.cookie, 'GET', `/api/clinics/${site.clinicId}/places`)
    ).json()) as Places;
  const add = async (what: string, body: unknown) =>
    ((await (await post(`/api/clinics/${site.clinicId}/${what}`, body)).json()) as { id: string }).id;
  const change = (method: string, what: string, id: string, body?: unknown) =>
    app.fromMember(owner.cookie, method, `/api/clinics/${site.clinicId}/${what}/${id}`, body);

  it('are added, renamed, moved and listed by name', async () => {
    const first = await add('branches', { name: 'На Мира' });
    const second = await add('branches', { name: 'На Ленина' });
    const doctor = await add('doctors', { name: 'Чехов А. П.', branch: first });
    expect((await change('PUT', 'branches', second, { name: 'Детская' })).status).toBe(204);
    expect((await change('PUT', 'doctors', doctor, { name: 'Чехов', branch: second })).status).toBe(204);
    expect(await places()).toEqual({
      branches: [
        { id: second, name: 'Детская' },
        { id: first, name: 'На Мира' },
      ],
      doctors: [{ id: doctor, name: 'Чехов', branch: second }],
    });
  });

  it('are removed from what is offered, and kept for what was answered about them', async () => {
    const branch = await add('branches', { name: 'На Мира' });
    const doctor = await add('doctors', { name: 'Чехов', branch });
    expect((await change('DELETE', 'branches', branch)).status).toBe(204);
    expect(await places()).toEqual({ branches: [], doctors: [{ id: doctor, name: 'Чехов', branch: null }] });
    expect((await change('DELETE', 'doctors', doctor)).status).toBe(204);
    expect(await places()).toEqual({ branches: [], doctors: [] });
    expect(await rows('SELECT name FROM branch UNION ALL SELECT name FROM doctor')).toEqual([
      { name: 'На Мира' },
      { name: 'Чехов' },
    ]);
    for (const [what, id, body] of [
      ['branches', branch, { name: 'Снова' }],
      ['doctors', doctor, { name: 'Снова', branch: null }],
    ] as const) {
      expect((await change('PUT', what, id, body)).status).toBe(404);
      expect((await change('DELETE', what, id)).status).toBe(404);
    }
  });

  it('takes no branch of another clinic, and none that was removed', async () => {
    const other = await addSite();
    const theirs = await addMember(other.clinicId, 'owner');
    const foreign = (await (
      await post(`/api/clinics/${other.clinicId}/branches`, { name: 'Чужой' }, theirs.cookie)
    ).json()) as { id: string };
    const removed = await add('branches', { name: 'Закрыт' });
    await change('DELETE', 'branches', removed);
    const doctor = await add('doctors', { name: 'Чехов', branch: null });
    for (const branch of [foreign.id, removed]) {
      for (const reply of [
        await post(`/api/clinics/${site.clinicId}/doctors`, { name: 'Второй', branch }),
        await change('PUT', 'doctors', doctor, { name: 'Чехов', branch }),
      ])
        expect([reply.status, await reply.json()]).toEqual([422, { error: 'invalid', field: 'branch' }]);
    }
    expect((await places()).doctors).toEqual([{ id: doctor, name: 'Чехов', branch: null }]);
  });
});
