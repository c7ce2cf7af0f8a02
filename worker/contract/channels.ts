// What the dashboard sends and reads of channels: how the clinic is told, what may leave by them, and what was never delivered.
import * as v from 'valibot';
import { id } from './common.ts';
import type { EventName } from './events.ts';
import { webAddress } from './settings.ts';
import type { ChannelKind, Topic } from './vocabulary.ts';

export const channelCreate = v.variant('kind', [
  v.strictObject({ kind: v.literal('webhook'), url: webAddress }),
  v.strictObject({
    kind: v.literal('telegram'),
    botToken: v.pipe(v.string(), v.regex(/^\d{5,12}:[A-Za-z0-9_-]{20,64}$/)),
    chatId: v.pipe(v.string(), v.regex(/^(-?\d{1,20}|@[A-Za-z0-9_]{4,32})$/)),
  }),
  v.strictObject({
    kind: v.literal('email'),
    address: v.pipe(v.string(), v.trim(), v.maxLength(200), v.email()),
  }),
]);
export type ChannelCreate = v.InferOutput<typeof channelCreate>;

/** What an owner lets a channel carry. */
export const channelUpdate = v.strictObject({ words: v.boolean(), digest: v.boolean() });
export type ChannelUpdate = v.InferOutput<typeof channelUpdate>;

/** The code of the test letter: as typed, so spaces and small letters are forgiven. */
export const channelConfirm = v.strictObject({
  code: v.pipe(v.string(), v.maxLength(20), v.transform(plainCode), v.regex(/^[A-Z0-9]{8}$/)),
});

export type ChannelView = {
  id: string;
  kind: ChannelKind;
  /** The webhook's host, the chat's id or the mail address; never a secret. */
  label: string;
  enabled: boolean;
  /** Since when words of patients may leave by it; null: they may not. */
  wordsFromMs: number | null;
  digest: boolean;
  /** Telegram: the name of the bot that takes answers; null while it takes none. */
  bot: string | null;
  verifiedAtMs: number | null;
  failingSinceMs: number | null;
  lastError: string | null;
  /** The signing secret, only in the reply to its creation. */
  secret?: string;
};
/** `kinds`: what this deployment can send by. `dead`: notices given up. */
export type ChannelsPage = { channels: ChannelView[]; kinds: ChannelKind[]; dead: number };

/** A notice that was given up: it keeps its id and can be sent again. */
export type DeadNotice = {
  id: string;
  event: EventName;
  topic: Topic | null;
  conversationId: string | null;
  channel: { kind: ChannelKind; label: string };
  createdAtMs: number;
  deadAtMs: number;
  attempts: number;
  error: string;
};

export const noticesReplay = v.strictObject({ ids: v.pipe(v.array(id), v.minLength(1), v.maxLength(50)) });
/** How many wait to be sent again now; the others were not given up, or are not there. */
export type ReplayReply = { replayed: number };

/** What a member's Telegram account is linked with: a bot of each site whose patients' words they may read. */
export type TelegramView = { bots: { name: string; sites: string[]; linkedAtMs: number | null }[] };
export type TelegramCode = { code: string; expiresAtMs: number };

export function plainCode(typed: string): string {
  return typed.replace(/[\s-]/g, '').toUpperCase();
}
