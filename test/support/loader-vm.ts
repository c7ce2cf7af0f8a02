// Runs a loader's text without a browser: just enough of a page for it to start and to send its first beacon.
import { createContext, Script } from 'node:vm';

export type LoaderPage = { origin: string; path: string; language?: string };

/** What a page stands on that does nothing and is never missed. */
const element = (): Record<string, unknown> => ({
  append: () => undefined,
  prepend: () => undefined,
  addEventListener: () => undefined,
  attachShadow: () => element(),
  remove: () => undefined,
});
class Observer {
  observe(): void {
    // Nothing changes on this page.
  }
}
class StyleSheet {
  replaceSync(): void {
    // Nothing is drawn.
  }
}

/**
 * The stages that a page at this path sends of itself, in order. Throws when the text does not parse. The clock runs at once:
 * every timer fires in turn until none is left.
 */
export function stagesSent(loader: string, { origin, path, language = 'ru' }: LoaderPage): number[] {
  const timers: { act: () => void; afterMs: number }[] = [];
  const bodies: string[] = [];
  const noop = (): void => undefined;
  const page: Record<string, unknown> = {
    location: { origin, pathname: path, search: '', hash: '' },
    navigator: {},
    document: {
      referrer: `${origin}/`,
      addEventListener: noop,
      querySelectorAll: () => [],
      createElement: element,
      documentElement: { ...element(), lang: language },
    },
    addEventListener: noop,
    indexedDB: {},
    performance: { now: () => 0 },
    CSSStyleSheet: StyleSheet,
    IntersectionObserver: Observer,
    MutationObserver: Observer,
    URLSearchParams,
    setTimeout: (act: () => void, afterMs = 0) => timers.push({ act, afterMs }),
    fetch: (_: string, { body }: { body: string }) => {
      bodies.push(body);
      return new Promise(noop);
    },
  };
  page['window'] = page;
  new Script(loader).runInContext(createContext(page));
  while (timers.length > 0) {
    timers.sort((a, b) => a.afterMs - b.afterMs);
    timers.shift()?.act();
  }
  const events = bodies.flatMap((body) => (new URLSearchParams(body).get('e') ?? '').split(';'));
  return events.map((event) => Number(event.split('.')[0]));
}
