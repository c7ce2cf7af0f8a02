// Addresses outside the list whose pages carry the tag: accepted or hidden by one press each, stored at once.
import { useState } from 'preact/hooks';
import type { UnknownOrigin } from '../../../worker/contract/clinics.ts';
import { act } from '../../act.ts';
import { api } from '../../api.ts';
import type { ApiError } from '../../api.ts';
import { shownDomain } from '../../domains.ts';
import { ErrorLine } from '../../parts/notice.tsx';
import { useReader } from '../../reader.ts';
import { useResource, valueOf } from '../../resource.ts';
import { updateOf } from '../../site-draft.ts';
import type { SectionProps } from '../settings.tsx';

type OriginsProps = Pick<SectionProps, 'stored' | 'adopt'> & { everyMs?: number };

export function UnknownOrigins({ stored, adopt, everyMs = 60_000 }: OriginsProps) {
  const { t, format } = useReader();
  const origins = useResource(`origins ${stored.id}`, (signal) => api.origins(stored.id, signal), {
    everyMs,
  });
  const [error, setError] = useState<ApiError | null>(null);
  const [said, setSaid] = useState('');
  const list = valueOf(origins) ?? [];

  async function run(what: () => Promise<unknown>, words: string) {
    setSaid('');
    const failed = await act(what);
    setError(failed);
    if (failed === null) setSaid(words);
    origins.reload();
  }
  async function accept(origin: string) {
    const latest = await api.site(stored.id);
    const update = updateOf(latest);
    if (!update.settings.origins.includes(origin)) update.settings.origins.push(origin);
    adopt(await api.saveSite(stored.id, update), (draft) => {
      if (!draft.settings.origins.includes(origin)) draft.settings.origins.push(origin);
    });
  }
  return (
    <>
      <p role="status" class="small">
        {said}
      </p>
      {error && <ErrorLine error={error} />}
      {list.length > 0 && (
        <section class="unknown" aria-labelledby="unknown-title">
          <h3 id="unknown-title">{t('unknown_origins')}</h3>
          <p class="hint">{t('unknown_origins_hint')}</p>
          <ul class="plain">
            {list.map((one) => (
              <li key={one.origin} class="item">
                <div>
                  <OriginName origin={one} />
                  <p class="small">{t('origin_seen', { n: one.seen, day: format.longDay(one.lastDay) })}</p>
                </div>
                <p class="row">
                  <button
                    class="button small"
                    type="button"
                    aria-label={t('origin_accept_named', { name: one.origin })}
                    onClick={() =>
                      void run(
                        () => accept(one.origin),
                        t('origin_accepted', { name: shownDomain(one.origin) }),
                      )
                    }
                  >
                    {t('origin_accept')}
                  </button>
                  <button
                    class="link"
                    type="button"
                    aria-label={t('origin_ignore_named', { name: one.origin })}
                    onClick={() =>
                      void run(
                        () => api.ignoreOrigin(stored.id, one.origin),
                        t('origin_ignored', { name: shownDomain(one.origin) }),
                      )
                    }
                  >
                    {t('origin_ignore')}
                  </button>
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

/** In its own letters and as stored: letters of another script can look like yours. */
function OriginName({ origin: { origin } }: { origin: UnknownOrigin }) {
  const shown = shownDomain(origin);
  return (
    <>
      <b>
        <bdi>{shown}</bdi>
      </b>
      {shown !== origin && <span class="small"> {origin}</span>}
    </>
  );
}
