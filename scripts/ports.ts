// Local ports: a free one for a test, and the question whether a wanted one is taken.
import { createServer } from 'node:net';

/** A TCP port on loopback that was free a moment ago. */
export const freePort = (): Promise<number> => listenOnce(0);

/** Whether nobody listens on this loopback port. */
export const isFree = (port: number): Promise<boolean> =>
  listenOnce(port).then(
    () => true,
    () => false,
  );

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      const taken = typeof address === 'object' && address ? address.port : port;
      server.close(() => resolve(taken));
    });
  });
}
