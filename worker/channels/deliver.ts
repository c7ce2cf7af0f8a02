// Sends notices: opens a channel's secrets, hands the notice to its kind, and writes down how it ended.
import * as v from 'valibot';
import { digest } from '../contract/events.ts';
import type { Env } from '../env.ts';
import { unseal } from '../seal.ts';
import type { Sealed } from '../seal.ts';
import { updateChannelHealth } from '../store/channels.ts';
import { listNoticeWords } from '../store/notice-words.ts';
import { updateDueNotices, updateNoticeEnd } from '../store/notices.ts';
import type { DueNotice } from '../store/notices.ts';
import { channelSecrets } from './channel.ts';
import type { ChannelSecrets, Delivery, Notice, PatientWords, Surroundings } from './channel.ts';
import { deliverByEmail } from './email.ts';
import { patientWords } from './patient-words.ts';
import { deliverByTelegram } from './telegram.ts';
import { deliverByWebhook } from './webhook.ts';

/** After this a notice is given up; its channel then counts as broken and Ask closes. */
export const GIVE_UP_MS = 24 * 3_600_000;
/** Notices of one run: each is one request out and two statements, and a free plan has 50 of each; the next run takes the rest. */
export const PER_RUN = 10;

type SealedChannel = { id: string } & Sealed;

/** What a channel's secrets are sealed for. */
export const channelPlace = (channelId: string): string => `channel|${channelId}`;

/** The dashboard's address of a conversation, or of the inbox. */
export const inboxLink = (env: Env, siteId: string, conversationId: string | null): string =>
  `${env.PUBLIC_URL}/sites/${siteId}/inbox${conversationId === null ? '' : `/${conversationId}`}`;

/** A channel's secrets in clear, or null when they cannot be opened. */
export async function openChannel(env: Env, channel: SealedChannel): Promise<ChannelSecrets | null> {
  const opened = await unseal(env, channelPlace(channel.id), channel).catch(() => null);
  const secrets = v.safeParse(channelSecrets, opened);
  return secrets.success ? secrets.output : null;
}

/** Sends one notice through one channel. Never throws: a channel whose secrets cannot be opened is a broken channel. */
export async function deliver(
  env: Env,
  channel: SealedChannel,
  notice: Notice,
  nowMs: number,
): Promise<Delivery> {
  const secrets = await openChannel(env, channel);
  return secrets ? deliverBy(secrets, notice, { ...env, nowMs }) : { error: 'sealed' };
}

function deliverBy(secrets: ChannelSecrets, notice: Notice, around: Surroundings): Promise<Delivery> {
  switch (secrets.kind) {
    case 'webhook':
      return deliverByWebhook(secrets, notice, around);
    case 'telegram':
      return deliverByTelegram(secrets, notice, around);
    case 'email':
      return deliverByEmail(secrets, notice, around);
  }
}

/** Sends the notices that are due, or of them only those named. Another runner at the same time takes others. */
export async function deliverNotices(env: Env, options: { nowMs: number; ids?: string[] }): Promise<void> {
  const due = await updateDueNotices(env.DB, { ...options, limit: PER_RUN });
  const wordy = due.filter(({ mayCarryWords }) => mayCarryWords).map(({ id }) => id);
  const stored = wordy.length > 0 ? await listNoticeWords(env.DB, wordy) : null;
  await Promise.all(
    due.map(async (notice) => {
      const words = await patientWords(env, notice, stored?.get(notice.id));
      // Each for itself: an answer may come while a slower channel is still being told.
      await env.DB.batch(await deliverDue(env, { due: notice, words, nowMs: options.nowMs }));
    }),
  );
}

/** The same in the background of a request: what fails here is found by the next run of the cron. */
export async function deliverAtOnce(env: Env, options: { nowMs: number; ids: string[] }): Promise<void> {
  try {
    await deliverNotices(env, options);
  } catch {
    // The message is stored and answered; a database that stays broken shows in the cron's own record.
  }
}

type Attempt = { due: DueNotice; words: PatientWords | null; nowMs: number };

async function deliverDue(env: Env, { due, words, nowMs }: Attempt): Promise<D1PreparedStatement[]> {
  const { id, channel } = due;
  const { error, sentAs = null } = await deliver(env, channel, noticeOf(env, due, words), nowMs);
  const isLast = nowMs - due.createdAtMs >= GIVE_UP_MS;
  return [
    updateNoticeEnd(env.DB, { id, error, sentAs, isLast, nowMs }),
    updateChannelHealth(env.DB, { channelId: channel.id, error, nowMs }),
  ];
}

function noticeOf(env: Env, due: DueNotice, words: PatientWords | null): Notice {
  const { id, event, site, topic, conversationId, createdAtMs: atMs } = due;
  const notice = { id, event, site, topic, conversationId, atMs };
  if (event === 'digest')
    return {
      ...notice,
      link: `${env.PUBLIC_URL}/sites/${site.id}/overview`,
      digest: v.parse(digest, JSON.parse(due.detail)),
    };
  return { ...notice, link: inboxLink(env, site.id, conversationId), ...(words ? { words } : {}) };
}
