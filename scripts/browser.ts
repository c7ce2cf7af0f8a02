// Finds the Chromium that the tests drive: CHROME_PATH, an installed one, else installs one.
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './local-database.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const DEBIAN_PACKAGES = ['chromium', 'chromium-headless-shell'];
const MAC_APPS = ['Google Chrome', 'Chromium'].map((app) => `/Applications/${app}.app/Contents/MacOS/${app}`);

/** Path of an installed Chrome or Chromium, or null. CHROME_PATH wins, and must then exist. */
export function findBrowser(environment: NodeJS.ProcessEnv = process.env): string | null {
  const wanted = environment['CHROME_PATH'];
  if (wanted) {
    if (isProgram(wanted)) return wanted;
    throw new Error(`CHROME_PATH names ${wanted}, which is not a program.`);
  }
  return onPath(NAMES, environment) ?? MAC_APPS.find(isProgram) ?? null;
}

/**
 * Path of an installed headless shell, or null: the same engine without windows, which opens a page in half the time.
 * CHROME_PATH names the browser for everything.
 */
export function findHeadlessShell(environment: NodeJS.ProcessEnv = process.env): string | null {
  return environment['CHROME_PATH'] ? null : onPath(['chromium-headless-shell'], environment);
}

/** Path of a browser; installs one if there is none: by apt as root on Debian, else by Playwright's download. */
export async function ensureBrowser(say: (sentence: string) => void): Promise<string> {
  const found = findBrowser() ?? (await downloaded());
  if (found !== null) return found;
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version')) {
    say('No Chrome or Chromium here: installing chromium with apt-get.');
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...DEBIAN_PACKAGES]);
  } else {
    say('No Chrome or Chromium here: downloading one with Playwright (CHROME_PATH would name your own).');
    run(process.execPath, [join(root, 'node_modules/playwright-core/cli.js'), 'install', 'chromium']);
  }
  const installed = findBrowser() ?? (await downloaded());
  if (installed !== null) return installed;
  throw new Error('No browser could be installed. Install Chrome or Chromium, or name one in CHROME_PATH.');
}

/** The browser an earlier Playwright download left, or null. */
async function downloaded(): Promise<string | null> {
  const { chromium } = await import('playwright-core');
  const path = chromium.executablePath();
  return isProgram(path) ? path : null;
}

function run(command: string, parameters: string[]): void {
  spawnSync(command, parameters, {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}

function onPath(names: string[], environment: NodeJS.ProcessEnv): string | null {
  const folders = (environment['PATH'] ?? '').split(':').filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
