// Working time against a second method: Temporal, minute by minute, on the clocks of seven zones and both kinds of clock change.
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { Hours } from '../../../worker/contract/settings.ts';
import { WEEKDAYS } from '../../../worker/contract/vocabulary.ts';
import { openSpans } from '../../../worker/domain/service/open-spans.ts';
import { dueAfter, workClock, workingMs } from '../../../worker/domain/service/working-time.ts';
import { isOpenAt } from '../../../worker/domain/working-hours.ts';

const MINUTE = 60_000;
type Spans = [string, string][];
const daily = (spans: Spans, holidays: string[] = []): Hours => ({
  week: { mon: spans, tue: spans, wed: spans, thu: spans, fri: spans, sat: spans, sun: spans },
  holidays,
});
const NINE_TO_SIX: Spans = [
  ['09:00', '13:00'],
  ['14:00', '18:00'],
];
const office = (holidays: string[] = []): Hours => ({
  week: { ...daily(NINE_TO_SIX).week, sat: [['10:00', '14:00']], sun: [] },
  holidays,
});
const NONE = daily([]);
const at = (instant: string): number => Date.parse(instant);

type Minute = { ms: number; day: string; weekday: number; time: string };
const two = (n: number) => String(n).padStart(2, '0');

/** The wall clock of every minute of a stretch, by Temporal's own reading of the tz database. */
function minutesOf(zone: string, fromMs: number, toMs: number): Minute[] {
  return Array.from({ length: (toMs - fromMs) / MINUTE }, (_, i) => {
    const ms = fromMs + i * MINUTE;
    const wall = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
    return {
      ms,
      day: `${wall.year}-${two(wall.month)}-${two(wall.day)}`,
      weekday: wall.dayOfWeek - 1,
      time: `${two(wall.hour)}:${two(wall.minute)}`,
    };
  });
}

/** How many of these minutes lie within opening hours, in ms. */
function countOpen(hours: Hours, minutes: readonly Minute[]): number {
  const known = WEEKDAYS.some((weekday) => hours.week[weekday].length > 0);
  const open = minutes.filter(({ day, weekday, time }) => {
    const spans = known ? hours.week[WEEKDAYS[weekday]!] : [['00:00', '24:00'] as const];
    return !hours.holidays.includes(day) && spans.some(([from, to]) => from <= time && time < to);
  });
  return open.length * MINUTE;
}

describe('equals a count of minutes by Temporal', () => {
  // Each around something: a clock change, a holiday, or only an odd offset.
  it.each([
    ['Europe/Moscow', '2026-05-07T00:00:00Z', ['2026-05-09']],
    ['Europe/Berlin', '2026-03-27T00:00:00Z', []],
    ['Europe/Berlin', '2026-10-23T00:00:00Z', ['2026-10-26']],
    ['Europe/Kaliningrad', '2026-06-10T00:00:00Z', ['2026-06-12']],
    // Kazakhstan became one zone on 1 March 2024.
    ['Asia/Almaty', '2024-02-28T00:00:00Z', []],
    ['Asia/Kathmandu', '2026-10-14T00:00:00Z', []],
    ['America/New_York', '2026-03-06T00:00:00Z', []],
    ['America/New_York', '2026-10-30T00:00:00Z', ['2026-11-01']],
    // Days that begin at 01:00, and an hour before midnight that comes twice.
    ['Africa/Cairo', '2026-04-22T00:00:00Z', []],
    ['America/Havana', '2026-10-31T00:00:00Z', []],
    ['Australia/Lord_Howe', '2026-04-03T00:00:00Z', []],
  ])('%s from %s, holidays %s', (zone, from, holidays) => {
    const start = at(from);
    const weeks: Hours[] = [
      office(holidays),
      daily([['00:00', '24:00']], holidays),
      daily([
        ['00:00', '02:30'],
        ['02:45', '03:15'],
        ['22:00', '24:00'],
      ]),
      { ...NONE, holidays },
    ];
    const end = start + 4 * 24 * 60 * MINUTE;
    const minutes = minutesOf(zone, start, end);
    for (const hours of weeks) {
      expect(workingMs({ hours, zone }, start, end)).toBe(countOpen(hours, minutes));
      const odd = minutes.slice(7 * 60 + 13, 83 * 60 - 7);
      const [from, to] = [odd[0]!.ms, odd.at(-1)!.ms + MINUTE];
      expect(workingMs({ hours, zone }, from, to)).toBe(countOpen(hours, odd));
    }
  });
});

