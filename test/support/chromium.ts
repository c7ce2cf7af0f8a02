// The real browser for tests: launch, contexts that look like a person's, and recorders of all that a page says and sends.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { findBrowser, findHeadlessShell } from '../../scripts/browser.ts';
import { killProcess, processesOf } from './processes.ts';

/** `navigator.webdriver` would make every visit a bot's: the first flag takes it away. */
const FLAGS = [
  '--disable-blink-features=AutomationControlled',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** A person's browser; headless Chromium would name itself and be kept out as a bot. */
export const DESKTOP_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';
export const PHONE_AGENT =
  'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Mobile Safari/537.36';
export const PHONE: BrowserContextOptions = {
  userAgent: PHONE_AGENT,
  viewport: { width: 360, height: 740 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

/** Options for a person's context, Russian by default. */
export const person = (options: BrowserContextOptions = {}): BrowserContextOptions => ({
  userAgent: DESKTOP_AGENT,
  locale: 'ru-RU',
  viewport: { width: 1280, height: 800 },
  ...options,
});

const executable = (): string => findBrowser() ?? chromium.executablePath();

/** One headless browser, the quick shell where it is installed; `openContext` makes people in it. */
export const launchChromium = (): Promise<Browser> =>
  chromium.launch({ executablePath: findHeadlessShell() ?? executable(), args: FLAGS });

/** The whole browser with its back-forward cache, which the shell lacks and Playwright switches off. */
export const launchChromiumWithCache = (): Promise<Browser> =>
  chromium.launch({
    executablePath: executable(),
    args: FLAGS,
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
  });

/** A fresh context of a person: no cookies, no storage. */
export const openContext = (browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> =>
  browser.newContext(person(options));

export type Profile = {
  /** Starts a browser on this profile. */
  open: (options?: BrowserContextOptions) => Promise<BrowserContext>;
  /** Kills the browser's processes with SIGKILL, as a power cut would, and waits until they are gone. */
  kill: () => Promise<void>;
  /** Closes the browser and deletes the profile. */
  remove: () => Promise<void>;
};

/** A browser profile on disk that survives SIGKILL, for tests of what a device remembers. */
export function persistentProfile(): Profile {
  const folder = mkdtempSync(join(tmpdir(), 'otklik-profile-'));
  let context: BrowserContext | null = null;
  let closed = Promise.resolve();
  return {
    open: async (options = {}) => {
      const opened = await chromium.launchPersistentContext(folder, {
        ...person(options),
        executablePath: executable(),
        args: FLAGS,
      });
      closed = new Promise((resolve) => opened.once('close', () => resolve()));
      context = opened;
      return opened;
    },
    kill: async () => {
      for (const pid of processesOf(folder)) killProcess(pid);
      await closed;
      // The dead browser's lock names a process that is gone; a fresh start may refuse it.
      for (const lock of ['SingletonLock', 'SingletonCookie', 'SingletonSocket']) {
        rmSync(join(folder, lock), { force: true });
      }
      context = null;
    },
    remove: async () => {
      await context?.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

export type Sent = {
  method: string;
  url: string;
  /** All headers as sent, names in lower case. */
  headers: Record<string, string>;
  body: string;
  resourceType: string;
};
export type Recorder = {
  /** Console lines and uncaught errors: `type: text`. */
  console: string[];
  requests: Sent[];
  /** Requests whose address starts with this origin. */
  to: (origin: string) => Sent[];
  /** Waits until `count` requests match, and returns them. */
  waitFor: (match: (sent: Sent) => boolean, count?: number, timeoutMs?: number) => Promise<Sent[]>;
};

/** Records what every page of the context prints and sends, from now on. Headers are those on the wire. */
export function record(context: BrowserContext): Recorder {
  const lines: string[] = [];
  const requests: Sent[] = [];
  context.on('console', (message) => void lines.push(`${message.type()}: ${message.text()}`));
  context.on('weberror', (error) => void lines.push(`uncaught: ${error.error().message}`));
  context.on('request', (request) => {
    const sent: Sent = {
      method: request.method(),
      url: request.url(),
      headers: request.headers(),
      body: request.postData() ?? '',
      resourceType: request.resourceType(),
    };
    requests.push(sent);
    // The full set (Referer, Origin, Cookie) is known a little later.
    void request.allHeaders().then(
      (headers) => void (sent.headers = headers),
      () => undefined,
    );
  });
  const waitFor: Recorder['waitFor'] = async (match, count = 1, timeoutMs = 10_000) => {
    await until(() => requests.filter(match).length >= count, timeoutMs, `${count} matching request(s)`);
    return requests.filter(match);
  };
  return {
    console: lines,
    requests,
    to: (origin) => requests.filter(({ url }) => url.startsWith(`${origin}/`)),
    waitFor,
  };
}

/** Waits until `holds` is true, asking every 25 ms; fails with the words of `what`. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  timeoutMs = 10_000,
  what = holds.toString(),
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`Not within ${timeoutMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

export type Violation = { rule: string; impact: string; where: string[]; help: string };

/** The rules whose answer depends on the colour scheme. */
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

/** Runs axe on the page as it is, then its colour rules again in the other colour scheme, and leaves that one on. */
export async function axeInBothSchemes(page: Page): Promise<Violation[]> {
  const first = await axe(page);
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches);
  await page.emulateMedia({ colorScheme: isDark ? 'light' : 'dark' });
  return [...first, ...(await axe(page, undefined, COLOUR_RULES))];
}

/** Runs axe for WCAG 2.2 A and AA on the page, open shadow roots included; `rules` limits it to those. */
export async function axe(page: Page, within?: string, rules?: string[]): Promise<Violation[]> {
  const loaded = await page.evaluate(() => 'axe' in globalThis);
  // By the debugger, not by a script element: the dashboard's policy would rightly refuse one.
  if (!loaded) await page.evaluate(axeSource());
  const scope = {
    selector: within,
    runOnly: rules ?? ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
  };
  return page.evaluate(async ({ selector, runOnly }) => {
    const { axe } = globalThis as unknown as { axe: typeof import('axe-core') };
    const found = await axe.run(selector === undefined ? document : selector, {
      runOnly,
      // What passes is not told: gathering it took most of the time.
      resultTypes: ['violations'],
    });
    return found.violations.map(({ id, impact, nodes, help }) => ({
      rule: id,
      impact: impact ?? '',
      where: nodes.map(({ target }) => target.flat().join(' ')),
      help,
    }));
  }, scope);
}

let source = '';
function axeSource(): string {
  source ||= (createRequire(import.meta.url)('axe-core') as { source: string }).source;
  return source;
}
