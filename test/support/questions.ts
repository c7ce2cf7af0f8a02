// A person who is asked: how each moment comes about on a clinic's page, and how a question is answered by keyboard or by touch.
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { SURVEY_WORDS } from '../../worker/contract/survey-words.ts';
import type { Survey } from '../../worker/contract/surveys.ts';
import type { Settings } from '../../worker/contract/settings.ts';
import type { Language, Moment, Question } from '../../worker/contract/vocabulary.ts';
import { DESKTOP_AGENT, openContext, PHONE, PHONE_AGENT } from './chromium.ts';
import { launcher, likeAPerson, panel } from './panel.ts';
import type { Stack } from './stack.ts';

/** `inline` is the element in the page, the other ones are the moments of the widget. */
export const WAYS = ['launcher', 'stage', 'unfinished', 'closed', 'call', 'inline'] as const;
export type Way = (typeof WAYS)[number];
export type Asked = { question: Question; way: Way; device: 'phone' | 'desktop'; language: Language };

/** A question for every moment, on, at all hours. */
export function askEverywhere(settings: Settings, questionAt: (moment: Moment) => Question): void {
  const ask = (id: number, moment: Moment, more: Partial<Survey> = {}): Survey => ({
    ...{
      id,
      question: questionAt(moment),
      moment,
      on: true,
      share: 100,
      title: { ru: '', en: '' },
      wording: 1,
    },
    ...more,
  });
  settings.surveys = [
    ask(1, 'launcher'),
    ask(2, 'stage', { stage: 4 }),
    ask(3, 'unfinished', { stage: 3 }),
    ask(4, 'closed'),
    ask(5, 'call', { key: 'here' }),
  ];
  settings.caps = { days: 30 };
}

/** The clinic's pages that lead to every moment, in both languages. */
export function setPages(stack: Stack): void {
  const html = (language: Language, body = '') =>
    `<!doctype html><html lang="${language}"><head><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Clinic</title></head><body><h1>Clinic</h1><p>${'text '.repeat(80)}</p>${body}{{snippet}}</body></html>`;
  for (const language of ['ru', 'en'] as const) {
    for (const page of ['contacts', 'services', 'booking', 'thanks']) {
      stack.setPage(`/${language}/${page}`, html(language));
    }
    stack.setPage(
      `/${language}/inline`,
      html(
        language,
        '<otklik-rating question="here"></otklik-rating><otklik-rating question="none"></otklik-rating>',
      ),
    );
  }
}

let visitors = 0;

/** Somebody new: another browser is another visit. */
export function openVisitor(browser: Browser, device: Asked['device']): Promise<BrowserContext> {
  visitors += 1;
  const agent = (text: string) => text.replace('.0.0.0', `.0.${visitors}.0`);
  return device === 'phone'
    ? openContext(browser, { ...PHONE, userAgent: agent(PHONE_AGENT) })
    : openContext(browser, { userAgent: agent(DESKTOP_AGENT) });
}

/** The bubble at the launcher. */
export const bubble = (page: Page): Locator => page.locator('otklik-widget .ask');

/** Brings the moment about, up to the question on screen; resolves to where it stands. */
export async function beAsked(page: Page, stack: Stack, { way, device, language }: Asked): Promise<Locator> {
  const go = (path: string) => page.goto(`${stack.hostUrl}/${language}/${path}`);
  const press = async (button: Locator) => {
    if (device === 'phone') return button.tap();
    await button.focus();
    await page.keyboard.press('Enter');
  };
  if (way === 'inline') {
    await go('inline');
    return page.locator('otklik-rating[question=here]');
  }
  if (way === 'unfinished') {
    await Promise.all([page.waitForResponse('**/beacon'), go('booking')]);
    await go('contacts');
  } else await go(way === 'stage' ? 'thanks' : 'contacts');
  await launcher(page).waitFor();
  if (way === 'stage' || way === 'unfinished') {
    await bubble(page).locator('button').first().waitFor();
    await press(bubble(page).locator('button').first());
  } else if (way === 'call') {
    await page.evaluate(() =>
      (window as unknown as { otklik: { open: (key: string) => void } }).otklik.open('here'),
    );
  } else await press(launcher(page));
  if (way === 'closed') await closeConversation(page, stack, press);
  return panel(page);
}

/** The operator's session by stack: sign-in links are few. */
const operators = new WeakMap<Stack, Promise<string>>();

/** Asks something in the panel, has it answered and closed by the clinic, and looks at it again. */
async function closeConversation(
  page: Page,
  stack: Stack,
  press: (button: Locator) => Promise<void>,
): Promise<void> {
  await press(panel(page).locator('.row').first());
  await panel(page).locator('textarea[name=text]').fill('Question');
  await likeAPerson(page);
  await press(panel(page).locator('[type=submit]'));
  await panel(page).locator('.state.received').waitFor();
  const [row] = stack.sql<{ id: string }>('SELECT id FROM conversation ORDER BY started_at DESC LIMIT 1');
  const operator = operators.get(stack) ?? stack.memberCookie('operator');
  operators.set(stack, operator);
  const headers = { Cookie: await operator, Origin: stack.url };
  const door = `${stack.url}/api/sites/${stack.siteId}/conversations/${row?.id}`;
  const said = { id: crypto.randomUUID().replaceAll('-', ''), text: 'Answer' };
  for (const [path, body] of [
    ['replies', said],
    ['close', { outcome: 'solved' }],
  ] as const) {
    const reply = await fetch(`${door}/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!reply.ok) throw new Error(`${path}: ${reply.status} ${await reply.text()}`);
  }
  await page.reload();
  await press(launcher(page));
  await press(panel(page).getByRole('button', { name: /^(Мои сообщения|My messages)/ }));
}

/** Answers the question that stands in `place` with its `nth` answer, or with words; resolves to the score, null for none. */
export async function answerIt(
  page: Page,
  place: Locator,
  { question, way, device, language }: Asked,
  nth: number,
): Promise<number | null> {
  const { options } = SURVEY_WORDS[question][language];
  const [score, words] = options[nth % Math.max(1, options.length)] ?? [null, ''];
  const said = `${question} ${nth}`;
  const field = place.locator('textarea[name^=why]');
  const button = place.locator(way === 'inline' ? 'form button' : 'form.rate [type=submit]');
  if (device === 'phone') {
    if (score !== null) await place.getByRole('radio', { name: words, exact: true }).tap();
    await field.tap();
    await page.keyboard.type(said);
    await button.tap();
    return score;
  }
  if (score !== null) {
    await tabInto(page, place.locator('[type=radio]'));
    await page.keyboard.press('Space');
    for (let i = 0; i < options.findIndex(([each]) => each === score); i++)
      await page.keyboard.press('ArrowDown');
  }
  await tabInto(page, field);
  await page.keyboard.type(said);
  await tabInto(page, button);
  await page.keyboard.press('Enter');
  return score;
}

/** Presses Tab until the focus is in one of the elements. */
async function tabInto(page: Page, wanted: Locator): Promise<void> {
  await wanted.first().waitFor();
  for (let presses = 0; presses < 60; presses++) {
    const there = await wanted.evaluateAll((all) =>
      all.some((each) => each === (each.getRootNode() as ShadowRoot).activeElement),
    );
    if (there) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('The focus never came there.');
}
