// The questions of a site: which is asked, at what moment, of how many, in whose words; and how often one person is asked.
import * as v from 'valibot';
import { bilingual, stageId, timeOfDay } from './common.ts';
import { MOMENTS, QUESTIONS } from './vocabulary.ts';
import type { Moment, Question } from './vocabulary.ts';

export const MAX_SURVEYS = 30;

/** Names a question of a site for good: answers, links and open visits hold it, so it is switched off but never dropped. */
export const surveyId = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_SURVEYS));
/** The name by which a page asks: `otklik.open('visit')`, `<otklik-rating question="visit">`. */
export const surveyKey = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_-]{0,29}$/));

const score = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10));

export const survey = v.strictObject({
  id: surveyId,
  /** With `moment` what is measured: neither changes once the question is saved. */
  question: v.picklist(QUESTIONS),
  moment: v.picklist(MOMENTS),
  /** The stage that was reached (`stage`) or left (`unfinished`). */
  stage: v.optional(stageId),
  /** Of moment `call`, and of no other. */
  key: v.optional(surveyKey),
  on: v.boolean(),
  /** Per cent of the visits that come to a stage's question which are asked it; other moments ask everybody. */
  share: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100)),
  /** The clinic's own words; an empty text means the instrument's. */
  title: bilingual(160),
  /** Grows with every change of `title`: another wording is another series. Set by the Worker. */
  wording: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000)),
  /** After one of these scores the field for words asks this instead of "why?". */
  followUp: v.optional(
    v.strictObject({ when: v.pipe(v.array(score), v.minLength(1), v.maxLength(11)), ask: bilingual(120) }),
  ),
});
export type Survey = v.InferOutput<typeof survey>;

export const surveys = v.pipe(v.array(survey), v.maxLength(MAX_SURVEYS));

export const caps = v.strictObject({
  /** Days without a further question by itself on a device where one was answered or dismissed. */
  days: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(365)),
  /** From and to, in the site's zone and over midnight when `to` is earlier: no question shows itself then. */
  quietHours: v.optional(v.strictTuple([timeOfDay, timeOfDay])),
});
export type Caps = v.InferOutput<typeof caps>;

/** Moments in a clinic's page; `card` and `invite` are links to a page of ours. */
export const PAGE_MOMENTS = ['launcher', 'stage', 'unfinished', 'closed', 'call'] as const satisfies Moment[];
export type PageMoment = (typeof PAGE_MOMENTS)[number];
/** Moments at which a question shows itself. */
export const STAGE_MOMENTS = ['stage', 'unfinished'] as const satisfies Moment[];

const asked = (id: number, question: Question, moment: Moment, on: boolean): Survey => ({
  ...{ id, question, moment, on, share: 100, title: { ru: '', en: '' }, wording: 1 },
});

/** The questions of a new site, and of one that was saved before there were any. Stages 3 and 4 are `started` and `booked`. */
export const defaultSurveys = (): Survey[] => [
  asked(1, 'fft', 'launcher', true),
  { ...asked(2, 'ces', 'stage', false), stage: 4 },
  { ...asked(3, 'stopped', 'unfinished', false), stage: 3 },
  asked(4, 'solved', 'closed', true),
  asked(5, 'fft', 'card', true),
  asked(6, 'fft', 'invite', true),
  { ...asked(7, 'nps', 'call', false), key: 'recommend' },
];

export const defaultCaps = (): Caps => ({ days: 30, quietHours: ['22:00', '08:00'] });
