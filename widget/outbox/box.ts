// The box: what one device keeps of its sends and of its conversation, and the pure rules of how it changes.
import type { ErrorCode } from '../../worker/contract/errors.ts';
import type { ConversationView } from '../../worker/contract/visitor.ts';
import type { Verdict } from './retry-policy.ts';

export type Item = {
  /** The client's id: the idempotency key of every try. */
  id: string;
  /** The route that takes it. */
  door: 'answers' | 'messages';
  /** The exact bytes of every try: the server compares them by hash. Emptied once stored. */
  body: string;
  /** The person's words, to show and to edit. */
  text: string;
  /** Erases the answer at the clinic. */
  erase: string;
  /** Id of the question that an answer is to. */
  survey?: number | undefined;
  atMs: number;
  state: 'waiting' | 'stored' | 'refused';
  /** Failed tries so far. */
  tries: number;
  dueMs: number;
  /** The server's place of the message in its conversation, once stored. */
  seq?: number;
  error?: ErrorCode | undefined;
};

export type Box = {
  /** Names the conversation and reads it. */
  token: string;
  /** Erases the conversation at the clinic; not the token. */
  erase: string;
  items: Item[];
  /** No send before this instant: the server said 429. */
  holdMs: number;
  /** The device forgets everything after this instant. */
  untilMs: number;
  /** Number of the newest reply that the person has had before their eyes. */
  seen?: number | undefined;
  /** The conversation as the server last told it. */
  view?: ConversationView | undefined;
};

/** The device forgets 14 days after the last message. */
export const KEEP_MS = 14 * 86_400_000;

/** The next item to send: in order; a message waits for the messages before it, so a conversation keeps its order. */
export function nextDue(box: Box | undefined, nowMs: number): Item | undefined {
  if (!box || nowMs < box.holdMs) return undefined;
  let blocked = false;
  for (const item of box.items) {
    if (item.state !== 'waiting' || (blocked && item.door === 'messages')) continue;
    if (item.dueMs <= nowMs) return item;
    blocked ||= item.door === 'messages';
  }
  return undefined;
}

/** When the next try is due; undefined when nothing waits. */
export function nextDueMs(box: Box | undefined): number | undefined {
  const due = box?.items
    .filter((item) => item.state === 'waiting')
    .map((item) => Math.max(item.dueMs, box.holdMs));
  return due?.length ? Math.min(...due) : undefined;
}

/** The box after one try. An item that another tab already settled stays as it is. */
export function settle(
  box: Box,
  id: string,
  result: { verdict: Verdict; nowMs: number; seq?: number | undefined; error?: ErrorCode | undefined },
): Box {
  const { verdict, nowMs, seq, error } = result;
  const item = box.items.find((each) => each.id === id && each.state === 'waiting');
  if (!item) return box;
  if (verdict.is === 'stored') {
    Object.assign(item, { state: 'stored', body: '', seq });
    box.untilMs = nowMs + KEEP_MS;
  } else if (verdict.is === 'refused') {
    Object.assign(item, { state: 'refused', error });
  } else {
    item.tries++;
    item.error = error;
    if (verdict.all) box.holdMs = Math.max(box.holdMs, nowMs + verdict.pauseMs);
    else item.dueMs = nowMs + verdict.pauseMs;
  }
  return box;
}

/** The number of its newest message. */
export const newestIn = (view: ConversationView | undefined): number => view?.messages.at(-1)?.seq ?? 0;

/** The box with the server's newer view of the conversation; a stored message that the view covers is kept once. */
export function withView(box: Box, view: ConversationView): Box {
  const last = newestIn(view);
  // An answer that was overtaken, by another tab perhaps.
  if (last < newestIn(box.view)) return box;
  const seen = (item: Item): boolean =>
    (item.seq ?? Infinity) <= last || view.messages.some(({ id }) => id === item.id);
  box.view = view;
  box.items = box.items.filter((item) => item.door !== 'messages' || item.state !== 'stored' || !seen(item));
  for (const { atMs } of view.messages) box.untilMs = Math.max(box.untilMs, atMs + KEEP_MS);
  return box;
}

/** Something of this conversation has reached the clinic, so there is something to read there. */
export const isKnownThere = (box: Box | undefined): boolean =>
  Boolean(box?.view || box?.items.some((item) => item.door === 'messages' && item.state === 'stored'));
