// From a log to a path: what counts once, what is cut, and which order is believed.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beaconEvents, splitByDay } from '../../../worker/domain/journey/arrivals.ts';
import { letterStage, stageLetter } from '../../../worker/domain/journey/letters.ts';
import { formatLog, orderEvents, parseLog } from '../../../worker/domain/journey/log.ts';
import type { VisitEvent } from '../../../worker/domain/journey/log.ts';
import { countedPath, pathOf } from '../../../worker/domain/journey/path.ts';

const T = Date.parse('2026-10-14T09:00:00Z');
const event = (page: string, seq: number, stage: number, atMs: number): VisitEvent => ({
  page: page.repeat(8),
  seq,
  stage,
  atMs: T + atMs,
});
const ordered = (...events: VisitEvent[]): string => pathOf(orderEvents(events).map((e) => e.stage));

describe('path', () => {
  it('counts equal neighbours once and found only in front', () => {
    expect(pathOf([2, 2, 3, 3, 2])).toBe('BCB');
    expect(pathOf([1, 2, 1, 2, 1])).toBe('B');
    expect(countedPath(pathOf([1]))).toBe('A');
    expect(countedPath(pathOf([2, 52]))).toBe('ABz');
  });

  it('keeps sixteen stages and drops what goes on', () => {
    const stages = Array.from({ length: 30 }, (_, i) => 2 + (i % 2));
    expect(countedPath(pathOf(stages))).toBe('ABCBCBCBCBCBCBCB');
  });

  it('has a letter for each of 52 stages and none for others', () => {
    for (let stage = 1; stage <= 52; stage++) expect(letterStage(stageLetter(stage))).toBe(stage);
    for (const bad of [0, 53, -1, 1.5, Number.NaN]) expect(() => stageLetter(bad)).toThrow(RangeError);
    for (const bad of ['', 'AB', '1', 'é']) expect(() => letterStage(bad)).toThrow(RangeError);
  });
});

describe('order', () => {
  it('is the order of sequence within a page, whatever the times say', () => {
    expect(ordered(event('a', 2, 4, 10), event('a', 0, 2, 500), event('a', 1, 3, 20))).toBe('BCD');
  });

  it('is the order of time between pages', () => {
    expect(ordered(event('b', 0, 3, 200), event('a', 0, 2, 100), event('c', 0, 4, 300))).toBe('BCD');
  });

  it('takes an event that came late as no later than the next of its page', () => {
    // a0 seems to be at 900, but a1 was at 100 already, so a0 was before b0.
    expect(ordered(event('a', 0, 2, 900), event('a', 1, 3, 100), event('b', 0, 4, 500))).toBe('BCD');
  });

  it('orders equal times by page, then by sequence', () => {
    expect(ordered(event('b', 0, 4, 0), event('a', 1, 3, 0), event('a', 0, 2, 0))).toBe('BCD');
  });

  it('believes the first copy received of an event', () => {
    expect(ordered(event('a', 0, 2, 0), event('b', 0, 3, 100), event('a', 0, 5, 200))).toBe('BC');
  });
});

describe('log', () => {
  const events = fc.array(
    fc.record({
      page: fc.string({ unit: fc.constantFrom(...'abcxyz0129'), minLength: 8, maxLength: 8 }),
      seq: fc.integer({ min: 0, max: 999 }),
      stage: fc.integer({ min: 1, max: 52 }),
      atMs: fc.integer({ min: T, max: T + 1e11 }),
    }),
    { maxLength: 30 },
  );

  it('gives back the events it was made of', () => {
    fc.assert(
      fc.property(events, (list) => {
        expect(parseLog(formatLog(list))).toEqual(list);
      }),
    );
  });

  it('is read in the same order however its events came, once copies are gone', () => {
    const distinct = events.map((list) =>
      list.filter((e, i) => list.findIndex((o) => o.page === e.page && o.seq === e.seq) === i),
    );
    fc.assert(
      fc.property(distinct, fc.infiniteStream(fc.nat()), (list, dice) => {
        const shuffled = list
          .map((e) => [dice.next().value, e] as const)
          .sort(([a], [b]) => a! - b!)
          .map(([, e]) => e);
        expect(orderEvents(shuffled)).toEqual(orderEvents(list));
      }),
    );
  });
});

describe('beacon', () => {
  it('dates events by arrival minus age, at most two hours back', () => {
    const times = beaconEvents('aaaaaaaa', '2.0.999999999;3.1.5000;4.2.0', T).map((e) => e.atMs - T);
    expect(times).toEqual([-7_200_000, -5000, 0]);
  });

  it('puts events into the order of their sequence and keeps the first of equal ones', () => {
    expect(beaconEvents('aaaaaaaa', '4.2.0;2.0.9;3.1.5;5.1.4', T).map((e) => e.stage)).toEqual([2, 3, 4]);
  });

  it('gives an event before midnight to the day before, by the zone of the series in force then', () => {
    const midnight = Date.parse('2026-10-14T21:00:00Z');
    const series = [
      { id: 'new', zone: 'Asia/Yekaterinburg', startedAtMs: midnight },
      { id: 'old', zone: 'Europe/Moscow', startedAtMs: 0 },
    ];
    const parts = splitByDay(beaconEvents('aaaaaaaa', '2.0.2;3.1.0', midnight + 1), series);
    expect(parts.map(({ day, seriesId, path }) => [day, seriesId, path])).toEqual([
      ['2026-10-14', 'old', 'B'],
      ['2026-10-15', 'new', 'C'],
    ]);
  });
});
