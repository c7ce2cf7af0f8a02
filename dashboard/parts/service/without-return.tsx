// Whether one contact was enough: by the clinic's own marks, by what visitors say, and by who came back.
import type { ServiceAnswer } from '../../../worker/contract/service.ts';
import { OUTCOMES } from '../../../worker/contract/vocabulary.ts';
import { useReader } from '../../reader.ts';
import { isFew } from '../../service-view.ts';
import { ChartRange } from '../chart-range.tsx';
import { Titled } from '../titled.tsx';

type WithoutReturnProps = Pick<ServiceAnswer, 'whole' | 'saidSolved'> & { days: number };

export function WithoutReturn({ whole, saidSolved, days }: WithoutReturnProps) {
  const { t, format } = useReader();
  const { firstContact, repeats } = whole;
  const said = saidSolved.yes + saidSolved.partly + saidSolved.no;
  const rows = (
    [
      ['sv_first_contact', firstContact],
      ['sv_repeats', repeats],
    ] as const
  ).map(([key, share]) => ({
    ...{ key, label: t(key) },
    value: isFew(share) ? null : share.hits / share.n,
    interval: isFew(share) ? null : share.interval,
    note: isFew(share)
      ? t('sv_few', { hits: share.hits, n: share.n })
      : `${format.number(share.hits)} / ${format.number(share.n)}`,
  }));
  return (
    <section aria-labelledby="sv-back">
      <Titled
        id="sv-back"
        title={t('sv_back')}
        about={
          <>
            <p>{t('sv_back_what', { days })}</p>
            <p>{t('sv_repeats_blind')}</p>
          </>
        }
      />
      <ChartRange title={t('sv_back')} rows={rows} />
      <p class="small">{t('sv_repeats_blind')}</p>
      <p>{said === 0 ? t('sv_said_none') : `${t('sv_said')}: ${t('sv_said_of', saidSolved)}`}</p>
      <h3>{t('sv_outcomes')}</h3>
      <dl class="outcomes">
        {OUTCOMES.map((outcome) => (
          <div key={outcome}>
            <dt>{t(`outcome_${outcome}`)}</dt>
            <dd class="number">{format.number(whole.outcomes[outcome])}</dd>
          </div>
        ))}
      </dl>
      {whole.unmarked > 0 && <p class="small">{t('sv_unmarked', { n: whole.unmarked })}</p>}
    </section>
  );
}
