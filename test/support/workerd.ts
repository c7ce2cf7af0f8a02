// The bundled Worker in a workerd of its own, beside this process: no bundling and no second Node for each stack.
import { setTimeout as delay } from 'node:timers/promises';
import { join } from 'node:path';
import type { D1Database } from '@cloudflare/workers-types';
import { convertV4MiniflareOptions, Miniflare } from 'miniflare';
import { descendantsOf, killProcess, processesOf } from './processes.ts';
import type { WorkerBundle } from './worker-bundle.ts';

export type WorkerdOptions = {
  bundle: WorkerBundle;
  port: number;
  /** Where D1 and KV live between starts. */
  stateDir: string;
  /** Variables and secrets; PUBLIC_URL and SEAL_KEYS at least. */
  vars: Record<string, string>;
  /** Each line that the Worker or the runtime prints. */
  onOutput: (text: string) => void;
};

export type Workerd = {
  database: () => Promise<D1Database>;
  /** Runs the Worker's cron once, as of `atMs` (epoch ms) if given. */
  fireCron: (atMs?: number) => Promise<void>;
  /** SIGKILL of the runtime; resolves when nothing listens any more. */
  kill: () => Promise<void>;
  stop: () => Promise<void>;
};

/** Starts workerd and waits until it answers. */
export async function startWorkerd({
  bundle,
  port,
  stateDir,
  vars,
  onOutput,
}: WorkerdOptions): Promise<Workerd> {
  const { options, script } = bundle;
  const runtime = new Miniflare(
    convertV4MiniflareOptions({
      host: '127.0.0.1',
      port,
      cf: false,
      unsafeTriggerHandlers: true,
      logRequests: false,
      resourcePersistencePath: join(stateDir, 'v3'),
      handleStructuredLogs: ({ message }) => onOutput(`${message}\n`),
      workers: [
        {
          ...options,
          modules: [{ type: 'ESModule', path: 'index.js', contents: script }],
          bindings: Object.assign({}, options.bindings, vars),
        },
      ],
    }),
  );
  await runtime.ready;
  let stopped: Promise<void> | null = null;
  const stop = () => (stopped ??= runtime.dispose());
  return {
    // Miniflare's own type of the same thing.
    database: async () => (await runtime.getD1Database('DB')) as unknown as D1Database,
    fireCron: (atMs) => fireCron(port, atMs),
    kill: async () => {
      const own = new Set(descendantsOf(process.pid));
      processesOf(`entry=127.0.0.1:${port} `)
        .filter((pid) => own.has(pid))
        .forEach(killProcess);
      while (await isListening(port)) await delay(5);
      await stop();
    },
    stop,
  };
}

const isListening = (port: number): Promise<boolean> =>
  fetch(`http://127.0.0.1:${port}/api/me`).then(
    async (reply) => (await reply.arrayBuffer(), true),
    () => false,
  );

async function fireCron(port: number, atMs?: number): Promise<void> {
  const time = atMs === undefined ? '' : `?time=${atMs}`;
  const reply = await fetch(`http://127.0.0.1:${port}/cdn-cgi/local/scheduled${time}`);
  const outcome = await reply.text();
  if (!reply.ok) throw new Error(`The cron run ended with: ${outcome}`);
}
