// Who waits at this moment: how many, past their time, and since when the longest.
import type { ServiceAnswer } from '../../../worker/contract/service.ts';
import { useReader } from '../../reader.ts';
import { Titled } from '../titled.tsx';

type WaitingNowProps = Pick<ServiceAnswer, 'waiting' | 'asOfMs'> & {
  /** Address of the inbox, for those who may read it. */
  inbox: string | null;
};

export function WaitingNow({ waiting, asOfMs, inbox }: WaitingNowProps) {
  const { t, format } = useReader();
  const { n, overdue, oldestSinceMs } = waiting;
  return (
    <section aria-labelledby="sv-waiting">
      <Titled id="sv-waiting" title={t('sv_waiting')} about={<p>{t('sv_waiting_what')}</p>} />
      <p class="figure">
        <span class="big">{format.number(n)}</span>
        <span class="caption">
          {n === 0 ? t('sv_waiting_none') : t('sv_waiting_n', { n })}
          {n > 0 && (
            <>
              <br />
              {overdue > 0 ? t('sv_waiting_overdue', { n: overdue }) : t('sv_waiting_in_time')}
              {oldestSinceMs !== null &&
                ` ${t('sv_waiting_oldest', { time: format.lasting(asOfMs - oldestSinceMs) })}`}
            </>
          )}
        </span>
      </p>
      {inbox !== null && n > 0 && (
        <p>
          <a href={inbox}>{t('sv_to_inbox')}</a>
        </p>
      )}
    </section>
  );
}
