// A member of the demo clinic at work in the dashboard: signs in by a link, looks, reads, answers and closes.
import type { Call, PlayAll, Played } from './play.ts';

/** The address that all of the clinic's staff share; RFC 5737: for documentation. */
const OFFICE = '198.51.100.7';

export class Staff {
  readonly #play: PlayAll;
  readonly #publicUrl: string;
  #cookie = '';

  constructor(play: PlayAll, publicUrl: string) {
    this.#play = play;
    this.#publicUrl = publicUrl;
  }

  async enter(atMs: number, token: string): Promise<void> {
    await this.ask(atMs, 'POST', '/api/enter', { token });
  }

  /** Does one thing in the dashboard and returns the JSON of the answer; throws unless it is a 2xx. */
  async ask(atMs: number, method: Call['method'], path: string, body?: unknown): Promise<unknown> {
    const headers = {
      ...{ Origin: this.#publicUrl, Cookie: this.#cookie, 'CF-Connecting-IP': OFFICE },
      'Content-Type': 'application/json',
    };
    const what = { method, path, headers, ...(body !== undefined && { body: JSON.stringify(body) }) };
    const [played] = await this.#play([{ atMs, lane: 'staff', what }]);
    if (!played || played.status >= 300) throw new Error(`${method} ${path}: ${refusalOf(played)}`);
    if (played.cookie) this.#cookie = played.cookie;
    return played.body === '' ? null : JSON.parse(played.body);
  }
}

/** What a refusal says, for the error that stops the simulator. */
export const refusalOf = (played: Played | undefined): string =>
  played ? `${played.status} ${played.body}` : 'no answer';
