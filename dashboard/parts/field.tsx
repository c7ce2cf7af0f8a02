// One form field: label, hint and error tied to the control; the field that the Worker refused takes focus.
import type { ComponentChildren } from 'preact';
import { useEffect, useId } from 'preact/hooks';
import type { ApiError } from '../api.ts';
import { useReader } from '../reader.ts';
import { errorKey } from './notice.tsx';

/** Attributes for the control inside. */
export type Control = {
  id: string;
  name: string;
  'aria-describedby'?: string;
  'aria-invalid'?: true;
};

type FieldProps = {
  /** The dotted path of the value in the request, as the Worker's errors name it. */
  name: string;
  label: string;
  hint?: string;
  error: ApiError | null;
  /** Words of its own for an invalid value; the general ones otherwise. */
  fix?: string;
  children: (control: Control) => ComponentChildren;
};

export function Field({ name, label, hint, error, fix, children }: FieldProps) {
  const { t } = useReader();
  const id = useId();
  const isWrong = error !== null && isAbout(error, name);
  const described = [hint && `${id}-hint`, isWrong && `${id}-error`].filter(Boolean).join(' ');
  useEffect(() => {
    if (isWrong) document.getElementById(id)?.focus();
  }, [error]);
  return (
    <div class={isWrong ? 'field wrong' : 'field'}>
      <label for={id}>{label}</label>
      {children({
        id,
        name,
        ...(described ? { 'aria-describedby': described } : {}),
        ...(isWrong ? { 'aria-invalid': true } : {}),
      })}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {isWrong && (
        <p class="field-error" id={`${id}-error`}>
          {error.code === 'invalid' && fix ? fix : t(errorKey(error))}
        </p>
      )}
    </div>
  );
}

/** An error of `phones.1` is about the field `phones`. */
export const isAbout = (error: ApiError, name: string): boolean =>
  error.field === name || Boolean(error.field?.startsWith(`${name}.`));
