// How the figures of service read: times, shares and waits in words, the same on every part of the page.
import type { Share, TimeFigure } from '../worker/contract/service.ts';
import { MIN_ANSWERS } from '../worker/domain/statistics.ts';
import type { Reader } from './reader.ts';

/** A working time; "at least" where somebody still waits; a dash for nothing. */
export function timeWords({ t, format }: Reader, figure: TimeFigure | null): string {
  if (!figure) return '–';
  const time = format.workTime(figure.ms);
  return figure.atLeast ? t('sv_at_least', { time }) : time;
}

/** Whether so few are counted that a share would say more than is known. */
export const isFew = ({ n }: Share): boolean => n < MIN_ANSWERS;

/** "82 %" or, of few, "few: 3 of 4". */
export function shareWords({ t, format }: Reader, share: Share): string {
  if (share.n === 0) return '–';
  return isFew(share) ? t('sv_few', { hits: share.hits, n: share.n }) : format.percent(share.hits / share.n);
}

/** The hour of the week that most conversations began in; null where there were none. */
export function busiestHour(demand: readonly number[]): { weekday: number; hour: number; n: number } | null {
  const n = Math.max(0, ...demand);
  if (n === 0) return null;
  const at = demand.indexOf(n);
  return { weekday: Math.floor(at / 24), hour: at % 24, n };
}

/** 9 → 09:00 */
export const hourName = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
