// Which question shows itself: by stages reached and left, by share, never in the quiet hours.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Survey } from '../../worker/contract/surveys.ts';
import { hasLeft, isChosen, isQuiet, surveyFor, surveysNow } from '../../worker/domain/asking.ts';

const FUNNEL = [[1], [2], [3], [4, 5]];
const one = (more: Partial<Survey> = {}): Survey => ({
  ...{
    id: 1,
    question: 'ces',
    moment: 'stage',
    stage: 4,
    on: true,
    share: 100,
    title: { ru: '', en: '' },
    wording: 1,
  },
  ...more,
});
const left = one({ id: 2, question: 'stopped', moment: 'unfinished', stage: 3 });

describe('a question', () => {
  it.each<[string, number[], number[], number | null]>([
    ['at its stage', [2, 3], [4], 1],
    ['not before it', [2], [3], null],
    ['not again for a stage that is past', [4], [2], null],
    ['for a stage that was left', [2, 3], [2], 2],
    ['for a stage left within one page', [], [3, 2], 2],
    ['not while the stage is the last', [2], [3], null],
    ['not when it was finished', [3, 5], [2], null],
    ['when it was begun again and left again', [3, 4, 3], [1], 2],
    ['not for one who wrote to the clinic instead', [3], [6], null],
    ['not for one who has rated', [3, 8], [2], null],
  ])('comes %s', (_, before, reached, id) => {
    const visit = { key: 'key', before, reached };
    expect(surveyFor([one(), left], visit, FUNNEL)?.id ?? null).toBe(id);
  });

  it('of a stage outside the funnel is left by any other stage', () => {
    expect(hasLeft([9, 2], 9, new Set())).toBe(true);
  });

  it('is never for a visit that did not come to its stage', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(1, 2, 4, 5, 6), { maxLength: 8 }), (way) => {
        expect(hasLeft(way, 3, new Set([4, 5]))).toBe(false);
      }),
      { seed: 1, numRuns: 100 },
    );
  });
});

describe('a share', () => {
  it.each([1, 10, 50, 90])(
    'of %i in a hundred asks about so many of the visits, always the same ones',
    (share) => {
      const keys = Array.from({ length: 20_000 }, (_, i) => `visit-${i}`);
      const chosen = keys.filter((key) => isChosen(key, { id: 3, share }));
      // Four standard deviations.
      const spread = 4 * Math.sqrt((share / 100) * (1 - share / 100) * keys.length);
      expect(Math.abs(chosen.length - (share / 100) * keys.length)).toBeLessThan(spread);
      for (const key of chosen.slice(0, 50))
        expect(isChosen(key, { id: 3, share: Math.min(100, share + 5) })).toBe(true);
    },
  );

  it('of one question says nothing of another’s', () => {
    const keys = Array.from({ length: 20_000 }, (_, i) => `visit-${i}`);
    const both = keys.filter(
      (key) => isChosen(key, { id: 1, share: 50 }) && isChosen(key, { id: 2, share: 50 }),
    );
    expect(Math.abs(both.length - 5_000)).toBeLessThan(4 * Math.sqrt(0.25 * 0.75 * 20_000));
  });
});

describe('quiet hours', () => {
  it.each([
    [['22:00', '08:00'], '21:59', false],
    [['22:00', '08:00'], '22:00', true],
    [['22:00', '08:00'], '00:00', true],
    [['22:00', '08:00'], '07:59', true],
    [['22:00', '08:00'], '08:00', false],
    [['13:00', '14:00'], '13:30', true],
    [['13:00', '14:00'], '14:00', false],
    [['09:00', '09:00'], '09:00', false],
    [undefined, '03:00', false],
  ] as const)('%j at %s: %s', (quietHours, time, is) => {
    const caps = { days: 30, ...(quietHours && { quietHours: [...quietHours] as [string, string] }) };
    expect(isQuiet(caps, time)).toBe(is);
  });

  it('are those of the site’s zone', () => {
    const settings = {
      surveys: [one(), one({ id: 5, on: false })],
      caps: { days: 1, quietHours: ['22:00', '08:00'] as [string, string] },
    };
    const atMs = Date.parse('2026-10-14T20:00:00Z');
    expect(surveysNow(settings, { atMs, zone: 'Europe/Moscow' })).toEqual([]);
    expect(surveysNow(settings, { atMs, zone: 'America/New_York' }).map(({ id }) => id)).toEqual([1]);
  });
});
