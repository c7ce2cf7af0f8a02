// The list of the inbox: its pages, moving along it by keyboard, and doing one thing with several conversations.
import { useRef, useState } from 'preact/hooks';
import type { BulkSend, Desk } from '../../../worker/contract/desk.ts';
import type { ConversationRow, InboxPage as Page } from '../../../worker/contract/members.ts';
import { act } from '../../act.ts';
import { api } from '../../api.ts';
import { asked, NO_FILTER } from '../../inbox-filter.ts';
import type { InboxFilter } from '../../inbox-filter.ts';
import { ConversationList, moveAlong } from '../../parts/conversation-list.tsx';
import { BulkBar } from '../../parts/inbox/bulk-bar.tsx';
import { whoseIs } from '../../parts/inbox/owner-line.tsx';
import { Loaded, Skeleton } from '../../parts/loaded.tsx';
import { useReader } from '../../reader.ts';
import type { SiteInHand } from '../../reader.ts';
import type { Resource } from '../../resource.ts';
import { useShortcuts } from '../../shortcuts.ts';

type ListProps = {
  inbox: Resource<Page>;
  site: SiteInHand;
  me: string;
  desk: Desk | null;
  filter: InboxFilter;
  open: string | null;
  addressOf: (id: string | null, filter?: InboxFilter) => string;
};

/** The first page is renewed as things happen; older ones are added below it and stay as they were read. */
export function InboxList({ inbox, site, me, desk, filter, open, addressOf }: ListProps) {
  const { t } = useReader();
  const [older, setOlder] = useState<Page[]>([]);
  const [picked, setPicked] = useState<string[] | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const pick = (id: string, on: boolean) =>
    setPicked((last) => [...(last ?? []).filter((one) => one !== id), ...(on ? [id] : [])]);
  useShortcuts({
    KeyJ: () => moveAlong(place.current, 1),
    KeyK: () => moveAlong(place.current, -1),
    KeyX: () => {
      const id = document.activeElement?.closest('li')?.querySelector<HTMLElement>('[data-row]')?.dataset[
        'row'
      ];
      if (id) pick(id, !picked?.includes(id));
    },
  });
  async function more(before: string) {
    const page = await api.inbox(site.id, { ...asked(filter), before });
    setOlder([...older, page]);
  }
  return (
    <div ref={place} class="rows">
      <Loaded resource={inbox} skeleton={<Skeleton lines={6} />}>
        {(first) => {
          const rows = unique([first, ...older]);
          const next = [first, ...older].at(-1)?.next ?? null;
          if (rows.length === 0)
            return <Nothing filter={filter} all={addressOf(null, { ...NO_FILTER, state: filter.state })} />;
          return (
            <>
              {desk && <Picking {...{ site, me, desk, picked, setPicked }} changed={inbox.reload} />}
              <ConversationList
                {...{ rows, open, addressOf, picked, pick }}
                zone={site.zone}
                whose={(row) => (desk ? whoseIs(row, { desk, me, t }) : null)}
              />
              {next !== null && (
                <button class="link" type="button" onClick={() => void act(() => more(next))}>
                  {t('show_more')}
                </button>
              )}
            </>
          );
        }}
      </Loaded>
    </div>
  );
}

/** Each once: one that moved between two pages stands where it was read last. */
function unique(pages: Page[]): ConversationRow[] {
  const seen = new Set<string>();
  return pages.flatMap((page) => page.conversations).filter(({ id }) => !seen.has(id) && seen.add(id));
}

function Nothing({ filter, all }: { filter: InboxFilter; all: string }) {
  const { t } = useReader();
  if (filter.topic === '' && filter.whose === '')
    return <p class="calm">{t(`inbox_empty_${filter.state}`)}</p>;
  return (
    <p class="calm">
      {t('inbox_empty_filtered')} <a href={all}>{t('inbox_clear_filter')}</a>
    </p>
  );
}

type PickingProps = {
  site: SiteInHand;
  me: string;
  desk: Desk;
  picked: string[] | null;
  setPicked: (picked: string[] | null) => void;
  changed: () => void;
};

function Picking({ site, me, desk, picked, setPicked, changed }: PickingProps) {
  const { t } = useReader();
  const [done, setDone] = useState<number | null>(null);
  async function run(body: BulkSend) {
    const error = await act(async () => setDone((await api.bulk(site.id, body)).done));
    if (error) return error;
    setPicked(null);
    changed();
    return null;
  }
  const ids = picked ?? [];
  return (
    <>
      <p class="row picking-head">
        <button
          class="link"
          type="button"
          aria-pressed={picked !== null}
          onClick={() => {
            setDone(null);
            setPicked(picked === null ? [] : null);
          }}
        >
          {t(picked === null ? 'select_many' : 'select_done')}
        </button>
        <span class="small" role="status">
          {done !== null && t('bulk_done', { n: done })}
        </span>
      </p>
      {picked !== null && (
        <BulkBar
          count={ids.length}
          desk={desk}
          me={me}
          give={(hand) => run({ do: 'assign', ids, ...hand })}
          close={(outcome) => run({ do: 'close', ids, outcome })}
        />
      )}
    </>
  );
}
