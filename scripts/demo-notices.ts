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

export class DemoNotices {
  readonly #options: Options;
  readonly #file: string;
  #kept: Kept | null;

  constructor(options: Options) {
    this.#options = options;
    this.#file = join(options.stateDir, 'demo-notices.json');
    this.#kept = existsSync(this.#file) ? (JSON.parse(readFileSync(this.#file, 'utf8')) as Kept) : null;
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
    const { noticeUrl, siteId } = this.#options;
    if (this.#kept?.url === noticeUrl) return;
    const cookie = await this.#signIn(ownerToken);
    const channels = `/api/sites/${siteId}/channels`;
    const former = (await (await this.#ask('GET', channels, { cookie })).json()) as {
      id: string;
      label: string;
    }[];
    for (const { id } of former.filter(({ label }) => label === new URL(this.#kept?.url ?? 'x:').host)) {
      await this.#ask('DELETE', `${channels}/${id}`, { cookie });
    }
    const created = await this.#ask('POST', channels, { cookie, body: { kind: 'webhook', url: noticeUrl } });
    const { id, secret } = (await created.json()) as { id: string; secret: string };
    this.#kept = { url: noticeUrl, secret };
    await this.#ask('POST', `${channels}/${id}/test`, { cookie });
    writeFileSync(this.#file, JSON.stringify(this.#kept), { mode: 0o600 });
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
