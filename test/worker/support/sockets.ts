// Live sockets as a browser holds them: opened through the app's doors, everything they are told kept in order.
import { PAGE_ORIGIN } from './fixtures.ts';
import type { testApp } from './fixtures.ts';

type App = ReturnType<typeof testApp>;
export type Told = { is: string } & Record<string, unknown>;

export type Socket = {
  told: Told[];
  /** Resolves to the first message that fits, said before or later. */
  until: (fits: (told: Told) => boolean) => Promise<Told>;
  say: (what: unknown) => void;
  /** Resolves to the code by which the other side closed. */
  closed: Promise<number>;
  close: () => void;
  /** Resolves when all that was sent before this moment has been heard: by ping and pong. */
  settle: () => Promise<void>;
};

/** Wraps an accepted upgrade. Throws the status of a refused one. */
export function socketOf(reply: Response): Socket {
  const socket = reply.webSocket;
  if (!socket) throw new Error(`refused with ${reply.status}`);
  const told: Told[] = [];
  const waiting = new Set<() => void>();
  let pongs = 0;
  socket.addEventListener('message', ({ data }) => {
    if (data === 'pong') pongs++;
    else told.push(JSON.parse(String(data)) as Told);
    waiting.forEach((look) => look());
  });
  const closed = new Promise<number>((resolve) =>
    socket.addEventListener('close', ({ code }) => resolve(code)),
  );
  socket.accept();
  const when = <T>(value: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const look = () => {
        const found = value();
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      look();
    });
  return {
    told,
    closed,
    until: (fits) => when(() => told.find(fits)),
    say: (what) => socket.send(typeof what === 'string' ? what : JSON.stringify(what)),
    close: () => socket.close(1000),
    settle: async () => {
      const want = pongs + 1;
      socket.send('ping');
      await when(() => (pongs >= want ? true : undefined));
    },
  };
}

const UPGRADE = { Upgrade: 'websocket', 'CF-Connecting-IP': '203.0.113.7' };

/** As the panel connects; without a token nothing is said. */
export async function visitorSocket(
  app: App,
  key: string,
  token?: string,
  headers: Record<string, string> = {},
): Promise<Socket> {
  const socket = socketOf(
    await app.send(`/w/${key}/live`, { headers: { ...UPGRADE, Origin: PAGE_ORIGIN, ...headers } }),
  );
  if (token !== undefined) socket.say({ is: 'hello', token });
  return socket;
}

/** As the dashboard connects. */
export const memberSocket = async (app: App, siteId: string, cookie: string): Promise<Socket> =>
  socketOf(
    await app.send(`/api/sites/${siteId}/live`, {
      headers: { ...UPGRADE, Origin: 'http://localhost:8787', Cookie: cookie },
    }),
  );
