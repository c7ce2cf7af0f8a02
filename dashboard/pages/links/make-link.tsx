// The form of a new card or of a set of invites: what it is about, and for invites how many and for how long.
import { useState } from 'preact/hooks';
import type { Places } from '../../../worker/contract/clinics.ts';
import { INVITE_DAYS } from '../../../worker/contract/links.ts';
import type { LinkKind } from '../../../worker/contract/links.ts';
import { ApiError, api } from '../../api.ts';
import { Field } from '../../parts/field.tsx';
import { ErrorLine } from '../../parts/notice.tsx';
import { useReader } from '../../reader.ts';
import type { SiteInHand } from '../../reader.ts';
import { InviteFields, PlaceFields, SurveyField } from './make-fields.tsx';
import type { Draft, Survey } from './make-fields.tsx';
import type { MadeInvites } from './invites-once.tsx';

type MakeProps = {
  kind: LinkKind;
  site: SiteInHand;
  surveys: readonly Survey[];
  places: Places;
  /** Null for a card. */
  made: (invites: MadeInvites | null) => void;
};

export function MakeLink({ kind, site, surveys, places, made }: MakeProps) {
  const { t } = useReader();
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
