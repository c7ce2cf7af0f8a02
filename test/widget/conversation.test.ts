// The states of messages, as a person reads them.
import { describe, expect, it } from 'vitest';
import type { Box, Item } from '../../widget/outbox/box.ts';
import { linesOf, repliesIn } from '../../widget/panel/conversation.ts';

const item = (id: string, more: Partial<Item> = {}): Item => ({
  ...{ id, door: 'messages', body: '', text: id, erase: 'e', atMs: 1, state: 'waiting', tries: 0, dueMs: 0 },
  ...more,
});
const box: Box = {
  ...{ token: 't', erase: 'e', holdMs: 0, untilMs: 0 },
  view: {
    state: 'answered',
    messages: [
      { seq: 1, from: 'visitor', text: 'first', atMs: 1 },
      { seq: 2, from: 'clinic', text: 'reply', atMs: 2 },
      { seq: 3, from: 'visitor', text: 'then', atMs: 3 },
    ],
  },
  items: [
    item('stored', { state: 'stored' }),
    item('refused', { state: 'refused' }),
    item('failed', { tries: 2 }),
    item('first try'),
    item('rating', { door: 'answers' }),
  ],
};

describe('the lines of a conversation', () => {
  it('calls a message answered only when a reply stands after it, and received only when the clinic has it', () => {
    expect(linesOf(box, '').map(({ text, state }) => [text, state])).toEqual([
      ['first', 'answered'],
      ['reply', ''],
      ['then', 'received'],
      ['stored', 'received'],
      ['refused', 'refused'],
      ['failed', 'not_sent'],
      ['first try', 'not_sent'],
    ]);
  });

  it('says "sending" only of the item on its first way', () => {
    expect(linesOf(box, 'first try').at(-1)?.state).toBe('sending');
    expect(linesOf(box, 'failed').find(({ text }) => text === 'failed')?.state).toBe('not_sent');
  });

  it('counts the clinic’s replies', () => {
    expect([repliesIn(box), repliesIn(undefined)]).toEqual([1, 0]);
  });
});
