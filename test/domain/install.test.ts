// The install check: each state from the facts that make it, at the edges of its days.
import { describe, expect, it } from 'vitest';
import { STALE_DAYS } from '../../worker/contract/install.ts';
import { installView } from '../../worker/domain/install.ts';
import type { InstallFacts } from '../../worker/domain/install.ts';

/** 23:30 in Moscow on the 14th, when London still has the 14th and Vladivostok the 15th. */
const NOW = Date.parse('2026-10-14T20:30:00Z');
const HOUR = 3_600_000;
const view = (facts: Partial<InstallFacts> = {}) =>
  installView(
    {
      ...{ enabled: true, mode: 'statistics', zone: 'Europe/Moscow', seen: {}, lastDay: null },
      ...{ stages: [1, 2, 3, 6, 7, 8, 9].map((id) => ({ id })), fetchedAtMs: null, isBudgetSpent: false },
      ...facts,
    },
    NOW,
  );

describe('the state', () => {
  it.each([
    ['switched off, whatever came before', { enabled: false, seen: { 2: NOW } }, 'disabled'],
    ['a mode that counts nobody', { mode: 'off' as const, fetchedAtMs: NOW }, 'not_counting'],
    ['nothing came', {}, 'never'],
    ['the script was asked for, nobody was counted', { fetchedAtMs: NOW - HOUR }, 'fetched'],
    ['a visit today', { seen: { 2: NOW - HOUR } }, 'seen'],
    ['a visit two days ago', { seen: { 2: NOW - 48 * HOUR } }, 'seen'],
    ['a visit three days ago', { seen: { 2: NOW - 72 * HOUR } }, 'stale'],
    ['visits only in old day rows', { lastDay: '2026-09-01' }, 'stale'],
    ['yesterday’s day row and nothing since', { lastDay: '2026-10-13' }, 'seen'],
    [
      'visits stopped, pages still ask for the script',
      { seen: { 2: NOW - 96 * HOUR }, fetchedAtMs: NOW },
      'fetched',
    ],
    [
      'visits and scripts stopped together',
      { seen: { 2: NOW - 96 * HOUR }, fetchedAtMs: NOW - 95 * HOUR },
      'stale',
    ],
  ])('%s', (_, facts, state) => expect(view(facts).state).toBe(state));

  it('calls a site stale after as many days as it says', () => {
    const at = (days: number) => view({ seen: { 2: NOW - days * 24 * HOUR } }).state;
    expect([STALE_DAYS - 1, STALE_DAYS].map(at)).toEqual(['seen', 'stale']);
  });
});

it('says where visits came from, newest first, and when the newest came', () => {
  const { origins, seenAtMs } = view({
    seen: { 'https://clinic.example': NOW - 2, 'https://www.clinic.example': NOW - 1, 2: NOW - 1 },
  });
  expect(origins).toEqual([
    { origin: 'https://www.clinic.example', atMs: NOW - 1 },
    { origin: 'https://clinic.example', atMs: NOW - 2 },
  ]);
  expect(seenAtMs).toBe(NOW - 1);
});

it('says of each stage that pages show when it was reached, by the site’s own date', () => {
  const afternoon = NOW - 8 * HOUR;
  const yesterday = NOW - 24 * HOUR;
  expect(view({ seen: { 'https://clinic.example': NOW, 2: afternoon, 3: yesterday } }).stages).toEqual([
    { id: 1, atMs: NOW, today: true },
    { id: 2, atMs: afternoon, today: true },
    { id: 3, atMs: yesterday, today: false },
    { id: 9, atMs: null, today: false },
  ]);
  // 00:30 of the 15th in Vladivostok was when it was 17:30 in Moscow.
  const east = view({ zone: 'Asia/Vladivostok', seen: { 2: afternoon } }).stages;
  expect(east.find(({ id }) => id === 2)?.today).toBe(false);
});
