// The pure rules of the live hub: who hears what, how much one socket may say, and who may still sit there.
import { describe, expect, it } from 'vitest';
import { heardBy, presenceFor, typingHeardBy } from '../worker/live/audience.ts';
import { maySit, mayStillRead, MOST } from '../worker/live/caps.ts';
import { BURST, take } from '../worker/live/flood.ts';
import { seatHeader, takeSeat } from '../worker/live/seat.ts';
import type { MemberSeat, Seat, VisitorSeat } from '../worker/live/seat.ts';
import type { LiveEvent } from '../worker/contract/live.ts';

const site = { id: 'S', home: 1, clinicId: 'C' };
const visitor = (conversationId: string | null): VisitorSeat => ({
  ...{ is: 'visitor', site, sinceMs: 0, conversationId },
});
const member = (memberId: string, looking: string | null = null): MemberSeat => ({
  ...{ is: 'member', site, memberId, name: `name of ${memberId}`, sessionHash: 'h', checkedMs: 0, looking },
});

describe('who hears of a change', () => {
  const events: LiveEvent[] = [
    { is: 'message', conversationId: 'A', seq: 7 },
    { is: 'conversation', conversationId: 'A' },
    { is: 'conversation', conversationId: 'A', gone: true },
    { is: 'inside', conversationId: 'A' },
  ];

  it('is every member, with all of it', () => {
    for (const event of events) expect(heardBy(member('m'), event)).toEqual(event);
  });

  it.each([
    ['their own conversation', visitor('A'), ['message', 'conversation', 'conversation', undefined]],
    ['another one', visitor('B'), [undefined, undefined, undefined, undefined]],
    ['none yet', visitor(null), [undefined, undefined, undefined, undefined]],
  ])('is a visitor of %s, without ids and without what is inside', (_, seat, heard) => {
    const pushes = events.map((event) => heardBy(seat, event));
    expect(pushes.map((push) => push?.is)).toEqual(heard);
    expect(JSON.stringify(pushes)).not.toContain('conversationId');
  });
});

describe('who hears of typing', () => {
  it.each<[string, Seat, Seat, string | undefined]>([
    ['a member who looks, of the visitor', member('m', 'A'), visitor('A'), 'visitor'],
    ['a member who looks, of a colleague', member('m', 'A'), member('n', 'A'), 'clinic'],
    ['nobody, of themselves at another tab', member('m', 'A'), member('m', 'A'), undefined],
    ['no member who looks elsewhere', member('m', 'B'), visitor('A'), undefined],
    ['no visitor of another conversation', visitor('B'), member('m', 'A'), undefined],
    ['no visitor of another device of theirs', visitor('A'), visitor('A'), undefined],
  ])('is %s', (_, seat, by, heard) => {
    const push = typingHeardBy(seat, 'A', by);
    expect(push && 'by' in push ? push.by : undefined).toBe(heard);
  });

  it('is the visitor, who is told no name', () => {
    expect(typingHeardBy(visitor('A'), 'A', member('m', 'A'))).toEqual({ is: 'typing' });
  });
});

it('names each colleague at a conversation once, however many tabs they have, and never oneself', () => {
  const all = [member('m', 'A'), member('n', 'A'), member('n', 'A'), member('o', 'B'), visitor('B')];
  expect(presenceFor(member('m', 'A'), 'A', all)).toEqual({
    ...{ is: 'presence', conversationId: 'A', visitor: false, members: ['name of n'] },
  });
});

describe('how much one socket may say', () => {
  it('is a burst, then one message a second', () => {
    let bucket = take(undefined, 0);
    for (let n = 1; n < BURST; n++) bucket = take(bucket ?? undefined, 0);
    expect(bucket).not.toBeNull();
    expect(take(bucket ?? undefined, 0)).toBeNull();
    expect(take(bucket ?? undefined, 999)).toBeNull();
    expect(take(bucket ?? undefined, 1_000)).toEqual({ left: 0, atMs: 1_000 });
  });

  it('grows to a burst at most, and a clock that goes back gives nothing', () => {
    expect(take({ left: 3, atMs: 0 }, 1_000_000)).toEqual({ left: BURST - 1, atMs: 1_000_000 });
    expect(take({ left: 0, atMs: 5_000 }, 0)).toBeNull();
  });
});

describe('who may sit down', () => {
  const many = (count: number, seat: (n: number) => Seat) => Array.from({ length: count }, (_, n) => seat(n));
  it.each<[string, Seat, Seat[], boolean]>([
    ['the last visitor', visitor(null), many(MOST.visitors - 1, () => visitor('A')), true],
    ['a visitor too many', visitor(null), many(MOST.visitors, () => visitor('A')), false],
    ['a member among all visitors', member('m'), many(MOST.visitors, () => visitor('A')), true],
    ['a member too many', member('m'), many(MOST.members, (n) => member(`m${n}`)), false],
    ['one member’s tab too many', member('m'), many(MOST.ofMember, () => member('m')), false],
    ['their colleague', member('n'), many(MOST.ofMember, () => member('m')), true],
  ])('%s', (_, seat, others, may) => {
    expect(maySit(seat, others)).toBe(may);
  });

  const session = (
    role: 'owner' | 'operator' | 'viewer' | 'webmaster',
    clinicId = 'C',
    sites: string[] = [],
  ) => ({
    ...{ memberId: 'm', sessionHash: 'h', onlyClinicId: null, seenAtMs: 0 },
    memberships: [{ clinicId, role, sites }],
  });
  it.each([
    ['an owner', session('owner'), true],
    ['an operator of this site', session('operator', 'C', ['S', 'T']), true],
    ['an operator of another site', session('operator', 'C', ['T']), false],
    ['a viewer', session('viewer'), false],
    ['an owner elsewhere', session('owner', 'D'), false],
    ['nobody', null, false],
  ])('still reads the words: %s', (_, signedIn, may) => {
    expect(mayStillRead(signedIn, member('m'))).toBe(may);
  });
});

it('carries a seat with a name of any script', () => {
  const { checkedMs: _, looking: __, ...fresh } = { ...member('m'), name: 'Анна 李' };
  expect(takeSeat(new Headers(seatHeader(fresh)), 5)).toEqual({ ...fresh, checkedMs: 5, looking: null });
});
