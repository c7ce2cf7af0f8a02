// One clinic with one site, members and a signed-in cookie, written by plain SQL; and the app with a clock in hand.
import { env } from 'cloudflare:workers';
import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { createApp } from '../../../worker/app.ts';
import { defaultSettings } from '../../../worker/contract/default-settings.ts';
import type { Settings } from '../../../worker/contract/settings.ts';
import type { DataPlace, Role } from '../../../worker/contract/vocabulary.ts';

export const PAGE_ORIGIN = 'https://clinic.example';
export const NOON = Date.parse('2026-10-14T09:00:00Z');

let counter = 0;
/** A valid ULID-like id, new at each call. */
export const newId = (): string => `01TEST${String(++counter).padStart(20, '0')}`;
/** A valid client-made secret, new at each call. */
export const newSecret = (): string => `secret-${String(++counter).padStart(20, '0')}`;

export async function sha256(text: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))).toString(
    'base64url',
  );
}

export type SiteFixture = { clinicId: string; siteId: string; key: string; seriesId: string };

/** A clinic with one enabled site in Europe/Moscow and its journey series. */
export async function addSite(
  options: {
    clinicId?: string;
    dataPlace?: DataPlace;
    zone?: string;
    legal?: boolean;
    settings?: (s: Settings) => void;
  } = {},
): Promise<SiteFixture> {
  const { dataPlace = 'eu', zone = 'Europe/Moscow', legal = true } = options;
  const clinicId = options.clinicId ?? newId();
  const [siteId, seriesId] = [newId(), newId()];
  const key = `site${String(++counter).padStart(8, '0')}`;
  const settings = defaultSettings({ origins: [PAGE_ORIGIN], language: 'ru', today: '2026-09-01' });
  options.settings?.(settings);
  const started = Date.parse('2026-09-01T00:00:00Z');
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO clinic (id, name, legal_name, policy_url, created_at) VALUES (?1, 'Clinic', ?2, ?3, ?4) ON CONFLICT DO NOTHING`,
    ).bind(clinicId, legal ? 'Clinic LLC' : '', legal ? 'https://clinic.example/policy' : '', started),
    env.DB.prepare(
      `INSERT INTO site (id, clinic_id, key, name, domain, zone, data_place, settings, created_at)
       VALUES (?1, ?2, ?3, 'Site', 'clinic.example', ?4, ?5, ?6, ?7)`,
    ).bind(siteId, clinicId, key, zone, dataPlace, JSON.stringify(settings), started),
    env.DB.prepare(
      `INSERT INTO series (id, site_id, kind, mode, rules_version, zone, started_on, started_at)
       VALUES (?1, ?2, 'journey', ?3, 1, ?4, '2026-09-01', ?5)`,
    ).bind(seriesId, siteId, settings.mode, zone, started),
  ]);
  return { clinicId, siteId, key, seriesId };
}

/** A member of the clinic with a live session; returns the Cookie header. */
export async function addMember(
  clinicId: string,
  role: Role,
  options: { sites?: string[]; now?: number } = {},
): Promise<{ memberId: string; cookie: string }> {
  const { sites = [], now = NOON } = options;
  const memberId = newId();
  const token = newSecret();
  await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO member (id, email, name, language, created_at) VALUES (?1, ?1 || '@clinic.example', ?2, 'ru', ?3)`,
    ).bind(memberId, role, now),
    env.DB.prepare(
      'INSERT INTO membership (clinic_id, member_id, role, created_at) VALUES (?1, ?2, ?3, ?4)',
    ).bind(clinicId, memberId, role, now),
    ...sites.map((siteId) =>
      env.DB.prepare('INSERT INTO membership_site (clinic_id, member_id, site_id) VALUES (?1, ?2, ?3)').bind(
        clinicId,
        memberId,
        siteId,
      ),
    ),
    env.DB.prepare(
      'INSERT INTO session (hash, member_id, created_at, seen_at, expires_at) VALUES (?1, ?2, ?3, ?3, ?4)',
    ).bind(await sha256(token), memberId, now, now + 30 * 86_400_000),
  ]);
  return { memberId, cookie: `otklik_session=${token}` };
}

let addresses = 0;
/** A documentation address that nobody had before. */
const nextAddress = (): string => `2001:db8:${(++addresses).toString(16)}::7`;

/** The app with a clock that a test turns by hand. `send` waits for background work and keeps the reply's body readable. */
export function testApp(startMs = NOON) {
  const clock = { now: startMs };
  const app = createApp({ now: () => clock.now });
  async function send(
    path: string,
    init: RequestInit = {},
    bindings: Partial<typeof env> = {},
  ): Promise<Response> {
    const context = createExecutionContext();
    const request = new Request(`http://localhost:8787${path}`, init);
    const reply = await app.fetch(request, { ...env, ...bindings }, context);
    await waitOnExecutionContext(context);
    return reply;
  }
  // Every app has a visitor of its own: how much one address may send is remembered by the runtime, which files share.
  const address = nextAddress();
  /** As a page of the clinic does: text/plain, an Origin, no credentials. */
  const fromPage = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    send(path, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: {
        'Content-Type': 'text/plain;charset=UTF-8',
        Origin: PAGE_ORIGIN,
        'User-Agent':
          'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36',
        'CF-Connecting-IP': address,
        ...headers,
      },
    });
  /** As the dashboard does: JSON, same origin, the session's cookie. */
  const fromMember = (cookie: string, method: string, path: string, body?: unknown): Promise<Response> =>
    send(path, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { 'Content-Type': 'application/json', Origin: 'http://localhost:8787', Cookie: cookie },
    });
  return { clock, send, fromPage, fromMember };
}
