// A break in counting inside the period: said in words, with the choice of its side; two sides are never added.
import type { JourneyView } from '../journey-view.ts';
import { useReader } from '../reader.ts';

type SeriesChoiceProps = {
  view: Pick<JourneyView, 'series' | 'shown'>;
  onChange: (seriesId: string) => void;
};

export function SeriesChoice({ view, onChange }: SeriesChoiceProps) {
  const { t, format } = useReader();
  const { series, shown } = view;
  if (series.length < 2) return null;
  return (
    <fieldset class="break">
      <legend>{t('break_title')}</legend>
      <p>{t('break_why')}</p>
      {series.map(({ id, startedOn }, i) => {
        const next = series[i + 1];
        return (
          <label key={id} class="line">
            <input type="radio" name="series" checked={id === shown?.id} onChange={() => onChange(id)} />
            {next
              ? t('series_between', { from: format.longDay(startedOn), to: format.longDay(next.startedOn) })
              : t('series_since', { from: format.longDay(startedOn) })}
          </label>
        );
      })}
    </fieldset>
  );
}
