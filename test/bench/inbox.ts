// The inbox of a site with very many conversations: rows read and time of a page, whatever it is filtered by.
import { INBOX_VIEWS } from '../../worker/contract/desk.ts';
import type { InboxPage } from '../../worker/contract/members.ts';
import { TOPICS } from '../../worker/contract/vocabulary.ts';
import { addSites } from './clinic.ts';
import { percentiles } from './load.ts';
import type { Stack } from './stack.ts';

export type InboxRow = {
  conversations: number;
  /** Of all filters of this view: everybody's, mine, nobody's and a team's, with and without a topic. */
  view: string;
  /** The most that any of them reads, session and site included, on the first page and on one far down. */
  rowsRead: number;
  p50Ms: number;
  p95Ms: number;
};

const TEAM = '01BENCHT000000000000000001';
const AT_ONCE = 10_000;
const LOOKS = 5;

export async function benchInbox(
  stack: Stack,
  { cookie, memberId, count }: { cookie: string; memberId: string; count: number },
): Promise<InboxRow[]> {
  const [site] = await addSites(stack, 900_000, 1);
  const { siteId } = site!;
  for (let from = 1; from <= count; from += AT_ONCE)
    await addConversations(stack, { siteId, memberId, from, to: Math.min(count, from + AT_ONCE - 1) });
  const rows: InboxRow[] = [];
  for (const view of INBOX_VIEWS) {
    const [reads, times]: [number[], number[]] = [[], []];
    for (const whose of ['', '&whose=me', '&whose=nobody', `&team=${TEAM}`])
      for (const topic of ['', '&topic=price']) {
        const path = `/api/sites/${siteId}/conversations?state=${view}${whose}${topic}`;
        let before = '';
        for (let page = 0; page < LOOKS; page++) {
          const at = performance.now();
          const look = await readPage(stack, path + before, cookie);
          times.push(performance.now() - at);
          reads.push(look.rowsRead);
          before = look.next ? `&before=${look.next}` : '';
        }
      }
    const { p50Ms, p95Ms } = percentiles(times);
    rows.push({ conversations: count, view, rowsRead: Math.max(...reads), p50Ms, p95Ms });
  }
  return rows;
}

async function readPage(stack: Stack, path: string, cookie: string) {
  const reply = await fetch(new URL(path, stack.url), { headers: { Cookie: cookie, 'X-Metered': '1' } });
  if (!reply.ok) throw new Error(`${path} answered ${reply.status} ${await reply.text()}`);
  const { next } = (await reply.json()) as InboxPage;
  return { next, rowsRead: Number(reply.headers.get('X-Rows-Read')) };
}

type Some = { siteId: string; memberId: string; from: number; to: number };

/** Of every state, kind, topic, person and team, each with one message; a third of those who wait is overdue. */
async function addConversations(stack: Stack, { siteId, memberId, from, to }: Some): Promise<void> {
  const now = Date.now();
  await stack.sql(
    [
      `INSERT INTO conversation (id, site_id, token_hash, erase_hash, kind, topic, state, language, started_at, last_message_at,
         waiting_since, due_at, assignee_id, team_id)
       SELECT printf('%026d', n), ?1, 't' || n, 'e', iif(n % 5 = 0, 'callback', 'message'),
         json_extract(?2, '$[' || CAST(n % 8 AS INTEGER) || ']'), s, 'ru', ?3 - n, ?3 - n, iif(s = 'waiting', ?3 - n, NULL),
         iif(s = 'waiting' AND n % 3 > 0, ?3 + iif(n % 3 = 1, -n, n * 1000), NULL), iif(n % 7 < 3, ?4, NULL), iif(n % 11 < 5, ?5, NULL)
       FROM (WITH RECURSIVE c (n) AS (SELECT ?6 UNION ALL SELECT n + 1 FROM c WHERE n < ?7)
         SELECT CAST(n AS INTEGER) AS n, iif(n % 13 < 4, 'waiting', iif(n % 13 < 8, 'answered', 'closed')) AS s FROM c)`,
      ...[siteId, JSON.stringify(TOPICS), now, memberId, TEAM, from, to],
    ],
    [
      `INSERT INTO message (conversation_id, seq, site_id, client_key, body_hash, client_id, author, text, language, mode, origin, at)
       SELECT id, 1, ?1, id, '', '', 'visitor', 'x', 'ru', 'statistics', 'widget', started_at FROM conversation
       WHERE id BETWEEN printf('%026d', ?2) AND printf('%026d', ?3)`,
      ...[siteId, from, to],
    ],
  );
}
