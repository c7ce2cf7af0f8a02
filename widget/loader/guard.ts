// The only way the loader listens: nothing it does may throw into the clinic's page.

/** Runs `act` and swallows what it throws: the page goes on as if the widget were not there. */
export function quietly(act: () => void): void {
  try {
    act();
  } catch {
    // Nothing to tell: the visitor did not ask for anything yet.
  }
}

/** Listens in the capture phase, so that a page which stops an event is heard all the same, until `until` is aborted. */
export function listen<E extends Event = Event>(
  target: EventTarget,
  type: string,
  act: (event: E) => void,
  until?: AbortSignal,
): void {
  target.addEventListener(type, (event) => quietly(() => act(event as E)), {
    capture: true,
    passive: true,
    ...(until && { signal: until }),
  });
}
