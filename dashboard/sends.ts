// Own replies on their way, and drafts: kept in memory per conversation, so that a look elsewhere loses nothing.
import { useState } from 'preact/hooks';
import { ApiError } from './api.ts';
import { keptForPerson } from './forget.ts';

/** A reply is `sending` until the Worker has it; only then does it become a message of the thread. */
export type Send = {
  /** The idempotency key: the same at every try, so that an answer lost on the way stores nothing twice. */
  id: string;
  text: string;
  state: 'sending' | 'failed' | 'stored';
  error: ApiError | null;
};

export type Draft = { text: string };
const drafts = keptForPerson<Draft>();
const pending = keptForPerson<Send[]>();

/** The unsent text of a conversation; the box writes into it. */
export function draftOf(conversation: string): Draft {
  const draft = drafts.get(conversation) ?? { text: '' };
  drafts.set(conversation, draft);
  return draft;
}

/** Anything typed or not yet stored: what closing the tab would lose. */
export const hasUnsent = (): boolean =>
  [...drafts.values()].some(({ text }) => text.trim() !== '') ||
  [...pending.values()].flat().some(({ state }) => state !== 'stored');

type Post = (body: { id: string; text: string }) => Promise<unknown>;

/** Sends of one conversation. `stored` is called after each that the Worker has. */
export function useSends(conversation: string, post: Post, stored: () => void) {
  const [, repaint] = useState(0);
  const sends = pending.get(conversation) ?? [];
  const put = (next: Send[]) => {
    pending.set(conversation, next);
    repaint((n) => n + 1);
  };
  const set = (id: string, change: Partial<Send>) =>
    put((pending.get(conversation) ?? []).map((send) => (send.id === id ? { ...send, ...change } : send)));

  async function attempt({ id, text }: Pick<Send, 'id' | 'text'>) {
    set(id, { state: 'sending', error: null });
    try {
      await post({ id, text });
      set(id, { state: 'stored' });
      stored();
      put((pending.get(conversation) ?? []).filter((send) => send.id !== id));
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      set(id, { state: 'failed', error });
    }
  }

  return {
    sends,
    send: (text: string) => {
      const fresh: Send = { id: randomId(), text, state: 'sending', error: null };
      put([...sends, fresh]);
      void attempt(fresh);
    },
    retry: (send: Send) => void attempt(send),
  };
}

/** 128 random bits in base64url. */
function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');
}
