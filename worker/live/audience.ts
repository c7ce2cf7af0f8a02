// Who hears what: an event as one seat may hear it, or nothing. Pure, so that "nobody hears what is not theirs" is a table.
import type { LiveEvent, MemberPush, VisitorPush } from '../contract/live.ts';
import type { MemberSeat, Seat } from './seat.ts';

/** A change as this seat hears it; null: not meant for it. */
export function heardBy(seat: Seat, event: LiveEvent): MemberPush | VisitorPush | null {
  if (seat.is === 'member') return event;
  if (seat.conversationId !== event.conversationId || event.is === 'inside') return null;
  return event.is === 'message' ? { is: 'message', seq: event.seq } : { is: 'conversation' };
}

/** Typing as this seat hears it. The visitor hears that somebody types, not who; nobody hears themselves. */
export function typingHeardBy(seat: Seat, conversationId: string, by: Seat): MemberPush | VisitorPush | null {
  if (seat.is === 'visitor')
    return by.is === 'member' && seat.conversationId === conversationId ? { is: 'typing' } : null;
  if (seat.looking !== conversationId || isSame(seat, by)) return null;
  return by.is === 'member'
    ? { is: 'typing', conversationId, by: 'clinic', name: by.name }
    : { is: 'typing', conversationId, by: 'visitor', name: '' };
}

/** Who is at a conversation, as one of its members sees it. */
export function presenceFor(seat: MemberSeat, conversationId: string, all: readonly Seat[]): MemberPush {
  const members = all.filter(
    (other): other is MemberSeat =>
      other.is === 'member' && other.looking === conversationId && !isSame(other, seat),
  );
  return {
    is: 'presence',
    conversationId,
    visitor: all.some((other) => other.is === 'visitor' && other.conversationId === conversationId),
    members: [...new Map(members.map(({ memberId, name }) => [memberId, name])).values()],
  };
}

/** The same person, at another tab perhaps. */
const isSame = (one: Seat, other: Seat): boolean =>
  one.is === 'member' && other.is === 'member' && one.memberId === other.memberId;
