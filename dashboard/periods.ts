// The periods one can choose, as a short text in the address: days or months up to today, a calendar month, or any two dates.
import { addDays, daysBetween, weekdayIndex } from '../worker/domain/calendar.ts';
import type { Period } from '../worker/contract/journey.ts';

export const SPANS = ['7d', '28d', '90d'] as const;
/** This month and so many before it that together they are these. */
export const LONG_SPANS = ['12m', '25m'] as const;
export type Span = (typeof SPANS)[number] | (typeof LONG_SPANS)[number];
/** A span, a month as YYYY-MM, or two dates as YYYY-MM-DD..YYYY-MM-DD. */
export type PeriodName = Span | `${number}-${number}` | `${string}..${string}`;

export const DEFAULT_PERIOD: PeriodName = '28d';
/** Folded days live 25 months: a longer period has nothing more to show. */
export const MAX_DAYS = 770;

/** The period that a text names; anything else is the default. */
export function periodName(text: string | null): PeriodName {
  const span = [...SPANS, ...LONG_SPANS].find((name) => name === text);
  if (span) return span;
  const [from = '', to = ''] = text?.split('..') ?? [];
  if (isDate(from) && isDate(to)) return rangeName({ from, to }) ?? DEFAULT_PERIOD;
  return text !== null && /^20\d\d-(0[1-9]|1[0-2])$/.test(text) ? (text as PeriodName) : DEFAULT_PERIOD;
}

/** The name of two dates; null when they are no period: the wrong way round, or too long. */
export function rangeName({ from, to }: Period): PeriodName | null {
  if (!isDate(from) || !isDate(to) || from > to || daysBetween(from, to) >= MAX_DAYS) return null;
  return `${from}..${to}`;
}

const isDate = (text: string): boolean =>
  /^20\d\d-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(text).toISOString().startsWith(text);

/** First and last local date of a period, both included. Spans end today; a month ends with itself. */
export function periodDates(name: PeriodName, today: string): Period {
  const [from = '', to = ''] = name.split('..');
  if (isDate(from) && isDate(to)) return { from, to };
  const count = Number.parseInt(name);
  if (name.endsWith('d')) return { from: addDays(today, 1 - count), to: today };
  if (name.endsWith('m')) return { from: `${recentMonths(today, count).at(-1)}-01`, to: today };
  return { from: `${name}-01`, to: addDays(`${nextMonth(name)}-01`, -1) };
}

/** What of a period is not in the future: the days that can have visits. A period wholly ahead stays as it is. */
export const upToToday = ({ from, to }: Period, today: string): Period => ({
  from,
  to: to > today && from <= today ? today : to,
});

/** This month and those before it, newest first. */
export function recentMonths(today: string, count: number): PeriodName[] {
  const months: PeriodName[] = [];
  for (let month = today.slice(0, 7); months.length < count; month = addDays(`${month}-01`, -1).slice(0, 7))
    months.push(month as PeriodName);
  return months;
}

/** This week, Monday to Sunday, and those before it, newest first. */
export function recentWeeks(today: string, count: number): Period[] {
  const monday = addDays(today, -weekdayIndex(today));
  return Array.from({ length: count }, (_, i) => ({
    from: addDays(monday, -7 * i),
    to: addDays(monday, 6 - 7 * i),
  }));
}

const nextMonth = (month: string): string => addDays(`${month}-01`, 31).slice(0, 7);
