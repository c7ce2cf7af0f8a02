// The score of the period with its range and n, its parts, its table, and the ways to take it away.
import { SCALES } from '../../../worker/domain/satisfaction/scales.ts';
import { Score } from '../../parts/score.tsx';
import { useReader } from '../../reader.ts';
import { daysCsv } from '../../score-csv.ts';
import type { ScoreView } from '../../score-view.ts';
import { SaveCsv } from './save-csv.tsx';

export function PeriodSection({ view }: { view: ScoreView }) {
  const reader = useReader();
  const { period, shown, counts, question } = view;
  return (
    <Score score={{ period, series: shown, counts }}>
      <div class="row acts">
        <SaveCsv
          label={reader.t('csv_by_day')}
          name={`otklik-${period.from}-${period.to}`}
          rows={() => daysCsv(reader, view, SCALES[question])}
        />
        <button class="button small" type="button" onClick={() => print()}>
          {reader.t('print')}
        </button>
      </div>
    </Score>
  );
}
