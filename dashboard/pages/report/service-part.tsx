// How questions were answered, in the report: a few figures in working time, each with its n.
import type { Clocked, ServiceAnswer } from '../../../worker/contract/service.ts';
import { MIN_ANSWERS } from '../../../worker/domain/statistics.ts';
import { useReader } from '../../reader.ts';
import { timeWords } from '../../service-view.ts';

export function ServicePart({ service }: { service: ServiceAnswer }) {
  const { t, format } = useReader();
  const { whole } = service;
  if (whole.conversations === 0)
    return (
      <section aria-labelledby="report-service-title">
        <h2 id="report-service-title">{t('report_service')}</h2>
        <p class="calm">{t('report_no_questions')}</p>
      </section>
    );
  return (
    <section aria-labelledby="report-service-title">
      <h2 id="report-service-title">{t('report_service')}</h2>
      <p class="small">
        {t('report_questions', { n: whole.conversations })} {t('report_working_time')}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('report_clock')}</th>
            <th scope="col" class="number">
              {t('report_median')}
            </th>
            <th scope="col" class="number">
              {t('report_in_time')}
            </th>
            <th scope="col" class="number">
              {t('report_n')}
            </th>
          </tr>
        </thead>
        <tbody>
          <ClockRow name={t('report_first_reply')} clock={whole.firstReply} />
          <ClockRow name={t('report_solved')} clock={whole.solved} />
        </tbody>
      </table>
      {whole.firstContact.n >= MIN_ANSWERS && (
        <p class="small">
          {t('report_first_contact', {
            share: format.percent(whole.firstContact.hits / whole.firstContact.n),
            n: whole.firstContact.n,
          })}
        </p>
      )}
    </section>
  );
}

function ClockRow({ name, clock }: { name: string; clock: Clocked }) {
  const reader = useReader();
  const { format } = reader;
  const { times, inTime } = clock;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td class="number">{times.n === 0 ? '–' : timeWords(reader, times.median)}</td>
      <td class="number">{inTime.n < MIN_ANSWERS ? '–' : format.percent(inTime.hits / inTime.n)}</td>
      <td class="number">{format.number(times.n)}</td>
    </tr>
  );
}
