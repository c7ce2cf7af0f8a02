// One valid request per route of the members' doors. A route that is not here fails the tests that walk the router.
import { defaultSettings } from '../../../worker/contract/default-settings.ts';
import { createApp } from '../../../worker/app.ts';
import type { Role } from '../../../worker/contract/vocabulary.ts';
import { newSecret, PAGE_ORIGIN } from './fixtures.ts';
import { answer, message } from './words.ts';
import type { World } from './world.ts';

export type Request = { method: string; path: string; body?: unknown };
/** Who may: these roles; any signed-in member; or anybody at all. */
type Allowed = readonly Role[] | 'members' | 'anybody';
export type MemberRoute = {
  allowed: Allowed;
  path?: (w: World) => string;
  body?: (w: World) => unknown;
  /** The address names no clinic: a role anywhere will do, of a whole clinic. */
  anywhere?: true;
  /** What the rightful member meets in this world instead of success. */
  meets?: number;
};

// PRODUCT's table of roles, by hand: the guard's own list is what is tested.
const SETTINGS: Role[] = ['owner', 'webmaster'];
const JOURNEY: Role[] = ['owner', 'viewer', 'webmaster'];
const WORDS: Role[] = ['owner', 'operator'];
const SCORES: Role[] = ['owner', 'viewer'];
const LINKS: Role[] = ['owner', 'operator'];
const ALL: Role[] = ['owner', 'operator', 'viewer', 'webmaster'];
const OWNER: Role[] = ['owner'];

const settings = () => ({
  ...{ version: 1, name: 'Site', domain: 'clinic.example', zone: 'Europe/Samara', enabled: true },
  settings: defaultSettings({ origins: [PAGE_ORIGIN], language: 'ru', today: '2026-09-01' }),
});
const newSite = () => ({
  ...{ name: 'Дети', domain: 'kids.example', zone: 'Europe/Moscow', dataPlace: 'eu', language: 'ru' },
});
const canned = (title: string) => ({ title, topic: '', text: 'Мы на Ленина, 5. {phone}' });
const savedFunnel = (name: string) => ({ name, steps: [[1], [2], [4, 5]], strict: false });
const topic = (ru: string) => ({ name: { ru, en: '' }, words: ['долго', 'жд*'], complaint: false });
const period = '?from=2026-10-01&to=2026-10-14';

