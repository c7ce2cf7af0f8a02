// The doors to a site's channels: how the clinic is told that somebody waits, and the test that proves it.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { ulid } from 'ulidx';
import { deliver, channelPlace, inboxLink } from '../channels/deliver.ts';
import { mailOf } from '../channels/email.ts';
import { isMailCode, mailCode } from '../channels/mail-code.ts';
import type { ChannelSecrets } from '../channels/channel.ts';
import { webhookAddress } from '../channels/webhook.ts';
import { channelConfirm, channelCreate } from '../contract/channels.ts';
import type { ChannelCreate, ChannelsPage, ChannelView } from '../contract/channels.ts';
import type { StoredReply } from '../contract/visitor.ts';
import { CHANNEL_KINDS } from '../contract/vocabulary.ts';
import { databaseFor } from '../databases.ts';
import type { AppEnv } from '../env.ts';
import { readBody } from '../guards/body.ts';
import { signedIn, siteMember } from '../guards/member.ts';
import { Refusal } from '../refusal.ts';
import { seal } from '../seal.ts';
import { randomSecret } from '../secrets.ts';
import {
  deleteChannel,
  insertChannel,
  listChannels,
  readChannel,
  updateChannelHealth,
  updateChannelProven,
  updateChannelWell,
} from '../store/channels.ts';
import type { StoredChannel } from '../store/channels.ts';
import { countDeadNotices } from '../store/dead-notices.ts';
import { hearBotAgain, putChannel, silenceBot } from './channel-options.ts';

const DONE = { stored: 1 } satisfies StoredReply;

export function channelRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const settings = [signedIn, siteMember('settings')] as const;
  routes.get('/sites/:site/channels', ...settings, getChannels);
  routes.post('/sites/:site/channels', ...settings, postChannel);
  routes.put('/sites/:site/channels/:id', signedIn, siteMember('clinic'), putChannel);
  routes.post('/sites/:site/channels/:id/test', ...settings, testChannel);
  routes.post('/sites/:site/channels/:id/confirm', ...settings, confirmChannel);
  routes.delete('/sites/:site/channels/:id', ...settings, async (c) => {
    const channel = await channelInHand(c);
    await deleteChannel(databaseFor(c.env, c.var.site), c.var.site.id, channel.id);
    silenceBot(c, channel);
    return c.json(DONE);
  });
  return routes;
}

async function getChannels(c: Context<AppEnv>): Promise<Response> {
  const db = databaseFor(c.env, c.var.site);
  const [channels, dead] = await Promise.all([
    listChannels(db, c.var.site.id),
    countDeadNotices(db, c.var.site.id),
  ]);
  const kinds = CHANNEL_KINDS.filter((kind) => kind !== 'email' || mailOf(c.env) !== null);
  return c.json({ channels, kinds, dead } satisfies ChannelsPage);
}

/** The channel of the address, or 404. */
async function channelInHand(c: Context<AppEnv>): Promise<StoredChannel> {
  const channel = await readChannel(databaseFor(c.env, c.var.site), c.var.site.id, c.req.param('id') ?? '');
  if (!channel) throw new Refusal('not_found');
  return channel;
}

async function postChannel(c: Context<AppEnv>): Promise<Response> {
  const { secrets, label } = channelSecretsOf(await readBody(c, channelCreate), c.env);
  const { site, now } = c.var;
  const id = ulid(now);
  const sealed = await seal(c.env, channelPlace(id), secrets);
  const view = { id, kind: secrets.kind, label, digest: secrets.kind === 'email' };
  const channel = { ...view, siteId: site.id, nowMs: now, ...sealed };
  if (!(await insertChannel(databaseFor(c.env, site), channel))) throw new Refusal('limit_reached');
  return c.json(
    {
      ...view,
      ...{ enabled: true, wordsFromMs: null, bot: null },
      ...{ verifiedAtMs: null, failingSinceMs: null, lastError: null },
      // Shown this once: whoever receives the webhook checks its signature with it.
      ...(secrets.kind === 'webhook' ? { secret: secrets.secret } : {}),
    } satisfies ChannelView,
    201,
  );
}

function channelSecretsOf(
  draft: ChannelCreate,
  env: AppEnv['Bindings'],
): { secrets: ChannelSecrets; label: string } {
  switch (draft.kind) {
    case 'telegram':
      return { secrets: draft, label: draft.chatId };
    case 'email':
      if (!mailOf(env)) throw new Refusal('channel_refused', 'kind');
      return { secrets: draft, label: draft.address };
    case 'webhook': {
      const address = webhookAddress(draft.url, env);
      if (!address) throw new Refusal('channel_refused', 'url');
      return { secrets: { kind: 'webhook', url: address.href, secret: randomSecret() }, label: address.host };
    }
  }
}

/** Sends a test notice now. Only one that arrived proves the channel; one that failed is written down and refused. */
async function testChannel(c: Context<AppEnv>): Promise<Response> {
  const { site, now } = c.var;
  const channel = await channelInHand(c);
  const isLetter = channel.kind === 'email';
  const about = { siteId: site.id, channelId: channel.id, nowMs: now };
  const notice = {
    ...({ id: ulid(now), event: 'test', topic: null, conversationId: null, atMs: now } as const),
    site: { id: site.id, name: site.name, language: site.settings.language },
    link: inboxLink(c.env, site.id, null),
    // A mail API takes a letter for any address: only its reader proves that it is the clinic's.
    ...(isLetter && channel.verifiedAtMs === null ? { code: await mailCode(c.env, about) } : {}),
  };
  const error = (await deliver(c.env, channel, notice, now)).error ?? (await hearBotAgain(c, channel));
  const db = databaseFor(c.env, site);
  await (
    isLetter && error === null
      ? updateChannelWell(db, channel.id)
      : updateChannelHealth(db, { channelId: channel.id, error, nowMs: now })
  ).run();
  if (error !== null) throw new Refusal('channel_refused');
  return c.json(DONE);
}

/** The code of the test letter proves that somebody at the clinic reads that address. */
async function confirmChannel(c: Context<AppEnv>): Promise<Response> {
  const { code } = await readBody(c, channelConfirm);
  const channel = await channelInHand(c);
  const about = { siteId: c.var.site.id, channelId: channel.id, nowMs: c.var.now };
  const isRight = channel.kind === 'email' && (await isMailCode(c.env, about, code));
  if (!isRight) throw new Refusal('invalid', 'code');
  await updateChannelProven(databaseFor(c.env, c.var.site), channel.id, c.var.now).run();
  return c.json(DONE);
}
