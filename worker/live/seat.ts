// A seat is what the hub knows of one open socket. It rides on the socket itself, so that it outlives the hub's own memory.
import type { Site } from '../store/sites.ts';

export type NewSeat = {
  site: Pick<Site, 'id' | 'home'> & { clinicId: string };
} & ({ is: 'visitor' } | { is: 'member'; memberId: string; name: string; sessionHash: string });

export type VisitorSeat = Extract<NewSeat, { is: 'visitor' }> & {
  sinceMs: number;
  /** Null until the token has come. */
  conversationId: string | null;
};
export type MemberSeat = Extract<NewSeat, { is: 'member' }> & {
  /** When the session was last seen alive. */
  checkedMs: number;
  /** The conversation in view. */
  looking: string | null;
};
export type Seat = VisitorSeat | MemberSeat;

const HEADER = 'Otklik-Seat';

/** A header holds Latin letters only, a name may be in any. */
export const seatHeader = (seat: NewSeat): Record<string, string> => ({
  [HEADER]: encodeURIComponent(JSON.stringify(seat)),
});

/** The seat as `connect` wrote it: the hub has no other door. */
export function takeSeat(headers: Headers, nowMs: number): Seat {
  const fresh = JSON.parse(decodeURIComponent(headers.get(HEADER) ?? '')) as NewSeat;
  return fresh.is === 'visitor'
    ? { ...fresh, sinceMs: nowMs, conversationId: null }
    : { ...fresh, checkedMs: nowMs, looking: null };
}

/** The seat of a socket that this hub accepted. */
export const seatOf = (socket: WebSocket): Seat => socket.deserializeAttachment() as Seat;
