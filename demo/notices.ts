// The demo clinic's own receiver of notices: checks the signature as docs/api.md tells a clinic to, and words the notice.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** An older notice may be a copy that somebody sends again. */
const MAX_AGE_MS = 5 * 60_000;

type Received = { secret: string; signature: string; body: string; nowMs: number };

/** The line to print for a genuine notice, or null for one whose signature does not fit. */
export function readNotice({ secret, signature, body, nowMs }: Received): string | null {
  const [, seconds = '', given = ''] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
  if (!given || Math.abs(nowMs - Number(seconds) * 1000) > MAX_AGE_MS) return null;
  const expected = createHmac('sha256', secret).update(`${seconds}.${body}`).digest();
  if (!timingSafeEqual(expected, Buffer.from(given, 'hex'))) return null;
  return words(JSON.parse(body) as { event: string; topic: string | null; link: string });
}

const EVENTS: Record<string, string> = {
  question: 'A visitor asks',
  callback: 'A visitor wants a call back',
  test: 'Notices reach this terminal',
};

function words({ event, topic, link }: { event: string; topic: string | null; link: string }): string {
  const what = `${EVENTS[event] ?? event}${topic === null ? '' : ` (topic: ${topic})`}`;
  return event === 'test' ? what : `${what}: ${link}`;
}
