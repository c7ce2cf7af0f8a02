// Which stages were reached, which are not connected, and which days are still open.
import { expect, it } from 'vitest';
import { firstOpenDay, journeyDay, seriesAt } from '../../../worker/domain/journey/days.ts';
import { notConnectedStages, reachedCounts } from '../../../worker/domain/journey/stages.ts';

it('counts a visit once for each stage it reached', () => {
  const counts = reachedCounts(new Map(Object.entries({ A: 5, ABCB: 2, AC: 1 })));
  expect(Object.fromEntries(counts)).toEqual({ 1: 8, 2: 2, 3: 3 });
});

it('calls a stage not connected when nothing reached it since its rules changed', () => {
  const stages = [
    { id: 1, changedOn: '2026-09-01' },
    { id: 2, changedOn: '2026-09-01' },
    { id: 3, changedOn: '2026-10-10' },
    { id: 4, changedOn: '2026-10-10' },
    { id: 5, changedOn: '2026-09-01' },
  ];
  const days = [
    { day: '2026-10-01', paths: 'A(5B(C(D)))' },
    { day: '2026-10-10', paths: 'A(1C)' },
  ];
  // 3 was reached on the day of the change; 4 only before it; 5 never.
  expect(notConnectedStages(stages, days)).toEqual(new Set([4, 5]));
  // Another series begins on the 5th: what came before was counted by other rules.
  expect(notConnectedStages(stages, days, '2026-10-05')).toEqual(new Set([2, 4, 5]));
  // Before the first visit everything but `found` waits for its connection.
  expect(notConnectedStages(stages, [])).toEqual(new Set([2, 3, 4, 5]));
});

const at = (text: string): number => Date.parse(text);
const moscow = { id: 'm', zone: 'Europe/Moscow', startedAtMs: at('2026-09-01T00:00:00Z') };

it('takes the newest series begun by an instant, and the oldest known one before all', () => {
  const later = { id: 'l', zone: 'Asia/Omsk', startedAtMs: at('2026-10-14T21:00:00Z') };
  expect(seriesAt([later, moscow], at('2026-10-14T20:59:59Z'))?.id).toBe('m');
  expect(seriesAt([later, moscow], at('2026-10-14T21:00:00Z'))?.id).toBe('l');
  expect(seriesAt([later, moscow], at('2026-01-01T00:00:00Z'))?.id).toBe('m');
  expect(seriesAt([], at('2026-01-01T00:00:00Z'))).toBeNull();
  expect(journeyDay([], at('2026-01-01T00:00:00Z'))).toBeNull();
});

it('keeps yesterday open for two hours', () => {
  expect(firstOpenDay([moscow], at('2026-10-14T22:59:59Z'))).toBe('2026-10-14');
  expect(firstOpenDay([moscow], at('2026-10-14T23:00:00Z'))).toBe('2026-10-15');
});

it('keeps a date open that a change of zone brings back', () => {
  const newYork = { id: 'n', zone: 'America/New_York', startedAtMs: at('2026-10-14T21:00:00Z') };
  expect(firstOpenDay([newYork, moscow], at('2026-10-14T23:30:00Z'))).toBe('2026-10-14');
  // Inside the grace: at 22:00Z the change was one hour ago, and New York writes the 14th.
  expect(firstOpenDay([newYork, moscow], at('2026-10-14T22:00:00Z'))).toBe('2026-10-14');
  expect(firstOpenDay([newYork, moscow], at('2026-10-15T06:00:00Z'))).toBe('2026-10-15');
});

it('does not close the date that a zone far behind has just begun', () => {
  // 01:00 on the 15th on Kiritimati (UTC+14) is midnight of the 14th in Pago Pago (UTC−11).
  const kiritimati = { id: 'k', zone: 'Pacific/Kiritimati', startedAtMs: 0 };
  const pago = { id: 'p', zone: 'Pacific/Pago_Pago', startedAtMs: at('2026-10-14T11:00:00Z') };
  expect(firstOpenDay([kiritimati], at('2026-10-14T12:30:00Z'))).toBe('2026-10-15');
  expect(firstOpenDay([pago, kiritimati], at('2026-10-14T12:30:00Z'))).toBe('2026-10-14');
});

it('counts the grace in elapsed time on the day clocks change', () => {
  // Berlin's 25 October has 25 hours and ends at 23:00Z; its 28 March has 23 and ends at 22:00Z.
  const berlin = { ...moscow, zone: 'Europe/Berlin' };
  expect(firstOpenDay([berlin], at('2026-10-26T00:59:59Z'))).toBe('2026-10-25');
  expect(firstOpenDay([berlin], at('2026-10-26T01:00:00Z'))).toBe('2026-10-26');
  expect(firstOpenDay([berlin], at('2027-03-28T23:59:59Z'))).toBe('2027-03-28');
  expect(firstOpenDay([berlin], at('2027-03-29T00:00:00Z'))).toBe('2027-03-29');
});
