// Everything the Service page says of the conversations of a period, worked out from their rows.
import { MAX_CHECKED } from '../../contract/service.ts';
import type { ServiceAnswer, ServiceCheck, ServiceSettings } from '../../contract/service.ts';
import { TOPICS } from '../../contract/vocabulary.ts';
import type { Topic } from '../../contract/vocabulary.ts';
import { demandOf, openHours } from './demand.ts';
import { firstReplyOf, isUnanswered, serviceFigures, share } from './figures.ts';
import type { FiguresContext } from './figures.ts';
import { hasHours } from './open-spans.ts';
import type { Calendar } from './open-spans.ts';
import { repeatsOf } from './repeats.ts';
import type { ServiceRow } from './rows.ts';
import { isInTime } from './times.ts';
import { workClock } from './working-time.ts';
import type { WorkClock } from './working-time.ts';

export type SummaryOptions = {
  /** Conversations since a while before the period, so that whoever came back early in it is known. */
  rows: readonly ServiceRow[];
  /** The period, in instants: the second one outside. */
  fromMs: number;
  toMs: number;
  calendar: Calendar;
  service: ServiceSettings;
  /** Days within which coming back is a repeat. */
  repeatDays: number;
  nowMs: number;
};
export type Summary = Pick<ServiceAnswer, 'hasHours' | 'whole' | 'topics' | 'demand' | 'outside' | 'open'> & {
  /** Without what is known of the replies. */
  checks: Omit<ServiceCheck, 'replies' | 'ready'>[];
};

/** The figures of a period at an instant. */
export function summarise(options: SummaryOptions): Summary {
  const { rows: all, fromMs, toMs, calendar, service, nowMs } = options;
  const rows = all.filter(({ startedAtMs }) => startedAtMs >= fromMs && startedAtMs < toMs);
  const clock = clockOver(rows, calendar, nowMs);
  const context = { clock, nowMs, repeats: repeatsOf(all, options.repeatDays) };
  const isSet = hasHours(calendar.hours);
  const outside = rows.filter(({ startedAtMs: at }) => clock(at, at + 1) === 0).length;
  return {
    hasHours: isSet,
    whole: serviceFigures(rows, context),
    topics: topicsOf(rows, service, context),
    demand: demandOf(
      rows.map(({ startedAtMs }) => startedAtMs),
      calendar.zone,
    ),
    open: openHours(calendar.hours),
    outside: isSet ? share(outside, rows.length) : null,
    checks: rows
      .toSorted((a, b) => b.startedAtMs - a.startedAtMs)
      .slice(0, MAX_CHECKED)
      .map((row) => checkOf(row, context)),
  };
}

/** A clock that spans all that happened; clocks of different machines may be ahead of this one. */
function clockOver(rows: readonly ServiceRow[], calendar: Calendar, nowMs: number): WorkClock {
  let [first, last] = [nowMs, nowMs];
  for (const { startedAtMs, repliedAtMs, closedAtMs } of rows) {
    first = Math.min(first, startedAtMs);
    last = Math.max(last, startedAtMs, repliedAtMs ?? 0, closedAtMs ?? 0);
  }
  return workClock(calendar, first, last + 1);
}

/** Topics that came up, most frequent first. */
function topicsOf(
  rows: readonly ServiceRow[],
  { targets }: ServiceSettings,
  context: FiguresContext,
): ServiceAnswer['topics'] {
  const byTopic = new Map<Topic, ServiceRow[]>();
  for (const row of rows) {
    const those = byTopic.get(row.topic);
    if (those) those.push(row);
    else byTopic.set(row.topic, [row]);
  }
  return TOPICS.flatMap((topic) => {
    const those = byTopic.get(topic);
    return those ? [{ topic, target: targets[topic], ...serviceFigures(those, context) }] : [];
  }).toSorted((a, b) => b.conversations - a.conversations);
}

function checkOf(row: ServiceRow, { clock, nowMs, repeats }: FiguresContext): Summary['checks'][number] {
  const [run] = firstReplyOf(row);
  const isKnown = run !== undefined && run.dueAtMs !== null && (run.toMs !== null || nowMs > run.dueAtMs);
  return {
    ...{ id: row.id, topic: row.topic, startedAtMs: row.startedAtMs, outcome: row.outcome },
    firstReplyMs: row.repliedAtMs === null ? null : clock(row.startedAtMs, row.repliedAtMs),
    isInTime: isKnown && !isUnanswered(row) ? isInTime(run) : null,
    ...{ firstDueAtMs: row.firstDueAtMs, solvedFirst: row.solvedFirst, isRepeat: repeats.has(row.id) },
  };
}