export const MEMBER_ROUTES: Record<string, MemberRoute> = {
  'POST /api/enter': { allowed: 'anybody', body: (w) => ({ token: w.linkToken }) },
  'POST /api/leave': { allowed: 'anybody' },
  'POST /api/leave/all': { allowed: 'members' },
  'GET /api/me': { allowed: 'members' },
  'GET /api/me/telegram': { allowed: 'members' },
  'POST /api/me/telegram': { allowed: 'members' },
  'DELETE /api/me/telegram': { allowed: 'members' },
  'PUT /api/me': { allowed: 'members', body: () => ({ name: 'Анна', language: 'en' }) },
  'GET /api/clinics/:clinic/members': { allowed: OWNER },
  'POST /api/clinics/:clinic/members': {
    allowed: OWNER,
    body: () => ({ email: 'new@clinic.example', name: 'Новый', role: 'operator', sites: [] }),
  },
  'PUT /api/clinics/:clinic/members/:member': {
    allowed: OWNER,
    body: () => ({ role: 'operator', sites: [] }),
  },
  'DELETE /api/clinics/:clinic/members/:member': { allowed: OWNER },
  'POST /api/clinics/:clinic/members/:member/link': { allowed: OWNER },
  'POST /api/clinics': {
    allowed: OWNER,
    anywhere: true,
    body: () => ({ name: 'Вторая клиника', site: newSite() }),
  },
  // A clinic that has sites.
  'DELETE /api/clinics/:clinic': { allowed: OWNER, meets: 409 },
  'GET /api/clinics/:clinic/places': { allowed: OWNER },
  'POST /api/clinics/:clinic/branches': { allowed: OWNER, body: () => ({ name: 'На Мира' }) },
  'PUT /api/clinics/:clinic/branches/:id': { allowed: OWNER, body: () => ({ name: 'На Ленина' }) },
  'DELETE /api/clinics/:clinic/branches/:id': { allowed: OWNER },
  'POST /api/clinics/:clinic/doctors': {
    allowed: OWNER,
    body: (w) => ({ name: 'Доктор', branch: w.ids.branch }),
  },
  'PUT /api/clinics/:clinic/doctors/:id': {
    allowed: OWNER,
    body: () => ({ name: 'Доктор Чехов', branch: null }),
  },
  'DELETE /api/clinics/:clinic/doctors/:id': { allowed: OWNER },
  'PUT /api/clinics/:clinic': {
    allowed: SETTINGS,
    body: () => ({ name: 'Клиника', legalName: 'ООО «Клиника»', policyUrl: 'https://clinic.example/p' }),
  },
  'POST /api/clinics/:clinic/sites': {
    allowed: SETTINGS,
    body: () => newSite(),
  },
  'GET /api/sites/:site/origins': { allowed: SETTINGS },
  'POST /api/sites/:site/origins/ignore': {
    allowed: SETTINGS,
    body: () => ({ origin: 'https://unlisted.example' }),
  },
  'GET /api/sites/:site/export': { allowed: OWNER, path: () => '?part=conversations' },
  'POST /api/sites/:site/removal': { allowed: OWNER, body: () => ({ name: 'Site' }) },
  'GET /api/sites/:site/settings': { allowed: SETTINGS },
  'GET /api/sites/:site/install': { allowed: SETTINGS },
  'PUT /api/sites/:site/settings': { allowed: SETTINGS, body: settings },
  'GET /api/sites/:site/overview': { allowed: ALL },
  'GET /api/sites/:site/score': { allowed: SCORES, path: () => period },
  'GET /api/sites/:site/signals': { allowed: SCORES },
  'GET /api/sites/:site/service': {
    allowed: ['owner', 'operator', 'viewer'],
    path: () => period,
  },
  'POST /api/sites/:site/signals': {
    allowed: OWNER,
    body: () => ({ key: 'burst.01SERIES.2026-10-10', note: 'Сломался лифт' }),
  },
  'GET /api/sites/:site/scores': { allowed: SCORES, path: () => period },
  'GET /api/sites/:site/scores/by/:dimension': { allowed: SCORES, path: () => period },
  'GET /api/sites/:site/journey': { allowed: JOURNEY, path: () => period },
  'GET /api/sites/:site/journey/by/:dimension': { allowed: JOURNEY, path: () => period },
  'GET /api/sites/:site/journey/times': { allowed: JOURNEY, path: () => period },
  'GET /api/sites/:site/funnels': { allowed: JOURNEY },
  'POST /api/sites/:site/funnels': { allowed: SETTINGS, body: () => savedFunnel('С телефона') },
  'PUT /api/sites/:site/funnels/:id': { allowed: SETTINGS, body: () => savedFunnel('До записи') },
  'DELETE /api/sites/:site/funnels/:id': { allowed: SETTINGS },
  'GET /api/sites/:site/stages/:stage': { allowed: JOURNEY, path: () => period },
  'GET /api/sites/:site/comments': { allowed: WORDS },
  'POST /api/sites/:site/comments/read': { allowed: WORDS, body: (w) => ({ ids: [w.ids.comment] }) },
  'DELETE /api/sites/:site/comments/:id': { allowed: WORDS },
  'GET /api/sites/:site/words': { allowed: WORDS, path: () => period },
  'POST /api/sites/:site/topics': { allowed: OWNER, body: () => topic('Ожидание') },
  'PUT /api/sites/:site/topics/:id': { allowed: OWNER, body: () => topic('Очередь') },
  'DELETE /api/sites/:site/topics/:id': { allowed: OWNER },
  'GET /api/sites/:site/complaints': { allowed: WORDS },
  'POST /api/sites/:site/complaints': { allowed: WORDS, body: (w) => ({ comment: w.ids.comment }) },
  'PUT /api/sites/:site/complaints/:id': {
    allowed: WORDS,
    body: () => ({ done: true, note: 'Позвонили, извинились' }),
  },
  'DELETE /api/sites/:site/complaints/:id': { allowed: WORDS },
  'GET /api/sites/:site/conversations': { allowed: WORDS },
  'POST /api/sites/:site/conversations/seen': { allowed: WORDS },
  'GET /api/sites/:site/conversations/:id': { allowed: WORDS },
  'DELETE /api/sites/:site/conversations/:id': { allowed: WORDS },
  'POST /api/sites/:site/conversations/:id/replies': {
    allowed: WORDS,
    body: () => ({ id: newSecret(), text: 'Да, в субботу есть время.' }),
  },
  'POST /api/sites/:site/conversations/:id/assign': {
    allowed: WORDS,
    body: () => ({ team: null, member: null, note: 'На ресепшен' }),
  },
  'POST /api/sites/:site/conversations/:id/notes': {
    allowed: WORDS,
    body: () => ({ id: newSecret(), text: 'Перезвонит сама' }),
  },
  // The world's conversation is no call back.
  'POST /api/sites/:site/conversations/:id/calls': {
    allowed: WORDS,
    body: () => ({ id: newSecret(), reached: true }),
    meets: 409,
  },
  'POST /api/sites/:site/conversations/bulk': {
    allowed: WORDS,
    body: (w) => ({ do: 'close', ids: [w.ids.conversation], outcome: 'solved' }),
  },
  'GET /api/sites/:site/desk': { allowed: WORDS },
  'GET /api/sites/:site/canned': { allowed: WORDS },
  'POST /api/sites/:site/canned': { allowed: WORDS, body: () => canned('Как проехать') },
  'PUT /api/sites/:site/canned/:id': { allowed: WORDS, body: () => canned('Где мы') },
  'DELETE /api/sites/:site/canned/:id': { allowed: WORDS },
  'GET /api/clinics/:clinic/teams': { allowed: OWNER },
  'POST /api/clinics/:clinic/teams': {
    allowed: OWNER,
    body: (w) => ({ name: 'Ночь', members: [w.ids.viewer] }),
  },
  'PUT /api/clinics/:clinic/teams/:id': { allowed: OWNER, body: () => ({ name: 'День', members: [] }) },
  'DELETE /api/clinics/:clinic/teams/:id': { allowed: OWNER },
  'POST /api/sites/:site/conversations/:id/close': { allowed: WORDS, body: () => ({ outcome: 'solved' }) },
  'POST /api/sites/:site/conversations/:id/reopen': { allowed: WORDS },
  // Not a WebSocket.
  'GET /api/sites/:site/live': { allowed: WORDS, meets: 426 },
  'GET /api/sites/:site/links': { allowed: LINKS },
  'POST /api/sites/:site/cards': {
    allowed: LINKS,
    body: (w) => ({ label: 'Стойка', branch: w.ids.branch, doctor: w.ids.doctor, survey: 5 }),
  },
  'POST /api/sites/:site/invites': {
    allowed: LINKS,
    body: (w) => ({ label: 'Октябрь', branch: w.ids.branch, doctor: null, survey: 6, count: 3, days: 30 }),
  },
  'PUT /api/sites/:site/links/:id': { allowed: LINKS, body: () => ({ on: false }) },
  'GET /api/sites/:site/channels': { allowed: SETTINGS },
  'POST /api/sites/:site/channels': {
    allowed: SETTINGS,
    body: () => ({ kind: 'webhook', url: 'https://hooks.example/otklik' }),
  },
  'POST /api/sites/:site/channels/:id/test': { allowed: SETTINGS },
  // A webhook has no letter whose code could be known.
  'POST /api/sites/:site/channels/:id/confirm': {
    allowed: SETTINGS,
    body: () => ({ code: 'ABCDEFGH' }),
    meets: 422,
  },
  'PUT /api/sites/:site/channels/:id': { allowed: OWNER, body: () => ({ words: true, digest: false }) },
  'GET /api/sites/:site/conversations/:id/person': { allowed: WORDS },
  'POST /api/sites/:site/person/export': {
    allowed: OWNER,
    body: () => ({ by: 'phone', value: '+7 900 000-00-00' }),
  },
  'POST /api/sites/:site/person/erase': {
    allowed: OWNER,
    body: () => ({ by: 'email', value: 'anna@clinic.example' }),
  },
  'GET /api/sites/:site/notices/dead': { allowed: SETTINGS },
  'POST /api/sites/:site/notices/replay': { allowed: SETTINGS, body: (w) => ({ ids: [w.ids.channel] }) },
  'DELETE /api/sites/:site/channels/:id': { allowed: SETTINGS },
};

