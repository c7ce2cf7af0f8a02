// Which whole months a breakdown is shown for: those of the period, or, where it holds none, the newest that was over before its end.
import type { Period } from '../worker/contract/journey.ts';
import type { ScoreBlock } from '../worker/contract/scores.ts';
import { addDays } from '../worker/domain/calendar.ts';

/** A breakdown reads the answers themselves, so it is asked for 400 days at most: the newest of the period. */
const MAX_DAYS = 399;
/** A thin month is joined within its quarter: the last whole stretch before a short period lies within half a year. */
const LOOK_BACK_DAYS = 190;

/** What is asked for a period: at least half a year, so that a short one has something to show. */
export function groupsAsk({ from, to }: Period): Period {
  const back = addDays(to, -LOOK_BACK_DAYS);
  const earliest = addDays(to, -MAX_DAYS);
  const wanted = from < back ? from : back;
  return { from: wanted < earliest ? earliest : wanted, to };
}

export function blocksToShow(
  blocks: readonly ScoreBlock[],
  { from, to }: Period,
): { blocks: ScoreBlock[]; isWithin: boolean } {
  const within = blocks.filter((block) => block.from >= from && block.to <= to);
  return within.length > 0
    ? { blocks: within, isWithin: true }
    : { blocks: blocks.slice(-1), isWithin: false };
}
