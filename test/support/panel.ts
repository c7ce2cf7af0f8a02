// The panel as a person meets it: where its parts are, and how one opens it on a page of the clinic.
import type { Locator, Page } from 'playwright-core';

/** The launcher's button; selectors reach into the open shadow root. */
export const launcher = (page: Page): Locator => page.locator('otklik-widget > button');
export const panel = (page: Page): Locator => page.locator('otklik-widget dialog');
export const sendButton = (page: Page): Locator => panel(page).locator('button[type=submit]');

/** A page of a clinic, in one language, wide or narrow. */
export const clinicPage = (lang: 'ru' | 'en'): string =>
  `<!doctype html><html lang="${lang}"><head><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Clinic</title></head><body><h1>Clinic</h1><p><label>Search <input id="search"></label></p>{{snippet}}</body></html>`;

/** Opens the page and the panel; resolves when its first view is there. */
export async function openPanel(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await launcher(page).click();
  await panel(page).locator('.hello').waitFor();
}

/** Resolves when the late views are on the page too: from then on every view is there without a network. */
export async function lateViews(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('/c/late.')),
  );
}

/** From the first view to the question form. */
export async function openAsk(page: Page, kind: 'message' | 'callback' = 'message'): Promise<void> {
  await panel(page)
    .locator('.row')
    .nth(kind === 'message' ? 0 : 1)
    .click();
  await panel(page).locator('textarea[name=text]').waitFor();
}

/** Waits as long as a person needs at least: a form sent in less is taken for a program's. */
export async function likeAPerson(page: Page): Promise<void> {
  const startedMs = await page.evaluate(() => performance.now());
  await page.waitForFunction((from) => performance.now() - from > 1_600, startedMs);
}

/** Asks one question from the first view on. */
export async function ask(page: Page, text: string): Promise<void> {
  await openAsk(page);
  await panel(page).locator('textarea[name=text]').fill(text);
  await likeAPerson(page);
  await sendButton(page).click();
}

/** Chooses an answer by its words and sends it with a comment. */
export async function rate(page: Page, answer: string, comment: string): Promise<void> {
  await panel(page).getByRole('radio', { name: answer, exact: true }).check();
  await panel(page).locator('textarea[name^=why]').fill(comment);
  await sendButton(page).click();
}

/** What this page's origin holds on the device. */
export const heldBy = (page: Page) =>
  page.evaluate(async () => ({
    databases: (await indexedDB.databases()).map(({ name }) => name),
    local: { ...localStorage },
    session: Object.keys(sessionStorage),
  }));
