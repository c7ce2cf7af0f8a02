// Which funnel is shown: the default, a saved one, or steps of one's own, which who may change settings can keep.
import { useId, useRef, useState } from 'preact/hooks';
import type { FunnelSave, SavedFunnel } from '../../../worker/contract/funnels.ts';
import { mayRole } from '../../../worker/contract/permissions.ts';
import { act } from '../../act.ts';
import { api } from '../../api.ts';
import type { ApiError } from '../../api.ts';
import { sameSteps } from '../../journey-address.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Field } from '../../parts/field.tsx';
import { ErrorLine } from '../../parts/notice.tsx';
import { useReader } from '../../reader.ts';
import type { SiteInHand } from '../../reader.ts';
import { useResource, valueOf } from '../../resource.ts';
import type { Resource } from '../../resource.ts';

export type ShownFunnel = { steps: number[][]; strict: boolean };

export const useFunnels = (siteId: string): Resource<SavedFunnel[]> =>
  useResource(`funnels ${siteId}`, (signal) => api.funnels(siteId, signal));

type PickerProps = {
  shown: ShownFunnel;
  defaultSteps: number[][];
  saved: readonly SavedFunnel[];
  /** Null: the default. */
  onPick: (funnel: ShownFunnel | null) => void;
};

export const isSame = (a: ShownFunnel, b: ShownFunnel): boolean =>
  a.strict === b.strict && sameSteps(a.steps, b.steps);

export function FunnelPicker({ shown, defaultSteps, saved, onPick }: PickerProps) {
  const { t } = useReader();
  const id = useId();
  const isDefault = isSame(shown, { steps: defaultSteps, strict: false });
  const current = saved.find((one) => isSame(one, shown));
  return (
    <p class="pick">
      <label for={id}>{t('funnel_choice')}</label>
      <select
        id={id}
        value={isDefault ? 'default' : (current?.id ?? 'own')}
        onChange={(event) => {
          const chosen = saved.find(({ id }) => id === event.currentTarget.value);
          if (chosen || event.currentTarget.value === 'default') onPick(chosen ?? null);
        }}
      >
        <option value="default">{t('funnel_default')}</option>
        {saved.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
        {!isDefault && !current && <option value="own">{t('funnel_own')}</option>}
      </select>
    </p>
  );
}

type KeepProps = {
  site: SiteInHand;
  shown: ShownFunnel;
  defaultSteps: number[][];
  funnels: Resource<SavedFunnel[]>;
  /** The site's default has changed. */
  onDefault: () => void;
};

/** Keeping, renaming by saving anew, and removing. Nothing for a role that may not change settings. */
export function FunnelKeeping({ site, shown, defaultSteps, funnels, onDefault }: KeepProps) {
  const { t } = useReader();
  const [name, setName] = useState('');
  const [error, setError] = useState<ApiError | null>(null);
  const [said, setSaid] = useState('');
  const dialog = useRef<HTMLDialogElement>(null);
  if (!mayRole(site.role, 'settings')) return null;
  const saved = valueOf(funnels) ?? [];
  const current = saved.find((one) => isSame(one, shown));
  const isDefault = sameSteps(shown.steps, defaultSteps);

  async function run(change: () => Promise<unknown>, after: () => void = funnels.reload) {
    const failed = await act(change);
    setError(failed);
    setSaid(failed ? '' : t('saved'));
    if (!failed) after();
    return failed;
  }
  const keep = async () => {
    const body: FunnelSave = { name, ...shown };
    const same = saved.find((one) => one.name === name.trim());
    const failed = await run(() =>
      same ? api.saveFunnel(site.id, same.id, body) : api.addFunnel(site.id, body),
    );
    if (!failed) setName('');
  };
  return (
    <form
      class="keep-funnel"
      onSubmit={(event) => {
        event.preventDefault();
        void keep();
      }}
    >
      <Field name="name" label={t('funnel_name')} hint={t('funnel_name_hint')} error={error}>
        {(control) => (
          <input
            {...control}
            maxLength={60}
            required
            value={name}
            list="funnel-names"
            onInput={(event) => setName(event.currentTarget.value)}
          />
        )}
      </Field>
      <datalist id="funnel-names">
        {saved.map((one) => (
          <option key={one.id} value={one.name} />
        ))}
      </datalist>
      <div class="row">
        <button class="button small" type="submit">
          {t('funnel_save')}
        </button>
        {!isDefault && !shown.strict && (
          <button
            class="button small"
            type="button"
            onClick={() => void run(() => makeDefault(site.id, shown.steps), onDefault)}
          >
            {t('funnel_make_default')}
          </button>
        )}
        {current && (
          <button class="button small danger" type="button" onClick={() => dialog.current?.showModal()}>
            {t('remove_named', { name: current.name })}
          </button>
        )}
        <span class="small" role="status">
          {said}
        </span>
      </div>
      {error && error.field !== 'name' && <ErrorLine error={error} />}
      {current && (
        <Confirm
          dialog={dialog}
          title={t('funnel_drop', { name: current.name })}
          text={t('funnel_drop_text')}
          yes={t('remove')}
          onYes={() => void run(() => api.dropFunnel(site.id, current.id))}
        />
      )}
    </form>
  );
}

/** The default funnel is part of the settings: read, changed and saved with their version, so that nobody's change is lost. */
async function makeDefault(siteId: string, steps: number[][]): Promise<void> {
  const { version, name, domain, zone, enabled, settings } = await api.site(siteId);
  await api.saveSite(siteId, {
    version,
    name,
    domain,
    zone,
    enabled,
    settings: { ...settings, funnel: steps },
  });
}
