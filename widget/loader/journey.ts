// Counts stages of this page and sends them: ids and ages, nothing of the page itself.
import { PRIVATE } from './private.ts';

export type Journey = ReturnType<typeof createJourney>;

/** Sequence numbers have three digits; a page that has used them, or whose beacon failed, is silent from then on. */
const SILENT = 999;
const MAX_EVENTS = 20;

export function createJourney(options: {
  url: string;
  language: string;
  /** Fields of contract `Arrival` that are present. */
  arrival: Record<string, string>;
  /** Whether this visitor may be counted now. */
  counts: () => unknown;
}) {
  const { url, language, arrival, counts } = options;
  const page = `${Math.random().toString(36)}00000000`.slice(2, 10);
  const waiting: [id: number, sequence: number, atMs: number][] = [];
  let sequence = 0;
  let last: number | undefined;
  let open = false;

  /** Counts a stage; the same one twice in a row is one. */
  function reach(id: number | undefined | false): void {
    if (!id || id === last || sequence >= SILENT || !counts()) return;
    last = id;
    waiting.push([id, ++sequence, performance.now()]);
    if (open) send();
  }

  function send(): void {
    open = true;
    const events = waiting.splice(0, MAX_EVENTS);
    if (!events[0]) return;
    const e = events.map(([id, seq, at]) => `${id}.${seq}.${Math.round(performance.now() - at)}`).join(';');
    const body = `${new URLSearchParams({ ...arrival, p: page, l: language, e })}`;
    // After a failure every further try would print one more line in the page's console.
    fetch(url, { ...PRIVATE, method: 'POST', keepalive: true, body }).then(
      (reply) => reply.ok || silence(),
      silence,
    );
  }

  function silence(): void {
    sequence = SILENT;
  }

  return {
    reach,
    /** Sends what waits; from now on every stage is sent at once. */
    send,
    silence,
    last: () => last,
    /** The page is shown again from the back-forward cache: its stage counts anew. */
    again: () => void (last = undefined),
  };
}
