// How long it takes from each step to the next: the middle visit and nine of ten, always "about".
import type { Overview } from '../../../worker/contract/members.ts';
import { useReader } from '../../reader.ts';
import type { StageTime } from '../../step-times.ts';
import { stageName } from '../../stage-words.ts';

export function TimesTable({ times, stages }: { times: readonly StageTime[]; stages: Overview['stages'] }) {
  const reader = useReader();
  const { t, format } = reader;
  if (times.length === 0) return <p class="calm">{t('times_none')}</p>;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t('times_title')}>
      <table>
        <caption class="hidden">{t('times_title')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('times_pair')}</th>
            <th scope="col" class="number">
              {t('times_median')}
            </th>
            <th scope="col" class="number">
              {t('times_p90')}
            </th>
            <th scope="col" class="number">
              {t('visits')}
            </th>
          </tr>
        </thead>
        <tbody>
          {times.map(({ from, to, visits, medianMs, p90Ms }) => (
            <tr key={`${from} ${to}`}>
              <th scope="row">
                {stageName(reader, from, stages)} → {stageName(reader, to, stages)}
              </th>
              <td class="number">{t('about', { time: format.duration(medianMs) })}</td>
              <td class="number">{t('about', { time: format.duration(p90Ms) })}</td>
              <td class="number">{format.number(visits)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
