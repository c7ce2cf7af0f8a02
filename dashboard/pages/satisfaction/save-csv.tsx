// A button that hands a table over as a file; the writer of files is fetched at the first press.
import { useState } from 'preact/hooks';
import type { CsvCell } from '../../csv.ts';
import { useReader } from '../../reader.ts';

type SaveCsvProps = { label: string; name: string; rows: () => CsvCell[][] };

export function SaveCsv({ label, name, rows }: SaveCsvProps) {
  const { t, language } = useReader();
  const [hasFailed, setHasFailed] = useState(false);
  async function save() {
    // The file's own build may be gone after a release, or the connection.
    const csv = await import('../../csv.ts').catch(() => null);
    setHasFailed(csv === null);
    csv?.saveFile(`${name}.csv`, csv.toCsv(rows(), language));
  }
  return (
    <>
      <button class="button small" type="button" onClick={() => void save()}>
        {label}
      </button>
      {hasFailed && (
        <span class="field-error" role="alert">
          {t('error_offline')}
        </span>
      )}
    </>
  );
}
