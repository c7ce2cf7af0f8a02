// The inbox: who waits on the left, one conversation on the right; on a phone one after the other.
import { useEffect, useState } from 'preact/hooks';
import { CONVERSATION_STATES } from '../../worker/contract/vocabulary.ts';
import type { ConversationState } from '../../worker/contract/vocabulary.ts';
import type { InboxPage as Page } from '../../worker/contract/members.ts';
import { act } from '../act.ts';
import { api } from '../api.ts';
import { isNews, useLive } from '../live.ts';
import { ConversationList } from '../parts/conversation-list.tsx';
import { Loaded, Skeleton } from '../parts/loaded.tsx';
import { hasUnsent } from '../sends.ts';
import { useUnloadWarning } from '../unload-warning.ts';
import { ThreadPane } from './thread.tsx';
import { useReader } from '../reader.ts';
import type { SiteInHand } from '../reader.ts';
import { useResource, valueOf } from '../resource.ts';
import type { Resource } from '../resource.ts';
import { href } from '../router.ts';
import type { PageProps } from './app.tsx';

const LIST_EVERY_MS = 5_000;

export function InboxPage({ site, route, query }: PageProps) {
  const { t } = useReader();
  const open = route.page === 'inbox' ? route.conversation : null;
  const state = CONVERSATION_STATES.find((name) => name === query.get('state')) ?? 'waiting';
  const live = useLive(site.id, ({ is }) => isNews(is) && inbox.renew());
  const inbox = useResource(`inbox ${site.id} ${state}`, (signal) => api.inbox(site.id, { state }, signal), {
    everyMs: live.pace(LIST_EVERY_MS),
  });
  useSeen(site.id);
  useUnloadWarning(hasUnsent);
  const waiting = valueOf(inbox)?.waiting;
  const addressOf = (conversation: string | null) =>
    withState(href({ page: 'inbox', site: site.id, conversation }), state);
  return (
    <div class={open ? 'inbox reading' : 'inbox'}>
      <section class="inbox-list" aria-labelledby="inbox-title">
        <h1 id="inbox-title">{t('page_inbox')}</h1>
        <StateMenu site={site} state={state} waiting={waiting} />
        <p class="hidden" role="status">
          {waiting !== undefined && t('n_waiting', { n: waiting })}
        </p>
        <Rows inbox={inbox} site={site} state={state} open={open} addressOf={addressOf} />
      </section>
      {open ? (
        <ThreadPane
          key={open}
          site={site}
          id={open}
          back={addressOf(null)}
          nextWaiting={nextWaiting(inbox, state, open, addressOf)}
          onChange={inbox.reload}
        />
      ) : (
        <p class="pick calm">{t('pick_conversation')}</p>
      )}
    </div>
  );
}

/** Ask closes itself when nobody looks: an opened inbox is a look. A failed mark is repeated by the next one. */
function useSeen(site: string): void {
  useEffect(() => {
    const mark = () => {
      if (document.visibilityState === 'visible') void act(() => api.inboxSeen(site));
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [site]);
}

const withState = (address: string, state: ConversationState): string =>
  state === 'waiting' ? address : `${address}?${new URLSearchParams({ state })}`;

/** The conversation that has waited longest, besides the one in view. */
function nextWaiting(
  inbox: Resource<Page>,
  state: ConversationState,
  open: string,
  addressOf: (id: string) => string,
): string | null {
  if (state !== 'waiting') return null;
  const next = valueOf(inbox)?.conversations.find(({ id }) => id !== open);
  return next ? addressOf(next.id) : null;
}

type StateMenuProps = { site: SiteInHand; state: ConversationState; waiting: number | undefined };

function StateMenu({ site, state, waiting }: StateMenuProps) {
  const { t, format } = useReader();
  return (
    <nav class="tabs" aria-label={t('inbox_filter')}>
      {CONVERSATION_STATES.map((name) => (
        <a
          key={name}
          href={withState(href({ page: 'inbox', site: site.id, conversation: null }), name)}
          aria-current={name === state ? 'page' : undefined}
        >
          {t(`state_${name}`)}
          {name === 'waiting' && waiting ? ` ${format.number(waiting)}` : ''}
        </a>
      ))}
    </nav>
  );
}

type RowsProps = {
  inbox: Resource<Page>;
  site: SiteInHand;
  state: ConversationState;
  open: string | null;
  addressOf: (id: string) => string;
};

/** The first page is polled; older ones are added below it and stay as they were read. */
function Rows({ inbox, site, state, open, addressOf }: RowsProps) {
  const { t } = useReader();
  const [older, setOlder] = useState<{ of: string; pages: Page[] }>({ of: state, pages: [] });
  const pages = older.of === state ? older.pages : [];
  async function more(before: string) {
    const page = await api.inbox(site.id, { state, before });
    setOlder({ of: state, pages: [...pages, page] });
  }
  return (
    <Loaded resource={inbox} skeleton={<Skeleton lines={6} />}>
      {(first) => {
        const all = [first, ...pages];
        const seen = new Set<string>();
        const rows = all
          .flatMap((page) => page.conversations)
          .filter(({ id }) => !seen.has(id) && seen.add(id));
        const next = all.at(-1)?.next ?? null;
        if (rows.length === 0) return <p class="calm">{t(`inbox_empty_${state}`)}</p>;
        return (
          <>
            <ConversationList rows={rows} open={open} zone={site.zone} addressOf={addressOf} />
            {next !== null && (
              <button class="link" type="button" onClick={() => void act(() => more(next))}>
                {t('show_more')}
              </button>
            )}
          </>
        );
      }}
    </Loaded>
  );
}