/** What the page behind a card sends, as a browser writes it. */
const hostedForm = (more: Record<string, string> = {}): string =>
  new URLSearchParams({
    ...{ id: newSecret(), erase: newSecret(), page: 'abcdefgh', l: 'ru', ...more },
  }).toString();

const KEY = (w: World) => w.site.key;
/** The doors for clinics' pages; `:key` and `:file` are filled here. */
export const PAGE_ROUTES: Record<string, { path: (w: World) => string; body?: (w: World) => unknown }> = {
  'POST /w/:key/beacon': {
    path: (w) => `/w/${KEY(w)}/beacon`,
    body: () => 'p=abcdefgh&l=ru&e=2.1.100%3B3.2.50&r=yandex.ru&us=yandex&um=cpc&uc=autumn',
  },
  'POST /w/:key/answers': {
    path: (w) => `/w/${KEY(w)}/answers`,
    body: () => answer({ text: 'Спасибо', stage: 4 }),
  },
  'POST /w/:key/messages': {
    path: (w) => `/w/${KEY(w)}/messages`,
    body: () =>
      message({
        kind: 'callback',
        when: 'после шести',
        consent: '1',
        contact: { name: 'Анна', phone: '+7 900 000-00-00' },
      }),
  },
  'POST /w/:key/conversation': {
    path: (w) => `/w/${KEY(w)}/conversation`,
    body: (w) => ({ token: w.visitor.token }),
  },
  'GET /w/:key/live': { path: (w) => `/w/${KEY(w)}/live` },
  'POST /w/:key/erase': {
    path: (w) => `/w/${KEY(w)}/erase`,
    body: (w) => ({ what: 'conversation', token: w.visitor.token, erase: w.visitor.erase }),
  },
  // Whoever does not know what only Telegram was told meets no door.
  'POST /hooks/telegram/:bot': {
    path: () => `/hooks/telegram/${'a'.repeat(43)}`,
    body: () => ({
      update_id: 1,
      message: { message_id: 2, chat: { id: 3, type: 'private' }, text: 'Привет' },
    }),
  },
  'GET /w/:file{[A-Za-z0-9]+\\.js}': { path: (w) => `/w/${KEY(w)}.js` },
  'GET /c/:file{(panel\\.ru|panel\\.en|late\\.ru|late\\.en|live\\.ru|live\\.en|inline\\.ru|inline\\.en|outbox|ratings|check)\\.[a-z0-9]{1,16}\\.js}':
    {
      path: () => '/c/panel.ru.old.js',
    },
  'GET /assets/*': { path: () => '/assets/main.js' },
  'GET /v/:code': { path: () => '/v/k7m4x2qp' },
  'POST /v/:code': { path: () => '/v/k7m4x2qp', body: () => hostedForm({ score: '4', text: 'Спасибо' }) },
  'POST /v/:code/opened': { path: () => '/v/k7m4x2qp/opened', body: () => 'page=abcdefgh&l=ru' },
  'POST /v/:code/withdraw': { path: () => '/v/k7m4x2qp/withdraw', body: () => hostedForm() },
  'POST /v/:code/off': { path: () => '/v/k7m4x2qp/off', body: () => 'l=ru' },
  'GET /w/:file{[A-Za-z0-9]+\\.json}': { path: (w) => `/w/${KEY(w)}.json?l=ru` },
};

