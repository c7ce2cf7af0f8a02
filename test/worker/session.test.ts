// Sign-in: one link, one session; cookies, rolling expiry, leaving, and the Origin guard before all of it.
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { addMember, addSite, newId, newSecret, NOON, sha256, testApp } from './support/fixtures.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

async function addLink(
  memberId: string,
  options: { clinicId?: string; expiresAtMs?: number } = {},
): Promise<string> {
  const token = newSecret();
  await env.DB.prepare(
    'INSERT INTO sign_in_link (hash, member_id, clinic_id, expires_at) VALUES (?1, ?2, ?3, ?4)',
  )
    .bind(await sha256(token), memberId, options.clinicId ?? null, options.expiresAtMs ?? NOON + 15 * 60_000)
    .run();
  return token;
}

const cookieOf = (reply: Response): string => (reply.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';
const sessions = async () =>
  (await env.DB.prepare('SELECT member_id, clinic_id, seen_at, expires_at FROM session').all()).results;

it('turns a link into a session once, and answers a wrong, a spent and an expired link alike', async () => {
  const { clinicId } = await addSite();
  const { memberId } = await addMember(clinicId, 'owner');
  const { fromMember } = testApp();
  const token = await addLink(memberId);
  const first = await fromMember('', 'POST', '/api/enter', { token });
  expect(first.status).toBe(200);
  expect(await first.json()).toMatchObject({
    member: { id: memberId },
    clinics: [{ id: clinicId, role: 'owner' }],
  });
  expect((await fromMember(cookieOf(first), 'GET', '/api/me')).status).toBe(200);

  const expired = await addLink(memberId, { expiresAtMs: NOON });
  for (const bad of [token, expired, newSecret()]) {
    const reply = await fromMember('', 'POST', '/api/enter', { token: bad });
    expect(reply.status).toBe(410);
    expect(await reply.json()).toEqual({ error: 'link_spent' });
    expect(reply.headers.get('Set-Cookie')).toBeNull();
  }
});

it('lets exactly one of twenty concurrent uses of a link in', async () => {
  const { clinicId } = await addSite();
  const { memberId } = await addMember(clinicId, 'owner');
  const token = await addLink(memberId);
  const { fromMember } = testApp();
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => fromMember('', 'POST', '/api/enter', { token })),
  );
  expect(replies.map((reply) => reply.status).sort()).toEqual([200, ...Array<number>(19).fill(410)]);
  // The one of the fixture and the one just made.
  expect(await sessions()).toHaveLength(2);
});

it('keeps neither the token of a link nor that of a session in the database', async () => {
  const { clinicId } = await addSite();
  const { memberId } = await addMember(clinicId, 'owner');
  const { fromMember } = testApp();
  const link = (await (
    await fromMember(
      (await addMember(clinicId, 'owner')).cookie,
      'POST',
      `/api/clinics/${clinicId}/members/${memberId}/link`,
    )
  ).json()) as { url: string };
  const token = new URL(link.url).hash.slice(1);
  const stored = async () =>
    JSON.stringify([
      (await env.DB.prepare('SELECT * FROM sign_in_link').all()).results,
      (await env.DB.prepare('SELECT * FROM session').all()).results,
    ]);
  expect(await stored()).not.toContain(token);
  const reply = await fromMember('', 'POST', '/api/enter', { token });
  expect(await stored()).not.toContain(cookieOf(reply).split('=')[1]);
});

it('gives a new token at every login and ends the session that the browser had before', async () => {
  const { clinicId } = await addSite();
  const { memberId, cookie } = await addMember(clinicId, 'owner');
  const { fromMember } = testApp();
  const reply = await fromMember(cookie, 'POST', '/api/enter', { token: await addLink(memberId) });
  expect(cookieOf(reply)).not.toBe(cookie);
  expect((await fromMember(cookie, 'GET', '/api/me')).status).toBe(401);
  expect((await fromMember(cookieOf(reply), 'GET', '/api/me')).status).toBe(200);
});

