// How many sockets a site, a person and a conversation may have, and which members may have one.
import { mayRole } from '../contract/permissions.ts';
import type { SignedIn } from '../store/sessions.ts';
import type { MemberSeat, Seat } from './seat.ts';

/** The platform takes 32,768 at one object; these keep one flooded site cheap and its members connected. */
export const MOST = { members: 200, visitors: 1_000, ofMember: 20, ofConversation: 10 };

/** Whether one more may sit down beside these. Visitors cannot take the members' places, nor one member all of them. */
export function maySit(seat: Seat, others: readonly Seat[]): boolean {
  const same = others.filter((other) => other.is === seat.is);
  if (seat.is === 'visitor') return same.length < MOST.visitors;
  const own = same.filter((other) => other.is === 'member' && other.memberId === seat.memberId);
  return same.length < MOST.members && own.length < MOST.ofMember;
}

/** Whether this session still lets its member read the words of the seat's site. */
export const mayStillRead = (session: SignedIn | null, { site }: MemberSeat): boolean =>
  session?.memberships.some(
    ({ clinicId, role, sites }) =>
      clinicId === site.clinicId && mayRole(role, 'words') && (sites.length === 0 || sites.includes(site.id)),
  ) ?? false;
