// `npm start` as a person meets it: what it prints, what is kept, and what it says when it cannot.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasDatabase, workshopOf } from '../../scripts/local-state.ts';
import { freePort } from '../../scripts/ports.ts';
import { until } from '../support/chromium.ts';
import { descendantsOf, killProcess, processesOf } from '../support/processes.ts';

const root = join(import.meta.dirname, '../..');
const stateDir = join(mkdtempSync(join(tmpdir(), 'otklik-start-')), 'state');
const running = new Set<ChildProcess>();

type Started = { child: ChildProcess; output: () => string; ended: Promise<number | null> };

function start(port: number, { state = stateDir, flags = ['--empty'] } = {}): Started {
  const child = spawn(process.execPath, ['scripts/start.ts', '--port', String(port), ...flags], {
    cwd: root,
    env: { ...process.env, OTKLIK_STATE: state },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const lines: string[] = [];
  child.stdout.setEncoding('utf8').on('data', (text: string) => void lines.push(text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void lines.push(text));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  void ended.then(() => running.delete(child));
  return { child, output: () => lines.join(''), ended };
}

async function whenReady(started: Started): Promise<void> {
  await until(
    () => started.output().includes('without their words.') || started.child.exitCode !== null,
    90_000,
    'the welcome',
  );
  if (started.child.exitCode !== null) throw new Error(started.output());
}

async function stop({ child, ended }: Started): Promise<number | null> {
  child.kill('SIGINT');
  return ended;
}

const enter = (url: string, link: string): Promise<Response> =>
  fetch(`${url}/api/enter`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: url },
    body: JSON.stringify({ token: new URL(link).hash.slice(1) }),
  });
const linkIn = (output: string): string => /http\S+\/enter#\S+/.exec(output)?.[0] ?? '';

let port = 0;
let url = '';
beforeAll(async () => {
  port = await freePort();
  url = `http://localhost:${port}`;
});
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(join(stateDir, '..'), { recursive: true, force: true, maxRetries: 5 });
});

describe('npm start', () => {
  let first: Started;
  let firstLink = '';

  it('serves a demo clinic with the snippet and signs its owner in, all said in twelve lines', async () => {
    first = start(port);
    await whenReady(first);
    const output = first.output();
    expect(output.trim().split('\n').length).toBeLessThanOrEqual(12);
    const snippet = /<script.+<\/script>/.exec(output)?.[0] ?? '';
    expect(snippet).toBe(
      `<script async crossorigin referrerpolicy="no-referrer" src="${url}/w/yasnyden2026.js"></script>`,
    );
    const page = await (await fetch(`http://localhost:${port + 1}/`)).text();
    expect(page).toContain(snippet);
    firstLink = linkIn(output);
    const reply = await enter(url, firstLink);
    expect(reply.status).toBe(200);
    expect(await reply.json()).toMatchObject({ clinics: [{ name: 'Ясный день', role: 'owner' }] });
  }, 120_000);

  it('tells a second start in the same folder that one runs already', async () => {
    const second = start(await freePort());
    expect(await second.ended).toBe(1);
    expect(second.output().trim()).toMatch(
      /^Otklik already runs here \(process \d+\): stop that one first\.$/,
    );
  }, 30_000);

  it('starts the Worker again when workerd dies', async () => {
    const below = descendantsOf(first.child.pid ?? 0);
    const workerds = processesOf('workerd').filter((pid) => below.includes(pid));
    expect(workerds.length).toBeGreaterThan(0);
    workerds.forEach(killProcess);
    await until(() => first.output().includes('starting it again'), 30_000, 'the restart is said');
    await until(
      async () => (await fetch(`${url}/api/me`).catch(() => null))?.status === 401,
      60_000,
      'it answers',
    );
  }, 120_000);

  it('ends cleanly on Ctrl-C and frees its ports', async () => {
    expect(await stop(first)).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
    await expect(fetch(`http://localhost:${port + 1}`)).rejects.toThrow();
    expect(processesOf(stateDir)).toEqual([]);
  }, 30_000);

  it('starts again with the same clinic, a fresh link, and the spent one still spent', async () => {
    const again = start(port);
    await whenReady(again);
    const link = linkIn(again.output());
    expect(link).not.toBe(firstLink);
    expect((await enter(url, firstLink)).status).toBe(410);
    const reply = await enter(url, link);
    const cookie = reply.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const me = (await reply.json()) as { clinics: { sites: { id: string }[] }[] };
    expect(me.clinics.length).toBe(1);
    const siteId = me.clinics[0]?.sites[0]?.id ?? '';
    const channels = await fetch(`${url}/api/sites/${siteId}/channels`, { headers: { Cookie: cookie } });
    expect(await channels.json()).toMatchObject({
      channels: [{ kind: 'webhook', enabled: true, failingSinceMs: null }],
    });
    expect(await stop(again)).toBe(0);
  }, 120_000);

  it('says which port is taken and how to take another', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    const blocked = start(port);
    expect(await blocked.ended).toBe(1);
    expect(blocked.output().trim()).toBe(
      `Port ${port} is taken by another program: free it, or run: npm start -- --port ${port + 100}`,
    );
    await new Promise((resolve) => other.close(resolve));
  }, 30_000);

  it('leaves nothing of a quarter that was interrupted, so that the next start plays it anew', async () => {
    const state = join(stateDir, '../quarter');
    const started = start(port, { state, flags: [] });
    await until(() => existsSync(join(workshopOf(state), 'quarter.jsonl')), 120_000, 'the quarter is played');
    await stop(started);
    expect(existsSync(workshopOf(state))).toBe(false);
    expect(hasDatabase(state)).toBe(false);
    expect(processesOf(workshopOf(state))).toEqual([]);
    await expect(fetch(`http://localhost:${port + 1}`)).rejects.toThrow();
  }, 150_000);
});
