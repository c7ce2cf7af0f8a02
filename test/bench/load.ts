// A small load generator: a fixed number of kept-alive connections, each sending its next request when the last is answered.
import { Agent, request } from 'node:http';
import { workerdCpuMs } from './cpu.ts';

export type Shot = { method: 'GET' | 'POST'; path: string; headers: Record<string, string>; body?: string };
export type LoadResult = {
  perSecond: number;
  p50Ms: number;
  p95Ms: number;
  p99Ms: number;
  /** CPU of workerd per request, D1 and HTTP included; null where it cannot be read. */
  cpuMs: number | null;
  requests: number;
};

/** Sends shots for some time. `check` sees each reply's status and body, and throws when it is not as it should be. */
export async function load(
  url: URL,
  options: {
    connections: number;
    ms: number;
    shot: (n: number) => Shot;
    check: (status: number, body: string) => void;
  },
): Promise<LoadResult> {
  const { connections, ms, shot, check } = options;
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const times: number[] = [];
  let sent = 0;
  const cpuBefore = workerdCpuMs();
  const startedAt = performance.now();
  async function connection(): Promise<void> {
    while (performance.now() - startedAt < ms) {
      const at = performance.now();
      const { status, body } = await send(url, agent, shot(sent++));
      times.push(performance.now() - at);
      check(status, body);
    }
  }
  await Promise.all(Array.from({ length: connections }, connection));
  const seconds = (performance.now() - startedAt) / 1000;
  agent.destroy();
  const cpuAfter = workerdCpuMs();
  const cpuMs = cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / times.length;
  return { perSecond: times.length / seconds, ...percentiles(times), cpuMs, requests: times.length };
}

export function percentiles(times: readonly number[]): { p50Ms: number; p95Ms: number; p99Ms: number } {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) };
}

function send(url: URL, agent: Agent, shot: Shot): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sending = request(
      {
        host: url.hostname,
        port: url.port,
        agent,
        method: shot.method,
        path: shot.path,
        headers: shot.headers,
      },
      (reply) => {
        const parts: Buffer[] = [];
        reply.on('data', (part: Buffer) => parts.push(part));
        reply.on('end', () =>
          resolve({ status: reply.statusCode ?? 0, body: Buffer.concat(parts).toString() }),
        );
        reply.on('error', reject);
      },
    );
    sending.on('error', reject);
    sending.end(shot.body);
  });
}
