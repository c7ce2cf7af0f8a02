// What crosses a live socket: hints that something changed, who types and who looks. Never a word: words travel by HTTP alone.
import * as v from 'valibot';
import { id, secret } from './common.ts';

/**
 * What a route announces after its commit. A reader who gets it reads anew by HTTP, so that losing, doubling or reordering
 * one changes nothing.
 */
export type LiveEvent =
  /** A message of either side; `seq` is its place in the conversation. */
  | { is: 'message'; conversationId: string; seq: number }
  /** State, outcome, contact or kind changed; `gone`: it was erased. */
  | { is: 'conversation'; conversationId: string; gone?: true }
  /** Something that only the clinic sees: a note, an assignment, a team. Not told to the visitor. */
  | { is: 'inside'; conversationId: string };

/** What a member's socket is told. */
export type MemberPush =
  /** Connected, again or for the first time: whatever was read before may be old. */
  | { is: 'ready' }
  | LiveEvent
  | { is: 'typing'; conversationId: string; by: 'visitor' | 'clinic'; name: string }
  /** Who else looks at this conversation: members by name, and whether the visitor has the panel open. */
  | { is: 'presence'; conversationId: string; visitor: boolean; members: string[] };

/** What a visitor's socket is told; the conversation is its own. No name of a member leaves by this door. */
export type VisitorPush =
  /** The newest message at this moment: the reader compares it with what it has. */
  { is: 'ready'; seq: number } | { is: 'message'; seq: number } | { is: 'conversation' } | { is: 'typing' };

/** What a visitor's socket may say. The token comes first and in here, never in the address. */
export const visitorSays = v.variant('is', [
  v.strictObject({ is: v.literal('hello'), token: secret }),
  v.strictObject({ is: v.literal('typing') }),
]);
export type VisitorSays = v.InferOutput<typeof visitorSays>;

/** What a member's socket may say; who it is was settled by the session's cookie before the socket opened. */
export const memberSays = v.variant('is', [
  v.strictObject({ is: v.literal('looking'), conversationId: v.nullable(id) }),
  v.strictObject({ is: v.literal('typing'), conversationId: id }),
]);
export type MemberSays = v.InferOutput<typeof memberSays>;
