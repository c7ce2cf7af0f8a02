// Drafts written to the browser: for their own person, for three days, gone at sign-out; and safe where storage is forbidden.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DRAFTS_KEY, forgetPerson } from '../../dashboard/forget.ts';
import { draftOf, hasLoose, openDrafts, saveDraft } from '../../dashboard/drafts.ts';

const DAY_MS = 86_400_000;
const kept = new Map<string, string>();
const storage = {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
  removeItem: (key: string) => void kept.delete(key),
};
let full = false;

beforeEach(() => {
  full = false;
  vi.useFakeTimers({ now: Date.parse('2026-11-24T09:00:00Z') });
  vi.stubGlobal('localStorage', {
    ...storage,
    setItem: (key: string, value: string) => {
      if (full) throw new DOMException('full', 'QuotaExceededError');
      storage.setItem(key, value);
    },
  });
});
afterEach(() => {
  forgetPerson();
  kept.clear();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What a tab that is closed and opened again finds: the storage, and nothing of its memory. */
async function newTab() {
  vi.resetModules();
  return import('../../dashboard/drafts.ts');
}

describe('a draft', () => {
  it('is there in a new tab of its person, and is no loose end', async () => {
    openDrafts('anna');
    saveDraft('C1', 'Недописанное');
    expect(hasLoose()).toBe(false);
    const tab = await newTab();
    tab.openDrafts('anna');
    expect(tab.draftOf('C1').text).toBe('Недописанное');
  });

  it('is deleted unread when somebody else signs in', async () => {
    openDrafts('anna');
    saveDraft('C1', 'Недописанное');
    const tab = await newTab();
    tab.openDrafts('boris');
    expect(tab.draftOf('C1').text).toBe('');
    expect(kept.size).toBe(0);
  });

  it('is forgotten after three days, when it is emptied, and when its person signs out', async () => {
    openDrafts('anna');
    saveDraft('C1', 'Старое');
    vi.setSystemTime(Date.now() + 3 * DAY_MS - 1000);
    saveDraft('C2', 'Новое');
    vi.setSystemTime(Date.now() + 2000);
    const tab = await newTab();
    tab.openDrafts('anna');
    expect([tab.draftOf('C1').text, tab.draftOf('C2').text]).toEqual(['', 'Новое']);
    tab.saveDraft('C2', '  ');
    expect(kept.size).toBe(0);
    tab.saveDraft('C2', 'Ещё раз');
    expect(kept.get(DRAFTS_KEY)).toContain('Ещё раз');
    forgetPerson();
    expect(kept.size).toBe(0);
    expect(draftOf('C1').text).toBe('');
  });

  it('that could not be written down is a loose end, about which the browser asks', () => {
    openDrafts('anna');
    full = true;
    saveDraft('C1', 'Недописанное');
    expect(draftOf('C1').text).toBe('Недописанное');
    expect(hasLoose()).toBe(true);
  });

  it('keeps at most fifty', () => {
    openDrafts('anna');
    for (let n = 0; n < 60; n++) saveDraft(`C${n}`, `Черновик ${n}`);
    const { drafts } = JSON.parse(kept.get(DRAFTS_KEY)!) as { drafts: Record<string, unknown> };
    expect(Object.keys(drafts).length).toBe(50);
    expect(drafts).toHaveProperty('C59');
  });
});
