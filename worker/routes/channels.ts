// The doors to a site's channels: how the clinic is told that somebody waits, and the test that proves it.
import { Hono } from 'hono';
import type { Context } from 'hono';
import { ulid } from 'ulidx';
import type * as v from 'valibot';
import { channelPlace, deliver, inboxLink } from '../channels/deliver.ts';
import type { ChannelSecrets } from '../channels/channel.ts';
import { webhookAddress } from '../channels/webhook.ts';
import { channelCreate } from '../contract/members.ts';
import type { ChannelView } from '../contract/members.ts';
import type { StoredReply } from '../contract/visitor.ts';
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
} from '../store/channels.ts';

export function channelRoutes(): Hono<AppEnv> {
  const routes = new Hono<AppEnv>();
  const settings = [signedIn, siteMember('settings')] as const;
  routes.get('/sites/:site/channels', ...settings, async (c) =>
    c.json((await listChannels(databaseFor(c.env, c.var.site), c.var.site.id)) satisfies ChannelView[]),
  );
  routes.post('/sites/:site/channels', ...settings, postChannel);
  routes.post('/sites/:site/channels/:id/test', ...settings, testChannel);
  routes.delete('/sites/:site/channels/:id', ...settings, async (c) => {
    if (!(await deleteChannel(databaseFor(c.env, c.var.site), c.var.site.id, c.req.param('id'))))
      throw new Refusal('not_found');
    return c.json({ stored: 1 } satisfies StoredReply);
  });
  return routes;
}

async function postChannel(c: Context<AppEnv>): Promise<Response> {
  const { secrets, label } = channelSecretsOf(await readBody(c, channelCreate), c.env);
  const { site, now } = c.var;
  const id = ulid(now);
  const sealed = await seal(c.env, channelPlace(id), secrets);
  const channel = { id, siteId: site.id, kind: secrets.kind, label, nowMs: now, ...sealed };
  if (!(await insertChannel(databaseFor(c.env, c.var.site), channel))) throw new Refusal('limit_reached');
  const view = { id, kind: secrets.kind, label, enabled: true };
  return c.json(
    {
      ...{ ...view, verifiedAtMs: null, failingSinceMs: null, lastError: null },
      // Shown this once: whoever receives the webhook checks its signature with it.
      ...(secrets.kind === 'webhook' ? { secret: secrets.secret } : {}),
    } satisfies ChannelView,
    201,
  );
}

type Draft = v.InferOutput<typeof channelCreate>;

function channelSecretsOf(draft: Draft, env: AppEnv['Bindings']): { secrets: ChannelSecrets; label: string } {
  if (draft.kind === 'telegram') return { secrets: draft, label: draft.chatId };
  const address = webhookAddress(draft.url, env);
  if (!address) throw new Refusal('channel_refused', 'url');
  return { secrets: { kind: 'webhook', url: address.href, secret: randomSecret() }, label: address.host };
}

/** Sends a test notice now. Only one that arrived proves the channel; one that failed is written down and refused. */
async function testChannel(c: Context<AppEnv>): Promise<Response> {
  const { site, now } = c.var;
  const channel = await readChannel(databaseFor(c.env, c.var.site), site.id, c.req.param('id') ?? '');
  if (!channel) throw new Refusal('not_found');
  const notice = {
    ...({ id: ulid(now), event: 'test', topic: null, conversationId: null, atMs: now } as const),
    site: { id: site.id, name: site.name, language: site.settings.language },
    link: inboxLink(c.env, site.id, null),
  };
  const error = await deliver(c.env, channel, notice, now);
  await updateChannelHealth(databaseFor(c.env, c.var.site), {
    channelId: channel.id,
    error,
    nowMs: now,
  }).run();
  if (error !== null) throw new Refusal('channel_refused');
  return c.json({ stored: 1 } satisfies StoredReply);
}
