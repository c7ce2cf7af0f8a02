// One branch or doctor with what can be done to it, and the form for a further one. Every act is stored at once.
import { useRef, useState } from 'preact/hooks';
import type { Places } from '../../../worker/contract/clinics.ts';
import { act } from '../../act.ts';
import type { ApiError } from '../../api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Field } from '../../parts/field.tsx';
import { ErrorLine } from '../../parts/notice.tsx';
import { useReader } from '../../reader.ts';

type Branches = Places['branches'];
type RowProps = {
  name: string;
  rename: (name: string) => Promise<unknown>;
  remove: () => Promise<unknown>;
  changed: () => void;
  /** A doctor's branch, the branches there are, and how to move; absent for a branch. */
  branch?: string | null;
  branches?: Branches;
  move?: (branch: string | null) => Promise<unknown>;
};

export function PlaceRow({ name, rename, remove, changed, branch = null, branches, move }: RowProps) {
  const { t } = useReader();
  const [typed, setTyped] = useState<string | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  async function run(what: () => Promise<unknown>): Promise<boolean> {
    const failed = await act(what);
    setError(failed);
    if (failed === null) changed();
    return failed === null;
  }
  function endRename() {
    setTyped(null);
    setTimeout(() => button.current?.focus());
  }
  if (typed !== null)
    return (
      <li class="item">
        <form
          class="row rename"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            void run(() => rename(typed)).then((stored) => stored && endRename());
          }}
          onKeyDown={(event) => event.key === 'Escape' && endRename()}
        >
          <Field name="name" label={t('new_name', { name })} error={error}>
            {(control) => (
              <input
                {...control}
                ref={(input) => void (input && document.activeElement === document.body && input.focus())}
                maxLength={80}
                value={typed}
                onInput={(e) => setTyped(e.currentTarget.value)}
              />
            )}
          </Field>
          <button class="button small" type="submit">
            {t('save')}
          </button>
          <button class="link" type="button" onClick={endRename}>
            {t('cancel')}
          </button>
        </form>
      </li>
    );
  return (
    <li class="item">
      <div>
        <b>{name}</b>
        {error && <ErrorLine error={error} />}
      </div>
      <p class="row">
        {branches && move && (
          <BranchSelect
            label={t('doctor_branch_of', { name })}
            branch={branch}
            branches={branches}
            onChange={(next) => void run(() => move(next))}
          />
        )}
        <button
          ref={button}
          class="button small"
          type="button"
          aria-label={t('rename_named', { name })}
          onClick={() => setTyped(name)}
        >
          {t('rename')}
        </button>
        <button
          class="link danger"
          type="button"
          aria-label={t('remove_named', { name })}
          onClick={() => dialog.current?.showModal()}
        >
          {t('remove')}
        </button>
      </p>
      <Confirm
        dialog={dialog}
        title={t('remove_place', { name })}
        text={t('remove_place_text')}
        yes={t('remove')}
        onYes={() => void run(remove)}
      />
    </li>
  );
}

type SelectProps = {
  label: string;
  branch: string | null;
  branches: Branches;
  onChange: (branch: string | null) => void;
};

function BranchSelect({ label, branch, branches, onChange }: SelectProps) {
  const { t } = useReader();
  if (branches.length === 0) return null;
  return (
    <select aria-label={label} value={branch ?? ''} onChange={(e) => onChange(e.currentTarget.value || null)}>
      <option value="">{t('branch_any')}</option>
      {branches.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </select>
  );
}

type NewProps = {
  label: string;
  button: string;
  /** Given for a doctor. */
  branches?: Branches;
  add: (name: string, branch: string | null) => Promise<unknown>;
  changed: () => void;
};

export function NewPlace({ label, button, branches = [], add, changed }: NewProps) {
  const { t } = useReader();
  const [name, setName] = useState('');
  const [branch, setBranch] = useState<string | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  async function submit(event: Event) {
    event.preventDefault();
    const failed = await act(() => add(name, branch));
    setError(failed);
    if (failed !== null) return;
    setName('');
    changed();
  }
  return (
    <form class="new-place" noValidate onSubmit={(event) => void submit(event)}>
      <Field name="name" label={label} error={error}>
        {(control) => (
          <input
            {...control}
            maxLength={80}
            autocomplete="off"
            value={name}
            onInput={(e) => setName(e.currentTarget.value)}
          />
        )}
      </Field>
      <BranchSelect label={t('doctor_branch')} branch={branch} branches={branches} onChange={setBranch} />
      <button class="button" type="submit">
        {button}
      </button>
      {error && error.field !== 'name' && <ErrorLine error={error} />}
    </form>
  );
}
