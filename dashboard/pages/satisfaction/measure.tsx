// The choice of what is measured: a question at a moment. Two of them are never added together, so one is shown at a time.
import type { Measure } from '../../../worker/contract/scores.ts';
import { useReader } from '../../reader.ts';
import type { Reader } from '../../reader.ts';
import { measureName, readMeasure } from '../../score-address.ts';

type MeasureChoiceProps = {
  measure: Measure;
  measures: readonly Measure[];
  onChange: (measure: Measure) => void;
};

export function MeasureChoice({ measure, measures, onChange }: MeasureChoiceProps) {
  const reader = useReader();
  if (measures.length < 2) return <p class="small">{measureWords(reader, measure)}</p>;
  return (
    <label class="stacked measure">
      <span class="small">{reader.t('measure')}</span>
      <select
        value={measureName(measure)}
        onChange={(event) => {
          const chosen = readMeasure(event.currentTarget.value);
          if (chosen) onChange(chosen);
        }}
      >
        {measures.map((one) => (
          <option key={measureName(one)} value={measureName(one)}>
            {measureWords(reader, one)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** "Ease (CES) · when a stage is reached" */
export const measureWords = ({ t }: Reader, { question, moment }: Measure): string =>
  `${t(`question_${question}`)} · ${t(`at_${moment}`)}`;
