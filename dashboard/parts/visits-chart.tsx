// Visits per day of one period: the day rows as columns, days without a row as nothing counted, today as not over yet.
import type { JourneyAnswer } from '../../worker/contract/journey.ts';
import { addDays, daysBetween } from '../../worker/domain/calendar.ts';
import { useReader } from '../reader.ts';
import { ChartTime } from './chart-time.tsx';
import type { ChartMark } from './chart-time.tsx';
import { Titled } from './titled.tsx';

export type VisitsChartProps = { answer: JourneyAnswer; firstDay: string; marks?: readonly ChartMark[] };

export function VisitsChart({ answer, firstDay, marks = [] }: VisitsChartProps) {
  const { t, format } = useReader();
  const from = answer.period.from < firstDay ? firstDay : answer.period.from;
  const visits = new Map<string, number>();
  for (const row of answer.rows) visits.set(row.from, (visits.get(row.from) ?? 0) + row.visits);
  const points = Array.from({ length: Math.max(1, daysBetween(from, answer.period.to) + 1) }, (_, i) => {
    const day = addDays(from, i);
    return { day, value: visits.get(day) ?? 0, open: day === answer.today };
  });
  const over = points.filter(({ open }) => !open);
  const mean = over.reduce((sum, { value }) => sum + value, 0) / over.length;
  const period = format.days(from, answer.period.to);
  return (
    <section aria-labelledby="visits-title">
      <Titled
        id="visits-title"
        title={t('visits_title')}
        about={
          <>
            <p>{t('visits_definition')}</p>
            <p>{t('funnel_days')}</p>
          </>
        }
      />
      <ChartTime
        title={t('visits_title')}
        sentence={over.length > 0 ? t('visits_sentence', { period, n: Math.round(mean) }) : period}
        points={points}
        kind="count"
        say={({ value }) => t('n_visits', { n: value ?? 0 })}
        marks={marks}
      />
    </section>
  );
}
