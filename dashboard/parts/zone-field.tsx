// A time zone, found by typing a city: the platform's own list of suggestions, which works by keyboard and on a phone.
import { useId, useState } from 'preact/hooks';
import type { ApiError } from '../api.ts';
import { useReader } from '../reader.ts';
import { listZones, zoneLabel, zoneOf } from '../zones.ts';
import type { Zone } from '../zones.ts';
import { Field } from './field.tsx';

type ZoneProps = {
  name: string;
  hint: string;
  zone: string;
  error: ApiError | null;
  onChange: (zone: string) => void;
};

export function ZoneField({ name, hint, zone, error, onChange }: ZoneProps) {
  const { t, language } = useReader();
  const listId = useId();
  const [zones, setZones] = useState<Zone[]>([]);
  const [typed, setTyped] = useState(zone);
  // Picked, discarded or saved: the field shows the zone in hand; while somebody types it shows what is typed.
  const shown = zoneOf(typed, zones) === zone ? typed : zone;
  return (
    <Field name={name} label={t('zone')} hint={hint} error={error} fix={t('fix_zone')}>
      {(control) => (
        <>
          <input
            {...control}
            class="zone"
            list={listId}
            autocomplete="off"
            spellcheck={false}
            value={shown}
            onFocus={() => zones.length === 0 && setZones(listZones(language, zone))}
            onInput={(event) => {
              const text = event.currentTarget.value;
              const all = zones.length > 0 ? zones : listZones(language, zone);
              setZones(all);
              setTyped(text);
              onChange(zoneOf(text, all));
            }}
          />
          <span class="small">{zoneLabel(language, zone) === zone ? '' : zoneLabel(language, zone)}</span>
          <datalist id={listId}>
            {zones.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
