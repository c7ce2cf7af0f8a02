// One conversation: what was said, how to reach the person, the answer, and how it ended.
import { useEffect, useRef } from 'preact/hooks';
import type { Thread } from '../../worker/contract/members.ts';
import { act } from '../act.ts';
import { api } from '../api.ts';
import { concerns, useLive } from '../live.ts';
import { ContactCard } from '../parts/contact-card.tsx';
import { Loaded, Skeleton } from '../parts/loaded.tsx';
import { Messages } from '../parts/messages.tsx';
import { ReplyBox } from '../parts/reply-box.tsx';
import { ThreadEnd } from '../parts/thread-end.tsx';
import { draftOf, useSends } from '../sends.ts';
import { useReader } from '../reader.ts';
import type { SiteInHand } from '../reader.ts';
import { useResource, valueOf } from '../resource.ts';
import { go } from '../router.ts';

const THREAD_EVERY_MS = 4_000;

type PaneProps = {
  site: SiteInHand;
  id: string;
  /** The address of the list. */
  back: string;
  /** The address of the next conversation that waits; null when none does. */
  nextWaiting: string | null;
  onChange: () => void;
};

export function ThreadPane({ site, id, back, nextWaiting, onChange }: PaneProps) {
  const { t } = useReader();
  const live = useLive(site.id, (push) => concerns(push, id) && thread.renew());
  const thread = useResource(`thread ${id}`, (signal) => api.thread(site.id, id, signal), {
    everyMs: live.pace(THREAD_EVERY_MS),
  });
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus({ preventScroll: true }), []);
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
            site={site}
            thread={value}
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

type ViewProps = { site: SiteInHand; thread: Thread; changed: () => void; gone: () => void };

function ThreadView({ site, thread, changed, gone }: ViewProps) {
  const { t } = useReader();
  const { conversation, messages } = thread;
  const { sends, send, retry } = useSends(
    conversation.id,
    (body) => api.reply(site.id, conversation.id, body),
    changed,
  );
  return (
    <>
      <ContactCard conversation={conversation} zone={site.zone} />
      <Messages
        messages={messages}
        sends={sends}
        retry={retry}
        zone={site.zone}
        language={conversation.language}
      />
      {conversation.state === 'closed' ? (
        <p class="calm">
          {t('closed_as', { outcome: conversation.outcome ? t(`outcome_${conversation.outcome}`) : '–' })}
        </p>
      ) : (
        <ReplyBox draft={draftOf(conversation.id)} onSend={send} key={conversation.id} />
      )}
      <ThreadEnd
        isClosed={conversation.state === 'closed'}
        isCallback={conversation.kind === 'callback'}
        close={(outcome) => finish(() => api.close(site.id, conversation.id, outcome), changed)}
        reopen={() => finish(() => api.reopen(site.id, conversation.id), changed)}
        erase={() => finish(() => api.erase(site.id, conversation.id), gone)}
      />
    </>
  );
}

async function finish(run: () => Promise<unknown>, then: () => void) {
  const error = await act(run);
  if (!error) then();
  return error;
}
