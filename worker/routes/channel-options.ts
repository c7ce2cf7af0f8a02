// What an owner lets a channel carry: patients' words and the weekly digest. Words by Telegram go both ways.
import type { Context } from 'hono';
import type { DeliveryError } from '../channels/channel.ts';
import { channelPlace, openChannel } from '../channels/deliver.ts';
import { connectBot, disconnectBot } from '../channels/telegram.ts';
import { channelUpdate } from '../contract/channels.ts';
import type { StoredReply } from '../contract/visitor.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readBody } from '../guards/body.ts';
import { Refusal } from '../refusal.ts';
import { seal } from '../seal.ts';
import { randomSecret, sha256 } from '../secrets.ts';
import { listBotChannels, updateChannelBot } from '../store/bots.ts';
import { readChannel, updateChannelOptions } from '../store/channels.ts';
import type { StoredChannel } from '../store/channels.ts';

/** Sets what a channel may carry. A bot that cannot hear answers is not given the words either. */
export async function putChannel(c: Context<AppEnv>): Promise<Response> {
  const { words, digest } = await readBody(c, channelUpdate);
  const { site, now } = c.var;
  const db = databaseFor(c.env, site);
  const channel = await readChannel(db, site.id, c.req.param('id') ?? '');
  if (!channel) throw new Refusal('not_found');
  if (words && site.dataPlace === 'russia') throw new Refusal('text_not_stored_here', 'words');
  if (words && channel.kind === 'telegram' && channel.wordsFromMs === null) await hearBot(c, channel);
  const wordsFromMs = words ? (channel.wordsFromMs ?? now) : null;
  await updateChannelOptions(db, { id: channel.id, wordsFromMs, digest });
  if (!words) silenceBot(c, channel);
  return c.json({ stored: 1 } satisfies StoredReply);
}

/** Answers to this channel's notices come to us from now on. */
async function hearBot(c: Context<AppEnv>, channel: StoredChannel): Promise<void> {
  const secrets = await openChannel(c.env, channel);
  if (secrets?.kind !== 'telegram') throw new Refusal('channel_refused', 'words');
  const [hash, hookSecret] = [await sha256(secrets.botToken), randomSecret()];
  const bot = { token: secrets.botToken, botHash: hash, hookSecret, isNew: true };
  const { error, name } = await connectBot(bot, c.env);
  if (error !== null || name === undefined) throw new Refusal('channel_refused', 'words');
  const sealed = await seal(c.env, channelPlace(channel.id), { ...secrets, hookSecret });
  await updateChannelBot(databaseFor(c.env, c.var.site), { id: channel.id, hash, name, ...sealed });
}

/** Asks Telegram once more to bring answers here, as a test does: another program may have taken the bot over. */
export async function hearBotAgain(c: Context<AppEnv>, channel: StoredChannel): Promise<DeliveryError> {
  const secrets = channel.botHash === null ? null : await openChannel(c.env, channel);
  if (secrets?.kind !== 'telegram' || !secrets.hookSecret || channel.botHash === null) return null;
  const bot = { token: secrets.botToken, botHash: channel.botHash, hookSecret: secrets.hookSecret };
  return (await connectBot(bot, c.env)).error;
}

/**
 * After a channel stopped carrying words: its bot hears nothing more, unless another channel has the same bot. In the background:
 * the door of answers knows by itself what it may take.
 */
export function silenceBot(c: Context<AppEnv>, channel: StoredChannel): void {
  if (channel.botHash !== null) c.executionCtx.waitUntil(handOver(c, channel, channel.botHash));
}

async function handOver(c: Context<AppEnv>, channel: StoredChannel, botHash: string): Promise<void> {
  const secrets = await openChannel(c.env, channel);
  if (secrets?.kind !== 'telegram') return;
  const [other] = await listBotChannels(databaseFor(c.env, c.var.site), botHash);
  const heir = other && (await openChannel(c.env, other));
  if (heir?.kind === 'telegram' && heir.hookSecret)
    await connectBot({ token: heir.botToken, botHash, hookSecret: heir.hookSecret }, c.env);
  else await disconnectBot(secrets.botToken, c.env);
}
