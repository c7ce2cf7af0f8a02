// When a question may be asked: each reason for "no" alone, their order, and the instant at which each begins.
import { expect, it } from 'vitest';
import { defaultSettings } from '../../worker/contract/default-settings.ts';
import { askState } from '../../worker/domain/ask-state.ts';
import type { AskFacts } from '../../worker/domain/ask-state.ts';

const NOW = Date.parse('2026-10-14T09:00:00Z');
const HOUR = 3_600_000;
const works = { enabled: true, verifiedAtMs: NOW - 1, failingSinceMs: null };
const facts: AskFacts = {
  asked: true,
  dataPlace: 'eu',
  channels: [works],
  inboxOpenedAtMs: NOW,
  siteCreatedAtMs: NOW - 90 * 24 * HOUR,
  inboxDays: 3,
  hours: defaultSettings({ origins: [], language: 'ru', today: '2026-01-01' }).hours,
  zone: 'Europe/Moscow',
};

it.each<[string, Partial<AskFacts>, string]>([
  ['all is well', {}, 'open'],
  ['the data place forbids words', { dataPlace: 'russia', asked: false }, 'no_text'],
  ['the clinic switched it off', { asked: false, channels: [] }, 'off'],
  ['there is no channel', { channels: [] }, 'no_notice'],
  ['the only channel is off', { channels: [{ ...works, enabled: false }] }, 'no_notice'],
  ['the only channel never delivered', { channels: [{ ...works, verifiedAtMs: null }] }, 'no_notice'],
  ['it fails for 24 hours', { channels: [{ ...works, failingSinceMs: NOW - 24 * HOUR }] }, 'open'],
  ['it fails for longer', { channels: [{ ...works, failingSinceMs: NOW - 24 * HOUR - 1 }] }, 'no_notice'],
  ['another one works', { channels: [{ ...works, failingSinceMs: 0 }, works] }, 'open'],
  // It is Wednesday noon in Moscow. Opened on Friday the 9th: Monday and Tuesday have passed.
  ['two working days without a look', { inboxOpenedAtMs: NOW - 120 * HOUR }, 'open'],
  [
    'a site is new and nobody looked yet',
    { inboxOpenedAtMs: null, siteCreatedAtMs: NOW - 120 * HOUR },
    'open',
  ],
  ['nobody ever looked', { inboxOpenedAtMs: null }, 'unattended'],
  // Opened on Thursday the 8th: Friday, Monday and Tuesday have passed.
  ['three working days without a look', { inboxOpenedAtMs: NOW - 144 * HOUR }, 'unattended'],
])('when %s', (_, change, state) => {
  expect(askState({ ...facts, ...change }, NOW)).toBe(state);
});

it('closes at the end of the last working day, and opens with one look', () => {
  const friday = Date.parse('2026-10-09T09:00:00Z');
  const closing = Date.parse('2026-10-14T16:00:00Z');
  expect(askState({ ...facts, inboxOpenedAtMs: friday }, closing - 1)).toBe('open');
  expect(askState({ ...facts, inboxOpenedAtMs: friday }, closing)).toBe('unattended');
  expect(askState({ ...facts, inboxOpenedAtMs: closing }, closing)).toBe('open');
});
