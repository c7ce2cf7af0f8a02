// One hook for what comes from the Worker: a value with four states; a stale answer is dropped by its AbortSignal.
import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from './api.ts';

export type Resource<T> = {
  /** Asks anew; an answer that is still on its way is dropped. */
  reload: () => void;
  /** Asks anew, after the answer that is on its way: many at once, as news come, are one or two. */
  renew: () => void;
} & (
  | { state: 'initial' }
  | { state: 'pending'; value: T | undefined }
  | { state: 'complete'; value: T }
  /** The last value stays in view when a reload fails. */
  | { state: 'error'; error: ApiError; value: T | undefined }
);

type Snapshot<T> =
  | { state: 'initial' }
  | { state: 'pending'; value: T | undefined }
  | { state: 'complete'; value: T }
  | { state: 'error'; error: ApiError; value: T | undefined };

export type Polling = {
  /** Asks again this long after each answer while the page is visible. */
  everyMs?: number;
};

/**
 * Loads when `key` changes (null: nothing to load), again on `reload()`, and by polling. Values of another key are never
 * shown; a reload of the same key keeps the value in view.
 */
export function useResource<T>(
  key: string | null,
  load: (signal: AbortSignal) => Promise<T>,
  { everyMs }: Polling = {},
): Resource<T> {
  const [held, setHeld] = useState<{ key: string | null; now: Snapshot<T> }>({
    key,
    now: { state: 'initial' },
  });
  const [round, setRound] = useState(0);
  const now: Snapshot<T> = held.key === key ? held.now : { state: 'pending', value: undefined };
  const reload = () => setRound((n) => n + 1);
  const asking = useRef({ now: false, again: false });
  const renew = () => {
    if (asking.current.now) asking.current.again = true;
    else reload();
  };
  const answered = () => {
    const { again } = asking.current;
    asking.current = { now: false, again: false };
    if (again) reload();
  };

  useEffect(() => {
    if (key === null) return;
    const control = new AbortController();
    setHeld((last) => ({
      key,
      now: { state: 'pending', value: last.key === key ? valueOf(last.now) : undefined },
    }));
    asking.current = { now: true, again: false };
    load(control.signal).then(
      (value) => {
        if (control.signal.aborted) return;
        setHeld({ key, now: { state: 'complete', value } });
        answered();
      },
      (error: unknown) => {
        if (control.signal.aborted) return;
        answered();
        setHeld((last) => ({
          key,
          now: { state: 'error', error: asApiError(error), value: valueOf(last.now) },
        }));
      },
    );
    return () => {
      control.abort();
      asking.current = { now: false, again: false };
    };
  }, [key, round]);

  const settled = now.state === 'complete' || now.state === 'error';
  useEffect(() => {
    if (everyMs === undefined || !settled) return;
    return repeatWhileVisible(everyMs, reload);
  }, [everyMs, settled, key]);

  return { ...now, reload, renew };
}

export const valueOf = <T>(now: Snapshot<T>): T | undefined =>
  now.state === 'initial' ? undefined : now.value;

const asApiError = (error: unknown): ApiError => {
  if (error instanceof ApiError) return error;
  console.error(error);
  return new ApiError('internal');
};

/** A hidden page asks nothing; one that comes back asks at once. Returns its undo. */
function repeatWhileVisible(everyMs: number, ask: () => void): () => void {
  const timer = setTimeout(() => document.visibilityState === 'visible' && ask(), everyMs);
  const onVisible = () => document.visibilityState === 'visible' && ask();
  document.addEventListener('visibilitychange', onVisible);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', onVisible);
  };
}
