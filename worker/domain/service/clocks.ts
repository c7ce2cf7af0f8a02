// The clocks that begin with a wait: until when a reply and a solution are due, and when the clinic is reminded.
import type { ServiceSettings } from '../../contract/service.ts';
import type { Topic } from '../../contract/vocabulary.ts';
import type { Calendar } from './open-spans.ts';
import { dueAfter } from './working-time.ts';

/** Instants (epoch ms); null where the clinic does not open within two years. */
export type Clocks = { dueAtMs: number | null; solveDueAtMs: number | null; remindAtMs: number | null };

const MINUTE_MS = 60_000;

/** The clocks of somebody who waits from `fromMs` on, by the targets of their topic. */
export function clocksFor(
  { targets, remindHours }: ServiceSettings,
  calendar: Calendar,
  { topic, fromMs }: { topic: Topic; fromMs: number },
): Clocks {
  const { firstReplyMinutes, solveMinutes } = targets[topic];
  const after = (minutes: number) => dueAfter(calendar, fromMs, minutes * MINUTE_MS);
  return {
    dueAtMs: after(firstReplyMinutes),
    solveDueAtMs: after(solveMinutes),
    remindAtMs: after(remindHours * 60),
  };
}
