// Which sites a member sees: all of the clinic, or those ticked.
import { useId } from 'preact/hooks';
import type { Me } from '../../worker/contract/members.ts';
import { useReader } from '../reader.ts';

type SitesProps = {
  legend: string;
  sites: Me['clinics'][number]['sites'];
  /** Empty: all; null: some, none ticked yet. */
  chosen: string[] | null;
  isWrong?: boolean;
  onChange: (chosen: string[] | null) => void;
};

export function MemberSites({ legend, sites, chosen, isWrong = false, onChange }: SitesProps) {
  const { t } = useReader();
  const id = useId();
  const isAll = chosen !== null && chosen.length === 0;
  const ticked = chosen ?? [];
  const tick = (site: string, on: boolean) => {
    const next = on ? [...ticked, site] : ticked.filter((one) => one !== site);
    onChange(next.length === 0 ? null : next);
  };
  return (
    <fieldset
      class={isWrong ? 'member-sites wrong' : 'member-sites'}
      aria-describedby={isWrong ? `${id}-error` : undefined}
    >
      <legend>{legend}</legend>
      <label>
        <input type="radio" name={id} checked={isAll} onChange={() => onChange([])} />
        <span>{t('sites_all')}</span>
      </label>
      <label>
        <input type="radio" name={id} checked={!isAll} onChange={() => onChange(null)} />
        <span>{t('sites_some')}</span>
      </label>
      {!isAll && (
        <ul class="plain">
          {sites.map((site) => (
            <li key={site.id}>
              <label>
                <input
                  type="checkbox"
                  checked={ticked.includes(site.id)}
                  onChange={(event) => tick(site.id, event.currentTarget.checked)}
                />
                <span>{site.name}</span>
              </label>
            </li>
          ))}
        </ul>
      )}
      {isWrong && (
        <p class="field-error" id={`${id}-error`} role="alert">
          {t('fix_sites')}
        </p>
      )}
    </fieldset>
  );
}
