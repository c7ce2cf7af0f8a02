// A live socket held by a test or a bench instead of a browser: as a member's dashboard or a visitor's panel would.

export type Told = { is: string } & Record<string, unknown>;
export type LiveSocket = {
  told: Told[];
  /** Called for each push. */
  onPush: (push: Told) => void;
  say: (what: unknown) => void;
  close: () => void;
};

/** Node's own WebSocket may say who it is by headers, which a browser's may not. */
type WithHeaders = new (url: string, options: { headers: Record<string, string> }) => WebSocket;

/** Opens one and resolves when it is `ready`. */
export function liveSocket(
  origin: string,
  path: string,
  headers: Record<string, string>,
  hello?: unknown,
): Promise<LiveSocket> {
  const socket = new (WebSocket as unknown as WithHeaders)(origin.replace(/^http/, 'ws') + path, { headers });
  const live: LiveSocket = {
    told: [],
    onPush: () => undefined,
    say: (what) => socket.send(JSON.stringify(what)),
    close: () => socket.close(),
  };
  return new Promise((resolve, reject) => {
    socket.onopen = () => hello !== undefined && live.say(hello);
    socket.onclose = ({ code }) => reject(new Error(`closed with ${code}`));
    socket.onmessage = ({ data }) => {
      const push = JSON.parse(String(data)) as Told;
      live.told.push(push);
      live.onPush(push);
      if (push.is === 'ready') resolve(live);
    };
  });
}

export const memberSocket = (origin: string, siteId: string, cookie: string): Promise<LiveSocket> =>
  liveSocket(origin, `/api/sites/${siteId}/live`, { Cookie: cookie, Origin: origin });

export const visitorSocket = (
  origin: string,
  { key, pageOrigin, token }: { key: string; pageOrigin: string; token: string },
): Promise<LiveSocket> =>
  liveSocket(origin, `/w/${key}/live`, { Origin: pageOrigin }, { is: 'hello', token });