describe('worked by hand', () => {
  const moscow = { hours: office(['2026-11-04']), zone: 'Europe/Moscow' };
  it.each([
    // 14 October 2026 is a Wednesday; Moscow is UTC+3.
    ['a morning', '2026-10-14T06:00:00Z', '2026-10-14T07:30:00Z', 90],
    ['over the break', '2026-10-14T09:30:00Z', '2026-10-14T11:30:00Z', 60],
    ['within the break', '2026-10-14T10:05:00Z', '2026-10-14T10:55:00Z', 0],
    ['the last minute, closing time outside', '2026-10-14T14:59:00Z', '2026-10-14T20:00:00Z', 1],
    ['over a night', '2026-10-14T14:00:00Z', '2026-10-15T07:00:00Z', 120],
    ['over a weekend', '2026-10-16T14:00:00Z', '2026-10-19T07:00:00Z', 60 + 240 + 60],
    ['over a holiday', '2026-11-03T14:00:00Z', '2026-11-05T07:00:00Z', 120],
    ['nothing', '2026-10-14T07:00:00Z', '2026-10-14T07:00:00Z', 0],
  ])('%s', (_, from, to, minutes) => {
    expect(workingMs(moscow, at(from), at(to))).toBe(minutes * MINUTE);
  });

  it('counts 23 hours of the day that loses one and 25 of the day that gains one', () => {
    const berlin = { hours: daily([['00:00', '24:00']]), zone: 'Europe/Berlin' };
    const day = (from: string, to: string) => workingMs(berlin, at(from), at(to)) / MINUTE / 60;
    expect(day('2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z')).toBe(23);
    expect(day('2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z')).toBe(25);
    // From 02:00 to 03:00 there is nothing in March, and two hours in October.
    const night = { hours: daily([['02:00', '03:00']]), zone: 'Europe/Berlin' };
    expect(workingMs(night, at('2026-03-28T23:00:00Z'), at('2026-03-29T22:00:00Z'))).toBe(0);
    expect(workingMs(night, at('2026-10-24T22:00:00Z'), at('2026-10-25T23:00:00Z'))).toBe(120 * MINUTE);
  });

  it('refuses a reversed stretch, and a clock asked outside of its own', () => {
    expect(() => workingMs(moscow, 2, 1)).toThrow(RangeError);
    expect(() => workingMs(moscow, Number.NaN, 1)).toThrow(RangeError);
    const clock = workClock(moscow, 1_000, 2_000);
    expect(() => clock(1_500, 1_400)).toThrow(RangeError);
    expect(() => clock(999, 1_500)).toThrow(RangeError);
  });

  it.each([
    ['within the hour', '2026-10-14T06:00:00Z', 60, '2026-10-14T07:00:00Z'],
    ['over the break', '2026-10-14T09:30:00Z', 60, '2026-10-14T11:30:00Z'],
    ['from the night before', '2026-10-13T20:00:00Z', 30, '2026-10-14T06:30:00Z'],
    ['at closing time, not at the next opening', '2026-10-14T14:00:00Z', 60, '2026-10-14T15:00:00Z'],
    ['at the start of the break', '2026-10-14T09:30:00Z', 30, '2026-10-14T10:00:00Z'],
    ['over a weekend and a holiday', '2026-11-03T14:30:00Z', 60, '2026-11-05T06:30:00Z'],
  ])('is due %s', (_, from, minutes, due) => {
    expect(dueAfter(moscow, at(from), minutes * MINUTE)).toBe(at(due));
  });

  it('is never due at a clinic that opens on one weekday, of which every date is a holiday', () => {
    const mondays = Array.from({ length: 130 }, (_, i) =>
      new Date(at('2026-10-12') + i * 7 * 86_400_000).toISOString().slice(0, 10),
    );
    const hours = { ...NONE, week: { ...NONE.week, mon: [['09:00', '10:00']] as Spans }, holidays: mondays };
    expect(dueAfter({ hours, zone: 'Europe/Moscow' }, at('2026-10-14T06:00:00Z'), MINUTE)).toBeNull();
  });

  it('never stops the clock where no hours are set, but for holidays', () => {
    const none = { hours: { ...NONE, holidays: ['2026-10-15'] }, zone: 'Europe/Moscow' };
    expect(workingMs(none, at('2026-10-14T20:00:00Z'), at('2026-10-15T22:00:00Z'))).toBe(120 * MINUTE);
    expect(dueAfter(none, at('2026-10-14T20:00:00Z'), 90 * MINUTE)).toBe(at('2026-10-15T21:30:00Z'));
  });
});

