// What the Journey page does with rows once they are here: comparing, times, the file, and the names of values.
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { toCsv } from '../../dashboard/csv.ts';
import { valueName } from '../../dashboard/dimension-words.ts';
import { sourceName } from '../../worker/domain/source-names.ts';
import { createFormat } from '../../dashboard/format.ts';
import { compareSlices } from '../../dashboard/journey-compare.ts';
import { CSV_COLUMNS, funnelCsv } from '../../dashboard/journey-csv.ts';
import { notConnectedIn, sliceJourney } from '../../dashboard/journey-view.ts';
import { endShare } from '../../dashboard/end-share.ts';
import { stepTimes } from '../../dashboard/step-times.ts';
import { createReader } from '../../dashboard/reader.ts';
import { en } from '../../dashboard/words/en.ts';
import { ru } from '../../dashboard/words/ru.ts';
import { createWords } from '../../dashboard/words/words.ts';
import type { JourneyAnswer, JourneyRow } from '../../worker/contract/journey.ts';
import { DEVICES, LANGUAGES, SOURCE_CLASSES } from '../../worker/contract/vocabulary.ts';

const row = (from: string, seriesId = 'new', paths = 'A(5B(3C2))', to = from): JourneyRow => ({
  ...{ from, to, seriesId, paths, visits: 10, status: 'closed', asOfMs: 0 },
});
const series = (id: string, startedOn: string) => ({
  ...({ id, kind: 'journey', mode: 'statistics', zone: 'Europe/Moscow', rulesVersion: 1 } as const),
  ...{ question: null, moment: null, startedOn },
});
const answer = (rows: JourneyRow[], list = [series('new', '2026-09-01')]): JourneyAnswer => ({
  ...{ period: { from: '2026-09-01', to: '2026-10-31' }, zone: 'Europe/Moscow', today: '2026-10-31' },
  ...{ series: list, rows, asOfMs: 0 },
});
const october = { from: '2026-10-05', to: '2026-10-11' };
const before = { from: '2026-09-28', to: '2026-10-04' };

describe('a comparison', () => {
  test('takes the earlier days of the same series', () => {
    const all = answer([row('2026-09-30'), row('2026-10-06'), row('2026-10-07')]);
    const compared = compareSlices(sliceJourney(all, october, null), all, before);
    expect(compared.is === 'compared' && [compared.earlier.visits, compared.earlier.period]).toEqual([
      10,
      before,
    ]);
  });

  test('is refused when counting began too late, and on the very day it began', () => {
    const young = answer([row('2026-10-06')], [series('new', '2026-09-28'), series('old', '2026-01-01')]);
    expect(compareSlices(sliceJourney(young, october, null), young, before)).toEqual({
      ...{ is: 'too_young', since: '2026-09-28' },
    });
  });

  test('is refused across a break within the period, whichever side is shown', () => {
    const broken = answer(
      [row('2026-10-06', 'old'), row('2026-10-08')],
      [series('new', '2026-10-08'), series('old', '2026-01-01')],
    );
    for (const side of [null, 'old'])
      expect(compareSlices(sliceJourney(broken, october, side), broken, before)).toEqual({ is: 'break' });
  });
});

test('an older series is not disconnected by rules that changed after it', () => {
  const stages = [1, 2, 3].map((id) => ({
    id,
    key: `k${id}`,
    name: { ru: '', en: '' },
    changedOn: '2026-10-20',
  }));
  const both = answer(
    [row('2026-10-06', 'old'), row('2026-10-21', 'new', 'A(5B5)')],
    [series('new', '2026-10-20'), series('old', '2026-01-01')],
  );
  const old = sliceJourney(both, october, 'old');
  expect(notConnectedIn(old, stages, both.rows)).toEqual(new Set());
  const now = sliceJourney(both, both.period, null);
  expect(notConnectedIn(now, stages, both.rows)).toEqual(new Set([3]));
});

test('times are of neighbouring steps in the series shown, each pair once, and none without visits', () => {
  // Bucket 25 is 9.8–10.8 s, bucket 50 is 107–117 s.
  const rows = [
    { from: '2026-10-06', to: '2026-10-06', seriesId: 'new', pairs: { AB: 'z9', BC: 'a' } },
    { from: '2026-10-07', to: '2026-10-07', seriesId: 'new', pairs: { AB: 'Y' } },
    { from: '2026-10-07', to: '2026-10-07', seriesId: 'old', pairs: { AB: 'Y99' } },
  ];
  const times = stepTimes(
    { period: october, rows },
    { period: october, seriesId: 'new', steps: [[1], [2], [1, 4], [2]] },
  );
  expect(times.map(({ from, to, visits }) => [from, to, visits])).toEqual([[1, 2, 10]]);
  expect(times[0]?.medianMs).toBeGreaterThan(9_800);
  expect(times[0]?.medianMs).toBeLessThan(10_900);
});