/** Every `METHOD path` of the router, guards left out. */
export const routesOfApp = (): string[] => [
  ...new Set(
    createApp({ now: () => 0 })
      .routes.filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${path}`),
  ),
];

/** The request of a route with the ids of a site and its clinic; `things` are the world's own unless told. */
export function requestOf(
  route: string,
  world: World,
  place: { siteId: string; clinicId: string } = world.site,
): Request {
  const [method = '', pattern = ''] = route.split(' ');
  const door = PAGE_ROUTES[route];
  if (door) return { method, path: door.path(world), ...(door.body ? { body: door.body(world) } : {}) };
  const known = MEMBER_ROUTES[route];
  const thing = pattern.includes('/channels/')
    ? world.ids.channel
    : pattern.includes('/links/')
      ? world.ids.link
      : pattern.includes('/topics/')
        ? world.ids.topic
        : pattern.includes('/complaints/')
          ? world.ids.comment
          : pattern.includes('/funnels/')
            ? world.ids.funnel
            : pattern.includes('/comments/')
              ? world.ids.comment
              : pattern.includes('/branches/')
                ? world.ids.branch
                : pattern.includes('/doctors/')
                  ? world.ids.doctor
                  : pattern.includes('/canned/')
                    ? world.ids.canned
                    : pattern.includes('/teams/')
                      ? world.ids.team
                      : world.ids.conversation;
  const path = pattern
    .replace(':site', place.siteId)
    .replace(':clinic', place.clinicId)
    .replace(':member', world.ids.viewer)
    .replace(':stage', '4')
    .replace(':dimension', 'source')
    .replace(':id', thing);
  const body = known?.body?.(world);
  return { method, path: path + (known?.path?.(world) ?? ''), ...(body === undefined ? {} : { body }) };
}
