// Keeps a local Worker alive: when workerd dies `wrangler dev` stays and never answers again, so both are started anew.
import { answers, startLocalWorker } from './local-worker.ts';
import type { LocalWorker, LocalWorkerOptions } from './local-worker.ts';

const CHECK_EVERY_MS = 3_000;
/** `wrangler dev` fires no cron; a minute instead of production's five shows a demo's numbers sooner. */
const CRON_EVERY_MS = 60_000;

export type Supervised = {
  /** Ends the Worker and the watch. */
  stop: () => Promise<void>;
  /** Resolves with the reason when the Worker could not be started again. */
  lost: Promise<Error>;
};

/** Starts the Worker, watches its health, and fires its cron on a timer. */
export async function superviseWorker(
  options: LocalWorkerOptions,
  say: (line: string) => void,
): Promise<Supervised> {
  let worker = await startLocalWorker(options);
  const stopping = new AbortController();
  const cron = setInterval(() => fireCron(worker), CRON_EVERY_MS);
  fireCron(worker);

  async function watch(): Promise<void> {
    while (!stopping.signal.aborted) {
      await pause(CHECK_EVERY_MS, [worker.ended, aborted(stopping.signal)]);
      if (stopping.signal.aborted || (await isHealthy(worker))) continue;
      if (stopping.signal.aborted) return;
      say('The local Worker stopped answering: starting it again.');
      await worker.kill('SIGKILL');
      worker = await startLocalWorker(options);
    }
  }
  const lost = new Promise<Error>((resolve) => {
    watch().catch((error: unknown) => resolve(error instanceof Error ? error : new Error(String(error))));
  });
  const stop = async () => {
    stopping.abort();
    clearInterval(cron);
    await worker.kill('SIGTERM');
  };
  return { stop, lost };
}

/** Two missed answers: a busy machine may miss one. */
const isHealthy = async ({ url }: LocalWorker): Promise<boolean> =>
  (await answers(`${url}/api/me`)) || (await answers(`${url}/api/me`));

/** A failed job is in the Worker's own output and in the dashboard. */
const fireCron = (worker: LocalWorker): void => void worker.fireCron().catch(() => undefined);

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));

async function pause(ms: number, orUntil: Promise<void>[]): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([new Promise<void>((resolve) => (timer = setTimeout(resolve, ms))), ...orUntil]);
  clearTimeout(timer);
}
