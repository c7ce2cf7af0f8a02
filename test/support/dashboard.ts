// The dashboard over real data: a clinic with weeks of visits, ratings and questions, and a signed-in page for each role.
import type { D1Database } from '@cloudflare/workers-types';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { SeededClinic } from '../../scripts/seed.ts';
import { stemsOf } from '../../worker/domain/stems.ts';
import { openContext } from './chromium.ts';
import { startStack } from './stack.ts';
import type { Stack, StackOptions } from './stack.ts';

export type RoleName = 'owner' | 'operator' | 'viewer' | 'webmaster';

const DAY_MS = 86_400_000;
/** Local dates of Europe/Moscow, which has no clock changes: UTC+3. */
export const moscowDay = (daysAgo: number): string =>
  new Date(Date.now() + 3 * 3_600_000 - daysAgo * DAY_MS).toISOString().slice(0, 10);

/**
 * One day: 100 visits, of which 49 chose, 17 started, 7 booked (4) or contacted (3); 2 asked and 1 rated. Ten such days
 * are 1,000 / 490 / 170 / 70.
 */
export const DAY_PATHS = 'A(50B(30C(10D4E3)F2)H1)';

/** Ratings by answer, 5 … 0: 15 of 19 are good, 78.9 %. */
export const RATINGS = [10, 5, 2, 1, 0, 1];

export type WeeksOptions = {
  /** How many days back the series began. */
  startedDaysAgo?: number;
  days?: number;
  ratings?: number[];
  comments?: { score: number; text: string; daysAgo?: number }[];
};

/** Writes day rows, ratings and comments; the series and the stages' rules are made as old as they claim to be. */
export async function seedWeeks(
  db: D1Database,
  { siteId, seriesId }: SeededClinic,
  { startedDaysAgo = 60, days = 10, ratings = RATINGS, comments = [] }: WeeksOptions = {},
): Promise<void> {
  const started = moscowDay(startedDaysAgo);
  const answers = ratings.flatMap((count, i) =>
    Array.from({ length: count }, () => ({ score: 5 - i, text: null as string | null, daysAgo: 3 })),
  );
  const all = [...answers, ...comments.map(({ daysAgo = 1, ...rest }) => ({ ...rest, daysAgo }))];
  await db.batch([
    db
      .prepare('UPDATE series SET started_on = ?2, started_at = ?3 WHERE id = ?1')
      .bind(seriesId, started, Date.parse(started)),
    ...Array.from({ length: days }, (_, i) =>
      db
        .prepare(
          `INSERT INTO journey_day (site_id, day, series_id, zone, status, visits, paths, by_source, by_campaign, by_device,
             by_language, by_entry, as_of) VALUES (?1, ?2, ?3, 'Europe/Moscow', 'closed', 100, ?4, '', '', '', '', '', ?5)`,
        )
        .bind(siteId, moscowDay(i + 1), seriesId, DAY_PATHS, Date.now()),
    ),
    db
      .prepare(
        `INSERT INTO series (id, site_id, kind, mode, rules_version, zone, question, wording, moment, started_on, started_at)
         VALUES ('01TESTANSWERS0000000000000', ?1, 'answers', 'statistics', 1, 'Europe/Moscow', 'fft', 1, 'launcher', ?2, ?3)`,
      )
      .bind(siteId, started, Date.parse(started)),
    ...all.map(({ score, text, daysAgo }, i) =>
      db
        .prepare(
          `INSERT INTO answer (site_id, client_key, body_hash, id, series_id, question, moment, origin, mode, day, score, text,
             stems, language, stage) VALUES (?1, ?2, 'x', ?3, '01TESTANSWERS0000000000000', 'fft', 'launcher', 'widget',
             'statistics', ?4, ?5, ?6, ?7, 'ru', 3)`,
        )
        .bind(
          siteId,
          `key${i}`,
          `01TESTANSWER${String(i).padStart(14, '0')}`,
          moscowDay(daysAgo),
          score,
          text,
          text === null ? null : ` ${stemsOf(text).join(' ')} `,
        ),
    ),
  ]);
}

