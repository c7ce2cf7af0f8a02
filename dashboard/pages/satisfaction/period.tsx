// The score of the period, how many of those asked answered, and the ways to take it away.
import { useReader } from '../../reader.ts';
import { daysCsv } from '../../score-csv.ts';
import type { AnswersView, ScoreView } from '../../score-view.ts';
import { Figure } from './figure.tsx';
import { Response } from './response.tsx';
import { SaveCsv } from './save-csv.tsx';

export function PeriodSection({ view }: { view: ScoreView }) {
  return (
    <section class="score" aria-labelledby="score-title">
      <Figure view={view} />
      <Response view={view} />
      <TakeAway view={view} />
    </section>
  );
}

export function TakeAway({ view }: { view: AnswersView }) {
  const reader = useReader();
  const { from, to } = view.period;
  const { question, moment } = view.measure;
  return (
    <div class="row acts">
      <SaveCsv
        label={reader.t('csv_by_day')}
        name={`otklik-${question}-${moment}-${from}-${to}`}
        rows={() => daysCsv(reader, view)}
      />
      <button class="button small" type="button" onClick={() => print()}>
        {reader.t('print')}
      </button>
    </div>
  );
}
