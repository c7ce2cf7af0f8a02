// What those who answer work with beside the words themselves: filters, hands, notes, calls, ready-made replies, teams.
import * as v from 'valibot';
import { id, optionalText, secret, text } from './common.ts';
import type { Hours } from './settings.ts';
import { MAX_TEXT, OUTCOMES, TOPICS } from './vocabulary.ts';
import type { Topic } from './vocabulary.ts';

/** The views of the inbox. `overdue`: somebody waits past the instant a reply was due. `callbacks`: open ones only. */
export const INBOX_VIEWS = ['waiting', 'overdue', 'callbacks', 'answered', 'closed'] as const;
export type InboxView = (typeof INBOX_VIEWS)[number];

/** Those who wait are counted up to here: then there are this many or more. */
export const WAITING_CAP = 100;

export const inboxFilter = {
  state: v.optional(v.picklist(INBOX_VIEWS)),
  topic: v.optional(v.picklist(TOPICS)),
  /** Mine, or nobody's; or else one team's. */
  whose: v.optional(v.picklist(['me', 'nobody'])),
  team: v.optional(id),
};
export const inboxQuery = v.pipe(
  v.object({
    ...inboxFilter,
    /** `next` of the page before. */
    before: v.optional(v.pipe(v.string(), v.maxLength(60))),
  }),
  v.forward(
    v.check(({ whose, team }) => whose === undefined || team === undefined),
    ['team'],
  ),
);
export type InboxQuery = v.InferOutput<typeof inboxQuery>;

// --- whose it is

/** What is absent stays as it is; null is nobody. */
export const assignSend = v.pipe(
  v.strictObject({
    member: v.optional(v.nullable(id)),
    team: v.optional(v.nullable(id)),
    /** Goes with it, for staff only. */
    note: v.optional(optionalText(MAX_TEXT)),
  }),
  v.check(({ member, team }) => member !== undefined || team !== undefined),
);
export type AssignSend = v.InferOutput<typeof assignSend>;

/** Several conversations at once: as many as a few pages of the list hold. */
export const MAX_BULK = 100;
const ids = v.pipe(v.array(id), v.minLength(1), v.maxLength(MAX_BULK));
export const bulkSend = v.variant('do', [
  v.strictObject({
    do: v.literal('assign'),
    ids,
    member: v.optional(v.nullable(id)),
    team: v.optional(v.nullable(id)),
  }),
  v.strictObject({ do: v.literal('close'), ids, outcome: v.picklist(OUTCOMES) }),
]);
export type BulkSend = v.InferOutput<typeof bulkSend>;
/** How many of them were there and changed. */
export type BulkReply = { done: number };

// --- what staff say to each other

export const NOTE_KINDS = ['note', 'handover', 'reached', 'not_reached'] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];
export type Note = {
  id: string;
  kind: NoteKind;
  author: string | null;
  authorId: string | null;
  text: string;
  /** Of a handover: to whom it went; both null when to nobody. */
  toTeamId: string | null;
  toMemberId: string | null;
  /** Stands after this message. */
  afterSeq: number;
  atMs: number;
};
export const noteSend = v.strictObject({ id: secret, text: text(MAX_TEXT) });

/** One try to call back. */
export const callSend = v.strictObject({
  id: secret,
  reached: v.boolean(),
  note: v.optional(optionalText(MAX_TEXT)),
});

// --- ready-made replies

/** A variable of a ready-made reply as it stands in the text. What still holds one is not sent. */
export const VARIABLE = /\{(\p{L}[\p{L}\p{N}_ -]{0,39})\}/u;
export const MAX_CANNED = 200;

export const cannedSave = v.strictObject({
  title: text(60),
  /** Empty: fits any topic. */
  topic: v.union([v.literal(''), v.picklist(TOPICS)]),
  text: text(MAX_TEXT),
});
export type CannedSave = v.InferOutput<typeof cannedSave>;
export type CannedReply = { id: string; title: string; topic: Topic | ''; text: string; version: number };

// --- teams

export const MAX_TEAMS = 30;
export const teamSave = v.strictObject({
  name: text(60),
  members: v.pipe(v.array(id), v.maxLength(100)),
});
export type TeamSave = v.InferOutput<typeof teamSave>;
export type TeamView = { id: string; name: string; members: string[] };

/** What stands around the inbox: colleagues, teams, ready-made replies and what their variables say. */
export type Desk = {
  /** Those who may answer at this site, by name. */
  members: { id: string; name: string }[];
  teams: TeamView[];
  canned: CannedReply[];
  facts: { clinic: string; phone: string; email: string; hours: Hours; zone: string };
};