it('sets a __Host- Secure HttpOnly SameSite cookie, and a plain one on loopback http only', async () => {
  const { clinicId } = await addSite();
  const { memberId } = await addMember(clinicId, 'owner');
  const { send } = testApp();
  const enter = async (publicUrl: string) => {
    const reply = await send(
      '/api/enter',
      {
        method: 'POST',
        body: JSON.stringify({ token: await addLink(memberId) }),
        headers: { Origin: publicUrl },
      },
      { PUBLIC_URL: publicUrl },
    );
    return reply.headers.get('Set-Cookie') ?? '';
  };
  expect(await enter('https://otklik.example')).toMatch(
    /^__Host-otklik_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
  );
  expect(await enter('http://localhost:8787')).toMatch(
    /^otklik_session=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/,
  );
  expect(await enter('http://clinic.lan')).toContain('; Secure');
});

it('rolls a session on at most once an hour and forgets it after thirty unused days', async () => {
  const { clinicId } = await addSite();
  const { cookie } = await addMember(clinicId, 'viewer');
  const { clock, fromMember } = testApp();
  clock.now = NOON + HOUR - 1;
  expect((await fromMember(cookie, 'GET', '/api/me')).headers.get('Set-Cookie')).toBeNull();
  expect(await sessions()).toMatchObject([{ seen_at: NOON }]);
  clock.now = NOON + HOUR;
  expect((await fromMember(cookie, 'GET', '/api/me')).headers.get('Set-Cookie')).toContain('Max-Age=2592000');
  expect(await sessions()).toMatchObject([{ seen_at: NOON + HOUR, expires_at: NOON + HOUR + 30 * DAY }]);
  clock.now = NOON + HOUR + 30 * DAY - 1;
  expect((await fromMember(cookie, 'GET', '/api/me')).status).toBe(200);
  clock.now += 30 * DAY;
  const late = await fromMember(cookie, 'GET', '/api/me');
  expect(late.status).toBe(401);
  expect(await late.json()).toEqual({ error: 'not_signed_in' });
});

it('leaves on the server: the old cookie is worth nothing afterwards', async () => {
  const { clinicId } = await addSite();
  const { cookie } = await addMember(clinicId, 'owner');
  const { fromMember } = testApp();
  const reply = await fromMember(cookie, 'POST', '/api/leave');
  expect(reply.status).toBe(204);
  expect(reply.headers.get('Set-Cookie')).toContain('otklik_session=; Max-Age=0');
  expect((await fromMember(cookie, 'GET', '/api/me')).status).toBe(401);
  expect((await fromMember(cookie, 'POST', '/api/leave')).status).toBe(204);
});

it('leaves everywhere at once, but a session of one clinic ends only those of that clinic', async () => {
  const { clinicId } = await addSite();
  const { memberId, cookie } = await addMember(clinicId, 'owner');
  const { fromMember } = testApp();
  const enter = async (clinic?: string) =>
    cookieOf(
      await fromMember('', 'POST', '/api/enter', {
        token: await addLink(memberId, clinic === undefined ? {} : { clinicId: clinic }),
      }),
    );
  const [limited, alike] = [await enter(clinicId), await enter(clinicId)];
  expect((await fromMember(limited, 'POST', '/api/leave/all')).status).toBe(204);
  expect((await fromMember(alike, 'GET', '/api/me')).status).toBe(401);
  expect((await fromMember(cookie, 'POST', '/api/leave/all')).status).toBe(204);
  expect(await sessions()).toEqual([]);
});

it('opens only the clinic whose owner made the link, even to somebody who belongs to another as well', async () => {
  const [ours, theirs] = [await addSite(), await addSite()];
  const { memberId } = await addMember(theirs.clinicId, 'owner');
  const { cookie: owner } = await addMember(ours.clinicId, 'owner');
  await env.DB.prepare(
    'INSERT INTO membership (clinic_id, member_id, role, created_at) VALUES (?1, ?2, ?3, 0)',
  )
    .bind(ours.clinicId, memberId, 'viewer')
    .run();
  const { fromMember } = testApp();
  const made = await fromMember(owner, 'POST', `/api/clinics/${ours.clinicId}/members/${memberId}/link`);
  const { url, expiresAtMs } = (await made.json()) as { url: string; expiresAtMs: number };
  expect(expiresAtMs).toBe(NOON + 15 * 60_000);
  const entered = await fromMember('', 'POST', '/api/enter', { token: url.split('#')[1] });
  expect(((await entered.json()) as { clinics: { id: string }[] }).clinics.map((c) => c.id)).toEqual([
    ours.clinicId,
  ]);
  const cookie = cookieOf(entered);
  expect((await fromMember(cookie, 'GET', `/api/sites/${theirs.siteId}/settings`)).status).toBe(404);
  const renamed = await fromMember(cookie, 'PUT', '/api/me', { name: 'Other', language: 'en' });
  expect(renamed.status).toBe(403);
});

