// Notices that were given up: which, why, and one press that sends them again under the ids they have.
import { useState } from 'preact/hooks';
import type { DeadNotice } from '../../../../worker/contract/channels.ts';
import { act } from '../../../act.ts';
import { api } from '../../../api.ts';
import type { ApiError } from '../../../api.ts';
import { Loaded, Skeleton } from '../../../parts/loaded.tsx';
import { ErrorLine } from '../../../parts/notice.tsx';
import { useReader } from '../../../reader.ts';
import type { SiteInHand } from '../../../reader.ts';
import { useResource } from '../../../resource.ts';
import { whyKey } from './channel-row.tsx';

export function DeadNotices({ site, changed }: { site: SiteInHand; changed: () => void }) {
  const { t } = useReader();
  const dead = useResource(`dead ${site.id}`, (signal) => api.deadNotices(site.id, signal));
  const [state, setState] = useState<ApiError | 'sending' | 'done' | null>(null);
  async function replay(ids: string[]) {
    setState('sending');
    setState((await act(() => api.replayNotices(site.id, ids))) ?? 'done');
    dead.reload();
    changed();
  }
  return (
    <section aria-labelledby="dead-title">
      <h3 id="dead-title">{t('dead_title')}</h3>
      <p class="hint">{t('dead_intro')}</p>
      <Loaded resource={dead} skeleton={<Skeleton lines={2} />}>
        {(list) => (
          <>
            <ul class="plain">
              {list.map((notice) => (
                <DeadRow key={notice.id} notice={notice} zone={site.zone} />
              ))}
            </ul>
            {state !== null && typeof state === 'object' && <ErrorLine error={state} />}
            <p class="row">
              {list.length > 0 && (
                <button
                  class="button small"
                  type="button"
                  disabled={state === 'sending'}
                  onClick={() => void replay(list.map(({ id }) => id))}
                >
                  {t('dead_replay', { n: list.length })}
                </button>
              )}
              <span role="status" class="small">
                {state === 'done' && t('dead_replayed')}
              </span>
            </p>
          </>
        )}
      </Loaded>
    </section>
  );
}

function DeadRow({ notice, zone }: { notice: DeadNotice; zone: string }) {
  const { t, format } = useReader();
  const { event, topic, channel, createdAtMs, error } = notice;
  return (
    <li class="item">
      <div>
        <b>{t(`event_${event}`)}</b>
        {topic && ` · ${t(`topic_${topic}`)}`} <span class="small">{format.moment(createdAtMs, zone)}</span>
        <p class="small">
          {t(`channel_${channel.kind}`)} <bdi>{channel.label}</bdi>. {t(whyKey(error))}
        </p>
      </div>
    </li>
  );
}
