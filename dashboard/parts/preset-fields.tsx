// Rules to begin with: what the site is made with, and which booking service opens on it.
import { useId, useState } from 'preact/hooks';
import { BOOKING_SERVICES, SITE_KINDS } from '../../worker/contract/presets.ts';
import type { SiteKind } from '../../worker/contract/presets.ts';
import { useReader } from '../reader.ts';
import { Check } from './check.tsx';

/** Replaces the addresses of three stages: said beside the button, and undone by discarding the draft. */
export function SiteKindField({ apply }: { apply: (kind: SiteKind) => void }) {
  const { t } = useReader();
  const [kind, setKind] = useState<SiteKind>('plain');
  const [applied, setApplied] = useState<SiteKind | null>(null);
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{t('preset')}</label>
      <span class="row">
        <select
          id={id}
          value={kind}
          aria-describedby={`${id}-hint`}
          onChange={(event) => setKind(SITE_KINDS.find((one) => one === event.currentTarget.value) ?? kind)}
        >
          {SITE_KINDS.map((one) => (
            <option key={one} value={one}>
              {t(`preset_${one}`)}
            </option>
          ))}
        </select>
        <button
          class="button"
          type="button"
          onClick={() => {
            apply(kind);
            setApplied(kind);
          }}
        >
          {t('preset_apply')}
        </button>
      </span>
      <p class="hint" id={`${id}-hint`}>
        {t('preset_hint')}
      </p>
      <p class="small" role="status">
        {applied && t('preset_applied')}
      </p>
    </div>
  );
}

type ServicesProps = { hosts: readonly string[]; onChange: (hosts: string[]) => void };

/** Ticks for the services we know; other hosts are typed below. */
export function BookingServices({ hosts, onChange }: ServicesProps) {
  const { t, language } = useReader();
  return (
    <fieldset class="services">
      <legend>{t('booking_services')}</legend>
      <p class="hint">{t('booking_services_hint')}</p>
      <div class="service-list">
        {BOOKING_SERVICES.map(({ name, host }) => (
          <Check
            key={host}
            label={name[language]}
            checked={hosts.includes(host)}
            onChange={(on) => onChange(on ? [...hosts, host] : hosts.filter((one) => one !== host))}
          />
        ))}
      </div>
    </fieldset>
  );
}
