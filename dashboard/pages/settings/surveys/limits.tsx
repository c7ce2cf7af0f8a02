// What holds for all questions: how often one device is asked, when not, the public page for reviews, and scores by doctor.
import { defaultCaps } from '../../../../worker/contract/surveys.ts';
import { Check } from '../../../parts/check.tsx';
import { Field } from '../../../parts/field.tsx';
import { useReader } from '../../../reader.ts';
import type { SectionProps } from '../../settings.tsx';

export function SurveyLimits({ draft, edit, error, site }: SectionProps) {
  const { t } = useReader();
  const { caps, publicReview, doctorView } = draft.settings;
  return (
    <>
      <fieldset class="pair">
        <legend>{t('survey_limits')}</legend>
        <p class="hint">{t('survey_limits_hint')}</p>
        <Field
          name="settings.caps.days"
          label={t('survey_days')}
          hint={t('survey_days_hint')}
          error={error}
          fix={t('fix_survey_days')}
        >
          {(control) => (
            <input
              {...control}
              class="short"
              type="number"
              min={1}
              max={365}
              step={1}
              value={caps.days}
              onInput={(e) =>
                edit((d) => void (d.settings.caps.days = Math.round(e.currentTarget.valueAsNumber) || 0))
              }
            />
          )}
        </Field>
        <QuietHours draft={draft} edit={edit} error={error} />
      </fieldset>
      <Field
        name="settings.publicReview"
        label={t('survey_review')}
        hint={t('survey_review_hint')}
        error={error}
        fix={t('fix_survey_review')}
      >
        {(control) => (
          <input
            {...control}
            type="url"
            inputMode="url"
            spellcheck={false}
            maxLength={300}
            placeholder="https://"
            value={publicReview}
            onInput={(e) => edit((d) => void (d.settings.publicReview = e.currentTarget.value.trim()))}
          />
        )}
      </Field>
      {site.role === 'owner' && (
        <Check
          label={t('doctor_view')}
          hint={t('doctor_view_hint')}
          checked={doctorView}
          onChange={(on) => edit((d) => void (d.settings.doctorView = on))}
        />
      )}
    </>
  );
}

function QuietHours({ draft, edit, error }: Pick<SectionProps, 'draft' | 'edit' | 'error'>) {
  const { t } = useReader();
  const { quietHours } = draft.settings.caps;
  const time = (i: 0 | 1) => (
    <Field
      name={`settings.caps.quietHours.${i}`}
      label={t(i === 0 ? 'survey_quiet_from' : 'survey_quiet_to')}
      error={error}
    >
      {(control) => (
        <input
          {...control}
          class="short"
          type="time"
          value={quietHours?.[i]}
          onChange={(e) =>
            edit((d) => {
              const hours = d.settings.caps.quietHours;
              if (hours && e.currentTarget.value) hours[i] = e.currentTarget.value;
            })
          }
        />
      )}
    </Field>
  );
  return (
    <>
      <Check
        label={t('survey_quiet')}
        hint={t('survey_quiet_hint')}
        checked={quietHours !== undefined}
        onChange={(on) =>
          edit((d) => {
            const hours = defaultCaps().quietHours;
            if (on && hours) d.settings.caps.quietHours = hours;
            else delete d.settings.caps.quietHours;
          })
        }
      />
      {quietHours && (
        <div class="row top">
          {time(0)}
          {time(1)}
        </div>
      )}
    </>
  );
}
