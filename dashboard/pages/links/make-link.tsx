// The form of a new card or of a set of invites: what it is about, and for invites how many and for how long.
import { useState } from 'preact/hooks';
import type { Places } from '../../../worker/contract/clinics.ts';
import { INVITE_DAYS, MAX_INVITES } from '../../../worker/contract/links.ts';
import type { LinkKind, LinksAnswer } from '../../../worker/contract/links.ts';
import { ApiError, api } from '../../api.ts';
import { Field } from '../../parts/field.tsx';
import { ErrorLine } from '../../parts/notice.tsx';
import { useReader } from '../../reader.ts';
import type { Reader, SiteInHand } from '../../reader.ts';
import type { MadeInvites } from './invites-once.tsx';

type Survey = LinksAnswer['surveys'][number];
type MakeProps = {
  kind: LinkKind;
  site: SiteInHand;
  surveys: readonly [Survey, ...Survey[]] | readonly Survey[];
  places: Places;
  /** Null for a card. */
  made: (invites: MadeInvites | null) => void;
};
type Draft = {
  branch: string | null;
  doctor: string | null;
  survey: number;
  label: string;
  count: string;
  days: number;
};

export function MakeLink({ kind, site, surveys, places, made }: MakeProps) {
  const reader = useReader();
  const { t } = reader;
  const [draft, setDraft] = useState<Draft>({
    ...{ branch: null, doctor: null, survey: surveys[0]?.id ?? 0, label: '', count: '20', days: 30 },
  });
  const [error, setError] = useState<ApiError | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  async function make(event: Event) {
    event.preventDefault();
    if (isBusy) return;
    setIsBusy(true);
    setError(null);
    try {
      made(await send(kind, site, draft, places));
      set({ label: '' });
    } catch (caught) {
      if (!(caught instanceof ApiError)) throw caught;
      setError(caught);
    }
    setIsBusy(false);
  }
  const count = Number(draft.count);
  return (
    <form class="form apart make-link" noValidate onSubmit={(event) => void make(event)}>
      <h3>{t(kind === 'card' ? 'card_new' : 'invites_new')}</h3>
      <div class="make-fields">
        <PlaceFields {...{ draft, set, places, error }} />
        {surveys.length > 1 && <SurveyField {...{ draft, set, surveys, error }} />}
        {kind === 'invite' && <InviteFields {...{ draft, set, error }} />}
        <Field name="label" label={t('link_label')} hint={t('link_label_hint')} error={error}>
          {(control) => (
            <input
              {...control}
              maxLength={60}
              autocomplete="off"
              value={draft.label}
              onInput={(e) => set({ label: e.currentTarget.value })}
            />
          )}
        </Field>
      </div>
      {error && (error.field === undefined || error.field === 'survey') && <ErrorLine error={error} />}
      <p>
        <button class="button primary" type="submit" aria-disabled={isBusy}>
          {kind === 'card' ? t('card_make') : t('invites_make', { n: Number.isInteger(count) ? count : 0 })}
        </button>
      </p>
    </form>
  );
}

async function send(
  kind: LinkKind,
  site: SiteInHand,
  { count, days, ...about }: Draft,
  places: Places,
): Promise<MadeInvites | null> {
  if (kind === 'card') {
    await api.addCard(site.id, about);
    return null;
  }
  const n = Number(count);
  const { urls } = await api.addInvites(site.id, {
    ...{ ...about, count: Number.isInteger(n) ? n : 0 },
    days: INVITE_DAYS.find((one) => one === days) ?? 30,
  });
  const person = places.doctors.find(({ id }) => id === about.doctor);
  const branch = places.branches.find(({ id }) => id === (about.branch ?? person?.branch));
  return {
    ...{ urls, label: about.label.trim(), branch: branch?.name ?? '', doctor: person?.name ?? '' },
    untilMs: Date.now() + days * 86_400_000,
  };
}

type FieldsProps = { draft: Draft; set: (change: Partial<Draft>) => void; error: ApiError | null };

function PlaceFields({ draft, set, error, places }: FieldsProps & { places: Places }) {
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

function SurveyField({ draft, set, error, surveys }: FieldsProps & { surveys: readonly Survey[] }) {
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

function InviteFields({ draft, set, error }: FieldsProps) {
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
