// One question: whether and when it is asked, in whose words, what is asked next, and how a visitor sees it.
import type { Survey } from '../../../../worker/contract/surveys.ts';
import { needsStage } from '../../../../worker/domain/surveys.ts';
import { CopyText } from '../../../parts/copy.tsx';
import { Check } from '../../../parts/check.tsx';
import { Field, isAbout } from '../../../parts/field.tsx';
import { SurveyPreview } from '../../../parts/survey-preview.tsx';
import { useReader } from '../../../reader.ts';
import { stageName } from '../../../stage-words.ts';
import { isInTheWay } from '../../../survey-draft.ts';
import type { SectionProps } from '../../settings.tsx';
import { FollowUpFields } from './follow-up.tsx';
import { TitleFields } from './title-fields.tsx';

export type SurveyFormProps = SectionProps & {
  survey: Survey;
  index: number;
  isNew: boolean;
  change: (run: (survey: Survey) => void) => void;
  drop: () => void;
};

export function SurveyForm(props: SurveyFormProps) {
  const { t } = useReader();
  const { survey, index, isNew, error, draft, stored } = props;
  const name = `${t(`question_${survey.question}`)}, ${t(`at_${survey.moment}`)}`;
  const at = `settings.surveys.${index}`;
  const blocked = isInTheWay(draft.settings.surveys, index, draft.settings.stages);
  return (
    <li class="stage">
      <details open={isNew || (error !== null && isAbout(error, at))}>
        <summary>
          <b>{t(`question_${survey.question}`)}</b> <span class="small">{useSummary(props)}</span>
        </summary>
        <div class="survey-body">
          <div class="survey-fields">
            <Check
              label={t('survey_on')}
              checked={survey.on}
              onChange={(on) => props.change((s) => void (s.on = on))}
            />
            {survey.question === 'nps' && <p class="hint">{t('survey_nps_caution')}</p>}
            {(blocked || error?.field === at) && (
              <p class="field-error" role="alert">
                {t('fix_survey_beside')}
              </p>
            )}
            <MomentFields {...props} />
            <TitleFields {...props} />
            <FollowUpFields {...props} />
          </div>
          <SurveyPreview
            survey={survey}
            first={draft.settings.language}
            hasText={stored.dataPlace !== 'russia'}
          />
        </div>
      </details>
      {isNew && (
        <p class="stage-acts">
          <button
            class="link danger"
            type="button"
            aria-label={t('remove_named', { name })}
            onClick={props.drop}
          >
            {t('remove')}
          </button>
        </p>
      )}
    </li>
  );
}

/** "On · when a stage is reached: Booked · 50% of visits" */
function useSummary({ survey, draft }: SurveyFormProps): string {
  const reader = useReader();
  const { t, format } = reader;
  const { on, moment, stage, key, share, title } = survey;
  const place =
    stage !== undefined
      ? `${t(`at_${moment}`)}: ${stageName(reader, stage, draft.settings.stages)}`
      : `${t(`at_${moment}`)}${key === undefined ? '' : `: ${key}`}`;
  return [
    t(on ? 'survey_is_on' : 'survey_is_off'),
    place,
    ...(share < 100 && needsStage(moment)
      ? [t('survey_share_of', { share: format.percent(share / 100) })]
      : []),
    ...(title.ru || title.en ? [t('survey_own_words')] : []),
  ].join(' · ');
}

/** Where it is asked: a stage and the share of visits, or the name that the site calls it by. Other moments need nothing. */
function MomentFields({ survey, index, draft, error, change }: SurveyFormProps) {
  const reader = useReader();
  const { t } = reader;
  const at = `settings.surveys.${index}`;
  if (survey.key !== undefined)
    return (
      <>
        <Field
          name={`${at}.key`}
          label={t('survey_key')}
          hint={t('survey_key_hint')}
          error={error}
          fix={t('fix_survey_key')}
        >
          {(control) => (
            <input
              {...control}
              spellcheck={false}
              maxLength={30}
              value={survey.key}
              onInput={(e) => change((s) => void (s.key = e.currentTarget.value))}
            />
          )}
        </Field>
        <CopyText label={t('survey_key')} text={`<otklik-rating question="${survey.key}"></otklik-rating>`} />
      </>
    );
  if (survey.stage === undefined) return null;
  return (
    <div class="row top">
      <Field name={`${at}.stage`} label={t('survey_stage')} error={error}>
        {(control) => (
          <select
            {...control}
            value={String(survey.stage)}
            onChange={(e) => change((s) => void (s.stage = Number(e.currentTarget.value)))}
          >
            {draft.settings.stages.map(({ id }) => (
              <option key={id} value={String(id)}>
                {stageName(reader, id, draft.settings.stages)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field
        name={`${at}.share`}
        label={t('survey_share')}
        hint={t('survey_share_hint')}
        error={error}
        fix={t('fix_survey_share')}
      >
        {(control) => (
          <input
            {...control}
            class="short"
            type="number"
            min={1}
            max={100}
            step={1}
            value={survey.share}
            onInput={(e) => change((s) => void (s.share = Math.round(e.currentTarget.valueAsNumber) || 0))}
          />
        )}
      </Field>
    </div>
  );
}
