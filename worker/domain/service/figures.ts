// The figures of service of some conversations: how soon they were answered and solved, and who had to come back.
import type { ServiceFigures, Share } from '../../contract/service.ts';
import { OUTCOMES } from '../../contract/vocabulary.ts';
import type { Outcome } from '../../contract/vocabulary.ts';
import { wilsonInterval } from '../statistics.ts';
import type { ServiceRow } from './rows.ts';
import { clocked } from './times.ts';
import type { Run } from './times.ts';
import type { WorkClock } from './working-time.ts';

export type FiguresContext = { clock: WorkClock; nowMs: number; repeats: ReadonlySet<string> };

/** Figures of these conversations at an instant. */
export function serviceFigures(
  rows: readonly ServiceRow[],
  { clock, nowMs, repeats }: FiguresContext,
): ServiceFigures {
  const settled = rows.filter(({ solvedFirst }) => solvedFirst !== null);
  return {
    conversations: rows.length,
    firstReply: clocked(rows.flatMap(firstReplyOf), clock, nowMs),
    unanswered: rows.filter(isUnanswered).length,
    solved: clocked(rows.flatMap(solvingOf), clock, nowMs),
    outcomes: outcomesOf(rows),
    unmarked: rows.filter(({ state }) => state === 'answered').length,
    firstContact: share(settled.filter(({ solvedFirst }) => solvedFirst).length, settled.length),
    repeats: share(rows.filter(({ id }) => repeats.has(id)).length, rows.length),
  };
}

export const share = (hits: number, n: number): Share => ({ hits, n, interval: wilsonInterval(hits, n) });

/** Closed without a reply: nobody waits, and nobody was answered. */
export const isUnanswered = ({ state, repliedAtMs }: ServiceRow): boolean =>
  state === 'closed' && repliedAtMs === null;

/** The clock of the first reply; none where it was closed without one. */
export const firstReplyOf = (row: ServiceRow): Run[] =>
  isUnanswered(row) ? [] : [{ fromMs: row.startedAtMs, toMs: row.repliedAtMs, dueAtMs: row.firstDueAtMs }];

const IS_SOLVED: Record<Outcome, boolean> = {
  ...{ solved: true, booked_by_phone: true },
  ...{ partly: false, not_solved: false, not_reached: false },
};

/** The clock of the whole: it runs while somebody waits; of what is answered and not closed nobody has said how it ended. */
function solvingOf(row: ServiceRow): Run[] {
  const { startedAtMs: fromMs, solveDueAtMs: dueAtMs } = row;
  if (row.state === 'answered') return [];
  if (row.state === 'waiting') return [{ fromMs, dueAtMs, toMs: null }];
  const isFailed = row.outcome === null || !IS_SOLVED[row.outcome];
  return [{ fromMs, dueAtMs, toMs: row.closedAtMs ?? row.lastMessageAtMs, isFailed }];
}

function outcomesOf(rows: readonly ServiceRow[]): Record<Outcome, number> {
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Record<Outcome, number>;
  for (const { outcome } of rows) if (outcome !== null) counts[outcome]++;
  return counts;
}