it('shows and saves a profile', async () => {
  const { clinicId, siteId } = await addSite();
  const { memberId, cookie } = await addMember(clinicId, 'operator');
  const { fromMember } = testApp();
  const reply = await fromMember(cookie, 'PUT', '/api/me', { name: '  Анна\u202E ', language: 'en' });
  expect(await reply.json()).toEqual({
    member: { id: memberId, name: 'Анна', email: `${memberId}@clinic.example`, language: 'en' },
    clinics: [
      {
        ...{ id: clinicId, name: 'Clinic', role: 'operator', whole: true },
        sites: [
          {
            ...{ id: siteId, name: 'Site', domain: 'clinic.example', zone: 'Europe/Moscow' },
            origin: 'https://clinic.example',
          },
        ],
      },
    ],
    creates: { clinics: false, dataPlaces: ['eu', 'russia'] },
    live: true,
  });
});

it('refuses every unsafe request that does not come from its own page, whatever its content type', async () => {
  const { clinicId } = await addSite();
  const { cookie } = await addMember(clinicId, 'owner');
  const { send } = testApp();
  const tries: Record<string, string>[] = [
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { Origin: 'http://localhost:8787.evil.example' },
    { Origin: 'http://localhost' },
    { Origin: 'https://localhost:8787' },
    { Origin: '' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'same-origin' },
    {},
  ];
  for (const headers of tries)
    for (const type of ['application/json', 'text/plain', 'application/x-www-form-urlencoded']) {
      const reply = await send('/api/me', {
        method: 'PUT',
        body: JSON.stringify({ name: 'Mallory', language: 'en' }),
        headers: { Cookie: cookie, 'Content-Type': type, ...headers },
      });
      expect([headers, reply.status]).toEqual([headers, 403]);
      expect(await reply.json()).toEqual({ error: 'foreign_origin' });
    }
  expect(await env.DB.prepare(`SELECT name FROM member WHERE name = 'Mallory'`).all()).toMatchObject({
    results: [],
  });
  const ours = await send('/api/me', {
    method: 'PUT',
    body: JSON.stringify({ name: 'Anna', language: 'en' }),
    headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' },
  });
  expect(ours.status).toBe(200);
});

it('sends no CORS header to any origin, keeps answers out of caches and forbids sniffing', async () => {
  const { clinicId } = await addSite();
  const { cookie } = await addMember(clinicId, 'owner');
  const { send } = testApp();
  for (const origin of ['https://evil.example', 'null', 'http://localhost:8787'])
    for (const method of ['GET', 'OPTIONS', 'PUT']) {
      const reply = await send('/api/me', {
        method,
        headers: { Cookie: cookie, Origin: origin, 'Access-Control-Request-Method': 'PUT' },
      });
      expect([...reply.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
      expect(reply.headers.get('Cache-Control')).toBe('no-store');
      expect(reply.headers.get('X-Content-Type-Options')).toBe('nosniff');
    }
});

it('limits attempts from one address, not from others, and lets it try again a minute later', async () => {
  await addSite();
  const { clock, send } = testApp();
  const attempt = (address: string) =>
    send('/api/enter', {
      method: 'POST',
      body: JSON.stringify({ token: newSecret() }),
      headers: { Origin: 'http://localhost:8787', 'CF-Connecting-IP': address },
    });
  for (let i = 0; i < 60; i++) expect((await attempt('203.0.113.9')).status).toBe(410);
  clock.now += 1_000;
  const limited = await attempt('203.0.113.9');
  expect(limited.status).toBe(429);
  expect(await limited.json()).toEqual({ error: 'too_many_requests' });
  expect(limited.headers.get('Retry-After')).toBe('59');
  expect((await attempt('203.0.113.10')).status).toBe(410);
  clock.now += 59_000;
  expect((await attempt('203.0.113.9')).status).toBe(410);
});

it('does not accept a session cookie of another name or of a member who never was', async () => {
  await addSite();
  const { fromMember } = testApp();
  for (const cookie of [
    '',
    'otklik_session=',
    `otklik_session=${newSecret()}`,
    `__Host-otklik_session=${newId()}`,
  ])
    expect((await fromMember(cookie, 'GET', '/api/me')).status).toBe(401);
});
