// Whatever is sent to any door: a coded refusal that stores nothing, or a valid request that is taken; never a fault of ours.
import * as fc from 'fast-check';
import { env } from 'cloudflare:workers';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ERRORS } from '../../worker/contract/errors.ts';
import type { Settings } from '../../worker/contract/settings.ts';
import { dump, fingerprint, restore } from './support/dump.ts';
import { addSite, newSecret, NOON, PAGE_ORIGIN, testApp } from './support/fixtures.ts';
import { MEMBER_ROUTES, PAGE_ROUTES, requestOf, routesOfApp } from './support/routes.ts';
import { addChannel, answer, message, network } from './support/words.ts';
import { buildWorld } from './support/world.ts';
import type { World } from './support/world.ts';

/** So many requests in all, shared out by weight: a door with a body has most to get wrong. */
const REQUESTS = 2_400;
const WEIGHT = { body: 16, get: 2, act: 1 };
/** Looking at every row costs more than a request, so some requests share one look. */
const GROUP = 12;
const seen = new Set<string>();
let undo: () => void;
beforeAll(() => {
  ({ undo } = network(() => new Response('ok')));
});
afterAll(() => undo());

type Sent = { method: string; path: string; headers: Record<string, string>; body?: string | Uint8Array };

/** Remembers the code of a refusal and checks that it is the contract's: a known code with its own status. */
async function codeOf(reply: Response): Promise<string | null> {
  if (reply.status < 400) return null;
  const text = await reply.text();
  // The page behind a link says it in words, and once more for programs.
  const isPage = reply.headers.get('Content-Type')?.startsWith('text/html') === true;
  const error = (
    isPage ? /data-error="(\w+)"/.exec(text)?.[1] : (JSON.parse(text) as { error: string }).error
  ) as keyof typeof ERRORS;
  expect([error, reply.status]).toEqual([error, ERRORS[error]]);
  seen.add(error);
  return error;
}

// --- Generated requests

/** A valid request to a door of the page or of the members. */
function validRequest(route: string, world: World, cookie: string): Sent {
  const { method, path, body } = requestOf(route, world);
  const text = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
  const headers = path.startsWith('/api/')
    ? { 'Content-Type': 'application/json', Origin: 'http://localhost:8787', Cookie: cookie }
    : {
        ...{
          'Content-Type': 'text/plain;charset=UTF-8',
          Origin: PAGE_ORIGIN,
          'CF-Connecting-IP': '127.0.0.1',
        },
        'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/156.0.0.0 Safari/537.36',
      };
  return { method, path, headers, ...text };
}

const oddValue = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    '',
    ' ',
    0,
    -1,
    1.5,
    1e309,
    2 ** 53,
    [],
    {},
    [[]],
    { a: 1 },
    '\u0000',
    '\uD800',
  ),
  fc.constantFrom(
    '__proto__',
    'constructor',
    "' OR 1=1 --",
    '<script>alert(1)</script>',
    '../../etc',
    '٣',
    'ⅷ',
    '2026-02-30',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.integer(),
  fc.constant('x'.repeat(5_000)),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Changes one place of a JSON value: drops it, adds beside it, or puts something odd there. */
const oneFieldAway = (value: unknown): fc.Arbitrary<unknown> =>
  fc.tuple(fc.nat(), fc.constantFrom('drop', 'add', 'put', 'put'), oddValue).map(([pick, how, odd]) => {
    const copy = structuredClone(value);
    const places: { holder: Record<string, unknown>; key: string }[] = [];
    const walk = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      for (const key of Object.keys(node)) {
        places.push({ holder: node as Record<string, unknown>, key });
        walk((node as Record<string, unknown>)[key]);
      }
    };
    walk(copy);
    const place = places[pick % Math.max(1, places.length)];
    if (!place) return odd;
    if (how === 'drop') delete place.holder[place.key];
    else place.holder[how === 'add' ? 'extra' : place.key] = odd;
    return copy;
  });

