// `npm start`: builds what is stale, plays the demo clinic's quarter the first time, and serves clinic and dashboard until Ctrl-C.
import { parseArgs } from 'node:util';
import { buildIfStale } from './build.ts';
import { demoAddresses, startDemo } from './demo-stack.ts';
import type { DemoAddresses } from './demo-stack.ts';
import { claimState, hasDatabase, localStateDir } from './local-state.ts';
import { isFree } from './ports.ts';
import { progressBar } from './progress.ts';

async function start(): Promise<void> {
  const { port, empty } = wanted();
  const addresses = demoAddresses(port);
  const stateDir = localStateDir(empty ? 'empty' : 'state');
  const holder = claimState(stateDir);
  if (holder !== null) throw new Error(`Otklik already runs here (process ${holder}): stop that one first.`);
  await refuseTakenPorts(addresses);
  let stop = (): Promise<void> => Promise.resolve();
  onStopSignal(() => void stop().then(() => process.exit(process.exitCode)));
  await buildIfStale();
  if (!empty && !hasDatabase(stateDir)) await play(stateDir, addresses);
  const demo = await startDemo(stateDir, addresses, console.log);
  stop = demo.stop;
  console.log(welcome({ ...addresses, ...demo }));
  const lost = await demo.lost;
  console.error(lost.message);
  process.exitCode = 1;
  await stop();
  process.exit();
}

function wanted(): { port: number; empty: boolean } {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '8787' }, empty: { type: 'boolean', default: false } },
  });
  const port = Number(values.port);
  if (Number.isInteger(port) && port > 0 && port < 65_535) return { port, empty: values.empty };
  throw new Error(`${values.port} is not a port: give a number from 1 to 65534.`);
}

async function refuseTakenPorts({ port, demoPort }: DemoAddresses): Promise<void> {
  for (const one of [port, demoPort]) {
    if (await isFree(one)) continue;
    throw new Error(
      `Port ${one} is taken by another program: free it, or run: npm start -- --port ${port + 100}`,
    );
  }
}

async function play(stateDir: string, { url, demoUrl }: DemoAddresses): Promise<void> {
  // Not at the head: it brings wrangler and workerd along, which most starts do not need twice.
  const { playQuarter } = await import('./demo-quarter.ts');
  await playQuarter({
    ...{ stateDir, publicUrl: url, demoUrl, nowMs: Date.now() },
    onProgress: progressBar('The clinic’s last 90 days, played once'),
  });
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
