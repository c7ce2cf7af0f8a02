// The real thing for tests: the Worker on local workerd and D1, seeded before it starts, and a clinic's site on another origin.
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue } from 'node:sqlite';
import type { D1Database } from '@cloudflare/workers-types';
import { inject } from 'vitest';
import { createTables } from '../../scripts/local-database.ts';
import { freePort } from '../../scripts/ports.ts';
import { enterLink, newSealKey, seedClinic, seedLinks, seedMember, snippetFor } from '../../scripts/seed.ts';
import type { ClinicSeed, SeededClinic } from '../../scripts/seed.ts';
import { serveHostPages } from './host-pages.ts';
import type { HostPage, HostServer } from './host-pages.ts';
import { startWorkerd } from './workerd.ts';

export type { HostPage } from './host-pages.ts';
type RoleName = 'owner' | 'operator' | 'viewer' | 'webmaster';
const ROLE_NAMES: RoleName[] = ['owner', 'operator', 'viewer', 'webmaster'];
const LINKS_PER_MEMBER = 25;
/** Where the clinic's site takes notices after `openAsk()`. */
export const NOTICE_PATH = '/notices';

export type StackOptions = {
  /** Parts of the seeded clinic that differ from the default (Europe/Moscow, eu, ru, legal name and policy set). */
  clinic?: Partial<ClinicSeed>;
  /** Changes the site's settings in place before they are written. */
  settings?: NonNullable<ClinicSeed['settings']>;
  /** More rows, written before the first request. */
  seed?: (db: D1Database, seeded: SeededClinic) => Promise<void>;
  /** Further variables of the Worker, such as TELEGRAM_API for a local peer. */
  vars?: Record<string, string>;
  /** The clinic's pages; `{{snippet}}` in the HTML becomes the script tag. Pages may also be added later. */
  pages?: Record<string, HostPage>;
};

export type Stack = SeededClinic & {
  /** The Worker's origin (also PUBLIC_URL). */
  url: string;
  /** The clinic's origin: a different site. */
  hostUrl: string;
  host: HostServer;
  snippet: string;
  stateDir: string;
  /** Adds or replaces a page of the clinic; `{{snippet}}` becomes the script tag. */
  setPage: (path: string, html: string, headers?: Record<string, string>) => void;
  /** A fresh one-time sign-in address at each call. */
  ownerLink: () => string;
  memberLink: (role: RoleName) => string;
  memberId: (role: RoleName) => string;
  /** Signs in by a fresh link through the real door; returns the Cookie header for fetch. */
  memberCookie: (role: RoleName) => Promise<string>;
  /**
   * Makes the clinic's site the verified webhook of its notices, through the real doors, so that Ask is open.
   * What arrives is in `host.requests` under NOTICE_PATH.
   */
  openAsk: () => Promise<void>;
  /** Reads the database file beside the running server. */
  sql: <Row = Record<string, unknown>>(query: string, ...binds: SQLInputValue[]) => Row[];
  /** Runs all scheduled jobs once, as of `atMs` (epoch ms) if given. */
  fireCron: (atMs?: number) => Promise<void>;
  /** Ends workerd by SIGKILL; the state stays. */
  kill: () => Promise<void>;
  /** Starts the Worker again on the same port and state. */
  restart: () => Promise<void>;
  /** All that the Worker printed so far. */
  log: () => string;
  /** Ends everything and removes the state. */
  stop: () => Promise<void>;
};

