// The site itself: the tag to paste, its name, domain and zone, where its pages live, and the switch that stops everything.
import { Check } from '../../parts/check.tsx';
import { Snippet } from '../../parts/copy.tsx';
import { Field } from '../../parts/field.tsx';
import { LinesField } from '../../parts/lines-field.tsx';
import { useReader } from '../../reader.ts';
import type { SectionProps } from '../settings.tsx';
import { LANGUAGES } from '../../../worker/contract/vocabulary.ts';

export function SiteSection({ draft, edit, error, stored }: SectionProps) {
  const { t } = useReader();
  return (
    <div class="form">
      <div class="field">
        <h3>{t('snippet')}</h3>
        <Snippet text={stored.snippet} />
        <p class="hint">{t('snippet_hint')}</p>
      </div>
      <Check
        label={t('site_enabled')}
        hint={t('site_enabled_hint')}
        checked={draft.enabled}
        onChange={(enabled) => edit((d) => void (d.enabled = enabled))}
      />
      <Field name="name" label={t('site_title')} error={error}>
        {(control) => (
          <input
            {...control}
            maxLength={80}
            value={draft.name}
            onInput={(e) => edit((d) => void (d.name = e.currentTarget.value))}
          />
        )}
      </Field>
      <Field name="domain" label={t('domain')} error={error} fix={t('fix_domain')}>
        {(control) => (
          <input
            {...control}
            inputMode="url"
            spellcheck={false}
            value={draft.domain}
            onInput={(e) => edit((d) => void (d.domain = e.currentTarget.value))}
          />
        )}
      </Field>
      <LinesField
        name="settings.origins"
        label={t('origins')}
        hint={t('origins_hint')}
        fix={t('fix_origin')}
        error={error}
        lines={draft.settings.origins}
        onChange={(lines) => edit((d) => void (d.settings.origins = lines))}
      />
      <ZoneField draft={draft} edit={edit} error={error} />
      <Field name="settings.language" label={t('site_language')} hint={t('site_language_hint')} error={error}>
        {(control) => (
          <select
            {...control}
            value={draft.settings.language}
            onChange={(e) =>
              edit(
                (d) =>
                  void (d.settings.language = LANGUAGES.find((l) => l === e.currentTarget.value) ?? 'ru'),
              )
            }
          >
            {LANGUAGES.map((code) => (
              <option key={code} value={code}>
                {t(`language_${code}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <div class="field">
        <h3>{t('data_place')}</h3>
        <p>{t(`place_${stored.dataPlace}`)}</p>
        <p class="hint">{t('data_place_hint')}</p>
      </div>
    </div>
  );
}

function ZoneField({ draft, edit, error }: Pick<SectionProps, 'draft' | 'edit' | 'error'>) {
  const { t } = useReader();
  const zones = Intl.supportedValuesOf('timeZone');
  return (
    <Field name="zone" label={t('zone')} hint={t('zone_hint')} error={error}>
      {(control) => (
        <select
          {...control}
          value={draft.zone}
          onChange={(e) => edit((d) => void (d.zone = e.currentTarget.value))}
        >
          {(zones.includes(draft.zone) ? zones : [draft.zone, ...zones]).map((zone) => (
            <option key={zone} value={zone}>
              {zone.replaceAll('_', ' ')}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
