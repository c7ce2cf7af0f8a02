// What the Satisfaction page shows of the days it has, and its address: pure, worked by hand.
import { describe, expect, test } from 'vitest';
import type { SeriesView } from '../../worker/contract/journey.ts';
import type { ScoresAnswer } from '../../worker/contract/scores.ts';
import { addDays } from '../../worker/domain/calendar.ts';
import { toCsv } from '../../dashboard/csv.ts';
import { createReader } from '../../dashboard/reader.ts';
import { readScoreAddress, writeScoreAddress } from '../../dashboard/score-address.ts';
import { daysCsv, groupsCsv, sidesCsv } from '../../dashboard/score-csv.ts';
import { scoreScale } from '../../dashboard/score-scale.ts';
import { blocksToShow, groupsAsk } from '../../dashboard/score-view-groups.ts';
import { viewAnswers, viewSides, viewTrend, withScore } from '../../dashboard/score-view.ts';
import { en } from '../../dashboard/words/en.ts';
import { satisfactionEn } from '../../dashboard/words/satisfaction-en.ts';
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
  ...{ measure: { question: 'fft', moment: 'launcher' }, measures: [], dimensions: [], asked: [] },
  ...{ series: [series('A', '2026-01-01')], days: [], ...over },
});

const viewScores = (...given: Parameters<typeof viewAnswers>) => {
  const view = viewAnswers(...given);
  return view && withScore(view);
};

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
    expect([sides.before.n, sides.after.n, sides.isCut, sides.isCutAfter]).toEqual([84, 27, false, false]);
  });

  test('never reach into a later series, and say so', () => {
    const cut = viewScores(
      answer({
        series: [series('A', '2026-01-01'), series('B', '2026-11-15')],
        days: [
          ...Array.from({ length: 56 }, (_, i) => day(addDays('2026-09-20', i), 'A', 2, 1)),
          day('2026-11-16', 'B', 30, 0),
        ],
      }),
      { from: '2026-09-01', to: '2026-11-24' },
      'A',
    )!;
    const sides = viewSides(cut, { day: '2026-11-10', weeks: 4, today: '2026-11-24' });
    expect([cut.endedOn, sides.afterPeriod.to, sides.after.n]).toEqual(['2026-11-15', '2026-11-14', 15]);
    expect([sides.isCut, sides.isCutAfter]).toEqual([false, true]);
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
    const asked = {
      ...usual,
      by: 'device',
      measure: { question: 'nps', moment: 'card' },
      changed: '2026-02-28',
      weeks: 13,
      series: '01ABC',
    } as const;
    expect(readScoreAddress(new URLSearchParams(writeScoreAddress(asked)))).toEqual(asked);
  });

  test.each([
    'changed=2026-02-30',
    'changed=soon',
    'weeks=5',
    'by=name',
    'measure=nps',
    'measure=nps.soon',
    'series=<b>',
  ])('takes no notice of %s', (text) => {
    expect(readScoreAddress(new URLSearchParams(text))).toEqual(readScoreAddress(new URLSearchParams()));
  });
});