const rawBody = fc.oneof(
  fc.constantFrom(
    '',
    '{',
    'null',
    '[]',
    '"x"',
    '{"a":1}{',
    '\uFEFF{}',
    'p=1&e=2',
    '{"__proto__":{"admin":true}}',
  ),
  fc.constant('['.repeat(20_000)),
  fc.constant(`{"text":"${'я'.repeat(140_000)}"}`),
  fc.uint8Array({ maxLength: 200 }),
  fc.json({ maxDepth: 4 }),
);
const oddHeaders = fc.constantFrom<Record<string, string>>(
  { Origin: 'https://evil.example' },
  { Origin: 'null' },
  { Origin: 'https://clinic.example.evil.example' },
  { Origin: 'https://sub.clinic.example' },
  { Origin: 'http://clinic.example' },
  { Cookie: 'otklik_session=x' },
  { Cookie: '%%%;=;otklik_session' },
  { 'Content-Type': 'multipart/form-data; boundary=x' },
  { 'User-Agent': '' },
);
const oddPath = (path: string) =>
  fc
    .constantFrom(
      '%00',
      '%zz',
      '%F0',
      '..',
      '//',
      '%2e%2e',
      '?from=1',
      '?before=%27&state=x',
      '/x',
      '💥',
      '?l=xx',
    )
    .map((odd) => path + odd);

/** Mostly one thing wrong, sometimes nothing at all. */
const change = (valid: Sent, json: unknown): fc.Arbitrary<Sent & { kind: string }> =>
  fc.oneof(
    { weight: 1, arbitrary: fc.constant({ ...valid, kind: 'valid' }) },
    ...(valid.body === undefined
      ? []
      : [
          {
            weight: 12,
            arbitrary: oneFieldAway(json).map((body) => ({
              ...valid,
              body: bodyText(valid, body),
              kind: 'field',
            })),
          },
          { weight: 2, arbitrary: rawBody.map((body) => ({ ...valid, body, kind: 'raw' })) },
        ]),
    {
      weight: 2,
      arbitrary: oddHeaders.map((odd) => ({
        ...valid,
        headers: { ...valid.headers, ...odd },
        kind: 'header',
      })),
    },
    { weight: 2, arbitrary: oddPath(valid.path).map((path) => ({ ...valid, path, kind: 'path' })) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('PUT', 'PATCH', 'DELETE', 'POST', 'OPTIONS')
        .map((method) => ({ ...valid, method, kind: 'method' })),
    },
  );

/** A beacon and a form of the page behind a link are query strings, everything else is JSON. */
const isForm = (path: string): boolean => path.endsWith('/beacon') || path.startsWith('/v/');

const bodyText = (valid: Sent, body: unknown): string =>
  isForm(valid.path) && typeof body === 'object' && body !== null
    ? new URLSearchParams(Object.entries(body).map(([k, v]): [string, string] => [k, String(v)])).toString()
    : JSON.stringify(body);

const jsonOf = ({ path, body }: Sent): unknown =>
  typeof body !== 'string'
    ? undefined
    : isForm(path)
      ? Object.fromEntries(new URLSearchParams(body))
      : JSON.parse(body);

it('has a request for every door of the page as well', () => {
  expect(routesOfApp().toSorted()).toEqual(
    [...Object.keys(MEMBER_ROUTES), ...Object.keys(PAGE_ROUTES)].toSorted(),
  );
});

it(
  'answers thousands of odd requests with a coded refusal that stores nothing, or takes them whole',
  { timeout: 120_000 },
  async () => {
    const world = await buildWorld();
    const [whole, before] = [await dump(), await fingerprint()];
    const { send, clock } = testApp();
    const routes = routesOfApp();
    const doors = routes.map((route) => {
      const valid = validRequest(route, world, world.members.owner);
      return {
        valid,
        weight: WEIGHT[valid.body !== undefined ? 'body' : valid.method === 'GET' ? 'get' : 'act'],
      };
    });
    const share = REQUESTS / doors.reduce((sum, { weight }) => sum + weight, 0);
    const samples = doors.flatMap(({ valid, weight }, i) =>
      fc.sample(change(valid, jsonOf(valid)), { numRuns: Math.ceil(share * weight), seed: 1_000 + i }),
    );
    let sent = 0;
    const tally = { stored: 0, refused: 0 };
    /** Sends some after each other; if anything was stored, puts it back and finds out by which. */
    async function attempt(some: typeof samples): Promise<void> {
      const codes: (string | null)[] = [];
      for (const { kind, path, ...init } of some) {
        // One a second, so that no limit hides what is behind it; within the hour in which a session is not rolled on.
        clock.now = NOON + (sent++ % 3_500) * 1_000;
        const reply = await send(path, init);
        const what = `${kind} ${init.method} ${path} ${String(init.body).slice(0, 300)}`;
        expect([what, reply.status >= 500]).toEqual([what, false]);
        codes.push(await codeOf(reply));
      }
      const changed = (await fingerprint()) !== before;
      if (changed) await restore(whole);
      if (changed && some.length > 1) {
        for (const one of some) await attempt([one]);
        return;
      }
      const [one] = some;
      // The one GET that leaves a trace: a site's script notes that a page of an unlisted origin asked for it.
      const noted = changed && one?.path.endsWith('.js') === true && one.headers['Origin'] !== PAGE_ORIGIN;
      if (changed && !noted) expect([one, codes, one?.method === 'GET']).toEqual([one, [null], false]);
      tally.stored += changed && !noted ? 1 : 0;
      tally.refused += codes.filter((code) => code !== null).length;
    }
    const [likely, odd] = [
      samples.filter((s) => s.kind === 'valid'),
      samples.filter((s) => s.kind !== 'valid'),
    ];
    for (const one of likely) await attempt([one]);
    for (let i = 0; i < odd.length; i += GROUP) await attempt(odd.slice(i, i + GROUP));
    expect(samples.length).toBeGreaterThanOrEqual(2_000);
    expect(samples.filter((s) => s.kind === 'field').length).toBeGreaterThanOrEqual(samples.length / 3);
    expect(tally.stored).toBeGreaterThanOrEqual(samples.length / 100);
    expect(tally.refused).toBeGreaterThanOrEqual(samples.length / 3);
  },
);

