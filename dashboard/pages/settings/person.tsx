// One person's data for an owner: all of it as a file, or all of it erased, found by the contact they left.
import { useRef, useState } from 'preact/hooks';
import type { PersonFind } from '../../../worker/contract/person.ts';
import { ApiError, api } from '../../api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Field } from '../../parts/field.tsx';
import { ErrorLine } from '../../parts/notice.tsx';
import { useReader } from '../../reader.ts';
import { saveFile } from '../../site-export.ts';
import type { SectionProps } from '../settings.tsx';

type Done = { is: 'found' | 'erased'; n: number };
const BY = ['phone', 'email'] as const;

export function PersonData({ stored }: Pick<SectionProps, 'stored'>) {
  const { t } = useReader();
  const [by, setBy] = useState<PersonFind['by']>('phone');
  const [value, setValue] = useState('');
  const [error, setError] = useState<ApiError | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const [busy, setBusy] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);

  async function run(what: () => Promise<Done>) {
    setBusy(true);
    setError(null);
    setDone(null);
    try {
      setDone(await what());
    } catch (caught) {
      if (!(caught instanceof ApiError)) throw caught;
      setError(caught);
    }
    setBusy(false);
  }
  const find = { by, value: value.trim() };

  async function save(): Promise<Done> {
    const made = await api.exportPerson(stored.id, find);
    const n = made.conversations.length;
    const file = new Blob([JSON.stringify(made, null, 2)], { type: 'application/json' });
    // No phone and no name in the file's own name: downloads lie about.
    if (n > 0) saveFile(file, `otklik-${stored.domain}-person-${made.exportedAtMs}.json`);
    return { is: 'found', n };
  }
  /** Piece by piece until nothing is left. */
  async function erase(): Promise<Done> {
    let n = 0;
    for (;;) {
      const { erased, left } = await api.erasePerson(stored.id, find);
      n += erased;
      if (!left) return { is: 'erased', n };
    }
  }
  return (
    <form
      class="form apart"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void run(save);
      }}
    >
      <h3>{t('person_title')}</h3>
      <p>{t('person_what')}</p>
      <p class="hint">{t('person_blind')}</p>
      <fieldset class="choice">
        <legend class="hidden">{t('person_by')}</legend>
        {BY.map((name) => (
          <label key={name}>
            <input type="radio" name="by" checked={by === name} onChange={() => setBy(name)} />
            <span>{t(`person_by_${name}`)}</span>
          </label>
        ))}
      </fieldset>
      <Field
        name="value"
        label={t(`person_${by}`)}
        {...(by === 'phone' ? { hint: t('person_phone_hint') } : {})}
        error={error}
        fix={t('fix_person')}
      >
        {(control) => (
          <input
            {...control}
            inputMode={by === 'phone' ? 'tel' : 'email'}
            autocomplete="off"
            value={value}
            onInput={(e) => setValue(e.currentTarget.value)}
          />
        )}
      </Field>
      {error && error.field === undefined && <ErrorLine error={error} />}
      <p class="row">
        <button class="button" type="submit" disabled={busy}>
          {t('person_export')}
        </button>
        <button
          class="button danger"
          type="button"
          disabled={busy}
          onClick={() => dialog.current?.showModal()}
        >
          {t('person_erase')}
        </button>
      </p>
      <p role="status">{done && t(done.n === 0 ? 'person_nothing' : `person_${done.is}`, { n: done.n })}</p>
      <Confirm
        dialog={dialog}
        title={t('person_erase_ask')}
        text={t('person_erase_text')}
        yes={t('person_erase')}
        onYes={() => void run(erase)}
      />
    </form>
  );
}
