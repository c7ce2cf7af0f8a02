// The socket of an open panel: connected while the page is in view, again after a loss, and given up where it never stood.
import type { VisitorPush } from '../../worker/contract/live.ts';

const PING_MS = 45_000;
const PATIENCE_MS = 10_000;
const LONGEST_PAUSE_MS = 60_000;
/** Each refused connection is a line in the clinic's console: a page whose policy or network allows none tries no more. */
const TRIES_WITHOUT_HOPE = 2;
/** Of this page: how often in a row none could be had. */
let tries = 0;
/** One has stood, so another will. */
let hopes = false;
/** `invalid`, `not_signed_in` and `gone` of the contract: coming again would change nothing. */
const isFinal = (code: number): boolean => code > 4399 && code < 4405;

const isHopeless = (): boolean => !hopes && tries >= TRIES_WITHOUT_HOPE;

export type Line = {
  stands: () => boolean;
  say: (what: object) => void;
  close: () => void;
};

/** Connects and says `hello` first. `hear` gets every push; `gone`, when the Worker knows this conversation no more. */
export function openLine(
  address: string,
  hello: object,
  hear: (push: VisitorPush) => void,
  gone: () => void,
): Line {
  let socket: WebSocket | undefined;
  let stands = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const say = (what: object): void => {
    if (stands) socket?.send(JSON.stringify(what));
  };

  function connect(): void {
    clearTimeout(timer);
    if (socket || isHopeless() || document.hidden || !navigator.onLine) return;
    const mine = (socket = new WebSocket(address));
    // One that hangs, or dies without a word, is given up like one that fails.
    const patience = (): void => void (timer = setTimeout(() => lose(mine), PATIENCE_MS));
    patience();
    mine.onopen = () => mine.send(JSON.stringify(hello));
    mine.onclose = ({ code }) => lose(mine, code);
    // Of one that a policy refuses Chromium tells the error alone.
    mine.onerror = () => lose(mine);
    mine.onmessage = ({ data }) => {
      if (socket !== mine) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        mine.send('ping');
        patience();
      }, PING_MS);
      if (data === 'pong') return;
      stands = hopes = true;
      tries = 0;
      hear(JSON.parse(data));
    };
  }

  function drop(): void {
    clearTimeout(timer);
    const was = socket;
    socket = undefined;
    stands = false;
    was?.close();
  }

  function lose(lost: WebSocket, code = 0): void {
    if (socket !== lost) return;
    drop();
    if (isFinal(code)) return gone();
    tries++;
    if (isHopeless()) return;
    timer = setTimeout(connect, Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** tries) * (0.5 + Math.random() / 2));
  }

  /** Out of sight nobody needs to be told; an open socket would keep the page out of the back-forward cache. */
  const look = (): void => {
    if (document.hidden) drop();
    else connect();
  };
  const events = ['online', 'visibilitychange', 'pageshow'];
  for (const name of events) addEventListener(name, look);
  addEventListener('pagehide', drop);
  connect();
  return {
    stands: () => stands,
    say,
    close: () => {
      for (const name of events) removeEventListener(name, look);
      removeEventListener('pagehide', drop);
      drop();
    },
  };
}
