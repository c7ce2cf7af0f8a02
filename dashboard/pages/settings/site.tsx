// The site itself: the switch that stops everything, its name, domain and zone, where its pages live and where its data lies.
import { Field } from '../../parts/field.tsx';
import { LinesField } from '../../parts/lines-field.tsx';
import { ZoneField } from '../../parts/zone-field.tsx';
import { shownDomain } from '../../domains.ts';
import { useReader } from '../../reader.ts';
import type { SectionProps } from '../settings.tsx';
import { LANGUAGES } from '../../../worker/contract/vocabulary.ts';
import { SiteSwitch } from './site-switch.tsx';
import { UnknownOrigins } from './unknown-origins.tsx';

export function SiteSection({ draft, edit, error, stored, adopt }: SectionProps) {
  const { t } = useReader();
  return (
    <>
      <SiteSwitch stored={stored} adopt={adopt} />
      <UnknownOrigins stored={stored} adopt={adopt} />
      <div class="form">
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
              value={shownDomain(draft.domain)}
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
          lines={draft.settings.origins.map(shownDomain)}
          onChange={(lines) => edit((d) => void (d.settings.origins = lines))}
        />
        <ZoneField
          name="zone"
          hint={t('zone_hint')}
          zone={draft.zone}
          error={error}
          onChange={(zone) => edit((d) => void (d.zone = zone))}
        />
        <Field
          name="settings.language"
          label={t('site_language')}
          hint={t('site_language_hint')}
          error={error}
        >
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
          {stored.dataPlace === 'russia' && <p class="hint">{t('place_russia_what')}</p>}
          <p class="hint">{t('data_place_hint')}</p>
        </div>
      </div>
    </>
  );
}
