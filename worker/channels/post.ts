// The one way in which channels speak to the world: a POST that follows no redirect and does not wait for ever.
import type { DeliveryError } from './channel.ts';

const TIMEOUT_MS = 5_000;

export type Answer<Body> = { error: DeliveryError; body?: Body };

/**
 * One POST of JSON that follows no redirect and waits at most five seconds. What `read` finds in an accepting answer is handed
 * back; an answer that accepts and then breaks off was accepted, because a second try would make a second message.
 */
export async function post<Body>(
  url: string,
  init: { body: string; headers?: Record<string, string> },
  read?: (reply: Response) => Promise<Body>,
): Promise<Answer<Body>> {
  try {
    const reply = await fetch(url, {
      method: 'POST',
      body: init.body,
      headers: { 'Content-Type': 'application/json', ...init.headers },
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const body = reply.ok && read ? await read(reply).catch(() => undefined) : undefined;
    if (!reply.bodyUsed) await reply.body?.cancel().catch(() => undefined);
    const error = errorOf(reply);
    return body === undefined ? { error } : { error, body };
  } catch (error) {
    return { error: error instanceof Error && error.name === 'TimeoutError' ? 'timeout' : 'network' };
  }
}

function errorOf(reply: Response): DeliveryError {
  if (reply.ok) return null;
  return reply.status >= 300 && reply.status < 400 ? 'redirect' : `http_${reply.status}`;
}