describe('of any clinic at any time', () => {
  const zones = fc.constantFrom(
    ...['Europe/Moscow', 'Europe/Berlin', 'Europe/Kaliningrad', 'Asia/Almaty', 'Asia/Kathmandu'],
    ...['America/New_York', 'Africa/Cairo', 'America/Havana', 'Australia/Lord_Howe', 'Pacific/Apia'],
  );
  const quarter = (n: number) =>
    `${String(n >> 2).padStart(2, '0')}:${['00', '15', '30', '45'][n & 3] ?? '00'}`;
  const spans: fc.Arbitrary<Spans> = fc
    .uniqueArray(fc.integer({ min: 0, max: 96 }), { maxLength: 6, comparator: 'IsStrictlyEqual' })
    .map((marks) => {
      const sorted = [...marks].sort((a, b) => a - b);
      return Array.from({ length: sorted.length >> 1 }, (_, i): [string, string] => [
        quarter(sorted[2 * i]!),
        quarter(sorted[2 * i + 1]!),
      ]);
    });
  const calendars = fc
    .record({ zone: zones, week: fc.array(spans, { minLength: 7, maxLength: 7 }) })
    .map(({ zone, week }) => ({
      zone,
      hours: {
        week: Object.fromEntries(WEEKDAYS.map((day, i) => [day, week[i]!])) as Hours['week'],
        holidays: ['2026-03-29', '2026-10-26'],
      },
    }));
  // Two years of minutes, so that every kind of clock change is met.
  const minutes = fc.integer({ min: at('2025-01-01') / MINUTE, max: at('2027-01-01') / MINUTE });
  const three = fc
    .tuple(minutes, fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 20_000 }))
    .map(([a, b, c]) => [a * MINUTE, (a + b) * MINUTE, (a + b + c) * MINUTE] as const);
  const runs = { numRuns: 200, seed: 7 };

  it('adds up: a stretch cut in two is the sum of both, and never more than has really passed', () => {
    fc.assert(
      fc.property(calendars, three, (calendar, [a, b, c]) => {
        const whole = workingMs(calendar, a, c);
        expect(workingMs(calendar, a, b) + workingMs(calendar, b, c)).toBe(whole);
        expect(whole).toBeGreaterThanOrEqual(workingMs(calendar, a, b));
        expect(whole).toBeLessThanOrEqual(c - a);
        expect(workClock(calendar, a, c)(b, c)).toBe(workingMs(calendar, b, c));
      }),
      runs,
    );
  });

  it('opens and closes as the wall clock says', () => {
    fc.assert(
      fc.property(calendars, minutes, (calendar, minute) => {
        const known = WEEKDAYS.some((day) => calendar.hours.week[day].length > 0);
        const open = workingMs(calendar, minute * MINUTE, (minute + 1) * MINUTE) > 0;
        if (known) expect(open).toBe(isOpenAt(calendar.hours, calendar.zone, minute * MINUTE));
      }),
      runs,
    );
  });

  it('is due at the first instant by which the time has passed', () => {
    fc.assert(
      fc.property(calendars, minutes, fc.integer({ min: 1, max: 3_000 }), (calendar, minute, work) => {
        const from = minute * MINUTE;
        const due = dueAfter(calendar, from, work * MINUTE);
        if (due === null) return;
        expect(workingMs(calendar, from, due)).toBe(work * MINUTE);
        expect(workingMs(calendar, from, due - 1)).toBe(work * MINUTE - 1);
        expect(dueAfter(calendar, from, (work + 1) * MINUTE) ?? Infinity).toBeGreaterThan(due);
      }),
      runs,
    );
  });

  it('keeps its stretches in order and apart, cut at a day or not', () => {
    fc.assert(
      fc.property(calendars, (calendar) => {
        const whole = openSpans(calendar, '2026-10-20', '2026-10-30');
        whole.forEach(([from, to], i) => {
          expect(from).toBeLessThan(to);
          if (i > 0) expect(from).toBeGreaterThan(whole[i - 1]![1]);
        });
        const sum = (list: typeof whole) => list.reduce((ms, [from, to]) => ms + to - from, 0);
        expect(
          sum(openSpans(calendar, '2026-10-20', '2026-10-25')) +
            sum(openSpans(calendar, '2026-10-26', '2026-10-30')),
        ).toBe(sum(whole));
      }),
      runs,
    );
  });
});