// --- Every code by the shortest way to it: each request is one step away from a valid one

type Try = (t: { world: World; app: ReturnType<typeof testApp>; as: Ask }) => Promise<Response>;
type Ask = (route: string, change?: (body: never) => void, cookie?: string) => Promise<Response>;

const TRIES: Record<string, Try> = {
  upgrade_required: ({ as }) => as('GET /api/sites/:site/live'),
  bad_json: ({ app, world }) => app.fromPage(`/w/${world.site.key}/answers`, '{'),
  body_too_large: ({ app, world }) => app.fromPage(`/w/${world.site.key}/answers`, 'x'.repeat(40_000)),
  not_signed_in: ({ as }) => as('GET /api/me', undefined, ''),
  link_spent: ({ as }) => as('POST /api/enter', (b: { token: string }) => (b.token = newSecret())),
  foreign_origin: ({ app, world }) =>
    app.fromPage(`/w/${world.site.key}/answers`, answer(), { Origin: 'https://clinic.example.evil.example' }),
  not_allowed: ({ as, world }) => as('GET /api/sites/:site/settings', undefined, world.members.viewer),
  not_found: ({ as, world }) => as('GET /api/sites/:site/settings', undefined, world.foreigners.owner),
  method_not_allowed: ({ app, world }) => app.fromMember(world.members.owner, 'PATCH', '/api/me', {}),
  id_reused: async ({ app, world }) => {
    const first = answer();
    await app.fromPage(`/w/${world.site.key}/answers`, first);
    return app.fromPage(`/w/${world.site.key}/answers`, { ...first, score: 1 });
  },
  invalid: ({ as }) => as('PUT /api/me', (b: { language: string }) => (b.language = 'de')),
  consent_required: ({ as }) => as('POST /w/:key/messages', (b: { consent: string }) => (b.consent = '2')),
  contact_not_offered: async ({ app }) => {
    const { siteId, key } = await addSite({ legal: false });
    await addChannel(siteId);
    return app.fromPage(
      `/w/${key}/messages`,
      message({ consent: '1', contact: { phone: '+7 900 000-00-00' } }),
    );
  },
  text_not_stored_here: async ({ app }) =>
    app.fromPage(`/w/${(await addSite({ dataPlace: 'russia' })).key}/answers`, answer({ text: 'Спасибо' })),
  ask_closed: async ({ app }) => app.fromPage(`/w/${(await addSite()).key}/messages`, message()),
  stale_settings: ({ as }) =>
    as('PUT /api/sites/:site/settings', (b: { version: number }) => (b.version = 2)),
  stage_ids_exhausted: async ({ as, world }) => {
    const spent = Object.fromEntries(Array.from({ length: 44 }, (_, i) => [i + 9, `spent${i}`]));
    await env.DB.prepare('UPDATE site SET former_stages = ?2 WHERE id = ?1')
      .bind(world.site.siteId, JSON.stringify(spent))
      .run();
    return as('PUT /api/sites/:site/settings', (b: Update) =>
      Object.assign(b.settings.stages[1] ?? {}, { id: 52 }),
    );
  },
  stage_id_reused: ({ as }) =>
    as('PUT /api/sites/:site/settings', (b: Update) =>
      Object.assign(b.settings.stages[1] ?? {}, { key: 'picked' }),
    ),
  colour_contrast: ({ as }) =>
    as('PUT /api/sites/:site/settings', (b: Update) => (b.settings.look.colour = '#ffff00')),
  loader_too_large: ({ app, world }) => {
    const { method, path, body } = requestOf('PUT /api/sites/:site/settings', world);
    // Hexadecimal that no compressor can shorten by more than half.
    const letters = (words: number) =>
      Array.from({ length: words }, () => crypto.randomUUID().replaceAll('-', '')).join('');
    const pattern = () => ({ by: 'url' as const, pattern: `/${letters(3)}*` });
    const stage = (body as Update).settings.stages[1];
    if (stage) stage.rules = Array.from({ length: 30 }, pattern);
    // A deployed widget whose loader alone nearly fills the bound.
    const loader = letters(150);
    const files = { 'release.json': '{"release":"abc"}', 'loader.js': `f(__CONFIG__);${loader}` };
    const found = (url: string) => Object.entries(files).find(([name]) => url.endsWith(name))?.[1];
    const ASSETS = {
      fetch: (url: string) => Promise.resolve(new Response(found(url))),
    } as unknown as typeof env.ASSETS;
    const headers = { Origin: 'http://localhost:8787', Cookie: world.members.owner };
    return app.send(path, { method, body: JSON.stringify(body), headers }, { ASSETS });
  },
  name_taken: async ({ as }) => {
    await as('POST /api/sites/:site/funnels');
    return as('POST /api/sites/:site/funnels');
  },
  limit_reached: async ({ as }) => {
    const named = (n: number) =>
      as('POST /api/sites/:site/funnels', (b: { name: string }) => (b.name = `Путь ${n}`));
    for (let n = 1; n < 20; n++) await named(n);
    return named(20);
  },
  last_owner: async ({ app, world }) => {
    const { memberId } = (await env.DB.prepare(
      `SELECT member_id AS memberId FROM membership WHERE clinic_id = ?1 AND role = 'owner'`,
    )
      .bind(world.foreign.clinicId)
      .first<{ memberId: string }>()) ?? { memberId: '' };
    return app.fromMember(
      world.foreigners.owner,
      'DELETE',
      `/api/clinics/${world.foreign.clinicId}/members/${memberId}`,
    );
  },
  clinic_has_sites: ({ as }) => as('DELETE /api/clinics/:clinic'),
  member_exists: async ({ as }) => {
    await as('POST /api/clinics/:clinic/members');
    return as('POST /api/clinics/:clinic/members');
  },
  channel_refused: ({ as }) =>
    as('POST /api/sites/:site/channels', (b: { url: string }) => (b.url = 'https://10.0.0.1/x')),
  conversation_closed: async ({ as }) => {
    await as('POST /api/sites/:site/conversations/:id/close');
    return as('POST /api/sites/:site/conversations/:id/replies');
  },
  answered_meanwhile: async ({ as, app, world }) => {
    const path = `/api/sites/${world.site.siteId}/conversations/${world.ids.conversation}/replies`;
    await app.fromMember(world.members.operator, 'POST', path, { id: newSecret(), text: 'Да', seen: 1 });
    return as('POST /api/sites/:site/conversations/:id/replies', (b: { seen: number }) => (b.seen = 1));
  },
  too_many_requests: async ({ app }) => {
    const enter = () => app.fromMember('', 'POST', '/api/enter', { token: newSecret() });
    for (let i = 0; i < 60; i++) await enter();
    return enter();
  },
};
type Update = { settings: Settings };

it.each(Object.entries(TRIES))('says %s', async (code, attempt) => {
  const world = await buildWorld();
  const app = testApp();
  const as: Ask = (route, edit, cookie = world.members.owner) => {
    const { method, path, body } = requestOf(route, world);
    edit?.(body as never);
    return path.startsWith('/api/') ? app.fromMember(cookie, method, path, body) : app.fromPage(path, body);
  };
  expect(await codeOf(await attempt({ world, app, as }))).toBe(code);
});

it('has now met every code of the contract but those of a broken database, which app.test.ts breaks', () => {
  expect([...seen, 'busy', 'internal'].toSorted()).toEqual(Object.keys(ERRORS).toSorted());
});
