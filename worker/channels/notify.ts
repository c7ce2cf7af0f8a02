// The one way in which a job tells a clinic something about a site: a notice per channel, each occasion once.
import { ulid } from 'ulidx';
import type { ClinicEvent } from '../contract/events.ts';
import type { Env } from '../env.ts';
import { MAX_CHANNELS } from '../store/channels.ts';
import { insertSiteNotices } from '../store/notices.ts';
import { deliverAtOnce } from './deliver.ts';

/**
 * Tells the channels of a site, of `env.DB`, what happened. `once` names the occasion (`digest 2026-W47`): a job that finds it
 * again tells nobody twice. `isLater` leaves the sending to the cron. A digest goes only where an owner wants it. Returns how many channels are told.
 */
export async function notify(
  env: Env,
  site: { id: string },
  event: ClinicEvent,
  { once, nowMs, isLater = false }: { once: string; nowMs: number; isLater?: boolean },
): Promise<number> {
  const ids = await insertSiteNotices(env.DB, {
    siteId: site.id,
    ids: Array.from({ length: MAX_CHANNELS }, () => ulid(nowMs)),
    event: event.event,
    conversationId: event.event === 'overdue' ? event.conversationId : null,
    topic: event.event === 'overdue' ? event.topic : null,
    detail: event.event === 'digest' ? JSON.stringify(event.digest) : '',
    once,
    nowMs,
  });
  if (ids.length > 0 && !isLater) await deliverAtOnce(env, { nowMs, ids });
  return ids.length;
}
