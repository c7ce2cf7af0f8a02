// How long each kind of record lives, and what has outlived that at an instant.
import { addDays } from './calendar.ts';

/** The bounds that the privacy page and the clinic's contract name. */
export const KEPT = {
  conversationDays: 90,
  answerTextDays: 180,
  answerMonths: 25,
  /** Rows of the journey: paths and times between stages. */
  journeyMonths: 25,
  /** Their breakdowns by source, campaign, device, language and entry. */
  dimensionMonths: 13,
  /** Delivered or given-up notices. */
  noticeDays: 30,
  /** A set of invites after its end: for so long it says kindly that its time is over. */
  inviteDays: 30,
  /** Hashes of what was erased: longer than any backup of the database can be restored. */
  erasureDays: 365,
} as const;

export type Cutoffs = {
  /** Last message before this instant (epoch ms). */
  conversationsMs: number;
  /** Local dates before these. A date is up to 14 hours ahead of UTC, so a record may live that much longer. */
  answerTextDay: string;
  answerDay: string;
  journeyDay: string;
  dimensionsDay: string;
  noticesMs: number;
  erasuresMs: number;
  /** Sets of invites that ended before this instant. */
  invitesMs: number;
};

const DAY_MS = 86_400_000;

/** What lies before these is deleted at `nowMs` (epoch ms). */
export function cutoffs(nowMs: number): Cutoffs {
  const today = new Date(nowMs).toISOString().slice(0, 10);
  return {
    conversationsMs: nowMs - KEPT.conversationDays * DAY_MS,
    answerTextDay: addDays(today, -KEPT.answerTextDays),
    answerDay: monthsBefore(today, KEPT.answerMonths),
    journeyDay: monthsBefore(today, KEPT.journeyMonths),
    dimensionsDay: monthsBefore(today, KEPT.dimensionMonths),
    noticesMs: nowMs - KEPT.noticeDays * DAY_MS,
    erasuresMs: nowMs - KEPT.erasureDays * DAY_MS,
    invitesMs: nowMs - KEPT.inviteDays * DAY_MS,
  };
}

/** The same date some months earlier; the last of the month where that month is shorter. */
export function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const count = year * 12 + (month - 1) - months;
  const last = new Date(Date.UTC(Math.floor(count / 12), (count % 12) + 1, 0)).getUTCDate();
  return new Date(Date.UTC(Math.floor(count / 12), count % 12, Math.min(date, last)))
    .toISOString()
    .slice(0, 10);
}
