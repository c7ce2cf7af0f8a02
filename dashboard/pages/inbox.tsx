// The inbox: who waits on the left, one conversation on the right; on a phone one after the other.
import { useEffect, useRef } from 'preact/hooks';
import type { Desk } from '../../worker/contract/desk.ts';
import { WAITING_CAP } from '../../worker/contract/desk.ts';
import type { InboxPage as Page } from '../../worker/contract/members.ts';
import { act } from '../act.ts';
import { api } from '../api.ts';
import { openDrafts } from '../drafts.ts';
import { asked, filterOf, withFilter } from '../inbox-filter.ts';
import type { InboxFilter } from '../inbox-filter.ts';
import { isNews, useLive } from '../live.ts';
import { Filters } from '../parts/inbox/filters.tsx';
import { KeysHelp } from '../parts/inbox/keys-help.tsx';
import { Loaded, Skeleton } from '../parts/loaded.tsx';
import { hasUnsent } from '../sends.ts';
import { useShortcuts } from '../shortcuts.ts';
import { useUnloadWarning } from '../unload-warning.ts';
import { ThreadPane } from './thread.tsx';
import { useReader } from '../reader.ts';
import type { SiteInHand } from '../reader.ts';
import { useResource, valueOf } from '../resource.ts';
import type { Resource } from '../resource.ts';
import { href } from '../router.ts';
import type { PageProps } from './app.tsx';
import { InboxList } from './inbox/list.tsx';

const LIST_EVERY_MS = 5_000;
/** Colleagues, teams and ready-made replies change rarely. */
const DESK_EVERY_MS = 120_000;

export function InboxPage({ me, site, route, query }: PageProps) {
  const { t } = useReader();
  openDrafts(me.member.id);
  const open = route.page === 'inbox' ? route.conversation : null;
  const filter = filterOf(query);
  const live = useLive(site.id, ({ is }) => isNews(is) && inbox.renew());
  const key = `inbox ${site.id} ${JSON.stringify(filter)}`;
  const inbox = useResource(key, (signal) => api.inbox(site.id, asked(filter), signal), {
    everyMs: live.pace(LIST_EVERY_MS),
  });
  const desk = useResource(`desk ${site.id}`, (signal) => api.desk(site.id, signal), {
    everyMs: DESK_EVERY_MS,
  });
  const help = useRef<HTMLDialogElement>(null);
  useSeen(site.id);
  useWayBack(open);
  useUnloadWarning(hasUnsent);
  useShortcuts({ '?': () => help.current?.showModal() });
  const addressOf = (conversation: string | null, shown: InboxFilter = filter) =>
    withFilter(href({ page: 'inbox', site: site.id, conversation }), shown);
  const waiting = valueOf(inbox)?.waiting;
  return (
    <div class={open ? 'inbox reading' : 'inbox'}>
      <section class="inbox-list" aria-labelledby="inbox-title">
        <header class="section-head">
          <h1 id="inbox-title" tabIndex={-1}>
            {t('page_inbox')}
          </h1>
          <button class="button small" type="button" onClick={() => help.current?.showModal()}>
            {t('keys')}
          </button>
        </header>
        <Filters
          filter={filter}
          waiting={waiting}
          teams={valueOf(desk)?.teams ?? []}
          addressOf={(shown) => addressOf(null, shown)}
        />
        <Waiting waiting={waiting} />
        <InboxList
          {...{ inbox, site, filter, open, addressOf }}
          me={me.member.id}
          desk={valueOf(desk) ?? null}
          key={key}
        />
      </section>
      {open ? (
        <Pane
          {...{ site, desk, open }}
          me={me.member}
          back={addressOf(null)}
          next={nextWaiting(inbox, filter, open, addressOf)}
          onChange={inbox.reload}
        />
      ) : (
        <p class="pick calm">{t('pick_conversation')}</p>
      )}
      <KeysHelp dialog={help} />
    </div>
  );
}

/** Back from a conversation the keyboard goes on at its row, or at the title when it is in this list no more. */
function useWayBack(open: string | null): void {
  const last = useRef(open);
  useEffect(() => {
    const left = open === null ? last.current : null;
    last.current = open;
    if (left === null) return;
    const row = document.querySelector<HTMLElement>(`[data-row="${left}"]`);
    (row ?? document.getElementById('inbox-title'))?.focus();
  }, [open]);
}

/** How many wait, for a screen reader that is elsewhere on the page. */
function Waiting({ waiting }: { waiting: number | undefined }) {
  const { t } = useReader();
  const said =
    waiting === undefined
      ? ''
      : waiting >= WAITING_CAP
        ? t('many_waiting', { n: WAITING_CAP })
        : t('n_waiting', { n: waiting });
  return (
    <p class="hidden" role="status">
      {said}
    </p>
  );
}

type OpenProps = {
  site: SiteInHand;
  me: { id: string; name: string };
  desk: Resource<Desk>;
  open: string;
  back: string;
  next: string | null;
  onChange: () => void;
};

/** A conversation is shown with the desk around it: whom it may be given to, what may be answered. */
function Pane({ site, me, desk, open, back, next, onChange }: OpenProps) {
  return (
    <Loaded
      resource={desk}
      skeleton={
        <section class="thread">
          <Skeleton lines={5} />
        </section>
      }
    >
      {(around) => (
        <ThreadPane key={open} {...{ site, me, back, onChange }} desk={around} id={open} nextWaiting={next} />
      )}
    </Loaded>
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

/** The most urgent conversation of the list, besides the one in view. */
function nextWaiting(
  inbox: Resource<Page>,
  { state }: InboxFilter,
  open: string,
  addressOf: (id: string) => string,
): string | null {
  if (state !== 'waiting' && state !== 'overdue') return null;
  const next = valueOf(inbox)?.conversations.find(({ id }) => id !== open);
  return next ? addressOf(next.id) : null;
}