/** Starts Worker, database and clinic site. Call `stop()` in afterAll. */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const stateDir = mkdtempSync(join(tmpdir(), 'otklik-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const host = await serveHostPages(new Map());
  const sealKeys = newSealKey('test');
  const output: string[] = [];
  const start = () =>
    startWorkerd({
      bundle: inject('workerBundle'),
      port,
      stateDir,
      vars: { PUBLIC_URL: url, SEAL_KEYS: sealKeys, ...options.vars },
      onOutput: (text) => void output.push(text),
    });
  let workerd = await start();
  const seeded = await seedStack(await workerd.database(), host.url, options);
  const snippet = snippetFor(url, seeded.siteKey);
  const setPage: Stack['setPage'] = (path, html, headers = {}) =>
    void host.pages.set(path, { html: html.replaceAll('{{snippet}}', snippet), headers });
  for (const [path, page] of Object.entries(options.pages ?? {})) setPage(path, page.html, page.headers);

  const memberLink = (role: RoleName) => {
    const token = seeded.tokens[role].pop();
    if (token === undefined) throw new Error(`All ${LINKS_PER_MEMBER} links of ${role} are used`);
    return enterLink(url, token);
  };
  return {
    ...seeded,
    url,
    hostUrl: host.url,
    host,
    snippet,
    stateDir,
    setPage,
    ownerLink: () => memberLink('owner'),
    memberLink,
    memberId: (role) => seeded.memberIds[role],
    memberCookie: (role) => signIn(url, memberLink(role)),
    openAsk: async () => {
      setPage(NOTICE_PATH, '');
      const cookie = await signIn(url, memberLink('owner'));
      await connectNotices({ url, cookie, siteId: seeded.siteId, noticeUrl: host.url + NOTICE_PATH });
    },
    sql: (query, ...binds) => readSql(stateDir, query, binds),
    fireCron: (atMs) => workerd.fireCron(atMs),
    kill: () => workerd.kill(),
    restart: async () => {
      await workerd.stop();
      workerd = await start();
    },
    log: () => output.join(''),
    stop: async () => {
      await Promise.all([workerd.stop(), host.close()]);
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

type SeededStack = SeededClinic & {
  memberIds: Record<RoleName, string>;
  tokens: Record<RoleName, string[]>;
};

async function seedStack(db: D1Database, hostUrl: string, options: StackOptions): Promise<SeededStack> {
  const nowMs = Date.now();
  await createTables(db);
  const seeded = await seedClinic(db, {
    name: 'Клиника «Ромашка»',
    legalName: 'ООО «Ромашка»',
    policyUrl: 'https://clinic.example/policy',
    siteName: 'Ромашка',
    siteKey: 'test0000site',
    domain: 'clinic.example',
    zone: 'Europe/Moscow',
    dataPlace: 'eu',
    language: 'ru',
    origins: [hostUrl],
    nowMs,
    ...options.clinic,
    ...(options.settings && { settings: options.settings }),
  });
  const memberIds = { owner: '', operator: '', viewer: '', webmaster: '' };
  const tokens: Record<RoleName, string[]> = { owner: [], operator: [], viewer: [], webmaster: [] };
  for (const role of ROLE_NAMES) {
    const email = `${role}@clinic.example`;
    memberIds[role] = await seedMember(db, {
      clinicId: seeded.clinicId,
      email,
      name: role,
      role,
      language: 'ru',
      nowMs,
    });
    tokens[role] = await seedLinks(db, {
      memberId: memberIds[role],
      count: LINKS_PER_MEMBER,
      expiresAtMs: nowMs + 24 * 3600_000,
    });
  }
  await options.seed?.(db, seeded);
  return { ...seeded, memberIds, tokens };
}

async function signIn(url: string, link: string): Promise<string> {
  const reply = await fetch(`${url}/api/enter`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: url },
    body: JSON.stringify({ token: new URL(link).hash.slice(1) }),
  });
  const cookie = reply.headers.getSetCookie()[0]?.split(';')[0];
  if (!reply.ok || cookie === undefined)
    throw new Error(`Sign-in answered ${reply.status} ${await reply.text()}`);
  return cookie;
}

async function connectNotices(at: {
  url: string;
  cookie: string;
  siteId: string;
  noticeUrl: string;
}): Promise<void> {
  const post = async (path: string, body: unknown): Promise<{ id: string }> => {
    const reply = await fetch(`${at.url}/api/sites/${at.siteId}/channels${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: at.url, Cookie: at.cookie },
      body: JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(`channels${path} answered ${reply.status} ${await reply.text()}`);
    return (await reply.json()) as { id: string };
  };
  const { id } = await post('', { kind: 'webhook', url: at.noticeUrl });
  await post(`/${id}/test`, {});
}

/** Reads a copy: a reader of the living file can make the server's next write fail as "locked". */
function readSql<Row>(stateDir: string, query: string, binds: SQLInputValue[]): Row[] {
  const copy = copyDatabase(join(stateDir, 'v3/d1/miniflare-D1DatabaseObject'));
  const db = new DatabaseSync(join(copy, 'copy.sqlite'));
  try {
    return db.prepare(query).all(...binds) as Row[];
  } finally {
    db.close();
    rmSync(copy, { recursive: true });
  }
}

/** Copies file and write-ahead log; once more if the server moved the log into the file meanwhile. */
function copyDatabase(folder: string): string {
  const name = readdirSync(folder).find((each) => /^[0-9a-f]{64}\.sqlite$/.test(each));
  if (name === undefined) throw new Error(`No database in ${folder}`);
  const file = join(folder, name);
  const copy = mkdtempSync(join(tmpdir(), 'otklik-copy-'));
  const changedAt = () => statSync(file, { bigint: true }).mtimeNs;
  let before: bigint;
  do {
    before = changedAt();
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, join(copy, 'copy.sqlite-wal'));
    copyFileSync(file, join(copy, 'copy.sqlite'));
  } while (changedAt() !== before);
  return copy;
}
