// The address of the Journey page: every view survives the way through it, and nonsense in it is left out.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  readJourneyAddress,
  readSteps,
  stepsThatMayBe,
  writeJourneyAddress,
} from '../../dashboard/journey-address.ts';
import type { JourneyAddress } from '../../dashboard/journey-address.ts';
import { periodDates, periodName, rangeName, recentWeeks, upToToday } from '../../dashboard/periods.ts';

const read = (text: string) => readJourneyAddress(new URLSearchParams(text));
const usual = read('');

test('is empty for the page as it opens', () => {
  expect(writeJourneyAddress(usual)).toBe('');
  expect(usual).toEqual({
    ...{ period: '28d', compare: null, by: null, steps: null, strict: false, series: null, stage: null },
  });
});

test('reads like a sentence', () => {
  const text =
    '?period=2026-10-05..2026-10-11&compare=year&by=source&steps=1-2-3-4.5&strict=1&series=01ABC&stage=3';
  expect(read(text)).toEqual({
    ...{ period: '2026-10-05..2026-10-11', compare: 'year', by: 'source', strict: true, series: '01ABC' },
    ...{ steps: [[1], [2], [3], [4, 5]], stage: 3 },
  });
  expect(writeJourneyAddress(read(text))).toBe(text);
});

const date = fc
  .integer({ min: 0, max: 700 })
  .map((n) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10));
const address: fc.Arbitrary<JourneyAddress> = fc.record({
  period: fc.oneof(
    fc.constantFrom('7d' as const, '28d' as const, '90d' as const, '12m' as const, '25m' as const),
    fc.constant('2026-02' as const),
    fc.tuple(date, date).map(([a, b]) => (a < b ? (`${a}..${b}` as const) : (`${b}..${a}` as const))),
  ),
  compare: fc.constantFrom(null, 'before', 'year'),
  by: fc.constantFrom(null, 'source', 'campaign', 'device', 'language', 'entry'),
  steps: fc.option(
    fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 52 }), { minLength: 1, maxLength: 5 }), {
      minLength: 2,
      maxLength: 8,
    }),
  ),
  strict: fc.boolean(),
  series: fc.constantFrom(null, '01ARZ3NDEKTSV4RRFFQ69G5FAV'),
  stage: fc.option(fc.integer({ min: 1, max: 52 })),
});

test('gives every view back as it was', () => {
  fc.assert(fc.property(address, (view) => void expect(read(writeJourneyAddress(view))).toEqual(view)));
});

const odd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('1-2-', '..', '0-1', '1.1-2', '99-1', '2026-10-05..2026-99-99'),
);

test('never throws, and never takes nonsense for a view', () => {
  fc.assert(
    fc.property(
      fc.record(
        { period: odd, compare: odd, by: odd, steps: odd, strict: odd, series: odd, stage: odd },
        { requiredKeys: [] },
      ),
      (query) => {
        const view = readJourneyAddress(new URLSearchParams(query));
        expect(read(writeJourneyAddress(view))).toEqual(view);
      },
    ),
  );
});

test.each(['', '1', '1-', '-1', '1-2-3-4-5-6-1-2-3', '1-x', '1-2.2', '0-1', '1-53', '1- 2', '1-2.', '1-٢'])(
  'takes no steps from %j',
  (text) => expect(readSteps(text)).toBeNull(),
);

test('leaves out stages that may be no step, and falls back when too few steps are left', () => {
  const mayBe = (id: number) => id < 6;
  expect(stepsThatMayBe([[1], [2, 6], [7], [4, 5]], mayBe)).toEqual([[1], [2], [4, 5]]);
  expect(stepsThatMayBe([[1], [6], [7]], mayBe)).toBeNull();
  expect(stepsThatMayBe(null, mayBe)).toBeNull();
});

describe('periods', () => {
  test('are spans up to today, months, or two dates', () => {
    expect(periodDates('12m', '2026-11-24')).toEqual({ from: '2025-12-01', to: '2026-11-24' });
    expect(periodDates('25m', '2026-11-24')).toEqual({ from: '2024-11-01', to: '2026-11-24' });
    expect(periodDates('2028-02', '2028-11-24')).toEqual({ from: '2028-02-01', to: '2028-02-29' });
    expect(periodDates('2026-10-05..2026-10-11', '2026-11-24')).toEqual({
      from: '2026-10-05',
      to: '2026-10-11',
    });
    expect(recentWeeks('2026-11-24', 2)).toEqual([
      { from: '2026-11-23', to: '2026-11-29' },
      { from: '2026-11-16', to: '2026-11-22' },
    ]);
  });

  test('end today where they reach into the future', () => {
    expect(upToToday({ from: '2026-11-01', to: '2026-11-30' }, '2026-11-24').to).toBe('2026-11-24');
    expect(upToToday({ from: '2026-12-01', to: '2026-12-31' }, '2026-11-24').to).toBe('2026-12-31');
  });

  test.each([
    '2026-10-11..2026-10-05',
    '2026-02-30..2026-03-05',
    '2024-01-01..2026-11-01',
    '2026-10-05..',
    'x..y',
  ])('are the usual one for %j', (text) => expect(periodName(text)).toBe('28d'));
  test('of 25 months fit', () => {
    expect(rangeName({ from: '2024-11-01', to: '2026-11-30' })).toBe('2024-11-01..2026-11-30');
  });
});
