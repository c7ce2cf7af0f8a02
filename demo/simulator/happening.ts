// What happens in the simulated quarter, one thing at a time.
import type { LogLine } from './log.ts';
import type { Beacon, Visitor } from './visit.ts';
import type { QuestionWords } from './words/question.ts';

export type Answer = { id: string; erase: string; score: number; text: string; stage: number | null };
export type Message = {
  conversation: string;
  id: string;
  token: string;
  erase: string;
  words: QuestionWords;
  text: string;
  stage: number | null;
  spentMs: number;
  contact: { name: string; phone: string } | null;
};
/** What happens, and what is logged once the Worker has taken it. */
export type Happening = { atMs: number; log?: LogLine } & (
  | { is: 'beacon'; visitor: Visitor; beacon: Beacon }
  | { is: 'answer'; visitor: Visitor; answer: Answer }
  | { is: 'message'; visitor: Visitor; message: Message }
  | { is: 'reply'; conversation: string; id: string; text: string }
  | { is: 'close'; conversation: string; outcome: QuestionWords['outcome'] }
  | { is: 'look' }
  | { is: 'read' }
  | { is: 'jobs' }
);
