// Well-formed sends of a page, and a channel that makes Ask open.
import { env } from 'cloudflare:workers';
import type { AnswerSend, MessageSend } from '../../../worker/contract/visitor.ts';
import { channelPlace } from '../../../worker/channels/deliver.ts';
import { seal } from '../../../worker/seal.ts';
import { newId, newSecret, NOON } from './fixtures.ts';

type FftSend = Extract<AnswerSend, { question: 'fft' }>;
export const answer = (change: Partial<FftSend> = {}): FftSend => ({
  id: newSecret(),
  erase: newSecret(),
  question: 'fft',
  moment: 'launcher',
  score: 4,
  language: 'ru',
  loader: 'abc123',
  ...change,
});

export const message = (change: Partial<MessageSend> = {}): MessageSend => ({
  id: newSecret(),
  token: newSecret(),
  erase: newSecret(),
  kind: 'message',
  text: 'Можно ли записаться на субботу?',
  topic: 'booking',
  language: 'ru',
  spentMs: 9_000,
  loader: 'abc123',
  ...change,
});

/** A webhook that has proven itself, so that Ask is open. */
export async function addChannel(
  siteId: string,
  options: { url?: string; secret?: string; verifiedAt?: number | null } = {},
): Promise<string> {
  const {
    url = 'https://hooks.clinic.example/otklik',
    secret = 'shared-secret',
    verifiedAt = NOON,
  } = options;
  const id = newId();
  const sealed = await seal(env, channelPlace(id), { kind: 'webhook', url, secret });
  await env.DB.prepare(
    `INSERT INTO channel (id, site_id, kind, label, key_id, sealed, verified_at, created_at)
     VALUES (?1, ?2, 'webhook', ?3, ?4, ?5, ?6, ?7)`,
  )
    .bind(id, siteId, new URL(url).host, sealed.keyId, sealed.sealed, verifiedAt, NOON)
    .run();
  return id;
}

/** Replaces the network edge: what the Worker sends out, and what it is answered. Returns its undo. */
export function network(answerWith: (request: Request) => Response | Promise<Response>) {
  const sent: { url: string; headers: Headers; body: string }[] = [];
  const real = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input as RequestInfo, init as RequestInit);
    sent.push({ url: request.url, headers: request.headers, body: await request.clone().text() });
    return answerWith(request);
  };
  return { sent, undo: () => void (globalThis.fetch = real) };
}

/** All rows of a query, for asserting on what is stored. */
export const rows = async <Row = Record<string, unknown>>(sql: string, ...binds: unknown[]): Promise<Row[]> =>
  (
    await env.DB.prepare(sql)
      .bind(...binds)
      .all<Row>()
  ).results;
