// All questions of a site: each with its moment, words and share; what limits them; and the link that everybody is offered alike.
import { useState } from 'preact/hooks';
import { MAX_SURVEYS } from '../../../../worker/contract/surveys.ts';
import { MOMENTS, QUESTIONS } from '../../../../worker/contract/vocabulary.ts';
import type { Moment, Question } from '../../../../worker/contract/vocabulary.ts';
import { href } from '../../../router.ts';
import { useReader } from '../../../reader.ts';
import { addSurvey } from '../../../survey-draft.ts';
import type { SectionProps } from '../../settings.tsx';
import { SurveyForm } from './form.tsx';
import { SurveyLimits } from './limits.tsx';

export function SurveysEditor(props: SectionProps) {
  const { t } = useReader();
  const { draft, edit, stored, site } = props;
  const { surveys } = draft.settings;
  return (
    <div class="form">
      <p>{t('surveys_intro')}</p>
      <p>
        <a href={href({ page: 'satisfaction', site: site.id })}>{t('surveys_to_scores')}</a>
      </p>
      {props.error?.field === 'settings.surveys' && (
        <p class="field-error" role="alert">
          {t('fix_surveys')}
        </p>
      )}
      <ol class="stages surveys">
        {surveys.map((survey, i) => (
          <SurveyForm
            key={survey.id}
            {...props}
            survey={survey}
            index={i}
            isNew={!stored.settings.surveys.some(({ id }) => id === survey.id)}
            change={(run) => edit((d) => run(d.settings.surveys[i]!))}
            drop={() => edit((d) => void d.settings.surveys.splice(i, 1))}
          />
        ))}
      </ol>
      {surveys.length < MAX_SURVEYS && (
        <AddSurvey
          add={(measure) => edit((d) => void addSurvey(d.settings.surveys, measure, d.settings.stages))}
        />
      )}
      <SurveyLimits {...props} />
    </div>
  );
}

function AddSurvey({ add }: { add: (measure: { question: Question; moment: Moment }) => void }) {
  const { t } = useReader();
  const [question, setQuestion] = useState<Question>('csat');
  const [moment, setMoment] = useState<Moment>('stage');
  return (
    <fieldset class="add-survey">
      <legend>{t('survey_new')}</legend>
      <div class="row top">
        <label class="stacked">
          <span class="small">{t('survey_question')}</span>
          <select
            value={question}
            onChange={(e) => setQuestion(QUESTIONS.find((one) => one === e.currentTarget.value) ?? question)}
          >
            {QUESTIONS.map((one) => (
              <option key={one} value={one}>
                {t(`question_${one}`)}
              </option>
            ))}
          </select>
        </label>
        <label class="stacked">
          <span class="small">{t('survey_moment')}</span>
          <select
            value={moment}
            onChange={(e) => setMoment(MOMENTS.find((one) => one === e.currentTarget.value) ?? moment)}
          >
            {MOMENTS.map((one) => (
              <option key={one} value={one}>
                {t(`at_${one}`)}
              </option>
            ))}
          </select>
        </label>
      </div>
      <p>
        <button class="button" type="button" onClick={() => add({ question, moment })}>
          {t('survey_add')}
        </button>
      </p>
    </fieldset>
  );
}
