// A person without a mouse: the focus is moved by Tab alone, and each stop must be seen.
import type { Page } from 'playwright-core';

/** More stops than any screen has. */
const MOST = 250;

type Stop = { name: string; seen: boolean; mark: number };

/** What has the focus: its words, whether a ring shows it within the window, and a number of its own. */
const stop = (page: Page): Promise<Stop | null> =>
  page.evaluate(() => {
    const el = document.activeElement;
    if (!(el instanceof HTMLElement) || el === document.body) return null;
    const marks = ((window as { marks?: Map<Element, number> }).marks ??= new Map());
    if (!marks.has(el)) marks.set(el, marks.size);
    const labels = 'labels' in el ? [...((el.labels as NodeListOf<HTMLLabelElement> | null) ?? [])] : [];
    const text = [el.ariaLabel, ...labels.map((l) => l.textContent), el.textContent].filter(Boolean);
    // A tick or a dot may show it by its label.
    const ringed = [el, ...labels].some((shown) => {
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(shown);
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
    });
    const within = [el, ...labels].some((shown) => {
      const box = shown.getBoundingClientRect();
      return box.width > 1 && box.bottom > 0 && box.top < innerHeight && box.left < innerWidth;
    });
    return {
      name: text.join(' ').replace(/\s+/g, ' ').trim(),
      seen: ringed && within,
      mark: marks.get(el) as number,
    };
  });

/** Presses Tab until the focus is on what is wanted; throws after a whole round. */
export async function tabTo(page: Page, wanted: RegExp): Promise<void> {
  for (let presses = 0; presses < MOST; presses++) {
    if (wanted.test((await stop(page))?.name ?? '')) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`The focus never came to ${wanted}`);
}

/** Goes there by Tab and presses it by keyboard. */
export async function pressKey(page: Page, wanted: RegExp, key = 'Enter'): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press(key);
}

/** Goes there by Tab and types over what stands there. */
export async function typeOver(page: Page, wanted: RegExp, text: string): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/**
 * One whole round of Tab from the top of the page: what cannot be reached, and what is reached without being seen. Of a group of
 * radio buttons one is a stop, and what is not drawn or is switched off need not be one.
 */
export async function unreachable(page: Page): Promise<string[]> {
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
  });
  const faults: string[] = [];
  const reached = new Set<number>();
  let last: number | undefined;
  for (let presses = 0; ; presses++) {
    if (presses > MOST) return [...faults, 'the round has no end'];
    await page.keyboard.press('Tab');
    const at = await stop(page);
    // A date is one control of several stops.
    if (at !== null && at.mark === last) continue;
    last = at?.mark;
    if (at === null || reached.has(at.mark)) break;
    reached.add(at.mark);
    if (!at.seen) faults.push(`not seen when focused: ${at.name}`);
  }
  const missed = await page.evaluate(
    (marks) => {
      const known = (window as { marks?: Map<Element, number> }).marks ?? new Map<Element, number>();
      const controls = document.querySelectorAll<HTMLElement>(
        'a[href], button, input, select, textarea, summary',
      );
      const grouped = new Set<string>();
      for (const el of controls)
        if (el instanceof HTMLInputElement && el.type === 'radio' && marks.includes(known.get(el) ?? -1))
          grouped.add(el.name);
      return [...controls]
        .filter((el) => el.checkVisibility({ visibilityProperty: true }) && !el.matches(':disabled'))
        .filter((el) => !(el instanceof HTMLInputElement && el.type === 'radio' && grouped.has(el.name)))
        .filter((el) => !marks.includes(known.get(el) ?? -1))
        .map((el) => `never reached: ${el.outerHTML.slice(0, 120)}`);
    },
    [...reached],
  );
  return [...faults, ...missed];
}
