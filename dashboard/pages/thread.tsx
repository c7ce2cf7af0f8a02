// One conversation: its head, what was said, who else is here; what is done with it is in the view below.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Desk } from '../../worker/contract/desk.ts';
import type { MemberPush } from '../../worker/contract/live.ts';
import { api } from '../api.ts';
import { concerns, useLive } from '../live.ts';
import { NOBODY_HERE } from '../parts/inbox/watchers.tsx';
import type { Here } from '../parts/inbox/watchers.tsx';
import { Loaded, Skeleton } from '../parts/loaded.tsx';
import { useReader } from '../reader.ts';
import type { SiteInHand } from '../reader.ts';
import { useResource, valueOf } from '../resource.ts';
import { go } from '../router.ts';
import { useShortcuts } from '../shortcuts.ts';
import { ThreadView } from './inbox/thread-view.tsx';

const THREAD_EVERY_MS = 4_000;
/** A hint that somebody writes is true for this long; said again at most every half of it. */
const WRITES_MS = 6_000;

export type PaneProps = {
  site: SiteInHand;
  me: { id: string; name: string };
  desk: Desk;
  id: string;
  /** The address of the list. */
  back: string;
  /** The address of the next conversation that waits; null when none does. */
  nextWaiting: string | null;
  onChange: () => void;
};

export function ThreadPane({ site, me, desk, id, back, nextWaiting, onChange }: PaneProps) {
  const { t } = useReader();
  const { here, hear, said } = useHere(id);
  const live = useLive(site.id, (push) => {
    if (concerns(push, id)) thread.renew();
    hear(push);
  });
  const thread = useResource(`thread ${id}`, (signal) => api.thread(site.id, id, signal), {
    everyMs: live.pace(THREAD_EVERY_MS),
  });
  useEffect(() => {
    live.say({ is: 'looking', conversationId: id });
    return () => live.say({ is: 'looking', conversationId: null });
  }, [id]);
  const title = useRef<HTMLHeadingElement>(null);
  const toTitle = () => title.current?.focus({ preventScroll: true });
  useEffect(toTitle, []);
  useShortcuts({ KeyU: () => go(back) });
  const conversation = valueOf(thread)?.conversation;
  return (
    <section class="thread" aria-labelledby="thread-title">
      <header class="thread-head">
        <a class="back" href={back}>
          ← <span>{t('page_inbox')}</span>
        </a>
        <h2 id="thread-title" ref={title} tabIndex={-1}>
          {conversation
            ? t(conversation.kind === 'callback' ? 'callback_about' : 'question_about', {
                topic: t(`topic_${conversation.topic}`),
              })
            : t('conversation')}
        </h2>
        {nextWaiting && <a href={nextWaiting}>{t('next_waiting')} →</a>}
      </header>
      <Loaded resource={thread} skeleton={<Skeleton lines={5} />}>
        {(value) => (
          <ThreadView
            {...{ site, me, desk, here: live.on ? here : NOBODY_HERE }}
            thread={value}
            typing={() => said(() => live.say({ is: 'typing', conversationId: id }))}
            leave={toTitle}
            changed={() => {
              thread.reload();
              onChange();
            }}
            gone={() => {
              onChange();
              go(back);
            }}
          />
        )}
      </Loaded>
    </section>
  );
}

/** Hints of who is here, by what the live connection says; they pass by themselves. */
function useHere(conversationId: string) {
  const [here, setHere] = useState<Here>(NOBODY_HERE);
  const timers = useRef<Record<string, ReturnType<typeof setTimeout>>>({});
  const saidAtMs = useRef(0);
  useEffect(() => () => Object.values(timers.current).forEach(clearTimeout), []);
  function forAWhile(hint: Partial<Here>, over: Partial<Here>) {
    const name = Object.keys(hint).join();
    clearTimeout(timers.current[name]);
    setHere((last) => ({ ...last, ...hint }));
    timers.current[name] = setTimeout(() => setHere((last) => ({ ...last, ...over })), WRITES_MS);
  }
  function hear(push: MemberPush) {
    if (push.is === 'ready') return setHere(NOBODY_HERE);
    if (push.conversationId !== conversationId) return;
    if (push.is === 'presence') {
      const { members, visitor } = push;
      setHere((last) => ({ ...last, members, visitor }));
    } else if (push.is === 'typing') {
      if (push.by === 'visitor') forAWhile({ visitorWrites: true }, { visitorWrites: false });
      else forAWhile({ writing: push.name }, { writing: null });
    } else if (push.is === 'message') setHere((last) => ({ ...last, writing: null, visitorWrites: false }));
  }
  /** Says a hint of one's own, not with every letter. */
  function said(say: () => void) {
    if (Date.now() - saidAtMs.current < WRITES_MS / 2) return;
    saidAtMs.current = Date.now();
    say();
  }
  return { here, hear, said };
}
