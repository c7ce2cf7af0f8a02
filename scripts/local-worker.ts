// Runs the Worker on this machine by `wrangler dev`: starts it, knows when it answers, and ends it with all it spawned.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './local-database.ts';
import { quietEnvironment } from './quiet.ts';

export type LocalWorkerOptions = {
  port: number;
  /** Where D1 and KV live between starts. */
  stateDir: string;
  /** Variables and secrets; PUBLIC_URL and SEAL_KEYS at least. */
  vars: Record<string, string>;
  onOutput?: (text: string) => void;
  /** `log` prints all that the Worker prints and a line per request; the default prints warnings and errors. */
  logLevel?: 'log' | 'warn' | 'error';
  /** Give up after this long; a second is usual, a loaded machine may need a minute. */
  timeoutMs?: number;
};

export type LocalWorker = {
  url: string;
  /** Resolves when the process has ended, for whatever reason. */
  ended: Promise<void>;
  /** Runs the Worker's cron once, as of `atMs` (epoch ms) if given: `wrangler dev` does not fire it by itself. */
  fireCron: (atMs?: number) => Promise<void>;
  /** Sends the signal to wrangler and to the workerd it spawned, and waits until they are gone. */
  kill: (signal: NodeJS.Signals) => Promise<void>;
};

/** Starts the Worker and waits until it answers HTTP. */
export async function startLocalWorker(options: LocalWorkerOptions): Promise<LocalWorker> {
  const { port, stateDir, timeoutMs = 120_000 } = options;
  const url = `http://localhost:${port}`;
  const child = spawnWrangler(options);
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output.push(text);
      options.onOutput?.(text);
    });
  }
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = (signal: NodeJS.Signals) => killGroup(child, signal, ended);
  const killOnExit = () => signalGroup(child, 'SIGKILL');
  process.once('exit', killOnExit);
  void ended.then(() => process.off('exit', killOnExit));
  try {
    await untilAnswering(`http://127.0.0.1:${port}/api/me`, child, timeoutMs);
  } catch (error) {
    await kill('SIGKILL');
    throw new Error(`The local Worker did not start (${stateDir}).\n${output.join('').trim()}`, {
      cause: error,
    });
  }
  return { url, ended, kill, fireCron: (atMs) => fireCron(port, atMs) };
}

function spawnWrangler({ port, stateDir, vars, logLevel = 'warn' }: LocalWorkerOptions): ChildProcess {
  const envFile = join(stateDir, 'worker.env');
  writeFileSync(
    envFile,
    Object.entries(vars)
      .map(([name, value]) => `${name}="${value}"\n`)
      .join(''),
    { mode: 0o600 },
  );
  const flags = [
    'dev',
    ...['--config', join(root, 'wrangler.jsonc')],
    ...['--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0'],
    ...['--persist-to', stateDir, '--env-file', envFile],
    ...['--log-level', logLevel, '--show-interactive-dev-session=false'],
  ];
  return spawn(process.execPath, [join(root, 'node_modules/wrangler/bin/wrangler.js'), ...flags], {
    cwd: root,
    // wrangler starts a Node of its own: the project's Node must be the first it finds.
    env: {
      ...process.env,
      ...quietEnvironment(join(stateDir, 'registry')),
      PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group of its own: workerd must not outlive wrangler, and Ctrl-C must reach us first.
    detached: true,
  });
}

async function untilAnswering(address: string, child: ChildProcess, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (Date.now() < deadline) {
    if (child.exitCode !== null || child.signalCode !== null) throw new Error('wrangler ended');
    if (await answers(address)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`no answer in ${timeoutMs} ms`);
}

/** Whether anything answers at this address within three seconds; a 4xx is an answer. */
export const answers = (address: string): Promise<boolean> =>
  fetch(address, { signal: AbortSignal.timeout(3_000) })
    .then(async (reply) => {
      await reply.arrayBuffer();
      return reply.status < 500;
    })
    // Also when the time is over in the middle of the body, as on a loaded machine.
    .catch(() => false);

async function fireCron(port: number, atMs?: number): Promise<void> {
  const time = atMs === undefined ? '' : `?time=${atMs}`;
  const reply = await fetch(`http://127.0.0.1:${port}/cdn-cgi/local/scheduled${time}`);
  const outcome = await reply.text();
  if (!reply.ok) throw new Error(`The cron run ended with: ${outcome}`);
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is already gone.
  }
}

async function killGroup(child: ChildProcess, signal: NodeJS.Signals, ended: Promise<void>): Promise<void> {
  signalGroup(child, signal);
  const late = setTimeout(() => signalGroup(child, 'SIGKILL'), 5_000);
  await ended;
  clearTimeout(late);
  // wrangler may end before its workerd: the port and the database must be free when this resolves.
  signalGroup(child, 'SIGKILL');
}
