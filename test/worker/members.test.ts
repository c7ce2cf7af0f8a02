// Members: inviting, roles, removal at once, links for others, and the clinic never without an owner.
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { addMember, addSite, newId, NOON, testApp } from './support/fixtures.ts';

const invitation = { email: 'Anna@Clinic.example', name: 'Анна', role: 'operator', sites: [] as string[] };
type Link = { url: string; expiresAtMs: number };

async function clinicWithOwner() {
  const site = await addSite();
  const owner = await addMember(site.clinicId, 'owner');
  const app = testApp();
  const members = `/api/clinics/${site.clinicId}/members`;
  const call = (method: string, path = '', body?: unknown) =>
    app.fromMember(owner.cookie, method, members + path, body);
  const list = async () =>
    (await (await call('GET')).json()) as { id: string; role: string; sites: string[] }[];
  return { ...app, site, owner, members, call, list };
}

const enter = async (app: ReturnType<typeof testApp>, link: Link): Promise<string> => {
  const reply = await app.fromMember('', 'POST', '/api/enter', { token: link.url.split('#')[1] });
  expect(reply.status).toBe(200);
  return (reply.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';
};

it('invites a member by a link of three days that opens the clinic with the given role', async () => {
  const clinic = await clinicWithOwner();
  const reply = await clinic.call('POST', '', invitation);
  expect(reply.status).toBe(201);
  const link = (await reply.json()) as Link;
  expect(link.url).toMatch(/^http:\/\/localhost:8787\/enter#[\w-]{43}$/);
  expect(link.expiresAtMs).toBe(NOON + 72 * 3_600_000);
  expect(await clinic.list()).toMatchObject(
    [
      { email: 'anna@clinic.example', name: 'Анна', role: 'operator', sites: [], lastSeenOn: null },
      { id: clinic.owner.memberId, role: 'owner', lastSeenOn: '2026-10-14' },
    ].sort((a, b) =>
      (('name' in a ? a.name : 'owner') as string).localeCompare(
        ('name' in b ? b.name : 'owner') as string,
        'en',
      ),
    ),
  );
  clinic.clock.now = NOON + 72 * 3_600_000 - 1;
  const me = await (await clinic.fromMember(await enter(clinic, link), 'GET', '/api/me')).json();
  expect(me).toMatchObject({ clinics: [{ id: clinic.site.clinicId, role: 'operator' }] });
});

it('refuses to invite somebody twice, also at once, and stores nothing of the refused invitation', async () => {
  const clinic = await clinicWithOwner();
  const replies = await Promise.all([
    clinic.call('POST', '', invitation),
    clinic.call('POST', '', invitation),
  ]);
  expect(replies.map((r) => r.status).sort()).toEqual([201, 409]);
  const again = await clinic.call('POST', '', { ...invitation, email: 'anna@clinic.EXAMPLE', role: 'owner' });
  expect(await again.json()).toEqual({ error: 'member_exists' });
  expect((await clinic.list()).map((m) => m.role).sort()).toEqual(['operator', 'owner']);
  expect(await env.DB.prepare('SELECT count(*) AS n FROM sign_in_link').first()).toEqual({ n: 1 });
});

it('takes a person who belongs to another clinic without touching who they are there', async () => {
  const clinic = await clinicWithOwner();
  const other = await addSite();
  const there = await addMember(other.clinicId, 'owner');
  const reply = await clinic.call('POST', '', {
    ...invitation,
    email: `${there.memberId}@clinic.example`.toLowerCase(),
  });
  // The fixture's address has capitals, so this is a new person; the same address is not.
  expect(reply.status).toBe(201);
  await env.DB.prepare('UPDATE member SET email = lower(email) WHERE id = ?1')
    .bind(clinic.owner.memberId)
    .run();
  const same = await addMember(other.clinicId, 'viewer');
  await env.DB.prepare(`UPDATE member SET email = 'petr@clinic.example' WHERE id = ?1`)
    .bind(same.memberId)
    .run();
  expect(
    (await clinic.call('POST', '', { ...invitation, email: 'petr@clinic.example', name: 'Not Petr' })).status,
  ).toBe(201);
  expect(await env.DB.prepare('SELECT name FROM member WHERE id = ?1').bind(same.memberId).first()).toEqual({
    name: 'viewer',
  });
  expect((await clinic.list()).map((m) => m.id)).toContain(same.memberId);
});

it('limits a member to sites of the clinic, and refuses sites of another one', async () => {
  const clinic = await clinicWithOwner();
  const [second, foreign] = [await addSite({ clinicId: clinic.site.clinicId }), await addSite()];
  const bad = await clinic.call('POST', '', { ...invitation, sites: [foreign.siteId] });
  expect([bad.status, await bad.json()]).toEqual([422, { error: 'invalid', field: 'sites' }]);
  const link = (await (
    await clinic.call('POST', '', { ...invitation, role: 'webmaster', sites: [second.siteId] })
  ).json()) as Link;
  const cookie = await enter(clinic, link);
  expect((await clinic.fromMember(cookie, 'GET', `/api/sites/${second.siteId}/settings`)).status).toBe(200);
  expect((await clinic.fromMember(cookie, 'GET', `/api/sites/${clinic.site.siteId}/settings`)).status).toBe(
    404,
  );
  const me = (await (await clinic.fromMember(cookie, 'GET', '/api/me')).json()) as {
    clinics: { sites: { id: string }[] }[];
  };
  expect(me.clinics[0]?.sites.map((s) => s.id)).toEqual([second.siteId]);
});

it('changes role and sites, which count from the next request on', async () => {
  const clinic = await clinicWithOwner();
  const member = await addMember(clinic.site.clinicId, 'operator');
  const settings = `/api/sites/${clinic.site.siteId}/settings`;
  expect((await clinic.fromMember(member.cookie, 'GET', settings)).status).toBe(403);
  const reply = await clinic.call('PUT', `/${member.memberId}`, {
    role: 'webmaster',
    sites: [clinic.site.siteId, clinic.site.siteId],
  });
  expect(reply.status).toBe(204);
  expect((await clinic.fromMember(member.cookie, 'GET', settings)).status).toBe(200);
  expect((await clinic.list()).find((m) => m.id === member.memberId)?.sites).toEqual([clinic.site.siteId]);
});

it('keeps an owner of the whole clinic: the last one is neither removed, demoted nor limited', async () => {
  const clinic = await clinicWithOwner();
  const self = `/${clinic.owner.memberId}`;
  // An owner of one site only does not count.
  await addMember(clinic.site.clinicId, 'owner', { sites: [clinic.site.siteId] });
  const refused = [
    await clinic.call('DELETE', self),
    await clinic.call('PUT', self, { role: 'viewer', sites: [] }),
    await clinic.call('PUT', self, { role: 'owner', sites: [clinic.site.siteId] }),
  ];
  for (const reply of refused)
    expect([reply.status, await reply.json()]).toEqual([409, { error: 'last_owner' }]);
  expect((await clinic.list()).find((m) => m.id === clinic.owner.memberId)).toMatchObject({
    role: 'owner',
    sites: [],
  });
  expect((await clinic.call('PUT', self, { role: 'owner', sites: [] })).status).toBe(204);
  await addMember(clinic.site.clinicId, 'owner');
  expect((await clinic.call('DELETE', self)).status).toBe(204);
  expect((await clinic.call('GET')).status).toBe(401);
});

it('lets two owners who remove each other at once leave one', async () => {
  const clinic = await clinicWithOwner();
  const second = await addMember(clinic.site.clinicId, 'owner');
  await Promise.all([
    clinic.call('DELETE', `/${second.memberId}`),
    clinic.fromMember(second.cookie, 'DELETE', `${clinic.members}/${clinic.owner.memberId}`),
  ]);
  expect(await env.DB.prepare(`SELECT count(*) AS n FROM membership WHERE role = 'owner'`).first()).toEqual({
    n: 1,
  });
});

it('ends a removed member at once: sessions, links and the person who belongs nowhere else', async () => {
  const clinic = await clinicWithOwner();
  const member = await addMember(clinic.site.clinicId, 'operator');
  const link = (await (await clinic.call('POST', `/${member.memberId}/link`)).json()) as Link;
  expect((await clinic.call('DELETE', `/${member.memberId}`)).status).toBe(204);
  expect((await clinic.fromMember(member.cookie, 'GET', '/api/me')).status).toBe(401);
  expect((await clinic.fromMember('', 'POST', '/api/enter', { token: link.url.split('#')[1] })).status).toBe(
    410,
  );
  expect(await env.DB.prepare('SELECT 1 FROM member WHERE id = ?1').bind(member.memberId).first()).toBeNull();
});

it('leaves somebody removed from one clinic in the other', async () => {
  const clinic = await clinicWithOwner();
  const other = await addSite();
  const member = await addMember(other.clinicId, 'owner');
  await env.DB.prepare(
    `INSERT INTO membership (clinic_id, member_id, role, created_at) VALUES (?1, ?2, 'viewer', 0)`,
  )
    .bind(clinic.site.clinicId, member.memberId)
    .run();
  expect((await clinic.call('DELETE', `/${member.memberId}`)).status).toBe(204);
  expect(
    (await clinic.fromMember(member.cookie, 'GET', `/api/sites/${clinic.site.siteId}/settings`)).status,
  ).toBe(404);
  expect((await clinic.fromMember(member.cookie, 'GET', `/api/sites/${other.siteId}/settings`)).status).toBe(
    200,
  );
});

it('does not know members of other clinics', async () => {
  const clinic = await clinicWithOwner();
  const stranger = await addMember((await addSite()).clinicId, 'viewer');
  for (const id of [stranger.memberId, newId(), 'x'])
    for (const reply of [
      await clinic.call('PUT', `/${id}`, { role: 'viewer', sites: [] }),
      await clinic.call('DELETE', `/${id}`),
      await clinic.call('POST', `/${id}/link`),
    ])
      expect(reply.status).toBe(404);
});

it('gives an owner limited to one site no say over the clinic', async () => {
  const clinic = await clinicWithOwner();
  const limited = await addMember(clinic.site.clinicId, 'owner', { sites: [clinic.site.siteId] });
  const self = `${clinic.members}/${limited.memberId}`;
  expect((await clinic.fromMember(limited.cookie, 'PUT', self, { role: 'owner', sites: [] })).status).toBe(
    403,
  );
});
