// What every way of telling the clinic has in common: its secrets, the notice it carries, and how a delivery ended.
import * as v from 'valibot';
import type { Digest, EventName } from '../contract/events.ts';
import type { ChannelKind, Language, Topic } from '../contract/vocabulary.ts';

/** What is sealed in a channel's row. */
export const channelSecrets = v.variant('kind', [
  v.object({ kind: v.literal('webhook'), url: v.string(), secret: v.string() }),
  v.object({
    kind: v.literal('telegram'),
    botToken: v.string(),
    chatId: v.string(),
    /** What Telegram repeats with each message to the bot, so that nobody else can speak for it. */
    hookSecret: v.optional(v.string()),
  }),
  v.object({ kind: v.literal('email'), address: v.string() }),
]);
export type ChannelSecrets = v.InferOutput<typeof channelSecrets>;
export type SecretsOf<Kind extends ChannelKind> = Extract<ChannelSecrets, { kind: Kind }>;

/** A patient's words; a notice has them only where an owner lets words leave by its channel. */
export type PatientWords = {
  text: string;
  /** When a call back suits. */
  when: string;
  contact: { name: string; phone: string; email: string } | null;
};

/** A notice as it leaves: ids, a topic and a link. */
export type Notice = {
  id: string;
  event: EventName;
  site: { id: string; name: string; language: Language };
  topic: Topic | null;
  conversationId: string | null;
  /** Address of the dashboard where the conversation is. */
  link: string;
  atMs: number;
  words?: PatientWords;
  digest?: Digest;
  /** A test of an e-mail address carries the code that proves that somebody reads it. */
  code?: string;
};

/** Null when delivered, else a short code: `timeout`, `network`, `redirect`, `address`, `http_404`. */
export type DeliveryError = string | null;
/** `sentAs` names the notice where it arrived, when that place can be answered from. */
export type Delivery = { error: DeliveryError; sentAs?: string | null };

/** Where things are in this deployment. */
export type Surroundings = {
  PUBLIC_URL: string;
  TELEGRAM_API?: string;
  MAIL_API?: string;
  MAIL_KEY?: string;
  MAIL_FROM?: string;
  /** Epoch ms of the attempt. */
  nowMs: number;
};

/** One kind of channel: takes a notice to where its secrets say. Never throws. */
export type Outlet<Kind extends ChannelKind> = (
  secrets: SecretsOf<Kind>,
  notice: Notice,
  around: Surroundings,
) => Promise<Delivery>;
