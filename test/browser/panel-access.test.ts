// The panel for everybody: by keyboard alone, by screen reader's rules, small, dark, and without telling the page what is typed.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { axe, launchChromium, openContext, PHONE } from '../support/chromium.ts';
import {
  ask,
  clinicPage,
  launcher,
  likeAPerson,
  openAsk,
  openPanel,
  panel,
  rate,
  sendButton,
} from '../support/panel.ts';
import { startStack } from '../support/stack.ts';
import type { Stack } from '../support/stack.ts';

let stack: Stack;
let browser: Browser;
let context: BrowserContext;

const LISTENER = `<script>
  var typed = [];
  ['keydown', 'keyup', 'keypress', 'beforeinput', 'input', 'paste', 'compositionend'].forEach(function (type) {
    [false, true].forEach(function (capture) {
      document.addEventListener(type, function (event) { typed.push(type + ':' + (event.key || event.data || '')); }, capture);
    });
    addEventListener(type, function (event) { typed.push(type + ':' + (event.key || event.data || '')); });
  });
</script>`;

beforeAll(async () => {
  [stack, browser] = await Promise.all([
    startStack({
      pages: {
        '/ru': { html: clinicPage('ru') },
        '/en': { html: clinicPage('en') },
        '/keys': { html: clinicPage('ru').replace('<h1>', `${LISTENER}<h1>`) },
      },
      settings: (settings) => {
        settings.phones = ['+7 495 000-11-22'];
      },
    }),
    launchChromium(),
  ]);
  await stack.openAsk();
});
afterAll(() => Promise.all([browser?.close(), stack?.stop()]));
afterEach(() => context?.close());

async function newPage(options: Parameters<typeof openContext>[1] = {}): Promise<Page> {
  context = await openContext(browser, options);
  return context.newPage();
}

/** The panel has come to rest: it slides in. */
const settled = (page: Page) =>
  panel(page).evaluate((dialog) =>
    Promise.all(dialog.getAnimations().map((animation) => animation.finished)).then(() => undefined),
  );

const focused = (page: Page) =>
  page.evaluate(() => {
    const inside = document.querySelector('otklik-widget')?.shadowRoot?.activeElement;
    return inside
      ? `${inside.localName}${inside.id && `#${inside.id}`}`
      : (document.activeElement?.localName ?? '');
  });

