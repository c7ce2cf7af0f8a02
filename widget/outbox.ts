// The outbox: keeps what a person sent until the clinic has it, through lost networks, closed tabs and killed browsers.
import type { ErrorBody } from '../worker/contract/errors.ts';
import type { AnswerSend, ConversationView, MessageSend, StoredReply } from '../worker/contract/visitor.ts';
import { isKnownThere, KEEP_MS, newestIn, nextDue, nextDueMs, settle, withView } from './outbox/box.ts';
import type { Box, Item } from './outbox/box.ts';
import { keepOf } from './outbox/keep.ts';
import { verdict } from './outbox/retry-policy.ts';
import { newSecret } from './outbox/secret.ts';
import { liveUrl } from './live/url.ts';
import type { MarkHost, OutboxHost } from './panel-host.ts';
import { send } from './send.ts';
import type { Reply } from './send.ts';

export type { Box, Item } from './outbox/box.ts';

/** What the panel fills in; ids and secrets are the outbox's. */
export type AnswerDraft = Without<AnswerSend, 'id' | 'erase'>;
export type MessageDraft = Omit<MessageSend, 'id' | 'token' | 'erase'>;
/** Of each kind of a union by itself. */
type Without<T, Key extends PropertyKey> = T extends unknown ? Omit<T, Key> : never;
type Draft = { door: 'answers'; body: AnswerDraft } | { door: 'messages'; body: MessageDraft };

export type Outbox = ReturnType<typeof openOutbox>;

/** Stages that an acknowledged send reaches; the same small numbers on every site. */
const STAGE = { messages: 6, answers: 8 } as const;

/** Opens the outbox of this page. `onChange` hears of every change of the box or of what is being sent. */
export function openOutbox(host: OutboxHost, onChange: (box: Box | undefined, sending: string) => void) {
  const keep = keepOf(host.key, () => host.flag('sent'));
  const door = (name: string): string => `${host.origin}/w/${host.key}/${name}`;
  let box: Box | undefined;
  let sending = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  let flushing: Promise<void> | undefined;
  let closed = false;

  const tell = (): void => void (closed || onChange(box, sending));

  async function change(to: (box: Box) => Box | undefined, toTab?: boolean): Promise<void> {
    box = await keep.update((now) => now && to(now), toTab);
    tell();
  }

  /** Keeps it first, then sends it. Resolves when it is kept. */
  async function queue(draft: Draft, shared: boolean): Promise<string> {
    // A closed browser must find its way back here, so the flag is set before anything else.
    host.flag('sent', !shared);
    const [id, erase] = [newSecret(), newSecret()];
    box = await keep.update((now) => added(now, draft, { id, erase, nowMs: Date.now() }), shared);
    tell();
    void flush();
    return id;
  }

  /** Sends all that is due, one at a time; of several tabs only one at a time. */
  function flush(): Promise<void> {
    clearTimeout(timer);
    flushing ??= alone(host.key, sendDue).then(() => {
      flushing = undefined;
      const due = nextDueMs(box);
      if (due !== undefined && !closed) timer = setTimeout(flush, Math.max(50, due - Date.now()));
    });
    return flushing;
  }

  async function sendDue(): Promise<void> {
    // Another tab may have sent while this one waited for its turn.
    box = await keep.update((now) => now);
    for (let item; !closed && (item = nextDue(box, Date.now()));) {
      sending = item.id;
      tell();
      const reply = await send(door(item.door), item.body);
      sending = '';
      await settled(item, reply);
    }
    tell();
  }

  async function settled(item: Item, reply: Reply): Promise<void> {
    const nowMs = Date.now();
    const result = verdict(reply, item.tries, nowMs, Math.random());
    const { seq, field, error } = (reply.body ?? {}) as Partial<StoredReply & ErrorBody>;
    await change((now) => {
      const box = settle(now, item.id, { verdict: result, nowMs, seq, error });
      // The clinic erased this conversation; its token is never taken again.
      return field === 'token' ? withoutConversation(box) : box;
    });
    if (result.is === 'stored') host.reached(STAGE[item.door]);
  }

  /** What waits is due at once: the network is back, the page was opened, or the person asked. */
  async function retry(): Promise<void> {
    await change((now) => {
      for (const item of now.items) item.dueMs = 0;
      return now;
    });
    await flush();
  }

  /** Reads the conversation. Resolves to false when the clinic could not be asked. */
  async function refresh(): Promise<boolean> {
    if (!box || !isKnownThere(box)) return true;
    const { token, view } = box;
    // With nothing newer than that the answer is 204.
    const have = view && { state: view.state, seq: newestIn(view) };
    const { status, body } = await send(door('conversation'), JSON.stringify({ token, have }));
    if (status === 200) await change((now) => withView(now, body as ConversationView));
    // Erased, or past its days at the clinic: nothing is left to read.
    if (status === 404) await change((now) => withoutConversation(now));
    return [200, 204, 404].includes(status);
  }

  /** Takes an item out, so that it can be edited or dropped. */
  const drop = (id: string): Promise<void> =>
    change((now) => ({ ...now, items: now.items.filter((item) => item.id !== id) }));

  /** Forgets everything on this device; the clinic keeps what it has. */
  async function forget(): Promise<void> {
    await change(() => undefined);
    host.flag('sent', false);
  }

  const online = (): void => void retry();
  addEventListener('online', online);

  /** Stops timers and listeners; what waits stays kept. */
  function close(): void {
    closed = true;
    clearTimeout(timer);
    removeEventListener('online', online);
  }

  return {
    ...{ queue, retry, refresh, change, drop, forget, close, denied: keep.denied },
    /** While no other tab sends or erases; `work` never rejects. */
    alone: <T>(work: () => Promise<T>): Promise<T> => alone(host.key, work),
    /** Asks a door of the clinic; never rejects. */
    post: (name: string, body: unknown): Promise<Reply> => send(door(name), JSON.stringify(body)),
  };
}