/** The stages' rules are as old as the series, so that its days connect them. */
export const oldRules: NonNullable<StackOptions['settings']> = (settings) =>
  settings.stages.forEach((stage) => (stage.changedOn = moscowDay(60)));

/** The real stack with weeks of data. */
export const startDashboard = ({
  weeks,
  settings,
  ...options
}: StackOptions & { weeks?: WeeksOptions | null } = {}): Promise<Stack> =>
  startStack({
    ...options,
    settings: (s) => {
      oldRules(s);
      settings?.(s);
    },
    seed: async (db, seeded) => {
      if (weeks !== null) await seedWeeks(db, seeded, weeks);
      await options.seed?.(db, seeded);
    },
  });

/** A call of the members' API as one of them. */
export async function callApi(
  stack: Stack,
  cookie: string,
  { method = 'GET', path, body }: { method?: string; path: string; body?: unknown },
): Promise<Response> {
  return fetch(`${stack.url}/api${path}`, {
    method,
    headers: { 'Content-Type': 'application/json', Origin: stack.url, Cookie: cookie },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** Adds a webhook that answers and proves it, so that visitors may ask. */
export async function openAsk(stack: Stack): Promise<void> {
  stack.setPage('/hook', 'ok');
  const cookie = await stack.memberCookie('owner');
  const path = `/sites/${stack.siteId}/channels`;
  const made = await callApi(stack, cookie, {
    method: 'POST',
    path,
    body: { kind: 'webhook', url: `${stack.hostUrl}/hook` },
  });
  const { id } = (await made.json()) as { id: string };
  const tested = await callApi(stack, cookie, { method: 'POST', path: `${path}/${id}/test`, body: {} });
  if (!tested.ok) throw new Error(`The test notice answered ${tested.status} ${await tested.text()}`);
}

let made = 0;
const secret = (): string => `visitor-secret-${String(++made).padStart(16, '0')}`;

export type Question = {
  text: string;
  kind?: 'message' | 'callback';
  topic?: string;
  when?: string;
  contact?: { name?: string; phone?: string; email?: string };
};

/** A visitor asks through the public door, as the widget does; returns the device's token. */
export async function ask(
  stack: Stack,
  { kind = 'message', topic = 'booking', ...question }: Question,
): Promise<string> {
  const token = secret();
  const consent = question.contact
    ? stack.sql<{ v: string }>('SELECT consent_version AS v FROM clinic')[0]?.v
    : undefined;
  const reply = await fetch(`${stack.url}/w/${stack.siteKey}/messages`, {
    method: 'POST',
    headers: {
      'Content-Type': 'text/plain',
      Origin: stack.hostUrl,
      'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0.0.0',
    },
    body: JSON.stringify({
      ...{ id: secret(), token, erase: secret(), kind, topic, ...question },
      ...(consent === undefined ? {} : { consent }),
      ...{ spentMs: 9_000, language: 'ru', loader: 'test' },
    }),
  });
  if (!reply.ok) throw new Error(`The question was answered ${reply.status} ${await reply.text()}`);
  return token;
}

/** A context in which this role is signed in, on its way to Overview. */
export async function signInAs(
  browser: Browser,
  stack: Stack,
  role: RoleName,
  options: BrowserContextOptions = {},
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await openContext(browser, options);
  const [name = '', value = ''] = (await stack.memberCookie(role)).split('=');
  await context.addCookies([{ name, value, url: stack.url, httpOnly: true, sameSite: 'Lax' }]);
  const page = await context.newPage();
  // Most tests go elsewhere at once: they need not wait until Overview is drawn.
  await page.goto(`${stack.url}/sites/${stack.siteId}/overview`, { waitUntil: 'commit' });
  return { context, page };
}
