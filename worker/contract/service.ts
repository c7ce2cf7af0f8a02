// Service levels on the wire: targets and routing among the settings, and what the Service page reads.
import * as v from 'valibot';
import { id, localDate, stageId, timeOfDay } from './common.ts';
import type { Period } from './journey.ts';
import { LANGUAGES, TOPICS } from './vocabulary.ts';
import type { Outcome, Topic } from './vocabulary.ts';

// --- settings

/** Working minutes: to the first human reply, and to the end of the whole conversation. */
const target = v.strictObject({
  firstReplyMinutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(6_000)),
  solveMinutes: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60_000)),
});
export type Target = v.InferOutput<typeof target>;

export const service = v.strictObject({
  targets: v.strictObject(
    Object.fromEntries(TOPICS.map((topic) => [topic, target])) as Record<Topic, typeof target>,
  ),
  /** Working hours without a reply after which the clinic is reminded of a wait. */
  remindHours: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(200)),
});
export type ServiceSettings = v.InferOutput<typeof service>;

const soon = { firstReplyMinutes: 30, solveMinutes: 240 };
const usual = { firstReplyMinutes: 60, solveMinutes: 480 };
const slow = { firstReplyMinutes: 120, solveMinutes: 960 };

/** Booking cannot wait; results and documents have to be looked up; a complaint is heard soon and settled in a week. */
export const defaultService = (): ServiceSettings => ({
  targets: {
    booking: { ...soon },
    price: { ...usual },
    doctor: { ...usual },
    preparation: { ...usual },
    results: { ...slow },
    documents: { ...slow },
    complaint: { firstReplyMinutes: 60, solveMinutes: 2_400 },
    other: { ...usual },
  },
  remindHours: 8,
});

/** Who gets a conversation. */
const hands = v.variant('to', [
  v.strictObject({ to: v.literal('team'), id }),
  v.strictObject({ to: v.literal('member'), id }),
]);
export type RouteHands = v.InferOutput<typeof hands>;

export const MAX_ROUTES = 20;

const list = <S extends v.GenericSchema>(of: S) =>
  v.pipe(
    v.array(of),
    v.maxLength(60),
    v.check((all) => new Set(all).size === all.length),
  );

const routeRule = v.strictObject({
  /** An empty list fits everything. */
  topics: list(v.picklist(TOPICS)),
  stages: list(stageId),
  languages: list(v.picklist(LANGUAGES)),
  /** At any hour, while the clinic is open or closed, or by the clock on its wall: the second time is outside, and may be the smaller one. */
  hours: v.union([
    v.picklist(['any', 'open', 'closed']),
    v.pipe(
      v.strictTuple([timeOfDay, timeOfDay]),
      v.check(([from, to]) => from !== to),
    ),
  ]),
  give: hands,
});
export type RouteRule = v.InferOutput<typeof routeRule>;

export const routing = v.strictObject({
  /** The first that fits decides. */
  rules: v.pipe(v.array(routeRule), v.maxLength(MAX_ROUTES)),
  /** What no rule fits, or fits one whose team or member is no more; null: nobody's, for all to take. */
  otherwise: v.nullable(hands),
});
export type Routing = v.InferOutput<typeof routing>;

export const defaultRouting = (): Routing => ({ rules: [], otherwise: null });

// --- figures

export const serviceQuery = v.pipe(
  v.object({ from: localDate, to: localDate }),
  v.check(({ from, to }) => from <= to),
);

/** Conversations live 90 days after their last message: an earlier period is not known. */
export const SERVICE_DAYS = 90;
/** Newest conversations of a period that are counted. */
export const MAX_COUNTED = 5_000;
/** Newest conversations that are listed with their checks. */
export const MAX_CHECKED = 50;

export type Share = {
  hits: number;
  n: number;
  /** 95 % by Wilson; null where nobody is counted. */
  interval: { low: number; high: number } | null;
};

/** Working time in ms. `atLeast`: somebody still waits, so that the true figure may be greater. */
export type TimeFigure = { ms: number; atLeast: boolean };
export type Times = {
  n: number;
  /** Of them, those whose clock still runs. */
  running: number;
  median: TimeFigure | null;
  p90: TimeFigure | null;
  mean: TimeFigure | null;
};
/** One clock over many conversations. `pending`: it runs and is not due yet, so nothing is judged; in no other figure. */
export type Clocked = { times: Times; inTime: Share; pending: number };

export type ServiceFigures = {
  conversations: number;
  firstReply: Clocked;
  /** Closed without any reply: in no figure of the first reply. */
  unanswered: number;
  /** From the first message to the closing. */
  solved: Clocked;
  outcomes: Record<Outcome, number>;
  /** Answered, and nobody has said how it ended. */
  unmarked: number;
  /** Solved at first contact, of those whose closing has settled it. */
  firstContact: Share;
  /** Conversations of people who came back with the same topic. */
  repeats: Share;
};

/** What may be said of how one conversation went, each with what it rests on; no score is made of it. */
export type ServiceCheck = {
  id: string;
  topic: Topic;
  startedAtMs: number;
  /** Working time to the first reply (ms); null while there is none. */
  firstReplyMs: number | null;
  /** Null: not due yet, or closed without a reply. */
  isInTime: boolean | null;
  firstDueAtMs: number | null;
  /** Replies, and of them those that began with a ready-made one. */
  replies: number;
  ready: number;
  outcome: Outcome | null;
  solvedFirst: boolean | null;
  isRepeat: boolean;
};

export type ServiceAnswer = {
  period: Period;
  today: string;
  zone: string;
  asOfMs: number;
  /** Without hours the clock never stops. */
  hasHours: boolean;
  /** Days within which coming back is a repeat. */
  repeatDays: number;
  /** More conversations began in the period than are counted. */
  isCut: boolean;
  waiting: { n: number; overdue: number; oldestSinceMs: number | null };
  whole: ServiceFigures;
  /** Topics that came up, most frequent first. */
  topics: (ServiceFigures & { topic: Topic; target: Target })[];
  /** Answers to "did this solve it?" after closing: yes, partly, no. */
  saidSolved: { yes: number; partly: number; no: number };
  /** Conversations that began in each hour of the clinic's week: 7 × 24, Monday 00:00 first. */
  demand: number[];
  /** Began while the clinic was closed; null where no hours are set. */
  outside: Share | null;
  /** Whether the clinic is open in some part of that hour, in an ordinary week. */
  open: boolean[];
  /** Null for a role that does not read conversations. */
  checks: ServiceCheck[] | null;
};
