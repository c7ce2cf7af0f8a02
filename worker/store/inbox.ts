// SQL of the inbox's pages: whatever is filtered by, a page reads a page, along indexes in the order of the screen.
import type { ConversationRow } from '../contract/members.ts';
import { WAITING_CAP } from '../contract/desk.ts';
import type { InboxQuery, InboxView } from '../contract/desk.ts';
import type { ConversationKind, ConversationState } from '../contract/vocabulary.ts';
import { conversationFromRow, countWaiting, INBOX_COLUMNS } from './conversations.ts';
import type { InboxRow } from './conversations.ts';

export const INBOX_PAGE = 30;

export type Inbox = { conversations: ConversationRow[]; waiting: number; next: string | null };
export type InboxAsk = Omit<InboxQuery, 'state'> & { state: InboxView; memberId: string; nowMs: number };

/** Where a conversation stands in its list: by when its reply is due, else by since when it waits or when words last came. */
const PLACE = 'COALESCE(due_at, waiting_since, last_message_at)';

type Range = { state: ConversationState; kind: ConversationKind; hasDue: boolean };
const ranges = (states: ConversationState[], kinds: ConversationKind[], hasDue: boolean[]): Range[] =>
  states.flatMap((state) => kinds.flatMap((kind) => hasDue.map((due) => ({ state, kind, hasDue: due }))));

const BOTH: ConversationKind[] = ['message', 'callback'];
/** The ranges of the indexes that a view is made of: at most four, because D1 takes few terms in a UNION. */
const VIEWS: Record<InboxView, Range[]> = {
  waiting: ranges(['waiting'], BOTH, [true, false]),
  overdue: ranges(['waiting'], BOTH, [true]),
  callbacks: ranges(['waiting', 'answered'], ['callback'], [true, false]),
  answered: ranges(['answered'], BOTH, [true, false]),
  closed: ranges(['closed'], BOTH, [true, false]),
};
/** Who waits comes most urgent first, all others newest first. */
const UPWARDS: readonly InboxView[] = ['waiting', 'overdue', 'callbacks'];

/**
 * One page of a site's conversations. `before` is the `next` of the page before; one that makes no sense starts at the
 * beginning.
 */
export async function listConversations(db: D1Database, siteId: string, ask: InboxAsk): Promise<Inbox> {
  const upwards = UPWARDS.includes(ask.state);
  const cursor = /^(\d{1,15})\.([0-9A-Z]{26})$/.exec(ask.before ?? '');
  const at = cursor ? [Number(cursor[1]), cursor[2]] : upwards ? [-1, ''] : [Number.MAX_SAFE_INTEGER, 'Z'];
  const { sql, binds } = idsOf(ask, upwards, [siteId, ...at, INBOX_PAGE + 1]);
  const [page, waiting] = await db.batch([
    db
      .prepare(
        `SELECT ${INBOX_COLUMNS}, page.place FROM (${sql}) AS page
         JOIN conversation ON conversation.id = page.id ORDER BY ${order(upwards, 'page.')}`,
      )
      .bind(...binds),
    countWaiting(db, siteId, WAITING_CAP),
  ]);
  const rows = page!.results as (InboxRow & { place: number })[];
  const last = rows.length > INBOX_PAGE ? rows[INBOX_PAGE - 1] : undefined;
  return {
    conversations: rows.slice(0, INBOX_PAGE).map(conversationFromRow),
    waiting: (waiting!.results[0] as { waiting: number }).waiting,
    next: last ? `${last.place}.${last.id}` : null,
  };
}

const order = (upwards: boolean, of = ''): string =>
  upwards ? `${of}place, ${of}id` : `${of}place DESC, ${of}id DESC`;

type Bind = string | number | undefined;

/**
 * ?1 the site, ?2 and ?3 the cursor, ?4 how many; then what is filtered by. The ranges are merged in order as they are read, so
 * that what lies behind the page is not read.
 */
function idsOf(ask: InboxAsk, upwards: boolean, base: Bind[]): { sql: string; binds: Bind[] } {
  const binds = [...base];
  const bound = (value: Bind): string => `?${binds.push(value)}`;
  const beyond = upwards ? '>' : '<';
  const filters = [
    `site_id = ?1 AND ${PLACE} ${beyond}= ?2 AND (${PLACE} ${beyond} ?2 OR id ${beyond} ?3)`,
    ...(ask.whose === 'me' ? [`assignee_id = ${bound(ask.memberId)}`] : []),
    ...(ask.whose === 'nobody' ? ['assignee_id IS NULL'] : []),
    ...(ask.team ? [`team_id = ${bound(ask.team)}`] : []),
    ...(ask.topic ? [`topic = ${bound(ask.topic)}`] : []),
    ...(ask.state === 'overdue' ? [`${PLACE} <= ${bound(ask.nowMs)}`] : []),
  ].join(' AND ');
  const index = `conversation_inbox${ask.whose ? '_member' : ask.team ? '_team' : ''}${ask.topic ? '_topic' : ''}`;
  const terms = VIEWS[ask.state].map(
    ({ state, kind, hasDue }) =>
      `SELECT id, ${PLACE} AS place FROM conversation INDEXED BY ${index}
       WHERE ${filters} AND state = '${state}' AND kind = '${kind}' AND (due_at IS NULL) = ${hasDue ? 0 : 1}`,
  );
  return { sql: `${terms.join(' UNION ALL ')} ORDER BY ${order(upwards)} LIMIT ?4`, binds };
}