describe('the tables', () => {
  const reader = createReader(createWords('en', { ...en, ...satisfactionEn }), 'en');
  const view = viewScores(
    answer({ days: [day('2026-06-01', 'A', 2, 0), day('2026-07-01', 'A', 1, 1)] }),
    { from: '2026-06-15', to: '2026-07-31' },
    null,
  )!;

  test('of days hold the days of the period only', () => {
    expect(daysCsv(reader, view)).toEqual([
      ['Date', 'Answer', 'Answers'],
      ['2026-07-01', 'Very good', 1],
      ['2026-07-01', 'Very poor', 1],
    ]);
  });

  test('of groups say of a hidden one only that it is hidden, and run no formula', () => {
    const rows = groupsCsv(reader, {
      ...{ view, nameOf: (value: string) => `=${value}` },
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

  test('of a comparison hold both sides with n and range, and the difference; no score where there are too few', () => {
    const days = (good: number) =>
      Array.from({ length: 20 }, (_, i) =>
        day(addDays('2026-06-01', i), 'A', i < 10 ? good : 4, i < 10 ? 1 : 0),
      );
    const sidesOf = (good: number) => {
      const june = viewScores(answer({ days: days(good) }), { from: '2026-06-01', to: '2026-06-30' }, null)!;
      return sidesCsv(reader, june, viewSides(june, { day: '2026-06-11', weeks: 4, today: '2026-11-24' }));
    };
    expect(sidesOf(1)).toEqual([
      ['Side', 'From', 'To', 'Answers', 'Points', '95% range, from', '95% range, to'],
      ['before', '2026-05-14', '2026-06-10', 20, 50, 29.9, 70.1],
      ['after', '2026-06-11', '2026-07-08', 40, 100, 91.2, 100],
      ['after − before', null, null, null, 50, 28.1, 70.1],
    ]);
    const few = viewScores(
      answer({ days: [day('2026-06-01', 'A', 9, 0)] }),
      { from: '2026-06-01', to: '2026-06-30' },
      null,
    )!;
    expect(
      sidesCsv(reader, few, viewSides(few, { day: '2026-06-11', weeks: 4, today: '2026-11-24' }))[1],
    ).toEqual(['before', '2026-05-14', '2026-06-10', 9, null, null, null]);
  });
});

describe('asked, opened, answered', () => {
  const asked = (date: string, wording: number, count: number) => ({
    ...{ day: date, question: 'fft', moment: 'launcher', wording, asked: count, opened: 1 },
  });
  const view = (over: Partial<ScoresAnswer>) =>
    viewAnswers(answer(over), { from: '2026-06-01', to: '2026-06-30' }, null);

  test('are those of the series shown: its wording, also before its first answer', () => {
    const two = {
      series: [
        { ...series('A', '2026-05-01'), wording: 1 },
        { ...series('B', '2026-06-10'), wording: 2 },
      ],
      asked: [
        asked('2026-06-05', 1, 10),
        asked('2026-06-09', 2, 20),
        asked('2026-06-11', 2, 30),
        asked('2026-07-01', 2, 99),
      ],
    } as const;
    expect(view(two as unknown as Partial<ScoresAnswer>)?.asked).toEqual({ asked: 50, opened: 2 });
  });

  test('of one wording are parted where another zone begins', () => {
    const zones = {
      series: [
        { ...series('A', '2026-05-01'), wording: 1 },
        { ...series('B', '2026-06-10'), wording: 1 },
      ],
      asked: [asked('2026-06-05', 1, 10), asked('2026-06-09', 1, 20), asked('2026-06-10', 1, 30)],
    } as unknown as Partial<ScoresAnswer>;
    expect(view(zones)?.asked.asked).toBe(30);
    expect(viewAnswers(answer(zones), { from: '2026-06-01', to: '2026-06-30' }, 'A')?.asked.asked).toBe(30);
  });
});

describe('NPS on the page', () => {
  const reader = createReader(createWords('en', { ...en, ...satisfactionEn }), 'en');

  test('is written in points with a sign, on an axis from −100 to 100', () => {
    const { axis, write, range, difference } = scoreScale(reader, 'nps');
    expect([write(30), write(-4.4), write(0), write(-0.2)]).toEqual(['+30', '−4', '0', '0']);
    expect(range({ low: -4.1, high: 64 })).toBe('−4…+64');
    expect(difference(-12.34)).toBe('−12.3');
    expect([axis.bottom, axis.top]).toEqual([-100, 100]);
    expect(scoreScale(reader, 'ces').write(0.84)).toBe('84%');
  });

  test('is never "under 70 %"', () => {
    const days = Array.from({ length: 7 * 20 }, (_, i) => ({
      ...{ day: addDays('2026-07-06', i), seriesId: 'A', counts: [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3] },
    }));
    const nps = viewScores(
      answer({ days, measure: { question: 'nps', moment: 'card' } }),
      { from: '2026-11-01', to: '2026-11-23' },
      null,
    )!;
    expect(nps.score.value).toBe(-50);
    expect(viewTrend(nps, '2026-11-23').low).toBeNull();
  });
});

describe('the months of a breakdown', () => {
  const block = (from: string, to: string) => ({ from, to, n: 60, groups: [] });
  const blocks = [block('2026-08-01', '2026-09-30'), block('2026-10-01', '2026-10-31')];

  test('are those of the period, else the last one that was over', () => {
    expect(blocksToShow(blocks, { from: '2026-08-01', to: '2026-11-24' })).toEqual({
      blocks,
      isWithin: true,
    });
    const last = blocksToShow(blocks, { from: '2026-10-28', to: '2026-11-24' });
    expect([last.isWithin, last.blocks.map(({ from }) => from)]).toEqual([false, ['2026-10-01']]);
    expect(blocksToShow([], { from: '2026-10-28', to: '2026-11-24' }).blocks).toEqual([]);
  });

  test('are asked for at least half a year and at most 400 days', () => {
    expect(groupsAsk({ from: '2026-10-28', to: '2026-11-24' })).toEqual({
      from: '2026-05-18',
      to: '2026-11-24',
    });
    expect(groupsAsk({ from: '2024-10-28', to: '2026-11-24' }).from).toBe('2025-10-21');
  });
});
