// Sends notices: opens a channel's secrets, hands the notice to its kind, and writes down how it ended.
import * as v from 'valibot';
import type { Env } from '../env.ts';
import { unseal } from '../seal.ts';
import type { Sealed } from '../seal.ts';
import { updateChannelHealth } from '../store/channels.ts';
import { updateDueNotices, updateNoticeEnd } from '../store/notices.ts';
import type { DueNotice } from '../store/notices.ts';
import { channelSecrets } from './channel.ts';
import type { DeliveryError, Notice } from './channel.ts';
import { deliverByTelegram } from './telegram.ts';
import { deliverByWebhook } from './webhook.ts';

/** After this a notice is given up; its channel then counts as broken and Ask closes. */
export const GIVE_UP_MS = 24 * 3_600_000;
/** Notices of one run: each is one request out and two statements, and a free plan has 50 of each; the next run takes the rest. */
const PER_RUN = 10;

type SealedChannel = { id: string } & Sealed;

/** What a channel's secrets are sealed for. */
export const channelPlace = (channelId: string): string => `channel|${channelId}`;

/** The dashboard's address of a conversation, or of the inbox. */
export const inboxLink = (env: Env, siteId: string, conversationId: string | null): string =>
  `${env.PUBLIC_URL}/sites/${siteId}/inbox${conversationId === null ? '' : `/${conversationId}`}`;

/** Sends one notice through one channel. Never throws: a channel whose secrets cannot be opened is a broken channel. */
export async function deliver(
  env: Env,
  channel: SealedChannel,
  notice: Notice,
  nowMs: number,
): Promise<DeliveryError> {
  const opened = await unseal(env, channelPlace(channel.id), channel).catch(() => null);
  const secrets = v.safeParse(channelSecrets, opened);
  if (!secrets.success) return 'sealed';
  return secrets.output.kind === 'webhook'
    ? deliverByWebhook(secrets.output, notice, { ...env, nowMs })
    : deliverByTelegram(secrets.output, notice, env);
}

/** Sends the notices that are due, or of them only those named. Another runner at the same time takes others. */
export async function deliverNotices(env: Env, options: { nowMs: number; ids?: string[] }): Promise<void> {
  const due = await updateDueNotices(env.DB, { ...options, limit: PER_RUN });
  const ends = await Promise.all(due.map((notice) => deliverDue(env, notice, options.nowMs)));
  if (ends.length > 0) await env.DB.batch(ends.flat());
}

/** The same in the background of a request: what fails here is found by the next run of the cron. */
export async function deliverAtOnce(env: Env, options: { nowMs: number; ids: string[] }): Promise<void> {
  try {
    await deliverNotices(env, options);
  } catch {
    // The message is stored and answered; a database that stays broken shows in the cron's own record.
  }
}

async function deliverDue(env: Env, due: DueNotice, nowMs: number): Promise<D1PreparedStatement[]> {
  const { id, event, site, topic, conversationId, createdAtMs: atMs } = due;
  const link = inboxLink(env, site.id, conversationId);
  const error = await deliver(
    env,
    due.channel,
    { id, event, site, topic, conversationId, link, atMs },
    nowMs,
  );
  const isLast = nowMs - due.createdAtMs >= GIVE_UP_MS;
  return [
    updateNoticeEnd(env.DB, { id, error, isLast, nowMs }),
    updateChannelHealth(env.DB, { channelId: due.channel.id, error, nowMs }),
  ];
}
