// How the clinic is reached and what visitors may ask for; the legal name and policy that a contact needs.
import { useState } from 'preact/hooks';
import { ApiError, api } from '../../api.ts';
import { Check } from '../../parts/check.tsx';
import { Field } from '../../parts/field.tsx';
import { LinesField } from '../../parts/lines-field.tsx';
import { ErrorLine } from '../../parts/notice.tsx';
import { useReader } from '../../reader.ts';
import type { SectionProps } from '../settings.tsx';

export function ContactsSection(props: SectionProps) {
  const { t } = useReader();
  const { draft, edit, error } = props;
  const { settings } = draft;
  return (
    <>
      <div class="form">
        <LinesField
          name="settings.phones"
          label={t('phones')}
          hint={t('phones_hint')}
          fix={t('fix_phone')}
          error={error}
          lines={settings.phones}
          onChange={(lines) => edit((d) => void (d.settings.phones = lines))}
        />
        <Field name="settings.email" label={t('email')} error={error} fix={t('fix_email')}>
          {(control) => (
            <input
              {...control}
              type="email"
              value={settings.email}
              onInput={(e) => edit((d) => void (d.settings.email = e.currentTarget.value.trim()))}
            />
          )}
        </Field>
        <Field
          name="settings.emergency"
          label={t('emergency')}
          hint={t('emergency_hint')}
          error={error}
          fix={t('fix_phone')}
        >
          {(control) => (
            <input
              {...control}
              class="short"
              inputMode="tel"
              value={settings.emergency}
              onInput={(e) => edit((d) => void (d.settings.emergency = e.currentTarget.value))}
            />
          )}
        </Field>
        <Check
          label={t('ask_on')}
          hint={t('ask_on_hint')}
          checked={settings.ask}
          onChange={(on) => edit((d) => void (d.settings.ask = on))}
        />
        <Check
          label={t('callback_on')}
          hint={t('callback_on_hint')}
          checked={settings.callback}
          onChange={(on) => edit((d) => void (d.settings.callback = on))}
        />
        <Field
          name="settings.inboxDays"
          label={t('inbox_days')}
          hint={t('inbox_days_hint')}
          error={error}
          fix={t('fix_inbox_days')}
        >
          {(control) => (
            <input
              {...control}
              class="short"
              type="number"
              min={1}
              max={30}
              value={settings.inboxDays}
              onInput={(e) =>
                edit((d) => void (d.settings.inboxDays = Math.round(e.currentTarget.valueAsNumber) || 0))
              }
            />
          )}
        </Field>
        <Field
          name="settings.complaintDays"
          label={t('complaint_days')}
          hint={t('complaint_days_hint')}
          error={error}
          fix={t('fix_complaint_days')}
        >
          {(control) => (
            <input
              {...control}
              class="short"
              type="number"
              min={1}
              max={60}
              value={settings.complaintDays}
              onInput={(e) =>
                edit((d) => void (d.settings.complaintDays = Math.round(e.currentTarget.valueAsNumber) || 0))
              }
            />
          )}
        </Field>
        <Field
          name="settings.reopenDays"
          label={t('reopen_days')}
          hint={t('reopen_days_hint')}
          error={error}
          fix={t('fix_reopen_days')}
        >
          {(control) => (
            <input
              {...control}
              class="short"
              type="number"
              min={1}
              max={90}
              value={settings.reopenDays}
              onInput={(e) =>
                edit((d) => void (d.settings.reopenDays = Math.round(e.currentTarget.valueAsNumber) || 0))
              }
            />
          )}
        </Field>
      </div>
      <ClinicForm {...props} />
    </>
  );
}

/** The clinic's own record has its own save: it belongs to all of its sites. */
function ClinicForm({ stored, site }: SectionProps) {
  const { t } = useReader();
  const { name, legalName, policyUrl } = stored.clinic;
  const [clinic, setClinic] = useState({ name, legalName, policyUrl });
  const [error, setError] = useState<ApiError | null>(null);
  const [saved, setSaved] = useState(false);
  const set = (change: Partial<typeof clinic>) => {
    setSaved(false);
    setClinic({ ...clinic, ...change });
  };
  async function save(event: Event) {
    event.preventDefault();
    setError(null);
    try {
      await api.saveClinic(site.clinic.id, { ...clinic, policyUrl: clinic.policyUrl.trim() });
      setSaved(true);
    } catch (caught) {
      if (!(caught instanceof ApiError)) throw caught;
      setError(caught);
    }
  }
  return (
    <form class="form apart" noValidate onSubmit={(event) => void save(event)}>
      <h3>{t('clinic')}</h3>
      <p class="hint">{t('clinic_hint')}</p>
      <Field name="name" label={t('clinic_name')} error={error}>
        {(control) => (
          <input
            {...control}
            maxLength={80}
            value={clinic.name}
            onInput={(e) => set({ name: e.currentTarget.value })}
          />
        )}
      </Field>
      <Field name="legalName" label={t('legal_name')} error={error}>
        {(control) => (
          <input
            {...control}
            maxLength={160}
            value={clinic.legalName}
            onInput={(e) => set({ legalName: e.currentTarget.value })}
          />
        )}
      </Field>
      <Field name="policyUrl" label={t('policy_url')} error={error} fix={t('fix_address')}>
        {(control) => (
          <input
            {...control}
            type="url"
            placeholder="https://"
            value={clinic.policyUrl}
            onInput={(e) => set({ policyUrl: e.currentTarget.value })}
          />
        )}
      </Field>
      {error && error.field === undefined && <ErrorLine error={error} />}
      <p class="row">
        <button class="button" type="submit">
          {t('save_clinic')}
        </button>
        <span role="status">{saved && t('saved')}</span>
      </p>
    </form>
  );
}
