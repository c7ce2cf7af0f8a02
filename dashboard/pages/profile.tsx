// One's own name and language, and the ways to sign out.
import { useState } from 'preact/hooks';
import { LANGUAGES } from '../../worker/contract/vocabulary.ts';
import { ApiError, api } from '../api.ts';
import { chime, setWantsSound, wantsSound } from '../chime.ts';
import { Check } from '../parts/check.tsx';
import { Field } from '../parts/field.tsx';
import { ErrorLine } from '../parts/notice.tsx';
import { forgetPerson } from '../forget.ts';
import { shownDomain } from '../domains.ts';
import { sitesOf, useReader } from '../reader.ts';
import { go } from '../router.ts';
import type { PageProps } from './app.tsx';
import { TelegramLink } from './profile/telegram.tsx';

export function ProfilePage({ me, setMe }: PageProps) {
  const { t } = useReader();
  return (
    <>
      <header class="page-head">
        <h1>{t('page_profile')}</h1>
        <p class="small">{me.member.email}</p>
      </header>
      <ProfileForm me={me} setMe={setMe} />
      <Sound />
      <TelegramLink me={me} />
      <OwnDevice me={me} />
      <SignOut setMe={setMe} />
    </>
  );
}

function ProfileForm({ me, setMe }: Pick<PageProps, 'me' | 'setMe'>) {
  const { t } = useReader();
  const [name, setName] = useState(me.member.name);
  const [language, setLanguage] = useState(me.member.language);
  const [error, setError] = useState<ApiError | null>(null);
  const [saved, setSaved] = useState(false);

  async function save(event: Event) {
    event.preventDefault();
    setSaved(false);
    setError(null);
    try {
      setMe(await api.saveMe({ name, language }));
      setSaved(true);
    } catch (caught) {
      if (!(caught instanceof ApiError)) throw caught;
      setError(caught);
    }
  }

  return (
    <form class="form" onSubmit={(event) => void save(event)} noValidate>
      <Field name="name" label={t('your_name')} hint={t('your_name_hint')} error={error}>
        {(field) => (
          <input
            {...field}
            autocomplete="name"
            maxLength={80}
            value={name}
            onInput={(e) => setName(e.currentTarget.value)}
          />
        )}
      </Field>
      <Field name="language" label={t('language')} error={error}>
        {(field) => (
          <select
            {...field}
            value={language}
            onChange={(e) => setLanguage(LANGUAGES.find((l) => l === e.currentTarget.value) ?? language)}
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
      <p class="row">
        <button class="button primary" type="submit">
          {t('save')}
        </button>
        <span role="status">{saved && t('saved')}</span>
      </p>
    </form>
  );
}

/** Kept in this browser: at home nobody wants to hear the front desk. */
function Sound() {
  const { t } = useReader();
  const [wants, setWants] = useState(wantsSound);
  return (
    <section aria-label={t('sound')}>
      <Check
        label={t('sound')}
        hint={t('sound_hint')}
        checked={wants}
        onChange={(on) => {
          setWantsSound(on);
          setWants(on);
        }}
      />
      <p>
        <button class="button small" type="button" onClick={chime}>
          {t('sound_try')}
        </button>
      </p>
    </section>
  );
}

/** Opens the clinic's own site with the address that its loader takes as "leave this browser out". */
function OwnDevice({ me }: Pick<PageProps, 'me'>) {
  const { t } = useReader();
  const sites = sitesOf(me);
  if (sites.length === 0) return null;
  return (
    <section aria-labelledby="own-device-title">
      <h2 id="own-device-title">{t('own_device')}</h2>
      <p>{t('own_device_what')}</p>
      <ul class="plain">
        {sites.map(({ id, origin }) => (
          <li key={id}>
            <a href={`${origin}/#otklik-off`} target="_blank" rel="noopener noreferrer">
              {t('own_device_open', { domain: shownDomain(origin.replace(/^https?:\/\//, '')) })}
            </a>
          </li>
        ))}
      </ul>
      <p class="hint">{t('own_device_note')}</p>
    </section>
  );
}

function SignOut({ setMe }: Pick<PageProps, 'setMe'>) {
  const { t } = useReader();
  const [error, setError] = useState<ApiError | null>(null);
  async function leave(run: () => Promise<void>) {
    try {
      await run();
    } catch (caught) {
      if (!(caught instanceof ApiError)) throw caught;
      if (caught.code !== 'not_signed_in') return setError(caught);
    }
    forgetPerson();
    go('/', { replace: true });
    setMe(null);
  }
  return (
    <section aria-labelledby="leave-title">
      <h2 id="leave-title">{t('leave_title')}</h2>
      <p>{t('leave_text')}</p>
      {error && <ErrorLine error={error} />}
      <p class="row">
        <button class="button" type="button" onClick={() => void leave(api.leave)}>
          {t('leave')}
        </button>
        <button class="button" type="button" onClick={() => void leave(api.leaveAll)}>
          {t('leave_all')}
        </button>
      </p>
    </section>
  );
}
