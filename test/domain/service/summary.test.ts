// Who came back, when people write, and that the parts of the Service page add up to the whole.
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../../worker/contract/default-settings.ts';
import { OUTCOMES, TOPICS } from '../../../worker/contract/vocabulary.ts';
import { demandOf, openHours } from '../../../worker/domain/service/demand.ts';
import { repeatsOf } from '../../../worker/domain/service/repeats.ts';
import type { ServiceRow } from '../../../worker/domain/service/rows.ts';
import { summarise } from '../../../worker/domain/service/summary.ts';

const DAY = 86_400_000;
const NOW = Date.parse('2026-10-14T09:00:00Z');
const { hours, service } = defaultSettings({ origins: [], language: 'ru', today: '2026-01-01' });
const row = (change: Partial<ServiceRow>): ServiceRow => ({
  ...{ id: 'a', topic: 'booking', state: 'answered', outcome: null, startedAtMs: NOW, lastMessageAtMs: NOW },
  ...{ repliedAtMs: NOW, firstDueAtMs: NOW, solveDueAtMs: NOW, closedAtMs: null, reopenedAtMs: null },
  ...{ solvedFirst: null, people: [] },
  ...change,
});

describe('coming back', () => {
  const again = (change: Partial<ServiceRow>, first: Partial<ServiceRow> = {}): boolean =>
    repeatsOf(
      [
        row({ id: 'late', people: ['p'], ...change }),
        row({
          id: 'early',
          startedAtMs: NOW - 9 * DAY,
          lastMessageAtMs: NOW - 7 * DAY,
          people: ['p', 'e'],
          ...first,
        }),
      ],
      7,
    ).has('late');
  it.each([
    ['with the same phone and topic within seven days of the last word', {}, {}, true],
    ['with the same e-mail', { people: ['e'] }, {}, true],
    ['a moment after seven days', {}, { lastMessageAtMs: NOW - 7 * DAY - 1 }, false],
    ['about something else', { topic: 'price' as const }, {}, false],
    ['as somebody else', { people: ['q'] }, {}, false],
    ['without a contact, which nobody can know', { people: [] }, {}, false],
    ['into a conversation that was closed', { people: [], reopenedAtMs: NOW }, {}, true],
  ])('%s', (_, change, first, does) => {
    expect(again(change, first)).toBe(does);
  });

  it('is told of the later conversation, never of the first', () => {
    const rows = [row({ id: '1', people: ['p'] }), row({ id: '2', people: ['p'], startedAtMs: NOW + 1 })];
    expect([...repeatsOf(rows, 7)]).toEqual(['2']);
  });
});

describe('demand', () => {
  it('equals Temporal’s hours of the week, clock changes among them, and adds up', () => {
    const instants = fc.array(fc.integer({ min: Date.parse('2026-03-20'), max: Date.parse('2026-11-05') }), {
      maxLength: 60,
    });
    const zones = fc.constantFrom('Europe/Berlin', 'Asia/Kathmandu', 'America/New_York', 'Africa/Cairo');
    fc.assert(
      fc.property(instants, zones, (list, zone) => {
        const expected = Array.from({ length: 168 }, () => 0);
        for (const at of list) {
          const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
          expected[(wall.dayOfWeek - 1) * 24 + wall.hour]!++;
        }
        expect(demandOf(list, zone)).toEqual(expected);
      }),
      { numRuns: 100, seed: 2 },
    );
  });

  it('knows an hour as open that is open in part', () => {
    const half = {
      ...hours,
      week: { ...hours.week, mon: [['09:30', '13:15'] as [string, string]], sun: [] },
    };
    const open = openHours(half);
    expect(open.slice(0, 24).flatMap((is, hour) => (is ? [hour] : []))).toEqual([9, 10, 11, 12, 13]);
    expect(open.slice(144).some(Boolean)).toBe(false);
  });
});

describe('the parts of a summary', () => {
  const minutes = fc.integer({ min: 0, max: 5_000 });
  const rows = fc
    .array(
      fc.record({
        topic: fc.constantFrom(...TOPICS),
        state: fc.constantFrom('waiting' as const, 'answered' as const, 'closed' as const),
        outcome: fc.constantFrom(...OUTCOMES),
        ago: fc.integer({ min: 1, max: 40_000 }),
        reply: fc.option(minutes),
        close: minutes,
        first: fc.option(fc.boolean()),
      }),
      { maxLength: 60 },
    )
    .map((list) =>
      list.map(({ topic, state, outcome, ago, reply, close, first }, i): ServiceRow => {
        const startedAtMs = NOW - ago * 60_000;
        const after = (wait: number) => Math.min(NOW, startedAtMs + wait * 60_000);
        return {
          ...row({ id: String(i), topic, state, startedAtMs, solvedFirst: first }),
          ...{ lastMessageAtMs: startedAtMs, outcome: state === 'closed' ? outcome : null },
          repliedAtMs: state === 'waiting' || reply === null ? null : after(reply),
          ...{ firstDueAtMs: startedAtMs + 3_600_000, solveDueAtMs: startedAtMs + 4 * 3_600_000 },
          closedAtMs: state === 'closed' ? after(close) : null,
        };
      }),
    );

  it('add up to the whole, by topic and by state', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const summary = summarise({
          ...{ rows: list, fromMs: NOW - 90 * DAY, toMs: NOW + DAY, nowMs: NOW, repeatDays: 7, service },
          calendar: { hours, zone: 'Europe/Moscow' },
        });
        const { whole, topics } = summary;
        const sum = (of: (part: typeof whole) => number) => topics.reduce((all, topic) => all + of(topic), 0);
        for (const of of [
          (part: typeof whole) => part.conversations,
          (part: typeof whole) => part.firstReply.inTime.hits,
          (part: typeof whole) => part.solved.inTime.n,
          (part: typeof whole) => part.firstContact.n,
          (part: typeof whole) => part.unmarked,
        ])
          expect(sum(of)).toBe(of(whole));
        expect(whole.conversations).toBe(list.length);
        expect(whole.firstReply.inTime.n + whole.firstReply.pending + whole.unanswered).toBe(list.length);
        expect(whole.solved.inTime.n + whole.solved.pending + whole.unmarked).toBe(list.length);
        expect(summary.demand.reduce((all, n) => all + n, 0)).toBe(list.length);
        expect(summary.checks.length).toBe(Math.min(50, list.length));
      }),
      { numRuns: 100, seed: 13 },
    );
  });

  it('leave out what began before or after the period', () => {
    const list = [
      row({ id: '1', startedAtMs: NOW - DAY }),
      row({ id: '2' }),
      row({ id: '3', startedAtMs: NOW + DAY }),
    ];
    const { whole, checks } = summarise({
      ...{ rows: list, fromMs: NOW, toMs: NOW + DAY, nowMs: NOW, repeatDays: 7, service },
      calendar: { hours, zone: 'Europe/Moscow' },
    });
    expect(whole.conversations).toBe(1);
    expect(checks.map(({ id }) => id)).toEqual(['2']);
  });
});
