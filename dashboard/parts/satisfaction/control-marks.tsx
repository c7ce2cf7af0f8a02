// What a control chart adds to a line: the average, the limits of ordinary variation, and a ring around unusual points.
import type { TrendView } from '../../score-view.ts';
import type { PlotPlace } from '../chart-time.tsx';

type ControlMarksProps = { trend: TrendView; place: PlotPlace };

export function ControlMarks({ trend, place }: ControlMarksProps) {
  const { limits, points } = trend;
  if (!limits) return null;
  const at = (value: number) => place.y(Math.min(1, Math.max(0, value)));
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
