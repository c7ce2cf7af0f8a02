// The fields of a new card or set of invites: branch and doctor, the question, how many invites and for how long.
import type { Places } from '../../../worker/contract/clinics.ts';
import { INVITE_DAYS, MAX_INVITES } from '../../../worker/contract/links.ts';
import type { LinksAnswer } from '../../../worker/contract/links.ts';
import type { ApiError } from '../../api.ts';
import { Field } from '../../parts/field.tsx';
import { useReader } from '../../reader.ts';
import type { Reader } from '../../reader.ts';

export type Survey = LinksAnswer['surveys'][number];
export type Draft = {
  branch: string | null;
  doctor: string | null;
  survey: number;
  label: string;
  count: string;
  days: number;
};

type FieldsProps = { draft: Draft; set: (change: Partial<Draft>) => void; error: ApiError | null };

export function PlaceFields({ draft, set, error, places }: FieldsProps & { places: Places }) {
  const { t } = useReader();
  return (
    <>
      {places.branches.length > 0 && (
        <Field name="branch" label={t('link_branch')} error={error}>
          {(control) => (
            <select
              {...control}
              value={draft.branch ?? ''}
              onChange={(e) => set({ branch: e.currentTarget.value || null })}
            >
              <option value="">{t('link_any_branch')}</option>
              {places.branches.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {places.doctors.length > 0 && (
        <Field name="doctor" label={t('link_doctor')} error={error}>
          {(control) => (
            <select
              {...control}
              value={draft.doctor ?? ''}
              onChange={(e) => set({ doctor: e.currentTarget.value || null })}
            >
              <option value="">{t('link_no_doctor')}</option>
              {places.doctors.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
    </>
  );
}

export function SurveyField({ draft, set, error, surveys }: FieldsProps & { surveys: readonly Survey[] }) {
  const reader = useReader();
  return (
    <Field name="survey" label={reader.t('link_survey')} error={error}>
      {(control) => (
        <select
          {...control}
          value={String(draft.survey)}
          onChange={(e) => set({ survey: Number(e.currentTarget.value) })}
        >
          {surveys.map((survey) => (
            <option key={survey.id} value={String(survey.id)}>
              {surveyName(reader, survey)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** The clinic's own wording, else the instrument's name. */
const surveyName = ({ t, language }: Reader, { title, question }: Survey): string =>
  title[language] || t(`question_${question}`);

export function InviteFields({ draft, set, error }: FieldsProps) {
  const { t } = useReader();
  return (
    <>
      <Field
        name="count"
        label={t('invites_count')}
        hint={t('invites_count_hint', { most: MAX_INVITES })}
        error={error}
      >
        {(control) => (
          <input
            {...control}
            class="short"
            type="number"
            min={1}
            max={MAX_INVITES}
            value={draft.count}
            onInput={(e) => set({ count: e.currentTarget.value })}
          />
        )}
      </Field>
      <Field name="days" label={t('invites_days')} error={error}>
        {(control) => (
          <select
            {...control}
            value={String(draft.days)}
            onChange={(e) => set({ days: Number(e.currentTarget.value) })}
          >
            {INVITE_DAYS.map((days) => (
              <option key={days} value={String(days)}>
                {t('invites_n_days', { n: days })}
              </option>
            ))}
          </select>
        )}
      </Field>
    </>
  );
}
