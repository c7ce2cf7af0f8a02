// A question as a visitor meets it on a phone: the very words and order, the clinic's colour, and what follows each answer.
import { useId, useState } from 'preact/hooks';
import type { Survey } from '../../worker/contract/surveys.ts';
import { LANGUAGES } from '../../worker/contract/vocabulary.ts';
import type { Language } from '../../worker/contract/vocabulary.ts';
import { surveyView } from '../../worker/domain/survey-view.ts';
import { useReader } from '../reader.ts';

/** The visitor's words, in the visitor's language and not in the reader's. */
const AROUND = {
  ru: { optional: 'необязательно', send: 'Отправить' },
  en: { optional: 'optional', send: 'Send' },
} as const satisfies Record<Language, Record<string, string>>;

type SurveyPreviewProps = { survey: Survey; first: Language; hasText: boolean };

export function SurveyPreview({ survey, first, hasText }: SurveyPreviewProps) {
  const { t } = useReader();
  const [language, setLanguage] = useState<Language>(first);
  const name = useId();
  return (
    <div class="survey-preview">
      <div class="row">
        <p class="small">{t('survey_preview')}</p>
        <fieldset class="choice">
          <legend class="hidden">{t('preview_language')}</legend>
          {LANGUAGES.map((code) => (
            <label key={code}>
              <input
                type="radio"
                name={name}
                checked={code === language}
                onChange={() => setLanguage(code)}
              />
              <span>{t(`language_${code}`)}</span>
            </label>
          ))}
        </fieldset>
      </div>
      <Phone key={`${survey.id} ${language}`} survey={survey} language={language} hasText={hasText} />
      <p class="hint">{t(`survey_shows_${survey.moment}`)}</p>
    </div>
  );
}

type PhoneProps = { survey: Survey; language: Language; hasText: boolean };

/** Nothing is chosen before; a choice can be tried, so that what follows it is seen. */
function Phone({ survey, language, hasText }: PhoneProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const { title, options, more, followUp } = surveyView(survey, language);
  const words = AROUND[language];
  const group = useId();
  const isOpen = options.length === 0;
  const label = isOpen ? title : chosen !== null && followUp?.when.includes(chosen) ? followUp.ask : more;
  return (
    <div class="phone-frame" lang={language}>
      {!isOpen && (
        <fieldset>
          <legend>{title}</legend>
          <div class={options.length > 9 ? 'phone-options many' : 'phone-options'}>
            {options.map(([score, text]) => (
              <label key={score}>
                <input
                  type="radio"
                  name={group}
                  checked={chosen === score}
                  onChange={() => setChosen(score)}
                />
                <span>{text}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      {(isOpen || chosen !== null) && (
        <>
          {hasText && (
            <label class="phone-words">
              <span>
                {label}
                {!isOpen && <small> {words.optional}</small>}
              </span>
              <textarea rows={3} />
            </label>
          )}
          <span class="phone-send" aria-hidden="true">
            {words.send}
          </span>
        </>
      )}
    </div>
  );
}
