// The closed lists of the product's words: each list is the source of its type, so the two cannot drift.

export const ROLES = ['owner', 'operator', 'viewer', 'webmaster'] as const;
export type Role = (typeof ROLES)[number];

export const LANGUAGES = ['ru', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Where a site's data may be kept. `russia`: contact, questions and free text are not taken on Cloudflare. */
export const DATA_PLACES = ['eu', 'us', 'global', 'russia'] as const;
export type DataPlace = (typeof DATA_PLACES)[number];

/** How visits are counted. `consented` is named in the schema only and not offered yet. */
export const MODES = ['statistics', 'on-open', 'off'] as const;
export type Mode = (typeof MODES)[number];

export const QUESTIONS = ['fft', 'csat', 'ces', 'nps', 'solved', 'stopped', 'open'] as const;
export type Question = (typeof QUESTIONS)[number];

/** Questions with a scale; "what stopped you?" has reasons, the open question words only. */
export const SCORED_QUESTIONS = ['fft', 'csat', 'ces', 'nps', 'solved'] as const satisfies Question[];
export type ScoredQuestion = (typeof SCORED_QUESTIONS)[number];

/** Reasons of "what stopped you?": the answer keeps the number of the reason, from 1, where others keep a score. */
export const STOPPED_REASONS = ['time', 'price', 'choice', 'form', 'call', 'looking', 'other'] as const;
export type StoppedReason = (typeof STOPPED_REASONS)[number];

/** By what a score may be broken down, one at a time. */
export const SCORE_DIMENSIONS = ['stage', 'source', 'device', 'language', 'branch', 'doctor'] as const;
export type ScoreDimension = (typeof SCORE_DIMENSIONS)[number];

/** Why a point of a control chart is unusual. */
export const CHART_RULES = ['outside', 'shift', 'trend', 'two_of_three'] as const;
export type ChartRule = (typeof CHART_RULES)[number];

/** What statistics may say of a score without being asked. */
export const SIGNAL_KINDS = ['trend', 'low_watch', 'low_act', 'burst', 'response'] as const;
export type SignalKind = (typeof SIGNAL_KINDS)[number];

export const MOMENTS = ['launcher', 'stage', 'unfinished', 'closed', 'card', 'invite', 'call'] as const;
export type Moment = (typeof MOMENTS)[number];

/** Through which door an answer or a message came. */
export const ORIGINS = ['widget', 'card', 'invite', 'import', 'api'] as const;
export type Origin = (typeof ORIGINS)[number];

/** FFT answers by score: 5 very good … 1 very poor; 0 is "don't know", which counts in the denominator. */
export const FFT_SCORES = [5, 4, 3, 2, 1, 0] as const;
export type FftScore = (typeof FFT_SCORES)[number];

export const SOURCE_CLASSES = [
  'direct',
  'search',
  'ads',
  'social',
  'messenger',
  'maps',
  'reviews',
  'mail',
  'ai',
  'referral',
  'campaign',
] as const;
export type SourceClass = (typeof SOURCE_CLASSES)[number];

/**
 * What visits can be told apart by, one at a time. `source` is a class, or `class:name` where the name is known;
 * `campaign` is a label, empty for none; `entry` is the id of the first stage after `found` (`1` when none followed).
 */
export const DIMENSIONS = ['source', 'campaign', 'device', 'language', 'entry'] as const;
export type Dimension = (typeof DIMENSIONS)[number];

export const DEVICES = ['phone', 'tablet', 'desktop'] as const;
export type Device = (typeof DEVICES)[number];

/** What a question is about; the clinic is told the topic, never the text. */
export const TOPICS = [
  'booking',
  'price',
  'doctor',
  'preparation',
  'results',
  'documents',
  'complaint',
  'other',
] as const;
export type Topic = (typeof TOPICS)[number];

export const CONVERSATION_KINDS = ['message', 'callback'] as const;
export type ConversationKind = (typeof CONVERSATION_KINDS)[number];

/** `waiting`: the clinic owes a reply. `answered`: the visitor has the last word to read. */
export const CONVERSATION_STATES = ['waiting', 'answered', 'closed'] as const;
export type ConversationState = (typeof CONVERSATION_STATES)[number];

export const OUTCOMES = ['solved', 'partly', 'not_solved', 'booked_by_phone', 'not_reached'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export const CHANNEL_KINDS = ['webhook', 'telegram', 'email'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** How a page or an act is recognised as a stage. `data-otklik-stage` and the JS call need no rule: they name the key. */
export const RULE_KINDS = ['url', 'focus', 'submit', 'frame', 'contact'] as const;
export type RuleKind = (typeof RULE_KINDS)[number];

/** The stages the Worker or the widget adds by itself; they have no rules and cannot be dropped. */
export const SYSTEM_STAGES = { found: 1, asked: 6, attended: 7, rated: 8 } as const;

/** Highest stage id a site may ever use: ids are never reused and each is one letter of a path. */
export const MAX_STAGE_ID = 52;
export const MAX_STAGES = 16;
/** Steps of a funnel. */
export const MIN_STEPS = 2;
export const MAX_STEPS = 8;
export const MAX_TEXT = 4000;
