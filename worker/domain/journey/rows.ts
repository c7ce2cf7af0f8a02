// Which rows answer a period: single days, and whole ISO weeks and calendar months that were added up once their days were final.
import { addDays, daysBetween, weekdayIndex } from '../calendar.ts';

/** Local dates, both included. */
export type Span = { from: string; to: string };
export type RollKind = 'week' | 'month';
export const ROLL_KINDS = ['week', 'month'] as const;

/** The last days stay single in periods of up to half a year, so that a shorter period within them needs no new answer. */
export const SINGLE_DAYS = 28;
const HALF_YEAR_DAYS = 183;

/**
 * A span is added up only when its last day is this many days past. Local dates lie at most 26 hours apart and a day is
 * closed 2 hours after it ended, so by then no zone could give it one more visit.
 */
export const ROLL_AFTER_DAYS = 3;

/** The last day that a rolled span may hold. */
export const lastRollDay = (today: string): string => addDays(today, -ROLL_AFTER_DAYS);

/** The ISO week, Monday to Sunday, or the calendar month of a day. */
export function rollSpan(kind: RollKind, day: string): Span {
  if (kind === 'week') {
    const from = addDays(day, -weekdayIndex(day));
    return { from, to: addDays(from, 6) };
  }
  const from = `${day.slice(0, 7)}-01`;
  const nextMonth = `${addDays(from, 31).slice(0, 7)}-01`;
  return { from, to: addDays(nextMonth, -1) };
}

const singleDaysOf = ({ from, to }: Span): number =>
  daysBetween(from, to) >= HALF_YEAR_DAYS ? 0 : SINGLE_DAYS;

/** A piece of a tiling: a single day has no kind. */
export type Tile = Span & { kind: RollKind | null };

/**
 * The fewest pieces that cover every day of a period once: whole weeks and months up to the last day that may be rolled, and
 * before the last `singleDays`, which stay single. At most 100 for any 25 months.
 */
export function tiling(period: Span, today: string, singleDays = singleDaysOf(period)): Tile[] {
  const days = daysBetween(period.from, period.to) + 1;
  const singleFrom = addDays(today, 1 - singleDays);
  const rolledTo = [lastRollDay(today), addDays(singleFrom, -1), period.to].reduce((a, b) => (a < b ? a : b));
  const rollable = daysBetween(period.from, rolledTo) + 1;
  // fewest[i]: pieces needed for the days from the i-th on; best[i]: the first of them.
  const fewest = new Array<number>(days + 1).fill(0);
  const best: Piece[] = [];
  for (let i = days - 1; i >= 0; i--) {
    best[i] = { kind: null, days: 1 };
    for (const piece of piecesFrom(period.from, i)) {
      const isBetter = i + piece.days <= rollable && fewest[i + piece.days]! <= fewest[i + best[i]!.days]!;
      if (isBetter) best[i] = piece;
    }
    fewest[i] = 1 + fewest[i + best[i]!.days]!;
  }
  const tiles: Tile[] = [];
  for (let i = 0; i < days; i += best[i]!.days) {
    const from = addDays(period.from, i);
    tiles.push({ from, to: addDays(from, best[i]!.days - 1), kind: best[i]!.kind });
  }
  return tiles;
}

type Piece = { kind: RollKind | null; days: number };

/** The whole week and month that begin on the i-th day after `from`. By numbers: a long period asks for hundreds. */
function piecesFrom(from: string, i: number): Piece[] {
  const date = new Date(Date.parse(from) + i * 86_400_000);
  const pieces: Piece[] = [];
  if (date.getUTCDay() === 1) pieces.push({ kind: 'week', days: 7 });
  if (date.getUTCDate() === 1) {
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0));
    pieces.push({ kind: 'month', days: last.getUTCDate() });
  }
  return pieces;
}

/**
 * The rows that lie within a period, when they say all that is known of it; null when a row lies across its edge, or when
 * the period reaches out of what was asked for (`known`).
 */
export function rowsWithin<R extends Span>(rows: readonly R[], period: Span, known?: Span): R[] | null {
  if (known && (period.from < known.from || period.to > known.to)) return null;
  const touching = rows.filter((row) => row.to >= period.from && row.from <= period.to);
  return touching.every((row) => row.from >= period.from && row.to <= period.to) ? touching : null;
}
