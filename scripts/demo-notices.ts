// Connects the demo clinic to its own receiver through the members' doors, so that Ask is open: create, test, keep the secret.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readNotice } from '../demo/notices.ts';

type Kept = { url: string; secret: string };
type Options = {
  stateDir: string;
  publicUrl: string;
  siteId: string;
  noticeUrl: string;
  say: (line: string) => void;
};

const fileIn = (stateDir: string): string => join(stateDir, 'demo-notices.json');

/** Remembers the receiver's address and secret in the state folder. */
export const keepNotices = (stateDir: string, kept: Kept): void =>
  writeFileSync(fileIn(stateDir), JSON.stringify(kept), { mode: 0o600 });

/** One request of the signed-in owner; resolves with the JSON of the answer, rejects unless it is a 2xx. */
type AskAsOwner = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) => Promise<unknown>;
type Receiver = {
  siteId: string;
  noticeUrl: string;
  /** Where it was before. */
  former?: string;
  /** Called with the secret before the test notice is sent: it must be known when that arrives. */
  onSecret?: (secret: string) => void;
};

/** Makes the receiver a channel of the site in place of the former one, and proves it by a test notice. */
export async function connectNotices(ask: AskAsOwner, receiver: Receiver): Promise<Kept> {
  const { siteId, noticeUrl, former, onSecret } = receiver;
  const channels = `/api/sites/${siteId}/channels`;
  const page = (await ask('GET', channels)) as { channels: { id: string; label: string }[] };
  for (const { id, label } of page.channels)
    if (former && label === new URL(former).host) await ask('DELETE', `${channels}/${id}`);
  const created = await ask('POST', channels, { kind: 'webhook', url: noticeUrl });
  const { id, secret } = created as { id: string; secret: string };
  onSecret?.(secret);
  await ask('POST', `${channels}/${id}/test`);
  return { url: noticeUrl, secret };
}

export class DemoNotices {
  readonly #options: Options;
  #kept: Kept | null;

  constructor(options: Options) {
    this.#options = options;
    const file = fileIn(options.stateDir);
    this.#kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Kept) : null;
  }

  /** The HTTP status to answer; a genuine notice is printed. */
  receive(signature: string, body: string): number {
    const secret = this.#kept?.secret;
    const line = secret === undefined ? null : readNotice({ secret, signature, body, nowMs: Date.now() });
    if (line === null) return 401;
    this.#options.say(line);
    return 204;
  }

  /** Registers the receiver at the first start, or when its address changed. */
  async register(ownerToken: string): Promise<void> {
    const { noticeUrl, siteId, stateDir } = this.#options;
    const former = this.#kept?.url;
    if (former === noticeUrl) return;
    const cookie = await this.#signIn(ownerToken);
    const ask: AskAsOwner = async (method, path, body) =>
      (await this.#ask(method, path, { cookie, body })).json();
    const onSecret = (secret: string) => void (this.#kept = { url: noticeUrl, secret });
    keepNotices(
      stateDir,
      await connectNotices(ask, { siteId, noticeUrl, onSecret, ...(former && { former }) }),
    );
    await this.#ask('POST', '/api/leave', { cookie });
  }

  async #signIn(token: string): Promise<string> {
    const reply = await this.#ask('POST', '/api/enter', { body: { token } });
    return reply.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  }

  async #ask(method: string, path: string, sent: { cookie?: string; body?: unknown }): Promise<Response> {
    const { publicUrl } = this.#options;
    const reply = await fetch(`${publicUrl}${path}`, {
      method,
      headers: { 'Content-Type': 'application/json', Origin: publicUrl, Cookie: sent.cookie ?? '' },
      ...(sent.body === undefined ? {} : { body: JSON.stringify(sent.body) }),
    });
    if (!reply.ok)
      throw new Error(
        `The demo's notices could not be connected: ${method} ${path} answered ${reply.status}.`,
      );
    return reply;
  }
}
