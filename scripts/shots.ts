// Pictures of every screen, as a person sees them: at both widths, in both colour schemes and languages.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Frame, Page, Request } from 'playwright-core';
import type { Language } from '../worker/contract/vocabulary.ts';

export const WIDTHS = [1280, 360] as const;
export const SCHEMES = ['light', 'dark'] as const;
const HEIGHT = { 1280: 860, 360: 740 } as const;

export type Screen = { name: string; path: string };

/** Every screen of the dashboard at this site: those that its menus lead to, and the ones without a menu. */
export async function dashboardScreens(page: Page, url: string, siteId: string): Promise<Screen[]> {
  const site = `/sites/${siteId}`;
  const ask = async (path: string) =>
    (await page.request.get(`${url}/api${path}`)).json() as Promise<unknown>;
  const inbox = (await ask(`${site}/conversations`)) as { conversations: { id: string }[] };
  const me = (await ask('/me')) as { clinics: { id: string }[] };
  await openScreen(page, `${url}${site}/settings`);
  const links = await page
    .locator(`a[href^="${site}/"]`)
    .evaluateAll((all) => all.map((link) => link.getAttribute('href')?.split(/[?#]/)[0] ?? ''));
  const thread = inbox.conversations[0]?.id;
  const paths = [
    ...new Set([...links, ...(thread ? [`${site}/inbox/${thread}`] : [])]),
    ...[`/clinics/${me.clinics[0]?.id}/new-site`, '/profile', '/new-clinic'],
  ];
  return paths.map((path) => ({ name: nameOf(path, thread), path }));
}

const nameOf = (path: string, thread = ''): string =>
  path
    .replace(/^\/sites\/[^/]+\//, '')
    .replace(/^\/(clinics\/[^/]+\/)?/, '')
    .replace(`inbox/${thread}`, 'thread')
    .replaceAll('/', '-');

/** Switches the signed-in member's language by their own door. */
export async function speak(page: Page, url: string, language: Language): Promise<void> {
  const me = (await (await page.request.get(`${url}/api/me`)).json()) as { member: { name: string } };
  const data = { name: me.member.name, language };
  const reply = await page.request.put(`${url}/api/me`, { data, headers: { Origin: url } });
  if (!reply.ok()) throw new Error(`The language could not be set: ${reply.status()}`);
}

/** Opens a screen and waits until what it shows has been loaded: nothing is asked for any more, and nothing stands in for it. */
export async function openScreen(page: Page, address: string): Promise<void> {
  const asked = new Set<Request>();
  // A request that never ends must not hold up what is drawn already.
  const giveUpAt = Date.now() + 10_000;
  const ask = (request: Request): unknown => asked.add(request);
  const end = (request: Request): unknown => asked.delete(request);
  // Requests of the page before are given up, and nobody is told of their end.
  const leave = (frame: Frame): unknown => frame === page.mainFrame() && asked.clear();
  page.on('request', ask).on('requestfinished', end).on('requestfailed', end).on('framenavigated', leave);
  try {
    await page.goto(address);
    await page.locator('main h1').first().waitFor();
    do {
      await page.locator('.skeleton').first().waitFor({ state: 'detached' });
      // What came last may ask for more once it is drawn.
      await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    } while ((asked.size > 0 && Date.now() < giveUpAt) || (await page.locator('.skeleton').count()) > 0);
  } finally {
    page
      .off('request', ask)
      .off('requestfinished', end)
      .off('requestfailed', end)
      .off('framenavigated', leave);
  }
}

export type Shots = {
  context: BrowserContext;
  url: string;
  folder: string;
  screens: readonly Screen[];
  language: Language;
  /** `jpeg` is written in a third of the time; `png` is exact. */
  type?: 'png' | 'jpeg';
};
/** The pictures, and those on which something reaches beyond the window. */
export type Seen = { files: string[]; wide: string[] };

/** Pictures of the screens in one language: opened once, then resized and darkened as they stand. */
export async function shoot({ screens, language, ...shots }: Shots): Promise<Seen> {
  const named = screens.map(({ name, path }) => ({ name: `${name}.${language}`, path }));
  return shootAll({ ...shots, screens: named, schemes: SCHEMES });
}

const SITE = [
  '/',
  '/services',
  '/services/cardiology',
  '/doctors',
  '/prices',
  '/booking',
  '/booking-online',
  ...['/thank-you', '/contacts', '/spa/', '/en/', '/en/services', '/en/doctors', '/en/prices', '/en/booking'],
];

/** Pictures of the clinic's own pages, which have one colour scheme. */
export const shootSite = (shots: Pick<Shots, 'context' | 'url' | 'folder'>): Promise<Seen> =>
  shootAll({
    ...shots,
    screens: SITE.map((path) => ({ name: `site${path.replaceAll('/', '-').replace(/-$/, '')}`, path })),
    schemes: ['light'],
    type: 'png',
  });

/** A window as tall as the page: a menu that is fixed to the foot of the window then stands at the foot of the picture. */
async function unroll(page: Page, width: (typeof WIDTHS)[number]): Promise<void> {
  await page.setViewportSize({ width, height: HEIGHT[width] });
  const height = await page.evaluate<number>('document.documentElement.scrollHeight');
  await page.setViewportSize({ width, height: Math.max(height, HEIGHT[width]) });
}

type AllShots = Omit<Shots, 'language'> & { schemes: readonly ('light' | 'dark')[] };

async function shootAll({ context, url, folder, screens, schemes, type = 'png' }: AllShots): Promise<Seen> {
  mkdirSync(folder, { recursive: true });
  const page = await context.newPage();
  const seen: Seen = { files: [], wide: [] };
  for (const { name, path } of screens) {
    await page.setViewportSize({ width: 1280, height: HEIGHT[1280] });
    await openScreen(page, url + path);
    for (const width of WIDTHS) {
      await unroll(page, width);
      for (const colorScheme of schemes) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const file = join(folder, `${name}.${width}.${colorScheme}.${type}`);
        await page.screenshot({ path: file, type, animations: 'disabled' });
        seen.files.push(file);
      }
      if ((await page.evaluate<number>('document.documentElement.scrollWidth')) > width)
        seen.wide.push(`${name}.${width}`);
    }
  }
  await page.close();
  return seen;
}
