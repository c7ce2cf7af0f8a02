// What is done with one conversation: answered, given to somebody, called about, noted, closed, opened again, erased.
import { useState } from 'preact/hooks';
import type { Desk } from '../../../worker/contract/desk.ts';
import type { Thread } from '../../../worker/contract/members.ts';
import { act } from '../../act.ts';
import { api } from '../../api.ts';
import type { ApiError } from '../../api.ts';
import { cannedValues } from '../../canned-values.ts';
import { ContactCard } from '../../parts/contact-card.tsx';
import { CallPanel } from '../../parts/inbox/call-panel.tsx';
import { Earlier } from '../../parts/inbox/earlier.tsx';
import { NoteBox } from '../../parts/inbox/note-box.tsx';
import { nameOf, OwnerLine } from '../../parts/inbox/owner-line.tsx';
import { Watchers } from '../../parts/inbox/watchers.tsx';
import type { Here } from '../../parts/inbox/watchers.tsx';
import { Messages } from '../../parts/messages.tsx';
import { ReplyBox } from '../../parts/reply-box.tsx';
import { ThreadEnd } from '../../parts/thread-end.tsx';
import { useReader } from '../../reader.ts';
import type { SiteInHand } from '../../reader.ts';
import { useResource, valueOf } from '../../resource.ts';
import { href } from '../../router.ts';
import { randomId, useSends } from '../../sends.ts';
import { useShortcuts } from '../../shortcuts.ts';
import { writeDraft } from '../../use-draft.ts';

type ViewProps = {
  site: SiteInHand;
  me: { id: string; name: string };
  desk: Desk;
  here: Here;
  thread: Thread;
  typing: () => void;
  leave: () => void;
  changed: () => void;
  gone: () => void;
};

const NOT_ASKED = { reply: 0, note: 0, hand: 0, end: 0 };

export function ThreadView({ site, me, desk, here, thread, typing, leave, changed, gone }: ViewProps) {
  const { conversation, messages } = thread;
  const { id, kind, state, language } = conversation;
  const [asked, setAsked] = useState(NOT_ASKED);
  const ask = (what: keyof typeof NOT_ASKED) => setAsked((last) => ({ ...last, [what]: last[what] + 1 }));
  const { sends, send, retry, drop } = useSends(id, (body) => api.reply(site.id, id, body), changed);
  const earlier = useEarlier(site.id, conversation);
  const run = (call: () => Promise<unknown>) => finish(call, changed);
  const assign = (hand: Parameters<typeof api.assign>[2]) => run(() => api.assign(site.id, id, hand));
  useShortcuts({
    KeyR: () => ask('reply'),
    KeyN: () => ask('note'),
    KeyA: () => ask('hand'),
    KeyE: () => ask('end'),
    KeyT: () => void assign({ member: me.id }),
  });
  return (
    <>
      <OwnerLine {...{ conversation, desk, assign }} me={me.id} asked={asked.hand} />
      <ContactCard conversation={conversation} zone={site.zone} />
      <Earlier
        rows={earlier}
        zone={site.zone}
        addressOf={(other) => href({ page: 'inbox', site: site.id, conversation: other })}
      />
      {kind === 'callback' && (
        <CallPanel
          conversation={conversation}
          zone={site.zone}
          called={(call) => run(() => api.called(site.id, id, { id: randomId(), ...call }))}
        />
      )}
      <Messages
        {...{ thread, desk, sends, retry, language }}
        me={me.id}
        zone={site.zone}
        takeBack={(back) => {
          writeDraft(id, back.text);
          drop(back);
          ask('reply');
        }}
      />
      <Watchers here={here} />
      {state === 'closed' ? (
        <Closed conversation={conversation} desk={desk} zone={site.zone} />
      ) : (
        <ReplyBox
          key={id}
          place={id}
          topic={conversation.topic}
          canned={desk.canned}
          values={cannedValues(desk, conversation, { member: me.name, nowMs: Date.now() })}
          editAddress={href({ page: 'canned', site: site.id })}
          asked={asked.reply}
          onSend={(words) => send({ ...words, seen: messages.at(-1)?.seq ?? 0 })}
          onType={typing}
          leave={leave}
        />
      )}
      <NoteBox
        key={`note ${id}`}
        place={`note ${id}`}
        asked={asked.note}
        save={(text) => run(() => api.note(site.id, id, { id: randomId(), text }))}
      />
      <ThreadEnd
        isClosed={state === 'closed'}
        isCallback={kind === 'callback'}
        asked={asked.end}
        close={(outcome) => run(() => api.close(site.id, id, outcome))}
        reopen={() => run(() => api.reopen(site.id, id))}
        erase={() =>
          finish(
            () => api.erase(site.id, id),
            () => {
              for (const place of [id, `note ${id}`]) writeDraft(place, '');
              gone();
            },
          )
        }
      />
    </>
  );
}

/** Asked for once, when there is a contact to find others by; without them the conversation is whole as well. */
function useEarlier(siteId: string, { id, contact }: Thread['conversation']) {
  const person = useResource(contact ? `person ${id}` : null, (signal) => api.person(siteId, id, signal));
  return valueOf(person)?.earlier ?? [];
}

function Closed({
  conversation,
  desk,
  zone,
}: {
  conversation: Thread['conversation'];
  desk: Desk;
  zone: string;
}) {
  const { t, format } = useReader();
  const { outcome, closedById, closedAtMs } = conversation;
  return (
    <div class="calm" role="status">
      <p>{t('closed_as', { outcome: outcome ? t(`outcome_${outcome}`) : '–' })}</p>
      {closedById && closedAtMs !== null && (
        <p class="small">
          {t('closed_by', {
            name: nameOf(desk, closedById) ?? t('somebody_gone'),
            time: format.moment(closedAtMs, zone),
          })}
        </p>
      )}
    </div>
  );
}

async function finish(call: () => Promise<unknown>, then: () => void): Promise<ApiError | null> {
  const error = await act(call);
  if (!error) then();
  return error;
}
