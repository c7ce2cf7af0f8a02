// One card or set of invites: what it is about, how many have answered, and what can be done with it.
import { useState } from 'preact/hooks';
import type { LinkView } from '../../../worker/contract/links.ts';
import { localDay } from '../../../worker/domain/calendar.ts';
import { act } from '../../act.ts';
import { api } from '../../api.ts';
import type { ApiError } from '../../api.ts';
import { CopyText } from '../../parts/copy.tsx';
import { ErrorLine } from '../../parts/notice.tsx';
import { useReader } from '../../reader.ts';
import type { Reader, SiteInHand } from '../../reader.ts';
import { href } from '../../router.ts';

type RowProps = { link: LinkView; site: SiteInHand; changed: () => void };

/** Branch and doctor, or the whole clinic. */
export const aboutOf = ({ t }: Reader, { branch, doctor }: LinkView): string =>
  [branch, doctor].filter(Boolean).join(' · ') || t('link_whole');

export function LinkRow({ link, site, changed }: RowProps) {
  const reader = useReader();
  const { t } = reader;
  const [error, setError] = useState<ApiError | null>(null);
  const about = aboutOf(reader, link);
  const name = link.label === '' ? about : `${about}, ${link.label}`;
  const isOver = link.expiresAtMs !== null && link.expiresAtMs <= Date.now();
  const turn = async () => {
    setError(await act(() => api.switchLink(site.id, link.id, !link.on)));
    changed();
  };
  return (
    <li class={link.on && !isOver ? 'item link-row' : 'item link-row off'}>
      <div>
        <b>{about}</b>
        {link.label !== '' && <span class="link-label"> {link.label}</span>}
        <p class="small">{factsOf(reader, link, { site, isOver }).join(' · ')}</p>
        {link.url !== null && link.on && <CopyText text={link.url} label={t('link_address_of', { name })} />}
        {error && <ErrorLine error={error} />}
      </div>
      <p class="row">
        {link.kind === 'card' && link.on && (
          <a
            class="button small"
            href={`${href({ page: 'links', site: site.id })}?print=${link.id}`}
            aria-label={t('link_print_of', { name })}
          >
            {t('link_print')}
          </a>
        )}
        {!isOver && (
          <button
            class="link"
            type="button"
            aria-label={t(link.on ? 'link_switch_off_of' : 'link_switch_on_of', { name })}
            onClick={() => void turn()}
          >
            {t(link.on ? 'link_switch_off' : 'link_switch_on')}
          </button>
        )}
      </p>
    </li>
  );
}

type Facts = { site: SiteInHand; isOver: boolean };

function factsOf({ t, format }: Reader, link: LinkView, { site, isOver }: Facts): string[] {
  const dayOf = (atMs: number) => format.day(localDay(atMs, site.zone));
  const uses =
    link.invites === null
      ? t('link_uses', { n: link.uses })
      : t('link_uses_of', { n: link.uses, of: link.invites });
  const until =
    link.expiresAtMs === null
      ? []
      : [isOver ? t('link_over') : t('link_until_day', { day: dayOf(link.expiresAtMs) })];
  return [
    uses,
    ...(link.on ? [] : [t('link_off')]),
    ...until,
    t('link_made', { day: dayOf(link.createdAtMs), name: link.by }),
  ];
}
