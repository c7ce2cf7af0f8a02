// The score before and after any day, with the difference, its range, and what may be said of it.
import { MIN_ANSWERS } from '../../../worker/domain/statistics.ts';
import { addDays } from '../../../worker/domain/calendar.ts';
import { ChartRange } from '../../parts/chart-range.tsx';
import { Titled } from '../../parts/titled.tsx';
import { useReader } from '../../reader.ts';
import { COMPARED_WEEKS, measureName } from '../../score-address.ts';
import type { ScoreAddress } from '../../score-address.ts';
import { sidesCsv } from '../../score-csv.ts';
import { scoreScale } from '../../score-scale.ts';
import type { ScoreScale } from '../../score-scale.ts';
import { viewSides } from '../../score-view.ts';
import type { ScoreView, Sides } from '../../score-view.ts';
import type { MoveScores } from '../satisfaction.tsx';
import { SaveCsv } from './save-csv.tsx';

type CompareSectionProps = { view: ScoreView; today: string; address: ScoreAddress; move: MoveScores };

export function CompareSection({ view, today, address, move }: CompareSectionProps) {
  const reader = useReader();
  const { t, format } = reader;
  const scale = scoreScale(reader, view.question);
  const lastDay = view.endedOn === null ? today : addDays(view.endedOn, -1);
  const day = clampDay(address.changed ?? addDays(today, -28), view.shown.startedOn, lastDay);
  const sides = viewSides(view, { day, weeks: address.weeks, today });
  return (
    <section aria-labelledby="compare-title">
      <Titled id="compare-title" title={t('compare_scores')} about={<p>{t('compare_scores_what')}</p>} />
      <div class="row">
        <label class="stacked">
          <span class="small">{t('compare_day')}</span>
          <input
            type="date"
            class="date"
            value={day}
            min={view.shown.startedOn}
            max={lastDay}
            onChange={(event) => event.currentTarget.value && move({ changed: event.currentTarget.value })}
          />
        </label>
        <label class="stacked">
          <span class="small">{t('compare_weeks')}</span>
          <select
            value={String(address.weeks)}
            onChange={(event) => {
              const weeks = COMPARED_WEEKS.find((one) => String(one) === event.currentTarget.value);
              if (weeks) move({ weeks });
            }}
          >
            {COMPARED_WEEKS.map((weeks) => (
              <option key={weeks} value={String(weeks)}>
                {t('n_weeks', { n: weeks })}
              </option>
            ))}
          </select>
        </label>
      </div>
      <SidesChart sides={sides} scale={scale} />
      <Verdict sides={sides} scale={scale} />
      {sides.isCut && <p class="small">{t('compare_cut', { day: format.longDay(view.shown.startedOn) })}</p>}
      {sides.isCutAfter && view.endedOn && (
        <p class="small">{t('compare_cut_after', { day: format.longDay(view.endedOn) })}</p>
      )}
      <div class="row acts">
        <SaveCsv
          label={t('csv_compare')}
          name={`otklik-${measureName(view.measure).replace('.', '-')}-${day}`}
          rows={() => sidesCsv(reader, view, sides)}
        />
      </div>
    </section>
  );
}

const clampDay = (day: string, from: string, to: string): string => (day < from ? from : day > to ? to : day);

type SidesProps = { sides: Sides; scale: ScoreScale };

function SidesChart({ sides, scale }: SidesProps) {
  const { t, format } = useReader();
  const rows = (['before', 'after'] as const).map((side) => {
    const { value, interval, n } = sides[side];
    const { from, to } = side === 'before' ? sides.beforePeriod : sides.afterPeriod;
    const hasEnough = n >= MIN_ANSWERS;
    return {
      key: side,
      label: t(side === 'before' ? 'compare_until' : 'compare_since', {
        period: from <= to ? format.days(from, to) : '–',
      }),
      value: hasEnough ? value : null,
      interval: hasEnough ? interval : null,
      note: t('n_answers', { n }),
    };
  });
  return <ChartRange title={t('compare_scores')} rows={rows} scale={scale} />;
}

function Verdict({ sides, scale }: SidesProps) {
  const { t } = useReader();
  const { verdict, difference } = sides;
  return (
    <p role="status">
      <strong>{t(`verdict_${verdict}`, { min: MIN_ANSWERS })}</strong>{' '}
      {difference &&
        t(scale.name === null ? 'compare_difference' : 'compare_difference_nps', {
          difference: scale.difference(difference.difference),
          low: scale.difference(difference.low),
          high: scale.difference(difference.high),
        })}{' '}
      {verdict === 'no_evidence' && t('verdict_means')}
    </p>
  );
}
