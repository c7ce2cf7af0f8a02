// Fewer of those who are asked answer: scores may then change without anything having changed at the clinic.
import type { Answered } from '../../contract/scores.ts';
import { addDays, weekdayIndex } from '../calendar.ts';
import { newcombeDifference } from '../statistics.ts';
import type { Counted } from '../statistics.ts';
import type { Span } from './buckets.ts';

/** A side needs this many asked people. */
const ENOUGH_ASKED = 100;
/** Whole weeks that are judged, and whole weeks before them that they are judged against. */
const NOW_WEEKS = 4;
const BEFORE_WEEKS = 8;

/** Whether the share of answers (hits) among those asked (total) fell beyond doubt (Newcombe, 95 %). */
export function isResponseDrop(before: Counted, now: Counted): boolean {
  if (Math.min(before.total, now.total) < ENOUGH_ASKED) return false;
  return (newcombeDifference(before, now)?.high ?? 0) < 0;
}

/** The weeks that are compared, Monday to Sunday, the newest over before `today`. */
export function responseSpans(today: string): { before: Span; now: Span; newest: string } {
  const end = addDays(today, -weekdayIndex(today) - 1);
  const from = addDays(end, 1 - 7 * NOW_WEEKS);
  return {
    before: { from: addDays(from, -7 * BEFORE_WEEKS), to: addDays(from, -1) },
    now: { from, to: end },
    newest: addDays(end, -6),
  };
}

/** Asked and answered of both sides, if the share fell. Counts that cannot be a share (more answers than asked) say nothing. */
export function responseDrop(before: Answered, now: Answered): { before: Answered; now: Answered } | null {
  if (before.answered > before.asked || now.answered > now.asked) return null;
  const counted = ({ answered, asked }: Answered): Counted => ({ hits: answered, total: asked });
  return isResponseDrop(counted(before), counted(now)) ? { before, now } : null;
}
