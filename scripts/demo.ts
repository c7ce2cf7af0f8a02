// The demo clinic of `npm start`: made once, kept afterwards; each start gets a new sign-in link for its owner.
import type { D1Database } from '@cloudflare/workers-types';
import type { Settings } from '../worker/contract/settings.ts';
import { localDay } from '../worker/domain/calendar.ts';
import { russianHolidays } from '../worker/domain/holidays.ts';
import { BOOKING_WIDGET_HOST } from '../demo/site.ts';
import { seedClinic, seedLinks, seedMember } from './seed.ts';

export const DEMO_SITE_KEY = 'yasnyden2026';
const OWNER = 'owner@yasny-den.example';
const OPERATOR = 'priem@yasny-den.example';
const LINK_MS = 72 * 3600_000;

const MEMBERS = [
  { email: OWNER, name: 'Мария Орлова', role: 'owner' },
  { email: OPERATOR, name: 'Анна Ветрова', role: 'operator' },
  { email: 'glavvrach@yasny-den.example', name: 'Игорь Полянский', role: 'viewer' },
  { email: 'site@yasny-den.example', name: 'Кирилл Лугов', role: 'webmaster' },
] as const;

export type Demo = {
  siteId: string;
  siteKey: string;
  /** One-time tokens of the owner: one for the person, one for this machine to connect the demo's notices. */
  ownerTokens: string[];
  /** A one-time token of the front desk, who works in the simulated quarter. */
  operatorToken: string;
};

/** The demo clinic in `db`, made if it is not there; its site accepts the demo pages' present origin. */
export async function ensureDemo(db: D1Database, options: { demoUrl: string; nowMs: number }): Promise<Demo> {
  const { demoUrl, nowMs } = options;
  const siteId = (await readSiteId(db)) ?? (await makeDemo(db, demoUrl, nowMs));
  await acceptOrigin(db, siteId, demoUrl);
  const expiresAtMs = nowMs + LINK_MS;
  const ownerTokens = await seedLinks(db, { memberId: await readMemberId(db, OWNER), count: 2, expiresAtMs });
  const memberId = await readMemberId(db, OPERATOR);
  const [operatorToken = ''] = await seedLinks(db, { memberId, count: 1, expiresAtMs });
  return { siteId, siteKey: DEMO_SITE_KEY, ownerTokens, operatorToken };
}

async function readMemberId(db: D1Database, email: string): Promise<string> {
  const id = await db.prepare('SELECT id FROM member WHERE email = ?1').bind(email).first<string>('id');
  if (id === null)
    throw new Error('The demo clinic has lost a member: remove the local state to make it anew.');
  return id;
}

const readSiteId = async (db: D1Database): Promise<string | null> =>
  db.prepare('SELECT id FROM site WHERE key = ?1').bind(DEMO_SITE_KEY).first<string>('id');

async function makeDemo(db: D1Database, demoUrl: string, nowMs: number): Promise<string> {
  const { siteId, clinicId } = await seedClinic(db, {
    name: 'Ясный день',
    legalName: 'ООО «Ясный день»',
    policyUrl: `${demoUrl}/policy`,
    siteName: 'Ясный день',
    siteKey: DEMO_SITE_KEY,
    domain: 'localhost',
    zone: 'Europe/Moscow',
    dataPlace: 'eu',
    language: 'ru',
    origins: [demoUrl],
    nowMs,
    settings: (settings) => fillDemoSettings(settings, localDay(nowMs, 'Europe/Moscow')),
  });
  for (const member of MEMBERS) await seedMember(db, { clinicId, language: 'ru', nowMs, ...member });
  return siteId;
}

/** The demo clinic's contacts, hours and the rules for the pages that the defaults do not know. */
export function fillDemoSettings(settings: Settings, today: string): void {
  settings.phones = ['+7 495 000-01-02'];
  settings.email = 'priem@yasny-den.example';
  const weekday: [string, string][] = [['08:00', '20:00']];
  const { week } = settings.hours;
  settings.hours.holidays = russianHolidays(today);
  Object.assign(week, {
    mon: weekday,
    tue: weekday,
    wed: weekday,
    thu: weekday,
    fri: weekday,
    sat: [['09:00', '15:00']],
  });
  const rulesOf = (key: string) => settings.stages.find((stage) => stage.key === key)?.rules ?? [];
  const url = (page: string) => ({ by: 'url' as const, pattern: `/spa/${page}*` });
  rulesOf('chose').push(url('services'), url('doctors'));
  rulesOf('started').push(url('booking'));
  rulesOf('booked').push(url('thank'));
  settings.bookingHosts = [BOOKING_WIDGET_HOST];
}

/** Another port is another origin. */
async function acceptOrigin(db: D1Database, siteId: string, origin: string): Promise<void> {
  await db
    .prepare(
      `UPDATE site SET settings = json_insert(settings, '$.origins[#]', ?2), version = version + 1
       WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM json_each(settings, '$.origins') WHERE value = ?2)`,
    )
    .bind(siteId, origin)
    .run();
}
