// What happens at a clinic and is told outside: the closed list of events, and the body that a webhook gets for each.
import * as v from 'valibot';
import { id } from './common.ts';
import { TOPICS } from './vocabulary.ts';

/**
 * `question`, `callback`: somebody waits. `message`: they wrote again while they wait (only where words may leave).
 * `overdue`: they have waited for as many working hours as the site's settings say. `digest`: the week in figures. `test`: asked for by hand.
 */
export const EVENTS = ['question', 'callback', 'message', 'overdue', 'digest', 'test'] as const;
export type EventName = (typeof EVENTS)[number];

/** A notice about the site as a whole, worded by the clinic's Otklik: figures and the clinic's own names, no patient's words. */
export const digest = v.strictObject({
  subject: v.pipe(v.string(), v.minLength(1), v.maxLength(150)),
  text: v.pipe(v.string(), v.minLength(1), v.maxLength(3000)),
});
export type Digest = v.InferOutput<typeof digest>;

/** What a job may tell by `notify`; `path` is where in the site's dashboard the link leads. */
export type ClinicEvent =
  | { event: 'overdue'; conversationId: string; topic: (typeof TOPICS)[number] }
  | { event: 'digest'; digest: Digest };

const about = {
  /** ULID of the notice: the same at every try, so a receiver can drop doubles. */
  id,
  site: v.strictObject({ id, name: v.string() }),
  /** Address of the dashboard; opening it asks for a sign-in. */
  link: v.pipe(v.string(), v.url()),
  /** When it happened, ISO 8601 in UTC. */
  at: v.pipe(v.string(), v.isoTimestamp()),
};

const aboutConversation = {
  ...about,
  topic: v.picklist(TOPICS),
  conversation: id,
};

/** What a patient wrote: present only where an owner lets words leave by this webhook. */
const words = v.optional(
  v.strictObject({
    text: v.string(),
    /** When a call back suits, in the person's own words; empty for a question. */
    when: v.string(),
    /** Null when the person left none. */
    contact: v.nullable(v.strictObject({ name: v.string(), phone: v.string(), email: v.string() })),
  }),
);

/** The body of a webhook, by event. */
export const webhookEvent = v.variant('event', [
  v.strictObject({ event: v.literal('question'), ...aboutConversation, words }),
  v.strictObject({ event: v.literal('callback'), ...aboutConversation, words }),
  v.strictObject({ event: v.literal('message'), ...aboutConversation, words }),
  v.strictObject({ event: v.literal('overdue'), ...aboutConversation }),
  v.strictObject({ event: v.literal('digest'), ...about, digest }),
  v.strictObject({ event: v.literal('test'), ...about, topic: v.null(), conversation: v.null() }),
]);
export type WebhookEvent = v.InferOutput<typeof webhookEvent>;
