// A new site, and a new clinic with its first one: what only the owner knows is asked, the rest is suggested; ends at the install page.
import { useRef, useState } from 'preact/hooks';
import type { Me } from '../../worker/contract/members.ts';
import type { SiteCreate } from '../../worker/contract/settings.ts';
import { LANGUAGES } from '../../worker/contract/vocabulary.ts';
import type { DataPlace } from '../../worker/contract/vocabulary.ts';
import { act } from '../act.ts';
import { ApiError, api } from '../api.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Field } from '../parts/field.tsx';
import { ErrorLine } from '../parts/notice.tsx';
import { PlaceChoice } from '../parts/place-choice.tsx';
import { ZoneField } from '../parts/zone-field.tsx';
import { useReader } from '../reader.ts';
import { go, href } from '../router.ts';
import { browserZone } from '../zones.ts';

type Clinic = Me['clinics'][number];
export type NewSiteProps = {
  me: Me;
  /** Null: a new clinic with its first site. */
  clinic: Clinic | null;
  setMe: (me: Me | null) => void;
};

export function NewSitePage({ me, clinic, setMe }: NewSiteProps) {
  const { t } = useReader();
  const isFirst = clinic?.sites.length === 0;
  return (
    <>
      <header class="page-head">
        <h1>{t(clinic ? 'page_new-site' : 'page_new-clinic')}</h1>
      </header>
      <p>
        {clinic
          ? t(isFirst ? 'new_site_first' : 'new_site_for', { clinic: clinic.name })
          : t('new_clinic_intro')}
      </p>
      <NewSiteForm me={me} clinic={clinic} setMe={setMe} />
      {clinic && isFirst && clinic.role === 'owner' && <RemoveClinic clinic={clinic} setMe={setMe} />}
    </>
  );
}

type Draft = Omit<SiteCreate, 'dataPlace'> & { clinicName: string; dataPlace: DataPlace | null };

function NewSiteForm({ me, clinic, setMe }: NewSiteProps) {
  const { t, language } = useReader();
  const [draft, setDraft] = useState<Draft>({
    clinicName: '',
    // The first site is mostly called as the clinic is.
    name: clinic?.sites.length === 0 ? clinic.name : '',
    domain: '',
    zone: browserZone(),
    dataPlace: null,
    language,
  });
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  /** The site stands inside the request that opens a clinic. */
  const at = (field: string) => (clinic ? field : `site.${field}`);

  async function create(event: Event) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      const view = await send(clinic, draft);
      setMe(await api.me());
      go(href({ page: 'settings', site: view.id, section: 'install' }), { replace: true });
    } catch (caught) {
      if (!(caught instanceof ApiError)) throw caught;
      setError(caught);
      setBusy(false);
    }
  }

  return (
    <form class="form" noValidate onSubmit={(event) => void create(event)}>
      {!clinic && (
        <Field name="name" label={t('clinic_name')} error={error}>
          {(control) => (
            <input
              {...control}
              maxLength={80}
              value={draft.clinicName}
              onInput={(e) => {
                const clinicName = e.currentTarget.value;
                set({ clinicName, ...(draft.name === draft.clinicName && { name: clinicName }) });
              }}
            />
          )}
        </Field>
      )}
      <Field
        name={at('domain')}
        label={t('domain')}
        hint={t('domain_hint')}
        error={error}
        fix={t('fix_domain')}
      >
        {(control) => (
          <input
            {...control}
            inputMode="url"
            autocapitalize="off"
            spellcheck={false}
            value={draft.domain}
            onInput={(e) => set({ domain: e.currentTarget.value })}
          />
        )}
      </Field>
      <Field name={at('name')} label={t('site_title')} error={error}>
        {(control) => (
          <input
            {...control}
            maxLength={80}
            value={draft.name}
            onInput={(e) => set({ name: e.currentTarget.value })}
          />
        )}
      </Field>
      <ZoneField
        name={at('zone')}
        hint={t('zone_search')}
        zone={draft.zone}
        error={error}
        onChange={(zone) => set({ zone })}
      />
      <PlaceChoice
        name={at('dataPlace')}
        places={me.creates.dataPlaces}
        chosen={draft.dataPlace}
        error={error}
        onChange={(dataPlace) => set({ dataPlace })}
      />
      <Field name={at('language')} label={t('site_language')} hint={t('site_language_hint')} error={error}>
        {(control) => (
          <select
            {...control}
            value={draft.language}
            onChange={(e) =>
              set({ language: LANGUAGES.find((l) => l === e.currentTarget.value) ?? draft.language })
            }
          >
            {LANGUAGES.map((code) => (
              <option key={code} value={code} lang={code}>
                {t(`language_${code}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {error && error.field === undefined && <ErrorLine error={error} />}
      <p>
        <button class="button primary" type="submit" disabled={busy}>
          {t(busy ? 'creating' : clinic ? 'create_site' : 'create_clinic')}
        </button>
      </p>
    </form>
  );
}

function send(clinic: Clinic | null, { clinicName, dataPlace, ...rest }: Draft) {
  // What must be chosen by hand is not sent without a choice.
  if (dataPlace === null) throw new ApiError('invalid', clinic ? 'dataPlace' : 'site.dataPlace');
  const site = { ...rest, dataPlace };
  return clinic ? api.addSite(clinic.id, site) : api.addClinic({ name: clinicName, site });
}

function RemoveClinic({ clinic, setMe }: { clinic: Clinic; setMe: NewSiteProps['setMe'] }) {
  const { t } = useReader();
  const dialog = useRef<HTMLDialogElement>(null);
  const [error, setError] = useState<ApiError | null>(null);
  async function remove() {
    const failed = await act(() => api.dropClinic(clinic.id));
    if (failed) return setError(failed);
    go('/', { replace: true });
    // Somebody who belongs nowhere else is signed out by this very look.
    await act(async () => setMe(await api.me()));
  }
  return (
    <section class="form apart" aria-labelledby="remove-clinic">
      <h2 id="remove-clinic">{t('remove_clinic')}</h2>
      <p>{t('remove_clinic_hint', { clinic: clinic.name })}</p>
      {error && <ErrorLine error={error} />}
      <p>
        <button class="button" type="button" onClick={() => dialog.current?.showModal()}>
          {t('remove_clinic')}
        </button>
      </p>
      <Confirm
        dialog={dialog}
        title={t('remove_place', { name: clinic.name })}
        text={t('remove_clinic_text')}
        yes={t('remove_clinic')}
        onYes={() => void remove()}
      />
    </section>
  );
}
