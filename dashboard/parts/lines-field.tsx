// A list as text, one item a line: quick to type and to paste into, by keyboard like any other text.
import { useState } from 'preact/hooks';
import type { ApiError } from '../api.ts';
import { Field } from './field.tsx';
import { useReader } from '../reader.ts';

type LinesProps = {
  name: string;
  label: string;
  hint?: string;
  error: ApiError | null;
  fix: string;
  lines: string[];
  rows?: number;
  onChange: (lines: string[]) => void;
};

export function LinesField({ name, label, hint, error, fix, lines, rows = 3, onChange }: LinesProps) {
  const { t } = useReader();
  const [typed, setTyped] = useState(lines.join('\n'));
  // What is typed may hold empty lines and spaces; once the list differs (saved, discarded) it is shown anew.
  const shown = same(split(typed), lines) ? typed : lines.join('\n');
  const at = error?.field?.startsWith(`${name}.`)
    ? Number(error.field.slice(name.length + 1).split('.')[0])
    : NaN;
  const where = Number.isInteger(at) ? `${t('line', { n: at + 1 })} ${fix}` : fix;
  return (
    <Field name={name} label={label} error={error} fix={where} {...(hint ? { hint } : {})}>
      {(control) => (
        <textarea
          {...control}
          class="lines"
          rows={Math.max(rows, Math.min(lines.length, 12))}
          spellcheck={false}
          value={shown}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            onChange(split(event.currentTarget.value));
          }}
        />
      )}
    </Field>
  );
}

const split = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
const same = (a: string[], b: string[]): boolean =>
  a.length === b.length && a.every((item, i) => item === b[i]);
