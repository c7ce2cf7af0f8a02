// How the loader listens and waits: nothing it does may throw into the clinic's page.

/**
 * Runs `act` and swallows what it throws: the page goes on as if the widget were not there. As the handler of a rejected promise
 * it swallows the reason, which is no function.
 */
export function quietly(act: unknown): void {
  try {
    (act as () => unknown)();
  } catch {
    // Nothing to tell: the visitor did not ask for anything yet.
  }
}

/** Runs `act` in a task of its own. */
export const later = (act: () => unknown, afterMs?: number): void =>
  void setTimeout(() => quietly(act), afterMs);

/** Listens in the capture phase, so that a page which stops an event is heard all the same. */
export const listen = <E extends Event = Event>(
  target: EventTarget,
  type: string,
  act: (event: E) => unknown,
): void => target.addEventListener(type, (event) => quietly(() => act(event as E)), true);
