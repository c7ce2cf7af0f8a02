// The table twin of a chart over time: the same numbers for a screen reader, for copying and for print.
import type { ChartPoint } from '../chart-axis.ts';
import { useReader } from '../reader.ts';
import type { ScoreScale } from '../score-scale.ts';

type ChartTableProps = {
  title: string;
  points: readonly ChartPoint[];
  kind: 'count' | 'share';
  scale: ScoreScale;
  slot: (point: ChartPoint) => string;
};

export function ChartTable({ title, points, kind, scale, slot }: ChartTableProps) {
  const { t, format } = useReader();
  const write = kind === 'share' ? scale.write : format.number;
  const hasRange = points.some(({ interval }) => interval);
  const hasN = points.some(({ n }) => n !== undefined);
  return (
    <details>
      <summary>{t('show_table')}</summary>
      <div class="scroll tall" tabIndex={0} role="region" aria-label={title}>
        <table>
          <caption>{title}</caption>
          <thead>
            <tr>
              <th scope="col">{t('chart_date')}</th>
              <th scope="col" class="number">
                {kind === 'share' ? (scale.name ?? t('share')) : t('count')}
              </th>
              {hasRange && (
                <th scope="col" class="number">
                  {t('range_95')}
                </th>
              )}
              {hasN && (
                <th scope="col" class="number">
                  {t('chart_n')}
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.day}>
                <th scope="row">
                  {slot(point)}
                  {point.open && ` · ${t('chart_open')}`}
                </th>
                <td class="number">{point.value === null ? '–' : write(point.value)}</td>
                {hasRange && <td class="number">{point.interval ? scale.range(point.interval) : '–'}</td>}
                {hasN && <td class="number">{format.number(point.n ?? 0)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
