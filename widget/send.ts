// The one request of the panel and the outbox: JSON as text/plain (so no preflight), no credentials, no referrer; never throws.

export type Reply = {
  /** 0: no answer came, be it offline, cut or timed out. */
  status: number;
  retryAfter: string | null;
  body: unknown;
};

const TIMEOUT_MS = 20_000;
/** All keepalive bodies in flight may take 64 KiB; a character is at most three bytes here. */
const MAX_KEEPALIVE_CHARS = 20_000;

/** Posts `body`, a JSON text. A page that closes does not cut a small one short. */
export async function send(url: string, body: string): Promise<Reply> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body,
      keepalive: body.length < MAX_KEEPALIVE_CHARS,
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      // Absent in Safari before 16: there the browser's own time-out holds.
      ...(AbortSignal.timeout && { signal: AbortSignal.timeout(TIMEOUT_MS) }),
    });
    const { status, headers } = response;
    return {
      status,
      retryAfter: headers.get('Retry-After'),
      body: await response.json().catch(() => undefined),
    };
  } catch {
    return { status: 0, retryAfter: null, body: undefined };
  }
}
