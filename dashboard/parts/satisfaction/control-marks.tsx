// What a control chart adds to a line: the average, the limits of ordinary variation, and a ring around unusual points.
import type { ValueAxis } from '../../chart-axis.ts';
import type { TrendView } from '../../score-view.ts';
import type { PlotPlace } from '../chart-time.tsx';

type ControlMarksProps = { trend: TrendView; axis: ValueAxis; place: PlotPlace };

export function ControlMarks({ trend, axis, place }: ControlMarksProps) {
  const { limits, points } = trend;
  if (!limits) return null;
  const at = (value: number) => place.y(Math.min(axis.top, Math.max(axis.bottom, value)));
  return (
    <>
      <line class="limit centre" x2="100%" y1={at(limits.centre)} y2={at(limits.centre)} />
      {[limits.lower, limits.upper].map((limit) => (
        <line key={limit} class="limit" x2="100%" y1={at(limit)} y2={at(limit)} />
      ))}
      {points.map(({ value, flags, bucket }, i) =>
        value === null || flags.length === 0 ? null : (
          <circle key={bucket.from} class="flag" cx={place.x(i)} cy={at(value)} r="8" />
        ),
      )}
    </>
  );
}
