// What the Journey page shows, from day rows counted by hand: losses, ranges, breaks, stages that nothing reaches.
import { describe, expect, test } from 'vitest';
import { viewJourney } from '../../dashboard/journey-view.ts';
import type { JourneyAnswer, JourneyRow } from '../../worker/contract/journey.ts';

/** A 50, AB 30, ABC 10, ABCD 4, ABCE 3, ABF 2, AH 1: 100 visits. */
const PATHS = 'A(50B(30C(10D4E3)F2)H1)';
const day = (date: string, seriesId = 'new', paths = PATHS): JourneyRow => ({
  ...{ from: date, to: date, seriesId, visits: 100, paths, status: 'closed', asOfMs: 0 },
});
const series = (id: string, startedOn: string) => ({
  ...({ id, kind: 'journey', mode: 'statistics', zone: 'Europe/Moscow', rulesVersion: 1 } as const),
  ...{ question: null, moment: null, startedOn },
});
const answer = (rows: JourneyRow[], list = [series('new', '2026-10-01')]): JourneyAnswer => ({
  ...{ period: { from: '2026-09-01', to: '2026-10-14' }, zone: 'Europe/Moscow', today: '2026-10-14' },
  ...{ series: list, rows, asOfMs: 0 },
});
const stages = [1, 2, 3, 4, 5, 6, 7, 8].map((id) => ({
  id,
  key: `k${id}`,
  name: { ru: '', en: '' },
  changedOn: '2026-09-01',
}));
const options = {
  period: { from: '2026-10-01', to: '2026-10-14' },
  seriesId: null,
  stages,
  funnel: [[1], [2], [3], [4, 5]],
};

describe('the view of a journey', () => {
  test('counts steps, losses and what stands apart', () => {
    const view = viewJourney({ ...options, answer: answer([day('2026-10-02'), day('2026-10-03')]) });
    expect(view.visits).toBe(200);
    expect(view.rows.map(({ count, lost }) => [count, lost])).toEqual([
      [200, null],
      [98, 102],
      [34, 64],
      [14, 20],
    ]);
    expect(view.rows.map(({ biggestLoss }) => biggestLoss)).toEqual([false, true, false, false]);
    expect(view.apart).toEqual({ asked: 4, attended: 0, rated: 2 });
    expect(view.rows[1]?.interval?.low).toBeCloseTo(0.4216, 3);
  });

  test('never adds days of two series, and shows the newest unless another is asked for', () => {
    const both = answer(
      [day('2026-10-02', 'old'), day('2026-10-03'), day('2026-10-04')],
      [series('new', '2026-10-03'), series('old', '2026-09-01')],
    );
    const newest = viewJourney({ ...options, answer: both });
    expect([newest.shown?.id, newest.visits]).toEqual(['new', 200]);
    expect(newest.series.map(({ id }) => id)).toEqual(['old', 'new']);
    expect(viewJourney({ ...options, answer: both, seriesId: 'old' }).visits).toBe(100);
  });

  test('leaves out days beyond the period', () => {
    const view = viewJourney({ ...options, answer: answer([day('2026-09-30'), day('2026-10-14')]) });
    expect(view.visits).toBe(100);
  });

  test('shows a stage that nothing reached as not connected and skips it in shares', () => {
    const view = viewJourney({ ...options, answer: answer([day('2026-10-02', 'new', 'A(50B50)')]) });
    expect(view.rows.map(({ connected }) => connected)).toEqual([true, true, false, false]);
    expect(view.rows[2]).toMatchObject({ ofFirst: null, ofPrevious: null, lost: null, interval: null });
  });

  test('knows nothing rather than NaN when there are no days', () => {
    const view = viewJourney({ ...options, answer: answer([]) });
    expect(view).toMatchObject({ visits: 0, shown: null, series: [], hasProvisional: false });
    expect(view.rows.every(({ ofFirst, ofPrevious }) => ofFirst === null && ofPrevious === null)).toBe(true);
  });
});
