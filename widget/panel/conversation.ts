// The conversation as one list of lines: what the server told, then what this device has sent since.
import type { Box, Item } from '../outbox.ts';

export type Line = {
  from: 'visitor' | 'clinic';
  text: string;
  atMs: number;
  /** How far the visitor's own message came. */
  state: 'sending' | 'not_sent' | 'received' | 'answered' | 'refused' | '';
  /** Still on the device only. */
  item?: Item;
};

/** `sending`: id of the item on its way. A visitor's message is answered once a reply stands after it. */
export function linesOf(box: Box | undefined, sending: string): Line[] {
  const told = box?.view?.messages ?? [];
  const lastReply = Math.max(-1, ...told.filter(({ from }) => from === 'clinic').map(({ seq }) => seq));
  const lines = told.map(({ from, text, atMs, seq }): Line => {
    const state = from === 'clinic' ? '' : seq < lastReply ? 'answered' : 'received';
    return { from, text, atMs, state };
  });
  // A message whose acknowledgement was lost is in the view already: its item only waits to be told so.
  const own =
    box?.items.filter(({ door, id }) => door === 'messages' && !told.some((each) => each.id === id)) ?? [];
  return [
    ...lines,
    ...own.map((item): Line => ({ ...item, from: 'visitor', state: stateOf(item, sending), item })),
  ];
}

/** An item that has failed is "not sent" even while it is tried again. */
export function stateOf(
  { id, state, tries }: Item,
  sending: string,
): Exclude<Line['state'], 'answered' | ''> {
  if (state === 'stored') return 'received';
  if (state === 'refused') return 'refused';
  return tries || id !== sending ? 'not_sent' : 'sending';
}

/** Number of the clinic's replies. */
export const repliesIn = (box: Box | undefined): number =>
  box?.view?.messages.filter(({ from }) => from === 'clinic').length ?? 0;
