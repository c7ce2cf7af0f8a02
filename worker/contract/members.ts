// What the dashboard sends and reads: sign-in, members, inbox, scores, overview, channels.
import * as v from 'valibot';
import { id, language, localDate, secret, text } from './common.ts';
import { VARIABLE } from './desk.ts';
import type { Note } from './desk.ts';
import type { JourneyAnswer, Period, SeriesView } from './journey.ts';
import { MAX_TEXT, OUTCOMES, ROLES } from './vocabulary.ts';
import type {
  ChannelKind,
  ConversationKind,
  ConversationState,
  DataPlace,
  Device,
  Language,
  Outcome,
  Question,
  Role,
  SourceClass,
  Topic,
} from './vocabulary.ts';

export const enter = v.strictObject({ token: secret });

export type Me = {
  member: { id: string; name: string; email: string; language: Language };
  clinics: {
    id: string;
    name: string;
    role: Role;
    /** False when the membership is limited to these sites: then it has no say over the clinic. */
    whole: boolean;
    /** `origin`: the first address that its widget may appear on. */
    sites: { id: string; name: string; domain: string; zone: string; origin: string }[];
  }[];
  /** Whether this session may open a further clinic, and where a new site's data may lie. */
  creates: { clinics: boolean; dataPlaces: DataPlace[] };
  /** Whether live sockets are offered here. */
  live: boolean;
};

export const profileUpdate = v.strictObject({ name: text(80), language });

export const memberInvite = v.strictObject({
  email: v.pipe(v.string(), v.maxLength(200), v.toLowerCase(), v.email()),
  name: text(80),
  role: v.picklist(ROLES),
  /** Limits the membership to these sites; empty means all of the clinic. */
  sites: v.pipe(v.array(id), v.maxLength(50)),
});
export const memberUpdate = v.strictObject({
  role: v.picklist(ROLES),
  sites: v.pipe(v.array(id), v.maxLength(50)),
});
export type MemberView = {
  id: string;
  name: string;
  email: string;
  role: Role;
  sites: string[];
  lastSeenOn: string | null;
};
/** A one-time sign-in link, shown once to the owner who made it. */
export type LinkReply = { url: string; expiresAtMs: number };

// --- words

export type ConversationRow = {
  id: string;
  kind: ConversationKind;
  topic: Topic;
  state: ConversationState;
  language: Language;
  /** First 140 characters of the last message. */
  excerpt: string;
  startedAtMs: number;
  lastMessageAtMs: number;
  /** Since when the visitor waits for a human reply; null when nobody waits. */
  waitingSinceMs: number | null;
  /** Until when a reply is due; null when nobody waits or nothing was promised. */
  dueAtMs: number | null;
  hasContact: boolean;
  assigneeId: string | null;
  teamId: string | null;
};
export type InboxPage = {
  conversations: ConversationRow[];
  waiting: number;
  next: string | null;
  asOfMs: number;
};

export type Thread = {
  conversation: ConversationRow & {
    stage: number | null;
    source: SourceClass | null;
    device: Device | null;
    outcome: Outcome | null;
    /** When a call back suits, in the person's words. */
    when: string;
    contact: {
      name: string;
      phone: string;
      email: string;
      consentVersion: string;
      consentAtMs: number;
    } | null;
    /** How often it went from one hand to another. */
    transfers: number;
    /** Solved at first contact; null until it was first closed. */
    solvedFirst: boolean | null;
    closedById: string | null;
    closedAtMs: number | null;
    reopenedAtMs: number | null;
    /** Of a call back: when the person was reached, and how many calls were in vain. */
    reachedAtMs: number | null;
    callTries: number;
  };
  /** What staff left for each other: never part of an answer to a visitor. */
  notes: Note[];
  messages: { seq: number; from: 'visitor' | 'clinic'; author: string | null; text: string; atMs: number }[];
};

export const replySend = v.strictObject({
  id: secret,
  /** A ready-made reply whose variables are not filled in is not sent. */
  text: v.pipe(
    text(MAX_TEXT),
    v.check((words) => !VARIABLE.test(words)),
  ),
  /** The last message that the sender saw: when a colleague has answered since, `answered_meanwhile`. */
  seen: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  /** Sent all the same. */
  anyway: v.optional(v.literal(true)),
  /** The ready-made reply it began with. */
  canned: v.optional(v.strictObject({ id, version: v.pipe(v.number(), v.integer(), v.minValue(1)) })),
});
export type ReplySend = v.InferOutput<typeof replySend>;
export const conversationClose = v.strictObject({ outcome: v.picklist(OUTCOMES) });

export type Comment = {
  id: string;
  question: Question;
  score: number | null;
  text: string;
  /** Local date; the time of day is not kept. */
  day: string;
  language: Language;
  stage: number | null;
  read: boolean;
};
export type CommentsPage = {
  /** `topics`: ids of the owner's topics that it carries. `branch`: the name of the one it is about. */
  comments: (Comment & { topics: string[]; branch: string | null })[];
  unread: number;
  oldestUnreadDay: string | null;
  next: string | null;
};
export const commentsQuery = v.object({
  order: v.optional(v.picklist(['newest', 'lowest'])),
  /** Local dates, both included. */
  from: v.optional(localDate),
  to: v.optional(localDate),
  unread: v.optional(v.literal('1')),
  /** One of the owner's topics. */
  topic: v.optional(id),
  /** Words that must all be there, in any form. */
  find: v.optional(v.pipe(v.string(), v.trim(), v.minLength(2), v.maxLength(100))),
  before: v.optional(v.pipe(v.string(), v.maxLength(60))),
});
export const commentsRead = v.strictObject({
  ids: v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.minLength(1), v.maxLength(100)),
});

// --- numbers

/** One series of scores over a period; counts are for FFT scores 5,4,3,2,1,0 in that order. */
export type ScoreAnswer = {
  period: Period;
  series: SeriesView | null;
  counts: number[];
};

export type Overview = {
  site: { id: string; name: string; domain: string; zone: string; dataPlace: DataPlace; enabled: boolean };
  today: string;
  asOfMs: number;
  attention: {
    waiting: number;
    oldestWaitingMs: number | null;
    unread: number;
    oldestUnreadDay: string | null;
    /** Channels that fail, and why Ask is closed if it is. */
    failingChannels: { id: string; kind: ChannelKind; error: string; sinceMs: number }[];
    ask: 'open' | 'no_notice' | 'unattended' | 'off' | 'no_text';
    /** Complaints that are not answered yet, and the earliest date that one is due. */
    complaints: { open: number; overdue: number; nextDueOn: string | null };
  };
  /** Null for viewer and webmaster: words are for owner and operator. */
  comments: Comment[] | null;
  /** Null for a role that does not see scores or the journey. */
  score: ScoreAnswer | null;
  journey: JourneyAnswer | null;
  stages: { id: number; key: string; name: { ru: string; en: string }; changedOn: string }[];
  funnel: number[][];
  /** First local date with any data; null before the first visit. */
  firstDay: string | null;
};
