// Own replies on their way: kept in memory per conversation, so that a look elsewhere loses nothing.
import { useState } from 'preact/hooks';
import { ApiError } from './api.ts';
import { hasLoose } from './drafts.ts';
import { keptForPerson } from './forget.ts';

/** A reply is `sending` until the Worker has it; only then does it become a message of the thread. */
export type Send = {
  /** The idempotency key: the same at every try, so that an answer lost on the way stores nothing twice. */
  id: string;
  text: string;
  /** The last message of the thread that its writer saw: a colleague's reply after it is asked about. */
  seen: number;
  anyway?: true;
  /** The ready-made reply it began with. */
  canned?: { id: string; version: number };
  state: 'sending' | 'failed' | 'stored';
  error: ApiError | null;
};

const pending = keptForPerson<Send[]>();

/** Anything that closing the tab would lose: replies not yet stored, and drafts that could not be written down. */
export const hasUnsent = (): boolean =>
  hasLoose() || [...pending.values()].flat().some(({ state }) => state !== 'stored');

type Body = Omit<Send, 'state' | 'error'>;
type Post = (body: Body) => Promise<unknown>;

/** Sends of one conversation. `stored` is called after each that the Worker has. */
export function useSends(conversation: string, post: Post, stored: () => void) {
  const [, repaint] = useState(0);
  const sends = pending.get(conversation) ?? [];
  const put = (next: Send[]) => {
    pending.set(conversation, next);
    repaint((n) => n + 1);
  };
  const others = (id: string) => (pending.get(conversation) ?? []).filter((send) => send.id !== id);
  const set = (id: string, change: Partial<Send>) =>
    put((pending.get(conversation) ?? []).map((send) => (send.id === id ? { ...send, ...change } : send)));

  async function attempt({ state: _, error: __, ...body }: Send) {
    set(body.id, { ...body, state: 'sending', error: null });
    try {
      await post(body);
      set(body.id, { state: 'stored' });
      stored();
      put(others(body.id));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      set(body.id, { state: 'failed', error });
      if (error.code === 'answered_meanwhile') stored();
    }
  }

  return {
    sends,
    send: (words: Pick<Send, 'text' | 'seen' | 'canned'>) => {
      const fresh: Send = { id: randomId(), ...words, state: 'sending', error: null };
      put([...sends, fresh]);
      void attempt(fresh);
    },
    /** Again, or all the same when a colleague was first. */
    retry: (send: Send) =>
      void attempt(send.error?.code === 'answered_meanwhile' ? { ...send, anyway: true } : send),
    /** It is not sent; its words are given back. */
    drop: (send: Send) => put(others(send.id)),
  };
}

/** 128 random bits in base64url. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');
}
