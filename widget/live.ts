// The live chunk, for people who have a conversation here: news while the panel is open, and a mark on later pages.
import type { VisitorPush } from '../worker/contract/live.ts';
import { openLine } from './live/line.ts';
import { mark, unmark } from './live/mark.ts';
import { poll } from './live/poll.ts';
import type { Box, Outbox } from './outbox.ts';
import type { MarkHost } from './panel-host.ts';
import type { Panel } from './panel/panel.ts';

/** How long "is typing" stands after the last sign of it. */
const TYPING_MS = 5_000;
const TELL_TYPING_MS = 3_000;
/** In this time the answer to a send of one's own comes too; what it tells needs no reading. */
const OWN_MS = 400;

/** The two may be of different builds when a deploy comes between them: change it by adding. */
export type News = {
  /** The conversation is in front of the person's eyes. */
  saw: () => void;
  stop: () => void;
};

/** Tells an open panel what is new in its conversation. */
export function listen(panel: Panel, outbox: Outbox): News {
  const { host } = panel;
  const token = panel.box?.token;
  let reading: Promise<boolean> | undefined;
  let again = false;
  let told = false;
  let typed = 0;
  let typing: ReturnType<typeof setTimeout> | undefined;

  /** One at a time, so that an older answer never comes after a newer one. */
  async function read(): Promise<boolean> {
    if (reading) {
      again = true;
      return reading;
    }
    again = false;
    reading = outbox.refresh().catch(() => false);
    const done = await reading;
    reading = undefined;
    return again ? read() : done;
  }

  function hear(push: VisitorPush): void {
    if (push.is === 'typing') return showTyping(true);
    if (push.is === 'conversation') return void read();
    if (push.is === 'message') showTyping(false);
    // After a pause anything may have happened that has no number.
    if (push.is === 'ready' && told) void read();
    else news(push.seq);
    told = true;
  }

  function news(seq: number): void {
    if (seq <= newest(panel.box)) return;
    if (panel.sending) setTimeout(() => seq > newest(panel.box) && void read(), OWN_MS);
    else void read();
  }

  function showTyping(on: boolean): void {
    clearTimeout(typing);
    if (on) typing = setTimeout(() => showTyping(false), TYPING_MS);
    if (panel.typing === on) return;
    panel.typing = on;
    panel.update();
  }

  const tellTyping = (): void => {
    const nowMs = Date.now();
    if (panel.view !== 'chat' || nowMs - typed < TELL_TYPING_MS) return;
    typed = nowMs;
    line?.say({ is: 'typing' });
  };

  const saw = (): void => {
    const seen = lastReply(panel.box);
    unmark(host);
    if (seen > (panel.box?.seen ?? 0)) void outbox.change((box) => ({ ...box, seen }));
  };

  const address = `${host.origin.replace(/^http/, 'ws')}/w/${host.key}/live`;
  const line = panel.config?.live && openLine(address, { is: 'hello', token }, hear, () => void read());
  const stopPolling = poll({
    read,
    count: () => lastReply(panel.box),
    told: () => Boolean(line && line.stands()),
  });
  host.root.addEventListener('input', tellTyping);
  return {
    saw,
    stop: () => {
      line?.close();
      stopPolling();
      showTyping(false);
      host.root.removeEventListener('input', tellTyping);
      if (isUnread(panel.box)) mark(host);
    },
  };
}

/** On a later page: one conditional request, and a mark on the launcher when a reply has not been seen. */
export async function remind(host: MarkHost, outbox: Outbox): Promise<void> {
  await outbox.refresh();
  await outbox.change((box) => {
    if (isUnread(box)) mark(host);
    return box;
  });
}

const lastReply = (box: Box | undefined): number =>
  Math.max(0, ...(box?.view?.messages ?? []).map(({ from, seq }) => (from === 'clinic' ? seq : 0)));

const isUnread = (box: Box | undefined): boolean => lastReply(box) > (box?.seen ?? 0);

/** The number up to which everything is here: what was read, and own sends that follow it without a gap. */
function newest(box: Box | undefined): number {
  let seq = box?.view?.messages.at(-1)?.seq ?? 0;
  while (box?.items.some((item) => item.seq === seq + 1)) seq++;
  return seq;
}
