// What is known of a conversation without any of its words: what all figures of service are worked out from.
import type { ConversationState, Outcome, Topic } from '../../contract/vocabulary.ts';

/** Instants in epoch ms. */
export type ServiceRow = {
  id: string;
  topic: Topic;
  state: ConversationState;
  outcome: Outcome | null;
  startedAtMs: number;
  lastMessageAtMs: number;
  /** The first human reply, or the call that reached them. */
  repliedAtMs: number | null;
  firstDueAtMs: number | null;
  solveDueAtMs: number | null;
  closedAtMs: number | null;
  reopenedAtMs: number | null;
  solvedFirst: boolean | null;
  /** What tells a person again: blind indexes of phone and e-mail; empty where none was left. */
  people: string[];
};
