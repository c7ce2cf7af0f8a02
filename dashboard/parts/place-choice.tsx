// Where a new site's data lies: chosen once, so each choice says what it means before it is made.
import { useEffect, useRef } from 'preact/hooks';
import type { DataPlace } from '../../worker/contract/vocabulary.ts';
import type { ApiError } from '../api.ts';
import { useReader } from '../reader.ts';
import { isAbout } from './field.tsx';

type PlaceProps = {
  name: string;
  places: DataPlace[];
  chosen: DataPlace | null;
  error: ApiError | null;
  onChange: (place: DataPlace) => void;
};

export function PlaceChoice({ name, places, chosen, error, onChange }: PlaceProps) {
  const { t } = useReader();
  const isWrong = error !== null && isAbout(error, name);
  const set = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (isWrong) set.current?.querySelector('input')?.focus();
  }, [error]);
  return (
    <fieldset
      ref={set}
      class={isWrong ? 'places wrong' : 'places'}
      aria-describedby={isWrong ? `${name}-fixed ${name}-error` : `${name}-fixed`}
    >
      <legend>{t('data_place')}</legend>
      {places.map((place) => (
        <label key={place} class="place">
          <input
            type="radio"
            name={name}
            value={place}
            checked={chosen === place}
            aria-describedby={`${name}-${place}`}
            onChange={() => onChange(place)}
          />
          <span>
            <b>{t(place === 'russia' ? 'place_russia_name' : `place_${place}`)}</b>
            <span class="small" id={`${name}-${place}`}>
              {t(`place_${place}_what`)}
            </span>
          </span>
        </label>
      ))}
      <p class="hint" id={`${name}-fixed`}>
        {t('place_fixed')}
      </p>
      {isWrong && (
        <p class="field-error" id={`${name}-error`}>
          {t('fix_place')}
        </p>
      )}
    </fieldset>
  );
}
