// What the field for words asks after some of the answers; after the others it asks what the instrument asks. Never required.
import { SURVEY_WORDS } from '../../../../worker/contract/survey-words.ts';
import { LANGUAGES } from '../../../../worker/contract/vocabulary.ts';
import { Check } from '../../../parts/check.tsx';
import { Field } from '../../../parts/field.tsx';
import { useReader } from '../../../reader.ts';
import type { SurveyFormProps } from './form.tsx';

const MAX_ASK = 120;

export function FollowUpFields({ survey, index, error, change }: SurveyFormProps) {
  const { t, language } = useReader();
  const { options } = SURVEY_WORDS[survey.question][language];
  const { followUp } = survey;
  if (options.length === 0) return null;
  const at = `settings.surveys.${index}.followUp`;
  // The lower half of the scale: what is missing is asked of those who miss it.
  const lowest = [...options].map(([score]) => score).sort((a, b) => a - b);
  const start = () => ({
    when: lowest.slice(0, Math.max(1, Math.floor(lowest.length / 3))),
    ask: { ru: '', en: '' },
  });
  return (
    <fieldset class="pair">
      <legend>{t('survey_follow')}</legend>
      <Check
        label={t('survey_follow_on')}
        hint={t('survey_follow_hint')}
        checked={followUp !== undefined}
        onChange={(on) =>
          change((s) => {
            if (on) s.followUp = start();
            else delete s.followUp;
          })
        }
      />
      {followUp && (
        <>
          <fieldset class="chips">
            <legend class="small">{t('survey_follow_when')}</legend>
            {options.map(([score, words]) => (
              <Check
                key={score}
                label={words}
                checked={followUp.when.includes(score)}
                onChange={(on) =>
                  change((s) => {
                    if (!s.followUp) return;
                    const rest = s.followUp.when.filter((one) => one !== score);
                    s.followUp.when = on ? [...rest, score].sort((a, b) => a - b) : rest;
                  })
                }
              />
            ))}
          </fieldset>
          {followUp.when.length === 0 && (
            <p class="field-error" role="alert">
              {t('fix_survey_when')}
            </p>
          )}
          {LANGUAGES.map((code) => (
            <Field key={code} name={`${at}.ask.${code}`} label={t(`language_${code}`)} error={error}>
              {(control) => (
                <input
                  {...control}
                  lang={code}
                  maxLength={MAX_ASK}
                  placeholder={SURVEY_WORDS[survey.question][code].more}
                  value={followUp.ask[code]}
                  onInput={(e) =>
                    change((s) => {
                      if (s.followUp) s.followUp.ask[code] = e.currentTarget.value;
                    })
                  }
                />
              )}
            </Field>
          ))}
        </>
      )}
    </fieldset>
  );
}
