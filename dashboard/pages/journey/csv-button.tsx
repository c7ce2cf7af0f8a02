// Takes the shown numbers away as a file; the writer of it is fetched at the first press.
import { useState } from 'preact/hooks';
import type { Dimension, Period } from '../../../worker/contract/journey.ts';
import type { CellFunnel } from '../../../worker/domain/journey/breakdown.ts';
import { valueName } from '../../dimension-words.ts';
import { CSV_COLUMNS, funnelCsv } from '../../journey-csv.ts';
import { stepName } from '../../stage-words.ts';
import { useReader } from '../../reader.ts';
import type { Stages } from '../journey.tsx';

type CsvButtonProps = {
  period: Period;
  by: Dimension | null;
  steps: readonly (readonly number[])[];
  stages: Stages;
  whole: CellFunnel;
  funnels: readonly CellFunnel[];
};

export function CsvButton({ period, by, steps, stages, whole, funnels }: CsvButtonProps) {
  const reader = useReader();
  const { t, language } = reader;
  const [hasFailed, setHasFailed] = useState(false);
  async function save() {
    // The file's own build may be gone after a release, or the connection.
    const csv = await import('../../csv.ts').catch(() => null);
    setHasFailed(csv === null);
    if (!csv) return;
    const lines = funnelCsv({
      ...{ period, by, whole, funnels, wholeName: t('all_visits') },
      steps: steps.map((step) => stepName(reader, step, stages)),
      valueOf: (value) => (by ? valueName(reader, by, value, stages) : value),
    });
    const text = csv.toCsv([CSV_COLUMNS.map((key) => t(key)), ...lines], language);
    csv.saveFile(`otklik-${period.from}-${period.to}.csv`, text);
  }
  return (
    <>
      <button class="button small" type="button" onClick={() => void save()}>
        {t('csv')}
      </button>
      {hasFailed && (
        <span class="field-error" role="alert">
          {t('error_offline')}
        </span>
      )}
    </>
  );
}
