// The only WebSocket: one for each site in this tab, shared by whoever listens. While it stands nobody needs to poll often.
import { createContext } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { LIVE_CLOSE, LIVE_FINAL, LIVE_PING, LIVE_PONG } from '../worker/contract/live-codes.ts';
import type { MemberPush, MemberSays } from '../worker/contract/live.ts';
import { api } from './api.ts';

/** Whether this deployment offers sockets; told by `/api/me`. */
export const LiveOffered = createContext(false);

/** A push may be lost (a hub that restarts): this long at most something is missing from the screen. */
const RARE_MS = 120_000;
const PING_MS = 45_000;
/** For an answer to a ping, and for the connection itself. */
const PATIENCE_MS = 10_000;
const LONGEST_PAUSE_MS = 30_000;

export type Live = {
  /** The socket stands: what changes is told at once. */
  on: boolean;
  /** Says it if the socket stands. What one looks at is said again after each connection. */
  say: (what: MemberSays) => void;
  /** How often to ask by HTTP: `everyMs` while there is no socket, rarely while there is one. */
  pace: (everyMs: number) => number;
};

/**
 * Listens to a site (null: to none). `onPush` hears every push; after `ready` it must read anew what it shows, because anything
 * may have happened while the socket was away.
 */
export function useLive(siteId: string | null, onPush: (push: MemberPush) => void): Live {
  const offered = useContext(LiveOffered);
  const [on, setOn] = useState(false);
  const latest = useRef(onPush);
  latest.current = onPush;
  const key = offered ? siteId : null;
  useEffect(() => {
    if (key === null) return;
    const leave = lineOf(key).listen({ on: setOn, push: (push) => latest.current(push) });
    return () => {
      leave();
      setOn(false);
    };
  }, [key]);
  const stands = on && key !== null;
  return {
    on: stands,
    say: (what) => key !== null && lineOf(key).say(what),
    pace: (everyMs) => (stands ? Math.max(RARE_MS, everyMs) : everyMs),
  };
}

/** Whether a push of this kind means that lists and conversations may have changed. */
export const isNews = (is: MemberPush['is']): boolean => is !== 'typing' && is !== 'presence';

/** Whether a push means that this conversation may have changed. */
export const concerns = (push: MemberPush, conversationId: string): boolean =>
  isNews(push.is) && (!('conversationId' in push) || push.conversationId === conversationId);

type Ear = { on: (on: boolean) => void; push: (push: MemberPush) => void };

const lines = new Map<string, Line>();

function lineOf(siteId: string): Line {
  const line = lines.get(siteId) ?? new Line(siteId);
  lines.set(siteId, line);
  return line;
}

/** The connection to one site: opened with its first ear, closed with its last, and opened again for as long as there is one. */
class Line {
  readonly #address: string;
  readonly #ears = new Set<Ear>();
  #socket: WebSocket | undefined;
  #stands = false;
  #tries = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #looking: MemberSays | undefined;

  constructor(siteId: string) {
    this.#address = `${location.origin.replace(/^http/, 'ws')}/api/sites/${siteId}/live`;
  }

  listen(ear: Ear): () => void {
    this.#ears.add(ear);
    if (this.#ears.size === 1) this.#start();
    else ear.on(this.#stands);
    return () => {
      this.#ears.delete(ear);
      if (this.#ears.size === 0) this.#stop();
    };
  }

  say(what: MemberSays): void {
    if (what.is === 'looking') this.#looking = what;
    if (this.#stands) this.#socket?.send(JSON.stringify(what));
  }

  #start(): void {
    addEventListener('online', this.#wake);
    addEventListener('pageshow', this.#wake);
    document.addEventListener('visibilitychange', this.#wake);
    // An open socket keeps the page out of the back-forward cache.
    addEventListener('pagehide', this.#drop);
    this.#connect();
  }

  #stop(): void {
    removeEventListener('online', this.#wake);
    removeEventListener('pageshow', this.#wake);
    document.removeEventListener('visibilitychange', this.#wake);
    removeEventListener('pagehide', this.#drop);
    this.#looking = undefined;
    this.#tries = 0;
    this.#drop();
  }

  /** Does not wait for the next try when there is reason to hope. */
  readonly #wake = (): void => {
    if (this.#socket || document.visibilityState === 'hidden') return;
    this.#tries = 0;
    this.#connect();
  };

  readonly #drop = (): void => {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = undefined;
    this.#stand(false);
    socket?.close();
  };

  #connect(): void {
    clearTimeout(this.#timer);
    if (!navigator.onLine) return;
    const socket = new WebSocket(this.#address);
    this.#socket = socket;
    // A connection that hangs is given up like one that fails.
    this.#timer = setTimeout(() => this.#lost(socket), PATIENCE_MS);
    socket.onmessage = ({ data }) => this.#socket === socket && this.#hear(socket, String(data));
    socket.onclose = ({ code }) => this.#lost(socket, code);
  }

  #hear(socket: WebSocket, data: string): void {
    this.#expectLife(socket);
    if (data === LIVE_PONG) return;
    // The push's shape is the Worker's own contract.
    const push = JSON.parse(data) as MemberPush;
    if (push.is === 'ready') {
      this.#tries = 0;
      this.#stand(true);
      if (this.#looking) this.say(this.#looking);
    }
    for (const ear of this.#ears) ear.push(push);
  }

  /** A connection can die without anybody being told: so it is asked now and then. */
  #expectLife(socket: WebSocket): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      socket.send(LIVE_PING);
      this.#timer = setTimeout(() => this.#lost(socket), PATIENCE_MS);
    }, PING_MS);
  }

  #lost(socket: WebSocket, code = 0): void {
    if (this.#socket !== socket) return;
    this.#drop();
    // Its refusal tells the whole page that nobody is signed in any more.
    if (code === LIVE_CLOSE.not_signed_in) void api.me().catch(() => undefined);
    if (LIVE_FINAL.includes(code) || this.#ears.size === 0) return;
    const pauseMs = Math.min(LONGEST_PAUSE_MS, 500 * 2 ** this.#tries++) * (0.5 + Math.random() / 2);
    this.#timer = setTimeout(() => this.#connect(), pauseMs);
  }

  #stand(stands: boolean): void {
    if (this.#stands === stands) return;
    this.#stands = stands;
    for (const ear of this.#ears) ear.on(stands);
  }
}
