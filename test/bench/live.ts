// How soon a message is seen in the other browser, with many sockets open at the same site; and how many messages a second are kept.
import { createHash, randomBytes } from 'node:crypto';
import type { Browser, Page } from 'playwright-core';
import { snippetFor } from '../../scripts/seed.ts';
import { launchChromium, openContext } from '../support/chromium.ts';
import { serveHostPages } from '../support/host-pages.ts';
import { memberSocket } from '../support/live-socket.ts';
import type { LiveSocket } from '../support/live-socket.ts';
import { ask, clinicPage, launcher, panel } from '../support/panel.ts';
import { addSites, ORIGIN } from './clinic.ts';
import type { BenchSite } from './clinic.ts';
import { load, percentiles } from './load.ts';
import type { LoadResult } from './load.ts';
import type { Stack } from './stack.ts';

/** Sockets one member may have, with room for the browser's own. */
const SOCKETS_A_MEMBER = 15;

export type SeenRow = {
  /** Sockets open at the site, those of the two browsers among them. Each hears of every message. */
  sockets: number;
  way: 'visitor → inbox' | 'clinic → panel';
  p50Ms: number;
  p95Ms: number;
  messages: number;
};
export type AcceptedRow = { connections: number } & LoadResult;

const secret = (): string => randomBytes(18).toString('base64url');

/** From the key that presses Send to the change of the document in the other browser. */
export async function benchLive(
  stack: Stack,
  { sockets, messages }: { sockets: number[]; messages: number },
): Promise<SeenRow[]> {
  const host = await serveHostPages(new Map());
  const browser = await launchChromium();
  try {
    const [site] = await addSites(stack, 5000, 1);
    await openAsk(stack, [site!], host.url);
    const html = clinicPage('ru').replace('{{snippet}}', snippetFor(stack.url.origin, site!.key));
    host.pages.set('/', { html });
    const cookies = await addOperators(stack, site!, Math.ceil(Math.max(...sockets) / SOCKETS_A_MEMBER));
    const pages = await openBoth(browser, { stack, site: site!, cookie: cookies[0]!, page: `${host.url}/` });
    const rows: SeenRow[] = [];
    const others: LiveSocket[] = [];
    for (const count of sockets.toSorted((a, b) => a - b)) {
      while (others.length + 2 < count) {
        const cookie = cookies[Math.floor(others.length / SOCKETS_A_MEMBER)]!;
        others.push(await memberSocket(stack.url.origin, site!.siteId, cookie));
      }
      rows.push(...(await measure(pages, count, messages)));
    }
    others.forEach((socket) => socket.close());
    return rows;
  } finally {
    await browser.close();
    await host.close();
  }
}

/** Messages of as many people as there are connections; each is acknowledged when it is stored. */
export async function benchMessages(stack: Stack, msPerStep: number): Promise<AcceptedRow[]> {
  const sites = await addSites(stack, 6000, 40);
  await openAsk(stack, sites, ORIGIN);
  const rows: AcceptedRow[] = [];
  for (const connections of [1, 20, 100]) {
    const result = await load(stack.url, {
      ...{ connections, ms: msPerStep },
      shot: (n) => ({
        method: 'POST',
        path: `/w/${sites[n % sites.length]!.key}/messages`,
        headers: {
          Origin: ORIGIN,
          'Content-Type': 'text/plain',
          'User-Agent': 'Mozilla/5.0 Chrome/156.0.0.0',
        },
        body: JSON.stringify({
          ...{ id: secret(), token: secret(), erase: secret(), kind: 'message', topic: 'booking' },
          ...{ text: 'Можно ли записаться на субботу?', spentMs: 9_000, language: 'ru', loader: 'bench' },
        }),
      }),
      check: (status, body) => {
        if (status !== 201) throw new Error(`a message was not stored: ${status} ${body}`);
      },
    });
    rows.push({ connections, ...result });
  }
  return rows;
}

/** A proven channel and a fresh look into the inbox: then questions are taken. */
const openAsk = (stack: Stack, sites: BenchSite[], origin: string): Promise<unknown> =>
  stack.sql(
    ...sites.flatMap(({ siteId }): [string, ...unknown[]][] => [
      [
        `UPDATE site SET inbox_opened_at = ?2, settings = json_set(settings, '$.origins', json(?3)) WHERE id = ?1`,
        ...[siteId, Date.now(), JSON.stringify([origin])],
      ],
      [
        `INSERT INTO channel (id, site_id, kind, label, key_id, sealed, enabled, verified_at, created_at)
         VALUES (?1 || 'C', ?1, 'webhook', 'nowhere', 'none', 'none', 1, ?2, ?2)`,
        ...[siteId, Date.now()],
      ],
    ]),
  );

