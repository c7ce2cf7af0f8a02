// When series start: worked examples over zones and clock changes, and the invariants of the next local midnight.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextMidnight, planSeries } from '../../worker/domain/series.ts';

const at = (iso: string): number => Date.parse(iso);

describe('the next local midnight', () => {
  it.each([
    ['an ordinary day', '2026-10-14T09:00:00Z', 'Europe/Moscow', '2026-10-14T21:00:00Z'],
    ['one millisecond before it', '2026-10-14T20:59:59.999Z', 'Europe/Moscow', '2026-10-14T21:00:00Z'],
    ['midnight itself', '2026-10-14T21:00:00Z', 'Europe/Moscow', '2026-10-15T21:00:00Z'],
    ['the day before clocks go back', '2026-10-24T12:00:00Z', 'Europe/Berlin', '2026-10-24T22:00:00Z'],
    ['the day of 25 hours', '2026-10-24T22:30:00Z', 'Europe/Berlin', '2026-10-25T23:00:00Z'],
    ['the day of 23 hours', '2026-03-28T23:30:00Z', 'Europe/Berlin', '2026-03-29T22:00:00Z'],
    ['a day that begins at 01:00', '2026-04-23T12:00:00Z', 'Africa/Cairo', '2026-04-23T22:00:00Z'],
    ['an offset of 45 minutes', '2026-10-14T09:00:00Z', 'Asia/Kathmandu', '2026-10-14T18:15:00Z'],
    ['a date that the zone skipped', '2011-12-29T20:00:00Z', 'Pacific/Apia', '2011-12-30T10:00:00Z'],
  ])('%s', (_, now, zone, expected) => {
    expect(new Date(nextMidnight(at(now), zone)).toISOString()).toBe(new Date(at(expected)).toISOString());
  });

  it('is later than now and the first instant of another date, in any zone at any time', () => {
    const day = (ms: number, zone: string) =>
      new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(ms);
    fc.assert(
      fc.property(
        fc.integer({ min: at('2020-01-01T00:00Z'), max: at('2030-01-01T00:00Z') }),
        fc.constantFrom(
          'Europe/Moscow',
          'America/New_York',
          'Africa/Cairo',
          'Asia/Beirut',
          'Australia/Lord_Howe',
          'Asia/Kamchatka',
        ),
        (now, zone) => {
          const midnight = nextMidnight(now, zone);
          expect(midnight).toBeGreaterThan(now);
          expect(day(midnight - 1, zone)).toBe(day(now, zone));
          expect(day(midnight, zone)).not.toBe(day(now, zone));
        },
      ),
      { numRuns: 300, seed: 33 },
    );
  });
});

describe('a plan of series', () => {
  const now = at('2026-10-14T09:00:00Z');
  const current = {
    ...{ id: 'current', mode: 'statistics' as const, rulesVersion: 1, zone: 'Europe/Moscow' },
    ...{ startedOn: '2026-09-01', startedAtMs: at('2026-08-31T21:00:00Z') },
  };
  const same = {
    ...{ series: [current], definitionChanged: false, mode: 'statistics' as const, rulesVersion: 1 },
    ...{ zone: 'Europe/Moscow', nowMs: now },
  };
  const vladivostok = {
    zone: 'Asia/Vladivostok',
    startedOn: '2026-10-15',
    startedAtMs: at('2026-10-14T14:00:00Z'),
  };
  const planned = { ...current, ...vladivostok, id: 'planned' };

  it('is nothing when nothing changed', () => expect(planSeries(same)).toBeNull());

  it('starts a changed definition at once, in the zone that counts now', () => {
    expect(planSeries({ ...same, definitionChanged: true, rulesVersion: 2 })?.starts).toEqual([
      {
        mode: 'statistics',
        rulesVersion: 2,
        zone: 'Europe/Moscow',
        startedOn: '2026-10-14',
        startedAtMs: now,
      },
    ]);
  });

  it('starts a changed zone at the next midnight of the new zone', () => {
    expect(planSeries({ ...same, zone: 'Asia/Vladivostok' })?.starts).toEqual([
      { mode: 'statistics', rulesVersion: 1, ...vladivostok },
    ]);
  });

  it('starts both when both changed, and gives a series that counted nothing both at once', () => {
    const plan = planSeries({ ...same, definitionChanged: true, rulesVersion: 2, zone: 'Asia/Vladivostok' });
    expect(plan?.starts.map((s) => [s.zone, s.rulesVersion, s.startedOn])).toEqual([
      ['Europe/Moscow', 2, '2026-10-14'],
      ['Asia/Vladivostok', 2, '2026-10-15'],
    ]);
    expect(plan?.current).toMatchObject({
      id: 'current',
      ifEmpty: { zone: 'Asia/Vladivostok', startedAtMs: now },
    });
  });

  it('leaves a planned zone alone, drops it when the zone is put back, and re-plans it under a changed definition', () => {
    const waiting = { ...same, series: [planned, current] };
    expect(planSeries({ ...waiting, zone: 'Asia/Vladivostok' })).toBeNull();
    expect(planSeries(waiting)?.starts).toEqual([]);
    const again = planSeries({
      ...waiting,
      zone: 'Asia/Vladivostok',
      definitionChanged: true,
      rulesVersion: 2,
    });
    expect(again?.starts.map((s) => [s.zone, s.rulesVersion])).toEqual([
      ['Europe/Moscow', 2],
      ['Asia/Vladivostok', 2],
    ]);
  });

  it('starts at once where there was none', () => {
    expect(planSeries({ ...same, series: [] })).toMatchObject({
      current: null,
      starts: [{ startedAtMs: now }],
    });
  });
});