describe('the share that came to the end', () => {
  const step = (low: number, high = low) => ({ connected: true, low, high });
  test('is one number with its interval, or a range where visits are merged', () => {
    expect(endShare(step(200), step(50))).toMatchObject({ low: 0.25, high: 0.25 });
    const merged = endShare(step(200), step(40, 60));
    expect([merged?.low, merged?.high]).toEqual([0.2, 0.3]);
    expect(merged!.interval.low).toBeLessThan(0.2);
    expect(merged!.interval.high).toBeGreaterThan(0.3);
  });
  test('is unknown of nobody', () => expect(endShare(step(0), step(0))).toBeNull());
});

describe('the file', () => {
  const shown = {
    period: october,
    by: 'campaign' as const,
    steps: ['Found', 'Chose', 'Booked'],
    valueOf: (value: string) => value,
    wholeName: 'All visits',
    whole: {
      ...{ value: '', visits: 10, merged: 0 },
      steps: [10, 4, 0].map((count, i) => ({ connected: i !== 2, low: count, high: count })),
    },
    funnels: [
      {
        ...{ value: '=1+1', visits: 10, merged: 3 },
        steps: [
          { connected: true, low: 10, high: 10 },
          { connected: true, low: 3, high: 6 },
          { connected: false, low: 0, high: 0 },
        ],
      },
    ],
  };

  test('has a line per value and step, ranges for merged visits, nothing for what is not connected', () => {
    const lines = funnelCsv(shown);
    expect(lines.map((line) => line.slice(2, 10))).toEqual([
      ['', 'All visits', 1, 'Found', 10, 10, 1, null],
      ['', 'All visits', 2, 'Chose', 4, 4, 0.4, 0.4],
      ['', 'All visits', 3, 'Booked', null, null, null, null],
      ['campaign', '=1+1', 1, 'Found', 10, 10, 1, null],
      ['campaign', '=1+1', 2, 'Chose', 3, 6, 0.3, 0.3],
      ['campaign', '=1+1', 3, 'Booked', null, null, null, null],
    ]);
    expect(lines.every((line) => line.length === CSV_COLUMNS.length)).toBe(true);
  });

  test.each([
    ['ru', ';', '0,4'],
    ['en', ',', '0.4'],
  ] as const)('opens as it is in a %s spreadsheet, and runs no formula', (language, delimiter, share) => {
    const text = toCsv(
      [
        ['Шаг', '=SUM(A1)', '+7', '@x', '-1+1'],
        [1, 0.4, null, 'a;b,"c"', -2],
      ],
      language,
    );
    expect(text.startsWith('\uFEFF')).toBe(true);
    const [head, line] = Papa.parse<string[]>(text.slice(1).trim(), { delimiter }).data;
    expect(head).toEqual(['Шаг', "'=SUM(A1)", "'+7", "'@x", "'-1+1"]);
    expect(line).toEqual(['1', share, '', 'a;b,"c"', '-2']);
  });
});

describe.each([
  ['ru', ru],
  ['en', en],
] as const)('in %s', (language, dictionary) => {
  const reader = createReader(createWords(language, dictionary), language);
  const stages = [{ id: 2, key: 'chose', name: { ru: 'Выбирают', en: 'Chose' }, changedOn: '2026-01-01' }];

  test('every value of a closed list has a name of its own', () => {
    const name = (dimension: 'source' | 'device' | 'language', value: string) =>
      valueName(reader, dimension, value, stages);
    for (const [dimension, list] of [
      ['source', SOURCE_CLASSES],
      ['device', DEVICES],
      ['language', LANGUAGES],
    ] as const) {
      const names = list.map((value) => name(dimension, value));
      expect(new Set(names).size).toBe(list.length);
      expect(names.filter((one, i) => one === list[i])).toEqual([]);
    }
    expect(name('source', 'search:yandex')).toBe(
      `${name('source', 'search')}: ${sourceName('yandex', reader.language)}`,
    );
    expect(valueName(reader, 'campaign', 'spring', stages)).toBe('spring');
    expect(valueName(reader, 'entry', '2', stages)).toBe(language === 'ru' ? 'Выбирают' : 'Chose');
  });
});

test('durations are rough, and points have signs', () => {
  const format = createFormat('en');
  expect([400, 40_000, 89_000, 91_000, 12 * 60_000, 3.46 * 3_600_000].map(format.duration)).toEqual([
    ...['1 sec', '40 secs', '89 secs', '2 mins', '12 mins', '3.5 hrs'],
  ]);
  expect([format.points(0.0317), format.points(-0.004), format.points(0)]).toEqual(['+3.2', '-0.4', '0']);
  expect(format.gap({ difference: 0.299, low: 0.248, high: 0.347 })).toBe('29.9 (24.8–34.7)');
});
