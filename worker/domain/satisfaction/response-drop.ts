// Fewer of those who are asked answer: scores may then change without anything having changed at the clinic.
import { newcombeDifference } from '../statistics.ts';
import type { Counted } from '../statistics.ts';

/** A side needs this many asked people. */
const ENOUGH_ASKED = 100;

/** Whether the share of answers (hits) among those asked (total) fell beyond doubt (Newcombe, 95 %). */
export function isResponseDrop(before: Counted, now: Counted): boolean {
  if (Math.min(before.total, now.total) < ENOUGH_ASKED) return false;
  return (newcombeDifference(before, now)?.high ?? 0) < 0;
}