async function addOperators(stack: Stack, { siteId }: BenchSite, count: number): Promise<string[]> {
  const made = Array.from({ length: count }, (_, n) => ({
    member: `01BENCHLIVE${String(n).padStart(15, '0')}`,
    token: randomBytes(32).toString('base64url'),
  }));
  await stack.sql(
    ...made.flatMap(({ member, token }): [string, ...unknown[]][] => [
      [
        `INSERT INTO member (id, email, name, language, created_at) VALUES (?1, ?1 || '@clinic.example', 'Bench', 'ru', 0)`,
        member,
      ],
      [
        `INSERT INTO membership (clinic_id, member_id, role, created_at)
         SELECT clinic_id, ?2, 'operator', 0 FROM site WHERE id = ?1`,
        ...[siteId, member],
      ],
      [
        `INSERT INTO session (hash, member_id, created_at, seen_at, expires_at) VALUES (?1, ?2, ?3, ?3, ?4)`,
        createHash('sha256').update(token).digest('base64url'),
        ...[member, Date.now(), Date.now() + 86_400_000],
      ],
    ]),
  );
  return made.map(({ token }) => `otklik_session=${token}`);
}

type Both = { visitor: Page; clinic: Page };

/** A panel and an inbox on the same conversation, both told by a socket. */
async function openBoth(
  browser: Browser,
  { stack, site, cookie, page }: { stack: Stack; site: BenchSite; cookie: string; page: string },
): Promise<Both> {
  const visitor = await (await openContext(browser)).newPage();
  await visitor.addInitScript(noteKeys);
  await visitor.goto(page);
  await launcher(visitor).click();
  const [hears] = await Promise.all([visitor.waitForEvent('websocket'), ask(visitor, 'Первый вопрос')]);
  await hears.waitForEvent('framereceived');
  const context = await openContext(browser);
  const [name = '', value = ''] = cookie.split('=');
  await context.addCookies([{ name, value, url: stack.url.origin }]);
  const clinic = await context.newPage();
  await clinic.addInitScript(noteKeys);
  const [found] = await stack.sql(['SELECT id FROM conversation WHERE site_id = ?1', site.siteId]);
  const [told] = await Promise.all([
    clinic.waitForEvent('websocket'),
    clinic.goto(`${stack.url.origin}/sites/${site.siteId}/inbox/${String(found!.rows[0]!['id'])}`),
  ]);
  await told.waitForEvent('framereceived');
  await clinic.locator('#reply').waitFor();
  return { visitor, clinic };
}

async function measure({ visitor, clinic }: Both, sockets: number, messages: number): Promise<SeenRow[]> {
  const more = panel(visitor).locator('textarea[name=more]');
  const send = panel(visitor).locator('form button[type=submit]');
  const [asked, answered]: [number[], number[]] = [[], []];
  for (let n = 0; n < messages; n++) {
    const question = `вопрос ${sockets}-${n}.`;
    await more.fill(question);
    asked.push(await timed(visitor, clinic, question, () => send.press('Enter')));
    const answer = `ответ ${sockets}-${n}.`;
    await clinic.locator('#reply').fill(answer);
    answered.push(
      await timed(clinic, visitor, answer, () => clinic.locator('#reply').press('Control+Enter')),
    );
  }
  const row = (way: SeenRow['way'], times: number[]): SeenRow => {
    const { p50Ms, p95Ms } = percentiles(times);
    return { sockets, way, p50Ms, p95Ms, messages };
  };
  return [row('visitor → inbox', asked), row('clinic → panel', answered)];
}

type Marks = { pressedMs: number; seenMs: Promise<number> };

/** Runs in the page before anything of its own, because an open panel keeps its keys from listeners that come later. */
function noteKeys(): void {
  const note = () =>
    ((globalThis as unknown as Marks).pressedMs = performance.timeOrigin + performance.now());
  addEventListener('keydown', note, { capture: true });
}

/** Both pages read one machine's clock. */
async function timed(from: Page, to: Page, words: string, press: () => Promise<void>): Promise<number> {
  await to.evaluate((wanted) => {
    const root = document.querySelector('otklik-widget')?.shadowRoot ?? document;
    const log = () => root.querySelector('[role=log]')?.textContent ?? '';
    (globalThis as unknown as Marks).seenMs = new Promise((resolve) => {
      const look = new MutationObserver(() => {
        if (!log().includes(wanted)) return;
        look.disconnect();
        resolve(performance.timeOrigin + performance.now());
      });
      look.observe(root, { childList: true, subtree: true, characterData: true });
    });
  }, words);
  await press();
  const [pressedMs, seenMs] = await Promise.all([
    from.evaluate(() => (globalThis as unknown as Marks).pressedMs),
    to.evaluate(() => (globalThis as unknown as Marks).seenMs),
  ]);
  return seenMs - pressedMs;
}
