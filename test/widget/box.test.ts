// The rules of the box: order within a conversation, what a try changes, what the clinic's view replaces.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isKnownThere, KEEP_MS, nextDue, nextDueMs, settle, withView } from '../../widget/outbox/box.ts';
import type { Box, Item } from '../../widget/outbox/box.ts';

const item = (id: string, more: Partial<Item> = {}): Item => ({
  ...{ id, door: 'messages', body: `{"id":"${id}"}`, text: id, erase: 'e', atMs: 1 },
  ...{ state: 'waiting', tries: 0, dueMs: 0 },
  ...more,
});
const box = (...items: Item[]): Box => ({ token: 't', erase: 'e', items, holdMs: 0, untilMs: 1 });

describe('what is sent next', () => {
  it('keeps the order of a conversation: a message waits for the one before it', () => {
    expect(nextDue(box(item('a', { dueMs: 100 }), item('b')), 50)).toBeUndefined();
    expect(nextDue(box(item('a', { dueMs: 100 }), item('b')), 100)?.id).toBe('a');
  });

  it('does not let a message hold up an answer, nor an answer a message', () => {
    expect(nextDue(box(item('a', { dueMs: 100 }), item('r', { door: 'answers' })), 50)?.id).toBe('r');
    expect(nextDue(box(item('r', { door: 'answers', dueMs: 100 }), item('a')), 50)?.id).toBe('a');
  });

  it('passes over what the clinic refused, so that one bad message blocks no other', () => {
    expect(nextDue(box(item('a', { state: 'refused' }), item('b')), 0)?.id).toBe('b');
  });

  it('sends nothing while the server asked everybody to wait', () => {
    const held = { ...box(item('a')), holdMs: 500 };
    expect(nextDue(held, 499)).toBeUndefined();
    expect(nextDue(held, 500)?.id).toBe('a');
    expect(nextDueMs(held)).toBe(500);
  });

  it('has nothing due in an empty box, a settled one, or none', () => {
    expect([nextDueMs(undefined), nextDueMs(box()), nextDueMs(box(item('a', { state: 'stored' })))]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('what a try changes', () => {
  it('empties the body of a stored item and keeps it for 14 days more', () => {
    const after = settle(box(item('a')), 'a', { verdict: { is: 'stored' }, nowMs: 1_000, seq: 7 });
    expect(after.items[0]).toMatchObject({ state: 'stored', body: '', seq: 7 });
    expect(after.untilMs).toBe(1_000 + KEEP_MS);
  });

  it('keeps the words of a refused item, with the reason', () => {
    const after = settle(box(item('a')), 'a', { verdict: { is: 'refused' }, nowMs: 0, error: 'invalid' });
    expect(after.items[0]).toMatchObject({
      state: 'refused',
      error: 'invalid',
      text: 'a',
      body: '{"id":"a"}',
    });
  });

  it('keeps the longest wait of two', () => {
    const wait = (pauseMs: number) => ({ verdict: { is: 'again' as const, pauseMs, all: true }, nowMs: 0 });
    expect(settle(settle(box(item('a')), 'a', wait(900)), 'a', wait(100)).holdMs).toBe(900);
  });

  it('leaves an item alone that another tab has settled', () => {
    const settled = box(item('a', { state: 'stored', seq: 3 }));
    expect(settle(settled, 'a', { verdict: { is: 'refused' }, nowMs: 0 }).items[0]).toMatchObject({
      state: 'stored',
      seq: 3,
    });
  });

  it('never calls an item stored without the verdict that says so, whatever the order of tries', () => {
    const outcome = fc.constantFrom(
      { is: 'refused' as const },
      { is: 'again' as const, pauseMs: 5, all: false },
      { is: 'again' as const, pauseMs: 5, all: true },
      { is: 'stored' as const },
    );
    fc.assert(
      fc.property(fc.array(outcome, { maxLength: 12 }), (verdicts) => {
        let now = box(item('a'));
        for (const verdict of verdicts) now = settle(now, 'a', { verdict, nowMs: 0 });
        const first = verdicts.find(({ is }) => is !== 'again')?.is ?? 'waiting';
        expect(now.items[0]?.state).toBe(first);
      }),
    );
  });
});

describe('what the clinic tells', () => {
  const view = {
    state: 'answered' as const,
    messages: [{ seq: 1, id: 'a', from: 'visitor' as const, text: 'a', atMs: 5_000 }],
  };

  it('takes the place of the stored message that it shows, and of no other', () => {
    const after = withView(
      box(item('a', { state: 'stored', seq: 1 }), item('b', { state: 'stored', seq: 2 }), item('c')),
      view,
    );
    expect(after.items.map(({ id }) => id)).toEqual(['b', 'c']);
    expect(after.untilMs).toBe(5_000 + KEEP_MS);
  });

  it('leaves a message that was not acknowledged in the queue: its next try answers whether it is stored', () => {
    expect(withView(box(item('a')), view).items).toHaveLength(1);
  });

  it('is never replaced by an answer that was overtaken on the way', () => {
    const second = { seq: 2, from: 'clinic' as const, text: 'b', atMs: 6_000 };
    const newer = { ...view, messages: [...view.messages, second] };
    expect(withView(withView(box(), newer), view).view).toEqual(newer);
    expect(withView(withView(box(), view), newer).view).toEqual(newer);
  });

  it('is asked for only when something of the conversation has arrived', () => {
    expect(isKnownThere(undefined)).toBe(false);
    expect(isKnownThere(box(item('a')))).toBe(false);
    expect(isKnownThere(box(item('r', { door: 'answers', state: 'stored' })))).toBe(false);
    expect(isKnownThere(box(item('a', { state: 'stored' })))).toBe(true);
  });
});
