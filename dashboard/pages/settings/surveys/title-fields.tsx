// The clinic's own words for a question in both languages; the editor warns of words that ask for yes or no, or that push.
import { SURVEY_WORDS } from '../../../../worker/contract/survey-words.ts';
import { LANGUAGES } from '../../../../worker/contract/vocabulary.ts';
import { wordingWarnings } from '../../../../worker/domain/survey-wording.ts';
import { Field } from '../../../parts/field.tsx';
import { useReader } from '../../../reader.ts';
import { isReworded } from '../../../survey-draft.ts';
import type { SurveyFormProps } from './form.tsx';

const MAX_TITLE = 160;

export function TitleFields({ survey, index, stored, error, change }: SurveyFormProps) {
  const { t } = useReader();
  return (
    <fieldset class="pair">
      <legend>{t('survey_title')}</legend>
      <p class="hint">{t('survey_title_hint')}</p>
      {LANGUAGES.map((code) => {
        const warnings = wordingWarnings(survey.question, code, survey.title[code]);
        return (
          <div key={code} class="worded">
            <Field
              name={`settings.surveys.${index}.title.${code}`}
              label={t(`language_${code}`)}
              error={error}
            >
              {(control) => (
                <input
                  {...control}
                  lang={code}
                  maxLength={MAX_TITLE}
                  placeholder={SURVEY_WORDS[survey.question][code].title}
                  value={survey.title[code]}
                  onInput={(e) => change((s) => void (s.title[code] = e.currentTarget.value))}
                />
              )}
            </Field>
            <div role="status">
              {warnings.map((warning) => (
                <p key={warning} class="warning small">
                  {t(`wording_${warning}`)}
                </p>
              ))}
            </div>
          </div>
        );
      })}
      <div role="status">
        {isReworded(survey, stored.settings.surveys) && <p class="warning">{t('survey_new_series')}</p>}
      </div>
    </fieldset>
  );
}