/** Tabs until the focused element matches; fails after 40 presses. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 40; presses++) {
    const there = await page.evaluate((wanted) => {
      const inside = document.querySelector('otklik-widget')?.shadowRoot?.activeElement;
      return Boolean(inside?.matches(wanted));
    }, selector);
    if (there) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${selector}`);
}

describe('by keyboard alone', () => {
  it('a person opens, rates, asks, and leaves, and the focus goes in and back', async () => {
    const page = await newPage();
    await page.goto(`${stack.hostUrl}/ru`);
    await launcher(page).waitFor();
    await tabTo(page, 'button:not(dialog *)');
    await page.keyboard.press('Enter');
    await panel(page).locator('.hello').waitFor();
    expect(await focused(page)).toBe('h2#otklik-title');
    await tabTo(page, '[name^=score]');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, '[name^=why]');
    await page.keyboard.type('Клавиатурой');
    await tabTo(page, '[type=submit]');
    await page.keyboard.press('Enter');
    await panel(page).getByRole('heading', { name: 'Спасибо, отзыв получен' }).waitFor();
    expect(await focused(page)).toBe('h3');
    await page.keyboard.press('Shift+Tab');
    await tabTo(page, '.row');
    await page.keyboard.press('Escape');
    await panel(page).waitFor({ state: 'hidden' });
    expect(await focused(page)).toBe('button');
    await page.keyboard.press('Enter');
    await panel(page).waitFor();
    await tabTo(page, '.row');
    await page.keyboard.press('Enter');
    await tabTo(page, '[name=text]');
    await page.keyboard.type('Вопрос клавиатурой');
    await likeAPerson(page);
    await tabTo(page, '[type=submit]');
    await page.keyboard.press('Enter');
    await panel(page).locator('.state.received').waitFor();
    expect(stack.sql("SELECT 1 FROM message WHERE text = 'Вопрос клавиатурой'")).toHaveLength(1);
    expect(stack.sql("SELECT score FROM answer WHERE text = 'Клавиатурой'")).toEqual([{ score: 4 }]);
  });

  it('leaves the page usable beside an open panel, and traps nobody', async () => {
    const page = await newPage();
    await openPanel(page, `${stack.hostUrl}/ru`);
    expect(await panel(page).evaluate((dialog) => dialog.matches(':modal'))).toBe(false);
    await page.locator('#search').fill('цены');
    expect(await page.locator('#search').inputValue()).toBe('цены');
  });

  it('is a modal page on a small screen, closed by Esc', async () => {
    const page = await newPage(PHONE);
    await openPanel(page, `${stack.hostUrl}/ru`);
    expect(await panel(page).evaluate((dialog) => dialog.matches(':modal'))).toBe(true);
    await settled(page);
    expect(await panel(page).boundingBox()).toEqual({ x: 0, y: 0, width: 360, height: 740 });
    await page.keyboard.press('Escape');
    await panel(page).waitFor({ state: 'hidden' });
    expect(await focused(page)).toBe('button');
    expect(await launcher(page).getAttribute('aria-expanded')).toBe('false');
  });
});

describe('what the page learns', () => {
  it('no key and no letter typed in the panel reaches the page’s document', async () => {
    const page = await newPage();
    await openPanel(page, `${stack.hostUrl}/keys`);
    await openAsk(page);
    await panel(page).locator('[name=text]').click();
    await page.keyboard.type('diagnosis x');
    await page.keyboard.insertText('вставка');
    await page.keyboard.press('Backspace');
    expect(await panel(page).locator('[name=text]').inputValue()).toBe('diagnosis xвставк');
    expect(await page.evaluate('typed')).toEqual([]);
    await page.locator('#search').focus();
    await page.keyboard.press('q');
    expect((await page.evaluate('typed')) as string[]).toContain('keydown:q');
  });

  it('every field and every word carries the opt-out marks of session recorders', async () => {
    const page = await newPage();
    await openPanel(page, `${stack.hostUrl}/ru`);
    await ask(page, 'Отметьте меня');
    await panel(page).locator('.state.received').waitFor();
    const unmarked = () =>
      panel(page)
        .locator('input, textarea, select, .words')
        .evaluateAll((fields) =>
          fields
            .filter((field) => {
              const classes = ['ym-disable-keys', 'fs-exclude', 'sentry-mask', 'rr-mask', 'ph-no-capture'];
              const attributes = ['data-hj-suppress', 'data-clarity-mask', 'data-private', 'data-dd-privacy'];
              return (
                !classes.every((name) => field.classList.contains(name)) ||
                !attributes.every((name) => field.hasAttribute(name))
              );
            })
            .map((field) => field.outerHTML),
        );
    expect(await panel(page).locator('.words').count()).toBe(1);
    expect(await unmarked()).toEqual([]);
    await panel(page).getByRole('button', { name: 'Назад' }).click();
    await openAsk(page, 'callback');
    expect(await panel(page).locator('input').count()).toBeGreaterThan(5);
    expect(await unmarked()).toEqual([]);
  });
});

describe('every view and state', () => {
  const cases = (['ru', 'en'] as const).flatMap((lang) => [
    { lang, scheme: 'light' as const, device: {}, name: 'wide' },
    { lang, scheme: 'dark' as const, device: PHONE, name: 'small' },
  ]);

  it.each(cases)('passes WCAG 2.2 AA in $lang, $scheme, $name', async ({ lang, scheme, device }) => {
    const page = await newPage({ ...device, colorScheme: scheme, locale: lang });
    const faults: unknown[] = [];
    const look = async (state: string) => {
      await settled(page);
      for (const fault of await axe(page)) faults.push({ state, ...fault });
      const wide = await panel(page).evaluate(
        (dialog) =>
          [...dialog.querySelectorAll('*')].filter(
            (each) =>
              each.scrollWidth > each.clientWidth + 1 &&
              getComputedStyle(each).overflowX !== 'visible' &&
              !each.matches('.said, .said *'),
          ).length,
      );
      if (wide) faults.push({ state, overflowing: wide });
    };
    await openPanel(page, `${stack.hostUrl}/${lang}`);
    await look('home');
    await panel(page).getByRole('radio').nth(1).check();
    await look('comment');
    await rate(page, lang === 'ru' ? 'Хорошо' : 'Good', '');
    await panel(page).locator('.rate h3').waitFor();
    await look('thanks');
    await openAsk(page);
    await look('ask');
    await panel(page).locator('summary').click();
    await panel(page).locator('[name=email]').fill('wrong');
    await sendButton(page).click();
    await look('ask with problems');
    await panel(page).locator('[name=email]').fill('');
    await panel(page).locator('[name=text]').fill('Превысокомногорассмотрительствующий '.repeat(4));
    await likeAPerson(page);
    await page.route('**/messages', (route) => route.abort());
    await sendButton(page).click();
    await panel(page).locator('.state.not_sent').waitFor();
    await look('not sent');
    await page.unroute('**/messages');
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await panel(page).locator('.state.received').waitFor();
    await look('received');
    await panel(page).locator('.leave button').last().click();
    await look('erase?');
    await panel(page).locator('.icon').first().click();
    await openAsk(page, 'callback');
    await look('call back');
    await panel(page).locator('.icon').first().click();
    await panel(page).locator('.body > .quiet').click();
    await look('counted');
    expect(faults).toEqual([]);
  });

  it('would be caught with a fault in it', async () => {
    const page = await newPage();
    await openPanel(page, `${stack.hostUrl}/ru`);
    await openAsk(page);
    await panel(page)
      .locator('label[for=otklik-text]')
      .evaluate((label) => label.remove());
    expect((await axe(page)).map(({ rule }) => rule)).toContain('label');
  });

  it('loses nothing at 320 px with wide text spacing, and its targets are 44 px high', async () => {
    const page = await newPage({ viewport: { width: 320, height: 256 } });
    await openPanel(page, `${stack.hostUrl}/ru`);
    await openAsk(page);
    const cut = await panel(page).evaluate((dialog) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(
        'dialog *{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}',
      );
      const root = dialog.getRootNode() as ShadowRoot;
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
      return [...dialog.querySelectorAll('button, label, p, legend, summary, select')]
        .filter(
          (each) =>
            !each.closest('.said') &&
            (each.scrollWidth > each.clientWidth + 1 || each.getBoundingClientRect().right > innerWidth),
        )
        .map((each) => each.outerHTML);
    });
    expect(cut).toEqual([]);
    const low = await panel(page)
      .locator('button, .option, .tick, .kinds label, summary, select, textarea, .field input')
      .evaluateAll((targets) =>
        targets.filter((each) => each.getBoundingClientRect().height < 44).map((each) => each.outerHTML),
      );
    expect(low).toEqual([]);
  });
});
