// What a page sends: beacons (statistics), answers, messages, reads and erasures. All bodies are text/plain, so no preflight.
import * as v from 'valibot';
import { language, optionalText, secret, stageId, text } from './common.ts';
import { surveyId } from './surveys.ts';
import type { PageMoment } from './surveys.ts';
import {
  CONVERSATION_KINDS,
  CONVERSATION_STATES,
  MAX_TEXT,
  MOMENTS,
  STOPPED_REASONS,
  TOPICS,
} from './vocabulary.ts';
import type { ConversationState, Language, Question, Topic } from './vocabulary.ts';

/** Where the visit came from, as the page saw it: classified in memory and dropped. Absent on later pages. */
const arrival = {
  /** Host of the referrer, when it is another site. */
  r: v.optional(v.pipe(v.string(), v.maxLength(253), v.regex(/^[^\s/?#@]*$/))),
  /** utm_source, utm_medium, utm_campaign. */
  us: v.optional(v.pipe(v.string(), v.maxLength(200))),
  um: v.optional(v.pipe(v.string(), v.maxLength(200))),
  uc: v.optional(v.pipe(v.string(), v.maxLength(200))),
  /** '1' when a click id of an advertising system was in the address. Its value never travels. */
  k: v.optional(v.literal('1')),
};
export const arrivalSchema = v.object(arrival);
export type Arrival = v.InferOutput<typeof arrivalSchema>;

/**
 * A beacon is a urlencoded string (host pages break JSON by patching toJSON).
 * `e` holds 1…20 events joined by ';', each `stage.sequence.ageMs`.
 */
export const beacon = v.strictObject({
  ...arrival,
  p: v.pipe(v.string(), v.regex(/^[a-z0-9]{8}$/)),
  l: language,
  e: v.pipe(
    v.string(),
    v.maxLength(400),
    v.regex(/^\d{1,2}\.\d{1,3}\.\d{1,9}(;\d{1,2}\.\d{1,3}\.\d{1,9}){0,19}$/),
  ),
});
export type Beacon = v.InferOutput<typeof beacon>;

/** The other kind of beacon: a person has opened this question. Sent once per page and question, never before an act. */
export const opened = v.strictObject({
  o: v.pipe(v.string(), v.regex(/^\d{1,2}$/), v.transform(Number), surveyId),
});

export const NOT_STORED = [
  'bot',
  'off',
  'origin',
  'budget',
  'closed',
  'duplicate',
  'full',
  'unknown_stage',
  'invalid',
  'busy',
] as const;
/** Statistics always answer 200: a refused beacon must print no console line on the clinic's page. */
export type BeaconReply = {
  stored: number;
  why?: (typeof NOT_STORED)[number];
  /** A question to show quietly: at most one in a visit. */
  ask?: AskedSurvey;
};
/** What the bubble at the launcher shows: the question, the name of its closing button, and what to remember after that. */
export type AskedSurvey = { survey: number; title: string; close: string; capDays: number };

const copied = {
  language,
  /** The last stage this page reached, copied onto the record. */
  stage: v.optional(stageId),
  from: v.optional(v.strictObject(arrival)),
  loader: v.pipe(v.string(), v.regex(/^[a-z0-9]{1,16}$/)),
};

const answer = {
  id: secret,
  erase: secret,
  /** Which of the site's questions this is; absent: the one of this question and moment. */
  survey: v.optional(surveyId),
  moment: v.picklist(MOMENTS),
  text: v.optional(optionalText(MAX_TEXT)),
  ...copied,
};
const score = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max));

/** The answer to a question, each on its own scale (SURVEY_WORDS). Words come with a score, or are the whole answer. */
export const answerSend = v.variant('question', [
  v.strictObject({ ...answer, question: v.literal('fft'), score: score(0, 5) }),
  v.strictObject({ ...answer, question: v.literal('csat'), score: score(1, 5) }),
  v.strictObject({ ...answer, question: v.literal('ces'), score: score(1, 7) }),
  v.strictObject({ ...answer, question: v.literal('nps'), score: score(0, 10) }),
  v.strictObject({ ...answer, question: v.literal('solved'), score: score(0, 2) }),
  // A reason by its number in STOPPED_REASONS.
  v.strictObject({ ...answer, question: v.literal('stopped'), score: score(1, STOPPED_REASONS.length) }),
  v.strictObject({ ...answer, question: v.literal('open'), text: text(MAX_TEXT) }),
]);
export type AnswerSend = v.InferOutput<typeof answerSend>;

const contact = v.strictObject({
  name: v.optional(optionalText(80)),
  phone: v.optional(v.pipe(v.string(), v.maxLength(30), v.regex(/^$|^\+?[\d\s().-]{5,30}$/))),
  email: v.optional(v.union([v.literal(''), v.pipe(v.string(), v.maxLength(200), v.email())])),
});
export type Contact = v.InferOutput<typeof contact>;
/** A contact as it is sealed, and as it is again when it is opened. */
export const contactParts = v.object({ name: v.string(), phone: v.string(), email: v.string() });

export const messageSend = v.strictObject({
  id: secret,
  /** The device's token: names the conversation. */
  token: secret,
  /** Erases the conversation; never the same as the token or the id. */
  erase: secret,
  kind: v.picklist(CONVERSATION_KINDS),
  text: optionalText(MAX_TEXT),
  topic: v.picklist(TOPICS),
  /** When a call back suits, in the person's own words. */
  when: v.optional(optionalText(120)),
  contact: v.optional(contact),
  /** Version of the consent text that was ticked; required with a contact. */
  consent: v.optional(v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,24}$/))),
  /** Honeypot: people leave it empty. */
  website: v.optional(v.string()),
  /** Milliseconds between the first paint of the form and Send. */
  spentMs: v.pipe(v.number(), v.integer(), v.minValue(0)),
  ...copied,
});
export type MessageSend = v.InferOutput<typeof messageSend>;

