// What the Satisfaction page shows of the days it has, and its address: pure, worked by hand.
import { describe, expect, test } from 'vitest';
import type { SeriesView } from '../../worker/contract/journey.ts';
import type { ScoresAnswer } from '../../worker/contract/scores.ts';
import { addDays } from '../../worker/domain/calendar.ts';
import { toCsv } from '../../dashboard/csv.ts';
import { createReader } from '../../dashboard/reader.ts';
import { readScoreAddress, writeScoreAddress } from '../../dashboard/score-address.ts';
import { daysCsv, groupsCsv } from '../../dashboard/score-csv.ts';
import { viewScores, viewSides, viewTrend } from '../../dashboard/score-view.ts';
import { en } from '../../dashboard/words/en.ts';
import { createWords } from '../../dashboard/words/words.ts';

const series = (id: string, startedOn: string): SeriesView => ({
  ...{ id, startedOn, kind: 'answers', mode: 'statistics', zone: 'Europe/Moscow', rulesVersion: 1 },
  ...{ question: 'fft', moment: 'launcher' },
});
const day = (date: string, seriesId: string, good: number, bad: number) => ({
  ...{ day: date, seriesId, counts: [good, 0, 0, 0, bad, 0] },
});
const answer = (over: Partial<ScoresAnswer> = {}): ScoresAnswer => ({
  ...{
    period: { from: '2026-01-01', to: '2026-11-24' },
    today: '2026-11-24',
    zone: 'Europe/Moscow',
    asOfMs: 0,
  },
  ...{ measure: { question: 'fft', moment: 'launcher' }, measures: [] },
  ...{ series: [series('A', '2026-01-01')], days: [], ...over },
});

describe('the view of a period', () => {
  const two = answer({
    series: [series('A', '2026-01-01'), series('B', '2026-06-10')],
    days: [day('2026-06-09', 'A', 5, 1), day('2026-06-10', 'B', 2, 2), day('2026-06-12', 'B', 3, 0)],
  });
  const june = { from: '2026-06-01', to: '2026-06-30' };

  test('is of the newest series of the period, never of two added', () => {
    expect(viewScores(two, june, null)).toMatchObject({ shown: { id: 'B' }, counts: [5, 0, 0, 0, 2, 0] });
    expect(viewScores(two, june, 'A')).toMatchObject({ shown: { id: 'A' }, counts: [5, 0, 0, 0, 1, 0] });
    expect(viewScores(two, june, null)?.series.map(({ id }) => id)).toEqual(['A', 'B']);
  });

  test('knows no break where only one series counts', () => {
    const may = { from: '2026-05-01', to: '2026-05-31' };
    expect(viewScores(two, may, null)?.series.map(({ id }) => id)).toEqual(['A']);
    const july = { from: '2026-07-01', to: '2026-07-31' };
    expect(viewScores(two, july, null)).toMatchObject({ shown: { id: 'B' }, counts: [0, 0, 0, 0, 0, 0] });
  });

  test('is nothing where nobody has ever answered', () => {
    expect(viewScores(answer({ measure: null, series: [] }), june, null)).toBeNull();
  });
});

describe('two sides of a day', () => {
  const view = (startedOn: string) =>
    viewScores(
      answer({
        series: [series('A', startedOn)],
        days: Array.from({ length: 60 }, (_, i) => day(addDays('2026-09-20', i), 'A', 2, 1)),
      }),
      { from: '2026-09-01', to: '2026-11-24' },
      null,
    )!;

  test('are as long as asked, and the later one ends today', () => {
    const sides = viewSides(view('2026-01-01'), { day: '2026-11-10', weeks: 4, today: '2026-11-24' });
    expect(sides.beforePeriod).toEqual({ from: '2026-10-13', to: '2026-11-09' });
    expect(sides.afterPeriod).toEqual({ from: '2026-11-10', to: '2026-11-24' });
    expect([sides.before.n, sides.after.n, sides.isCut]).toEqual([84, 27, false]);
  });

  test('never reach into an earlier series', () => {
    const sides = viewSides(view('2026-11-01'), { day: '2026-11-10', weeks: 4, today: '2026-11-24' });
    expect(sides.beforePeriod).toEqual({ from: '2026-11-01', to: '2026-11-09' });
    expect(sides.isCut).toBe(true);
  });
});

test('the trend ends yesterday, and eight weeks far under 70 % are told apart from three', () => {
  const days = Array.from({ length: 7 * 20 }, (_, i) => day(addDays('2026-07-06', i), 'A', 1, 3));
  const view = viewScores(answer({ days }), { from: '2026-11-01', to: '2026-11-23' }, null)!;
  const trend = viewTrend(view, '2026-11-23');
  expect(trend.points).toHaveLength(20);
  expect(trend.points.at(-1)?.bucket.to).toBe('2026-11-22');
  expect([trend.low, trend.eightWeeks.n]).toEqual(['act', 7 * 8 * 4]);
  const mild = viewScores(
    answer({ days: days.map((one, i) => (i < 7 * 17 ? { ...one, counts: [4, 0, 0, 0, 0, 0] } : one)) }),
    { from: '2026-11-01', to: '2026-11-23' },
    null,
  )!;
  expect(viewTrend(mild, '2026-11-23').low).toBe('watch');
});

describe('the address of a view', () => {
  test('is read back as it was written, and says nothing of what is as usual', () => {
    const usual = readScoreAddress(new URLSearchParams());
    expect(writeScoreAddress(usual)).toBe('');
    const asked = { ...usual, by: 'device', changed: '2026-02-28', weeks: 13, series: '01ABC' } as const;
    expect(readScoreAddress(new URLSearchParams(writeScoreAddress(asked)))).toEqual(asked);
  });

  test.each(['changed=2026-02-30', 'changed=soon', 'weeks=5', 'by=doctor', 'series=<b>'])(
    'takes no notice of %s',
    (text) => {
      expect(readScoreAddress(new URLSearchParams(text))).toEqual(readScoreAddress(new URLSearchParams()));
    },
  );
});

describe('the tables', () => {
  const reader = createReader(createWords('en', en), 'en');
  const view = viewScores(
    answer({ days: [day('2026-06-01', 'A', 2, 0), day('2026-07-01', 'A', 1, 1)] }),
    { from: '2026-06-15', to: '2026-07-31' },
    null,
  )!;
  const scale = [5, 4, 3, 2, 1, 0];

  test('of days hold the days of the period only', () => {
    expect(daysCsv(reader, view, scale)).toEqual([
      ['Date', 'Answer', 'Answers'],
      ['2026-07-01', 'Very good', 1],
      ['2026-07-01', 'Very poor', 1],
    ]);
  });

  test('of groups say of a hidden one only that it is hidden, and run no formula', () => {
    const rows = groupsCsv(reader, {
      ...{ view, scale, nameOf: (value: string) => `=${value}` },
      blocks: [
        {
          ...{ from: '2026-06-01', to: '2026-06-30', n: 40 },
          groups: [
            { value: 'a', counts: null },
            { value: 'b', counts: [30, 0, 0, 0, 1, 0] },
          ],
        },
        { from: '2026-07-01', to: '2026-07-31', n: 4, groups: null },
      ],
    });
    expect(rows).toHaveLength(1 + 1 + 6);
    expect(rows[1]).toEqual(['2026-06-01', '2026-06-30', '=a', 'hidden', null]);
    expect(toCsv(rows, 'en')).toContain(`"'=b"`);
    expect(toCsv(rows, 'en')).not.toMatch(/(^|,|\r\n)=/);
  });
});
