// `npm run screenshots`: pictures of all screens of the demo in its present state, and the README's few among them.
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext } from 'playwright-core';
import { ensureBrowser, findHeadlessShell } from './browser.ts';
import { buildIfStale } from './build.ts';
import { playQuarter } from './demo-quarter.ts';
import { demoAddresses, startDemo } from './demo-stack.ts';
import type { DemoAddresses, DemoStack } from './demo-stack.ts';
import { root } from './local-database.ts';
import { hasDatabase, localStateDir } from './local-state.ts';
import { freePort, isFree } from './ports.ts';
import { progressBar } from './progress.ts';
import { dashboardScreens, openScreen, shoot, shootSite, speak } from './shots.ts';

const FOLDER = join(root, '.otklik/screens');
const README = join(root, 'docs/images');
/** A person's browser: an automated one would be taken for a bot, and the widget would count nothing. */
const AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

async function screenshots(): Promise<void> {
  const executablePath = findHeadlessShell() ?? (await ensureBrowser(console.log));
  await buildIfStale();
  const stateDir = mkdtempSync(join(tmpdir(), 'otklik-screens-'));
  const addresses = demoAddresses(await twoFreePorts());
  await takeState(stateDir, addresses);
  const demo = await startDemo(stateDir, addresses, () => undefined);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    await picture(browser, addresses, demo);
  } finally {
    await browser.close();
    await demo.stop();
    rmSync(stateDir, { recursive: true, force: true });
  }
}

/** A copy of what `npm start` shows; played anew where nothing has been started yet. */
async function takeState(stateDir: string, { url, demoUrl }: DemoAddresses): Promise<void> {
  const kept = localStateDir();
  if (hasDatabase(kept)) {
    for (const name of ['v3', 'seal-keys', 'demo-notices.json'])
      if (existsSync(join(kept, name))) cpSync(join(kept, name), join(stateDir, name), { recursive: true });
    return;
  }
  const onProgress = progressBar('The clinic’s last 90 days');
  await playQuarter({ stateDir, publicUrl: url, demoUrl, nowMs: Date.now(), onProgress });
}

async function picture(browser: Browser, { url, demoUrl }: DemoAddresses, demo: DemoStack): Promise<void> {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const context = await browser.newContext({ userAgent: AGENT, locale: 'ru-RU' });
  const page = await context.newPage();
  await page.goto(demo.link);
  await page.getByRole('button', { name: 'Войти' }).click();
  await page.waitForURL(/\/sites\//);
  const screens = await dashboardScreens(page, url, demo.siteId);
  for (const language of ['ru', 'en'] as const) {
    await speak(page, url, language);
    const { files, wide } = await shoot({ context, url, folder: FOLDER, screens, language });
    console.log(`${language}: ${files.length} pictures of ${screens.length} screens`);
    for (const file of wide) console.log(`wider than the window: ${file}`);
  }
  await shootReadme(context, { url, demoUrl, siteId: demo.siteId });
  const { files } = await shootSite({ context, url: demoUrl, folder: FOLDER });
  console.log(`${files.length} pictures of the clinic's own pages`);
  console.log(`In ${FOLDER}; the README's in docs/images.`);
}

/** The README is in English, and so are its pictures' screens; what people wrote stays as they wrote it. */
async function shootReadme(
  context: BrowserContext,
  { url, demoUrl, siteId }: { url: string; demoUrl: string; siteId: string },
): Promise<void> {
  const page = await context.newPage();
  await page.setViewportSize({ width: 1280, height: 860 });
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  const save = (name: string) =>
    page.screenshot({ path: join(README, `${name}.png`), animations: 'disabled' });
  for (const name of ['overview', 'journey', 'satisfaction']) {
    await openScreen(page, `${url}/sites/${siteId}/${name}`);
    await save(name);
  }
  await openScreen(page, `${url}/sites/${siteId}/inbox?state=answered`);
  await page.locator('.conversations a').first().click();
  await page.locator('.reply-box, form textarea').first().waitFor();
  await save('inbox');
  await page.goto(`${demoUrl}/en/`);
  await page.locator('otklik-widget button').first().click();
  await page.getByRole('radio').first().waitFor();
  await save('widget');
  await page.close();
}

async function twoFreePorts(): Promise<number> {
  for (;;) {
    const port = await freePort();
    if (await isFree(port + 1)) return port;
  }
}

try {
  await screenshots();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
