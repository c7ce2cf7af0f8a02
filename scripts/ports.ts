// Local ports: a free one for a test, and the question whether a wanted one is taken.
import { createServer } from 'node:net';

/**
 * A TCP port on loopback that was free a moment ago, and that the system gives to nobody who does not ask for it by number:
 * it hands out ports from 32,768 up, and one of those may be another server's before ours has started.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    if (await isFree(port)) return port;
  }
}

/** Whether nobody listens on this loopback port. */
export const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