/** 201 on the first store, 200 on a replay of the same body. */
export type StoredReply = { stored: 1; seq?: number };

export const conversationRead = v.strictObject({
  token: secret,
  /** What the reader has: with nothing newer the answer is 204. */
  have: v.optional(
    v.strictObject({
      state: v.picklist(CONVERSATION_STATES),
      /** Of the newest message; 0 without one. */
      seq: v.pipe(v.number(), v.integer(), v.minValue(0)),
    }),
  ),
});
export type ConversationRead = v.InferOutput<typeof conversationRead>;
export type VisitorMessage = {
  seq: number;
  /** The client's id of the visitor's own message, so that the outbox can match it. */
  id?: string;
  from: 'visitor' | 'clinic';
  text: string;
  atMs: number;
};
export type ConversationView = { state: ConversationState; messages: VisitorMessage[] };

export const eraseSend = v.variant('what', [
  v.strictObject({ what: v.literal('conversation'), token: secret, erase: secret }),
  v.strictObject({ what: v.literal('answer'), id: secret, erase: secret }),
]);
export type EraseSend = v.InferOutput<typeof eraseSend>;
/** 200 also when it was erased before; 404 when the secret erases nothing. */
export type EraseReply = { erased: 1 };

/** A question in the words of one language, as a page shows it. */
export type SurveyView = {
  id: number;
  question: Question;
  title: string;
  /** Score and its words, in the order in which they stand; empty for the open question. */
  options: readonly (readonly [score: number, words: string])[];
  /** Label of the field for words; the open question itself is that label. */
  more: string;
  /** After one of these scores the label is another. */
  followUp?: { when: number[]; ask: string };
};
/** A question that the widget may show. */
export type PageSurvey = SurveyView & { moment: PageMoment; stage?: number; key?: string };

/** GET /w/KEY.json?l=ru&part=surveys: what is needed where a question is asked elsewhere than in the panel's first view. */
export type SurveysConfig = {
  /** Those that are on. */
  surveys: PageSurvey[];
  /** Days for which no question shows itself where one was answered or dismissed. */
  capDays: number;
  /** Where anybody may write about the clinic in public, after every answer alike; empty for nowhere. */
  review: string;
  /** As in PanelConfig. */
  text: boolean;
  mode: import('./vocabulary.ts').Mode;
};

/** GET /w/KEY.json?l=ru: what the panel needs and the loader does not. */
export type PanelConfig = {
  language: Language;
  clinic: string;
  greeting: string;
  phones: string[];
  email: string;
  emergency: string;
  zone: string;
  hours: import('./settings.ts').Hours;
  /** Who reads a message; written beside the composer. */
  readers: string;
  /** `closed`: no working notice or an unattended inbox; `no_text`: the data place forbids storing words. */
  ask: 'open' | 'closed' | 'off' | 'no_text';
  callback: boolean;
  /** Present only when legal name and policy address are set, and the data place allows it. */
  contact: { legalName: string; policyUrl: string; consent: string } | null;
  /** False when the data place forbids free text: then the rating has no text field. */
  text: boolean;
  topics: Topic[];
  /** The question of the panel's first view; the others come when one is asked (SurveysConfig). */
  survey: PageSurvey | null;
  mode: import('./vocabulary.ts').Mode;
  dataPlace: import('./vocabulary.ts').DataPlace;
  /** Sockets are offered; absent where they are not. */
  live?: true;
};
