// How the clinic is told that somebody waits: each way with its proof, its failures, what it may carry, and what never arrived.
import { useRef, useState } from 'preact/hooks';
import { api } from '../../api.ts';
import { CopyText } from '../../parts/copy.tsx';
import { Loaded, Skeleton } from '../../parts/loaded.tsx';
import { useReader } from '../../reader.ts';
import { useResource } from '../../resource.ts';
import type { SectionProps } from '../settings.tsx';
import { ChannelRow } from './notices/channel-row.tsx';
import { DeadNotices } from './notices/dead-notices.tsx';
import { NewChannel } from './notices/new-channel.tsx';

export function NoticesSection({ site, stored }: SectionProps) {
  const { t } = useReader();
  const channels = useResource(`channels ${site.id}`, (signal) => api.channels(site.id, signal));
  const [secret, setSecret] = useState<string | null>(null);
  // What was given up stays in view once it is sent again: its place says so.
  const showsDead = useRef(false);
  return (
    <>
      <p>{t('notices_intro')}</p>
      <Loaded resource={channels} skeleton={<Skeleton lines={3} />}>
        {({ channels: list, kinds, dead }) => (
          <>
            {list.length === 0 ? (
              <p class="calm">{t('notices_none')}</p>
            ) : (
              <ul class="plain">
                {list.map((channel) => (
                  <ChannelRow
                    key={channel.id}
                    site={site}
                    holdsWords={stored.dataPlace !== 'russia'}
                    channel={channel}
                    changed={channels.reload}
                  />
                ))}
              </ul>
            )}
            {(showsDead.current ||= dead > 0) && <DeadNotices site={site} changed={channels.reload} />}
            {secret !== null && (
              <div class="once" role="status">
                <p>
                  <strong>{t('secret_once')}</strong>
                </p>
                <CopyText text={secret} label={t('secret')} />
              </div>
            )}
            <NewChannel
              site={site}
              kinds={kinds}
              added={(channel) => {
                setSecret(channel.secret ?? null);
                channels.reload();
              }}
            />
          </>
        )}
      </Loaded>
    </>
  );
}
