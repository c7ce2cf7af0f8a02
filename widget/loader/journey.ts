// Counts stages of this page and sends them: ids and ages, nothing of the page itself.
import type { AskedSurvey, BeaconReply } from '../../worker/contract/visitor.ts';
import { MAX_EVENTS, SILENT } from './limits.ts';
import { request } from './private.ts';

export function createJourney(
  url: string,
  /** What goes with every beacon: the language, and fields of contract `Arrival`. */
  fields: Record<string, string>,
  /** Whether this visitor may be counted now. */
  counts: () => unknown,
  /** Shows a question that the Worker asks; must not throw. */
  show: (ask: AskedSurvey) => unknown,
) {
  // Behind the point stand eight digits or more, but for one page in 2^38.
  const page = (1 + Math.random()).toString(36).slice(2, 10);
  const waiting: [id: unknown, sequence: number, atMs: number][] = [];
  let sequence = 0;
  let last: unknown;
  let open: true | undefined;

  /**
   * Counts a stage by its id; the same one twice in a row is one. What is no positive number counts nothing: no rule matched,
   * or the page named `__proto__` as a stage.
   */
  function reach(id: unknown): void {
    if (!((id as number) > 0) || id === last || sequence >= SILENT || !counts()) return;
    last = id;
    waiting.push([id, ++sequence, performance.now()]);
    if (open) send();
  }

  /** Sends what waits; from now on every stage is sent at once. */
  function send(): void {
    open = true;
    const e = waiting
      .splice(0, MAX_EVENTS)
      .map(([id, seq, at]) => `${id}.${seq}.${(performance.now() - at) | 0}`)
      .join(';');
    if (!e) return;
    // After a failure every further try would print one more line in the page's console.
    request<BeaconReply>(url, {
      method: 'POST',
      keepalive: true,
      // A string: an old Prototype.js changes how anything else is written.
      body: `${new URLSearchParams({ ...fields, p: page, e })}`,
    }).then(({ ask }) => ask && show(ask), silence);
  }

  const silence = (): void => void (sequence = SILENT);

  return {
    reach,
    send,
    silence,
    last: () => last as number | undefined,
    /** The page is shown again: its stage counts anew. */
    again: () => void (last = undefined),
  };
}