/**
 * On a later page: sends what waits, and goes on trying while the page is open. With nothing left to send it stops; with
 * nothing left to wait for, later pages need not come here.
 */
export async function flush(host: MarkHost): Promise<void> {
  const outbox = openOutbox(host, (box) => {
    if (nextDueMs(box) !== undefined) return;
    outbox.close();
    if (box || !outbox.denied()) host.flag('sent', Boolean(box));
    if (isKnownThere(box)) void look(host, outbox);
  });
  await outbox.retry().catch(() => undefined);
}

/** Whether a reply came since the last page: the live chunk knows, and nobody else needs it. */
const look = (host: MarkHost, outbox: Outbox): Promise<void> =>
  (import(/* @vite-ignore */ liveUrl(host)) as Promise<typeof import('./live.ts')>)
    .then(({ remind }) => remind(host, outbox))
    .catch(() => undefined);

/** The box with one more item. The body is frozen here: every try must send the same bytes. */
function added(box: Box | undefined, draft: Draft, ids: { id: string; erase: string; nowMs: number }): Box {
  const { id, erase, nowMs } = ids;
  const to = box ?? { token: newSecret(), erase: newSecret(), items: [], holdMs: 0, untilMs: 0 };
  const secrets = draft.door === 'answers' ? { id, erase } : { id, token: to.token, erase: to.erase };
  const { door, body } = draft;
  const fresh = { id, erase, door, body: JSON.stringify({ ...secrets, ...body }), text: body.text ?? '' };
  const survey = 'survey' in body ? body.survey : undefined;
  to.items.push({ ...fresh, survey, atMs: nowMs, state: 'waiting', tries: 0, dueMs: 0 });
  to.untilMs = nowMs + KEEP_MS;
  return to;
}

/** The conversation is gone at the clinic: the next question starts another, by secrets of its own. */
const withoutConversation = ({ view: _, seen: __, ...box }: Box): Box => ({
  ...box,
  token: newSecret(),
  erase: newSecret(),
  items: box.items.filter((item) => item.door !== 'messages' || item.state !== 'stored'),
});

/**
 * Runs `work` (which never rejects) while no other tab does. Without Web Locks (plain http, a sandboxed frame) two tabs
 * may send twice: the server stores once.
 */
async function alone<T>(key: string, work: () => Promise<T>): Promise<T> {
  try {
    return await navigator.locks.request(`otklik.${key}`, work);
  } catch {
    return work();
  }
}
