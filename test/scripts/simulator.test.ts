// The plan of the simulated quarter: the same for a seed, believable in its numbers, and of nobody real.
import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../demo/simulator/log.ts';
import { planQuarter } from '../../demo/simulator/plan.ts';
import {
  dayAfter,
  isHoliday,
  isWorkday,
  localDayOf,
  seasonAt,
  whenOpen,
} from '../../demo/simulator/rhythm.ts';

const nowMs = Date.parse('2026-11-24T12:00:00Z');
const options = { seed: 1, nowMs, days: 90, perWeekday: 82 };
const plan = planQuarter(options);
const logs = plan.flatMap(({ log }) => (log ? [log] : []));
const kind = <K extends LogLine['what']>(what: K) =>
  logs.filter((line): line is Extract<LogLine, { what: K }> => line.what === what);
const visits = kind('visit');
const share = (all: typeof visits, of: number, among: number) =>
  all.filter(({ path }) => path.includes(of)).length / all.filter(({ path }) => path.includes(among)).length;
const seasonOf = (day: string) =>
  seasonAt((Date.parse(day) - Date.parse(dayAfter('2026-11-24', -90))) / 86_400_000 / 90);

describe('the plan of a quarter', () => {
  it('is the same for the same seed, and another for another', () => {
    const short = (seed: number) => JSON.stringify(planQuarter({ seed, nowMs, days: 30, perWeekday: 20 }));
    expect(short(1) === short(1)).toBe(true);
    expect(short(1) === short(2)).toBe(false);
  });

  it('covers 90 whole days and today, in order, and ends before now', () => {
    expect(visits.length).toBeGreaterThan(6_000);
    expect(visits.length).toBeLessThan(10_000);
    const days = [...new Set(visits.map(({ day }) => day))].sort();
    expect([days.length, days[0], days.at(-1)]).toEqual([91, '2026-08-26', '2026-11-24']);
    expect(plan.every(({ atMs }, i) => atMs < nowMs && (i === 0 || atMs >= (plan[i - 1]?.atMs ?? 0)))).toBe(
      true,
    );
  });

  it('cuts no visit at midnight: all that is told of one lies in its day', () => {
    const days = new Map(visits.map(({ id, day }) => [id, day]));
    const told = plan.filter((one) => one.is === 'beacon');
    expect(told.filter((one) => localDayOf(one.atMs) !== days.get(one.visitor.id))).toEqual([]);
  });

  it('has a week, a bad week, and a change that helped', () => {
    const in_ = (season: string) => visits.filter(({ day }) => seasonOf(day) === season);
    const [before, bad, after] = ['before', 'bad', 'after'].map((name) => share(in_(name), 4, 3));
    expect(bad).toBeLessThan((before ?? 0) * 0.7);
    expect(after).toBeGreaterThan((before ?? 1) * 1.15);
    const on = (weekday: number) => visits.filter(({ day }) => new Date(day).getUTCDay() === weekday).length;
    expect(on(0)).toBeLessThan(on(1) * 0.7);
    const holiday = visits.filter(({ day }) => day === '2026-11-04').length;
    expect(holiday).toBeLessThan(visits.filter(({ day }) => day === '2026-11-11').length * 0.7);
  });

  it('has words enough, each once, and ends with people who wait', () => {
    const comments = kind('answer').filter(({ text }) => text !== '');
    expect(comments.length).toBeGreaterThanOrEqual(120);
    expect(new Set(comments.map(({ text }) => text)).size).toBe(comments.length);
    expect(kind('reply').length).toBeGreaterThanOrEqual(60);
    const last = new Map<string, string>();
    for (const line of logs) if ('conversation' in line) last.set(line.conversation, line.what);
    expect([...last.values()].filter((what) => what === 'message').length).toBe(4);
  });

  it('names no telephone but the ones that nobody has, and no address of anybody', () => {
    const phones = plan.flatMap((one) => (one.is === 'message' ? (one.message.contact?.phone ?? []) : []));
    expect(phones.length).toBeGreaterThan(5);
    expect(phones.filter((phone) => !/^\+7 900 000-00-\d\d$/.test(phone))).toEqual([]);
    const addresses = plan.flatMap((one) => ('visitor' in one ? one.visitor.address : []));
    expect(addresses.filter((address) => !address.startsWith('2001:db8:'))).toEqual([]);
  });
});

describe('the clinic’s days', () => {
  it('rests on Sundays and public holidays, and opens in the morning for what came at night', () => {
    expect(['2026-11-22', '2026-11-04', '2027-01-05'].map(isWorkday)).toEqual([false, false, false]);
    expect([isHoliday('2026-11-04'), isHoliday('2026-11-05')]).toEqual([true, false]);
    const at = (text: string) => Date.parse(`${text}+03:00`);
    expect(whenOpen(at('2026-11-23T10:00'))).toBe(at('2026-11-23T10:00'));
    expect(whenOpen(at('2026-11-21T15:00'))).toBe(at('2026-11-23T08:00'));
    expect(whenOpen(at('2026-11-03T21:00'))).toBe(at('2026-11-05T08:00'));
  });
});
