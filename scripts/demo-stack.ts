// The demo as it runs: the clinic's site with its tag on one port, the Worker with the dashboard on another.
import { NOTICE_PATH, serveDemoSite } from '../demo/site.ts';
import { ensureDemo } from './demo.ts';
import { DemoNotices } from './demo-notices.ts';
import { withLocalDatabase } from './local-database.ts';
import { localSealKeys } from './local-state.ts';
import { enterLink, snippetFor } from './seed.ts';
import { superviseWorker } from './supervise.ts';

export type DemoAddresses = { port: number; url: string; demoPort: number; demoUrl: string };
export type DemoStack = {
  snippet: string;
  siteId: string;
  /** Signs the clinic's owner in, once. */
  link: string;
  /** Resolves with the reason when the Worker could not be kept alive. */
  lost: Promise<Error>;
  stop: () => Promise<void>;
};

/** The dashboard at `port` and the clinic's site at the next one. */
export const demoAddresses = (port: number): DemoAddresses => ({
  ...{ port, url: `http://localhost:${port}` },
  ...{ demoPort: port + 1, demoUrl: `http://localhost:${port + 1}` },
});

/** Starts both on the state in `stateDir`, where the demo clinic is made if it is not there yet. */
export async function startDemo(
  stateDir: string,
  { port, url, demoPort, demoUrl }: DemoAddresses,
  say: (line: string) => void,
): Promise<DemoStack> {
  const demo = await withLocalDatabase(stateDir, (db) => ensureDemo(db, { demoUrl, nowMs: Date.now() }));
  const [personToken = '', noticesToken = ''] = demo.ownerTokens;
  const { siteId } = demo;
  const snippet = snippetFor(url, demo.siteKey);
  const noticeUrl = `${demoUrl}${NOTICE_PATH}`;
  const notices = new DemoNotices({ stateDir, publicUrl: url, siteId, noticeUrl, say });
  const site = await serveDemoSite(demoPort, {
    snippet,
    onNotice: (signature, body) => notices.receive(signature, body),
  });
  const vars = { PUBLIC_URL: url, SEAL_KEYS: localSealKeys(stateDir) };
  const worker = await superviseWorker(
    { port, stateDir, vars, logLevel: 'error', onOutput: (text) => void process.stderr.write(text) },
    say,
  );
  await notices.register(noticesToken);
  const stop = async () => {
    site.close();
    site.closeAllConnections();
    await worker.stop();
  };
  return { snippet, siteId, link: enterLink(url, personToken), lost: worker.lost, stop };
}
