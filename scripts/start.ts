// `npm start`: builds what is stale, makes the local database and the demo clinic once, and serves both until Ctrl-C.
import { parseArgs } from 'node:util';
import { NOTICE_PATH, serveDemoSite } from '../demo/site.ts';
import { buildIfStale } from './build.ts';
import { ensureDemo } from './demo.ts';
import { DemoNotices } from './demo-notices.ts';
import { withLocalDatabase } from './local-database.ts';
import { claimState, localSealKeys, localStateDir } from './local-state.ts';
import { isFree } from './ports.ts';
import { enterLink, snippetFor } from './seed.ts';
import { superviseWorker } from './supervise.ts';

async function start(): Promise<void> {
  const port = wantedPort();
  const demoPort = port + 1;
  const [url, demoUrl] = [`http://localhost:${port}`, `http://localhost:${demoPort}`];
  const stateDir = localStateDir();
  const holder = claimState(stateDir);
  if (holder !== null) throw new Error(`Otklik already runs here (process ${holder}): stop that one first.`);
  for (const wanted of [port, demoPort]) {
    if (!(await isFree(wanted))) {
      throw new Error(
        `Port ${wanted} is taken by another program: free it, or run: npm start -- --port ${port + 100}`,
      );
    }
  }
  await buildIfStale();
  const demo = await withLocalDatabase(stateDir, (db) => ensureDemo(db, { demoUrl, nowMs: Date.now() }));
  const [personToken = '', noticesToken = ''] = demo.ownerTokens;
  const vars = { PUBLIC_URL: url, SEAL_KEYS: localSealKeys(stateDir) };
  const snippet = snippetFor(url, demo.siteKey);
  const noticeUrl = `${demoUrl}${NOTICE_PATH}`;
  const notices = new DemoNotices({
    stateDir,
    publicUrl: url,
    siteId: demo.siteId,
    noticeUrl,
    say: console.log,
  });
  const site = await serveDemoSite(demoPort, {
    snippet,
    onNotice: (signature, body) => notices.receive(signature, body),
  });
  const worker = await superviseWorker(
    { port, stateDir, vars, logLevel: 'error', onOutput: (text) => void process.stderr.write(text) },
    console.log,
  );
  await notices.register(noticesToken);
  console.log(welcome({ url, demoUrl, snippet, link: enterLink(url, personToken) }));

  const stop = async () => {
    site.close();
    site.closeAllConnections();
    await worker.stop();
    process.exit(process.exitCode);
  };
  onStopSignal(() => void stop());
  const lost = await worker.lost;
  console.error(lost.message);
  process.exitCode = 1;
  await stop();
}

function wantedPort(): number {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '8787' } } });
  const port = Number(values.port);
  if (Number.isInteger(port) && port > 0 && port < 65_535) return port;
  throw new Error(`${values.port} is not a port: give a number from 1 to 65534.`);
}

const welcome = (shown: { url: string; demoUrl: string; snippet: string; link: string }): string => `
Otklik is running. Ctrl-C stops it; what it stored stays.

  Demo clinic   ${shown.demoUrl}
  Dashboard     ${shown.link}
                (this link signs the owner in once; each start prints a new one)
  Snippet       ${shown.snippet}

Questions sent on the demo pages are announced below, without their words.`;

/** Ctrl-C, a polite kill, and npm's shell being gone: the shell does not pass a kill on. */
function onStopSignal(stop: () => void): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) stop();
  }, 1_000).unref();
}

try {
  await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
