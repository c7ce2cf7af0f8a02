// One clock over the period: the middle, nine of ten and the mean; the share in time with its range; what is not counted.
import type { ComponentChildren } from 'preact';
import type { Clocked, Share } from '../../../worker/contract/service.ts';
import { MIN_ANSWERS } from '../../../worker/domain/statistics.ts';
import { useReader } from '../../reader.ts';
import { isFew, timeWords } from '../../service-view.ts';
import { Formula, Titled } from '../titled.tsx';

type ClockFigureProps = {
  id: string;
  title: string;
  about: string;
  caption: string;
  clock: Clocked;
  /** What else stands below: what is left out, and why. */
  children?: ComponentChildren;
};

export function ClockFigure({ id, title, about, caption, clock, children }: ClockFigureProps) {
  const reader = useReader();
  const { t, format } = reader;
  const { times, inTime, pending } = clock;
  return (
    <section aria-labelledby={id}>
      <Titled
        id={id}
        title={title}
        about={
          <>
            <p>{about}</p>
            <Formula>{t('sv_times_formula')}</Formula>
          </>
        }
      />
      {times.n === 0 ? (
        <p class="calm">{t('sv_none')}</p>
      ) : (
        <>
          <p class="figure">
            <span class="big">{timeWords(reader, times.median)}</span>
            <span class="caption">{caption}</span>
          </p>
          <dl class="figures">
            {times.n >= MIN_ANSWERS && <Pair name={t('sv_p90')} value={timeWords(reader, times.p90)} />}
            <Pair name={t('sv_mean')} value={timeWords(reader, times.mean)} />
            <Pair name={t('sv_n')} value={format.number(times.n)} />
          </dl>
        </>
      )}
      {inTime.n > 0 && <InTime share={inTime} />}
      {times.running > 0 && <p class="small">{t('sv_running', { n: times.running })}</p>}
      {pending > 0 && <p class="small">{t('sv_pending', { n: pending })}</p>}
      {children}
    </section>
  );
}

const Pair = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dd class="big">{value}</dd>
    <dt>{name}</dt>
  </div>
);

function InTime({ share }: { share: Share }) {
  const { t, format } = useReader();
  const { hits, n, interval } = share;
  if (isFew(share)) return <p>{t('sv_in_time_few', { min: MIN_ANSWERS, hits, n })}</p>;
  return (
    <div class="in-time">
      <p>
        <b>{t('sv_in_time', { share: format.percent(hits / n) })}</b>{' '}
        <span class="small">
          {interval && t('sv_in_time_of', { hits, n, range: format.range(interval) })}
        </span>
      </p>
      <svg class="bar" width="100%" height="12" aria-hidden="true">
        <rect class="track" width="100%" height="100%" />
        <rect class="fill" width={`${((hits / n) * 100).toFixed(2)}%`} height="100%" />
      </svg>
    </div>
  );
}
