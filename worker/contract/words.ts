// What the dashboard asks and reads of people's words: the owner's topics, phrases said often, complaints with their due dates.
import * as v from 'valibot';
import { bilingual, id, localDate, optionalText, text } from './common.ts';
import type { Period } from './journey.ts';
import type { Language } from './vocabulary.ts';

export const MAX_TOPICS = 30;
export const MAX_TOPIC_WORDS = 40;

/** A topic of the owner's: a comment carries it when one of its words is there, in any form. */
export const topicSave = v.strictObject({
  name: v.pipe(
    bilingual(40),
    v.check(({ ru, en }) => ru !== '' || en !== ''),
  ),
  /** Words, or phrases whose words must all be there; a star at the end of a word stands for any ending. */
  words: v.pipe(v.array(text(60)), v.minLength(1), v.maxLength(MAX_TOPIC_WORDS)),
  /** A comment that carries it when it comes is a complaint, with a due date. */
  complaint: v.boolean(),
});
export type TopicSave = v.InferOutput<typeof topicSave>;
export type CommentTopic = TopicSave & { id: string };

export const wordsQuery = v.object({ from: localDate, to: localDate });
export type WordsAnswer = {
  period: Period;
  /** Comments of the period that are counted here: the newest, up to a bound. */
  counted: number;
  /** Older ones of the period were left out. */
  isCut: boolean;
  /** In the owner's order of names; `n` comments of the period carry it. */
  topics: (CommentTopic & { n: number })[];
  /** Comments that carry no topic. */
  without: number;
  /** Said in so many comments, in its commonest form; the commonest first. */
  phrases: { text: string; n: number }[];
};

export const COMPLAINT_KINDS = ['comment', 'conversation'] as const;
export type ComplaintKind = (typeof COMPLAINT_KINDS)[number];

export const complaintAdd = v.strictObject({ comment: id });
export const complaintEnd = v.strictObject({ done: v.boolean(), note: optionalText(300) });
export type ComplaintEnd = v.InferOutput<typeof complaintEnd>;
export type ComplaintView = {
  /** Of the comment or the conversation. */
  id: string;
  kind: ComplaintKind;
  /** Local dates: when it came and the last day to answer it. */
  openedOn: string;
  dueOn: string;
  isOverdue: boolean;
  language: Language;
  /** A comment's words, or the beginning of a conversation. */
  text: string;
  done: { by: string; atMs: number; note: string } | null;
};
export type ComplaintsAnswer = {
  /** Working days that the clinic gives itself. */
  days: number;
  /** The longest overdue first; what is done comes last, the latest first. */
  complaints: ComplaintView[];
};
