// What every way of telling the clinic has in common: its secrets, the notice it carries, and how a delivery ended.
import * as v from 'valibot';
import type { Language, Topic } from '../contract/vocabulary.ts';

/** What is sealed in a channel's row. */
export const channelSecrets = v.variant('kind', [
  v.object({ kind: v.literal('webhook'), url: v.string(), secret: v.string() }),
  v.object({ kind: v.literal('telegram'), botToken: v.string(), chatId: v.string() }),
]);
export type ChannelSecrets = v.InferOutput<typeof channelSecrets>;
export type WebhookSecrets = Extract<ChannelSecrets, { kind: 'webhook' }>;
export type TelegramSecrets = Extract<ChannelSecrets, { kind: 'telegram' }>;

/** A notice as it leaves: ids, a topic and a link; never a patient's words. */
export type Notice = {
  id: string;
  event: 'question' | 'callback' | 'test';
  site: { id: string; name: string; language: Language };
  topic: Topic | null;
  conversationId: string | null;
  /** Address of the dashboard where the conversation is. */
  link: string;
  atMs: number;
};

/** Null when delivered, else a short code: `timeout`, `network`, `redirect`, `address`, `http_404`. */
export type DeliveryError = string | null;

/** Where things are in this deployment. */
export type Surroundings = { PUBLIC_URL: string; TELEGRAM_API?: string };

const TIMEOUT_MS = 5_000;

/** One POST that follows no redirect and waits at most five seconds; the body of the answer is read only by `accept`. */
export async function post(
  url: string,
  init: { body: string; headers: Record<string, string> },
  accept: (reply: Response) => Promise<boolean> = async (reply) => reply.ok,
): Promise<DeliveryError> {
  try {
    const reply = await fetch(url, {
      method: 'POST',
      body: init.body,
      headers: { 'Content-Type': 'application/json', ...init.headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const accepted = await accept(reply);
    if (!reply.bodyUsed) await reply.body?.cancel();
    if (accepted) return null;
    return reply.status >= 300 && reply.status < 400 ? 'redirect' : `http_${reply.status}`;
  } catch (error) {
    return error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'network';
  }
}
