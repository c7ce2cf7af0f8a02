// Tells the clinic's own system by a signed POST to one exact https address.
import type { WebhookEvent } from '../contract/events.ts';
import type { Notice, Outlet, Surroundings } from './channel.ts';
import { post } from './post.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/**
 * The address if a notice may be sent there, else null: https on a named public host that is not ours. An IP literal, a
 * bare or internal name, credentials in the address and other schemes are refused. When this deployment itself runs on
 * loopback, loopback over http is allowed too.
 */
export function webhookAddress(
  address: string,
  { PUBLIC_URL }: Pick<Surroundings, 'PUBLIC_URL'>,
): URL | null {
  const url = URL.parse(address);
  if (!url || url.username || url.password || url.hash) return null;
  const own = new URL(PUBLIC_URL);
  if (LOOPBACK.has(url.hostname)) {
    const isLocalRun = LOOPBACK.has(own.hostname) && url.port !== own.port;
    return isLocalRun && (url.protocol === 'http:' || url.protocol === 'https:') ? url : null;
  }
  const isOurs = isUnder(url.hostname, own.hostname);
  return url.protocol === 'https:' && isPublicName(url.hostname) && !isOurs ? url : null;
}

const isUnder = (host: string, parent: string): boolean => host === parent || host.endsWith(`.${parent}`);

/** Public names that lead to whatever machine stands in them, this one included. */
const NAMES_OF_MACHINES = [
  'nip.io',
  'sslip.io',
  'xip.io',
  'localtest.me',
  'lvh.me',
  'vcap.me',
  'lacolhost.com',
];

/** URL parsing has already turned every spelling of an IPv4 address (octal, hex, one number) into dotted digits. */
function isPublicName(host: string): boolean {
  const labels = host.split('.');
  const top = labels.at(-1) ?? '';
  if (host.startsWith('[') || labels.length < 2 || !/^[a-z][a-z0-9-]*$/.test(top)) return false;
  return (
    ![
      'local',
      'localhost',
      'internal',
      'lan',
      'home',
      'corp',
      'intranet',
      'test',
      'invalid',
      'onion',
    ].includes(top) &&
    !host.endsWith('.home.arpa') &&
    !NAMES_OF_MACHINES.some((name) => isUnder(host, name))
  );
}

/** Delivers a notice; the receiver checks `Otklik-Signature: t=<seconds>,v1=<hex HMAC-SHA256 of "t.body">`. */
export const deliverByWebhook: Outlet<'webhook'> = async ({ url, secret }, notice, around) => {
  // Asked again at each delivery: the rules may have grown since the channel was made.
  const address = webhookAddress(url, around);
  if (!address) return { error: 'address' };
  const body = JSON.stringify(webhookBody(notice));
  const signature = await webhookSignature(secret, body, Math.floor(around.nowMs / 1000));
  return post(address.href, { body, headers: { 'Otklik-Signature': signature } });
};

/** The body as the contract has it. A notice that lacks what its event needs is sent as a test: it never happens. */
export function webhookBody(notice: Notice): WebhookEvent {
  const { event, topic, conversationId: conversation } = notice;
  const about = {
    id: notice.id,
    site: { id: notice.site.id, name: notice.site.name },
    link: notice.link,
    at: new Date(notice.atMs).toISOString(),
  };
  if (event === 'digest' && notice.digest) return { event, ...about, digest: notice.digest };
  if (event === 'test' || event === 'digest' || topic === null || conversation === null)
    return { event: 'test', ...about, topic: null, conversation: null };
  if (event === 'overdue') return { event, ...about, topic, conversation };
  return { event, ...about, topic, conversation, ...(notice.words ? { words: notice.words } : {}) };
}

/** The signature of a body sent at an instant (epoch seconds): a receiver refuses old instants, so a copy is worth little. */
export async function webhookSignature(secret: string, body: string, seconds: number): Promise<string> {
  const text = (value: string) => new Uint8Array(new TextEncoder().encode(value));
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', text(secret), algorithm, false, ['sign']);
  const mac = await crypto.subtle.sign('HMAC', key, text(`${seconds}.${body}`));
  return `t=${seconds},v1=${Buffer.from(mac).toString('hex')}`;
}
