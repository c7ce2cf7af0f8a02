// The periods one can choose, as a short text in the address: the last 7, 28 or 90 days, or a calendar month.
import { addDays } from '../worker/domain/calendar.ts';
import type { Period } from '../worker/contract/journey.ts';

export const SPANS = ['7d', '28d', '90d'] as const;
export type Span = (typeof SPANS)[number];
/** A span, or a month as YYYY-MM. */
export type PeriodName = Span | `${number}-${number}`;

export const DEFAULT_PERIOD: PeriodName = '28d';

/** The period that a text names; anything else is the default. */
export function periodName(text: string | null): PeriodName {
  const span = SPANS.find((name) => name === text);
  if (span) return span;
  return text !== null && /^20\d\d-(0[1-9]|1[0-2])$/.test(text) ? (text as PeriodName) : DEFAULT_PERIOD;
}

/** First and last local date of a period, both included. Spans end today; a month ends with itself. */
export function periodDates(name: PeriodName, today: string): Period {
  if (name.endsWith('d')) return { from: addDays(today, 1 - Number.parseInt(name)), to: today };
  return { from: `${name}-01`, to: addDays(`${nextMonth(name)}-01`, -1) };
}

/** This month and those before it, newest first. */
export function recentMonths(today: string, count: number): PeriodName[] {
  const months: PeriodName[] = [];
  for (let month = today.slice(0, 7); months.length < count; month = addDays(`${month}-01`, -1).slice(0, 7))
    months.push(month as PeriodName);
  return months;
}

const nextMonth = (month: string): string => addDays(`${month}-01`, 31).slice(0, 7);
