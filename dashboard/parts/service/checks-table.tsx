// The newest conversations one by one: each check in words with what it rests on, and the way to the conversation itself.
import type { ServiceCheck } from '../../../worker/contract/service.ts';
import { useReader } from '../../reader.ts';
import type { Reader } from '../../reader.ts';

type ChecksTableProps = {
  checks: readonly ServiceCheck[];
  zone: string;
  asOfMs: number;
  addressOf: (id: string) => string;
};

export function ChecksTable({ checks, zone, asOfMs, addressOf }: ChecksTableProps) {
  const reader = useReader();
  const { t, format } = reader;
  const columns = ['sv_check_question', 'sv_check_reply', 'sv_check_ready', 'sv_check_outcome'] as const;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t('sv_checks')}>
      <table class="checks">
        <caption class="hidden">{t('sv_checks')}</caption>
        <thead>
          <tr>
            {columns.map((key) => (
              <th key={key} scope="col">
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {checks.map((check) => (
            <tr key={check.id}>
              <th scope="row">
                <a href={addressOf(check.id)}>{t(`topic_${check.topic}`)}</a>
                <span class="small">{format.moment(check.startedAtMs, zone)}</span>
              </th>
              <td class={isLate(check, asOfMs) ? 'late' : undefined}>{replyWords(reader, check, asOfMs)}</td>
              <td>{readyWords(reader, check)}</td>
              <td>{outcomeWords(reader, check)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Answered late, or not at all though it was due. */
export const isLate = (
  { isInTime, firstReplyMs, firstDueAtMs, outcome }: ServiceCheck,
  asOfMs: number,
): boolean =>
  isInTime === false ||
  (firstReplyMs === null && outcome === null && firstDueAtMs !== null && asOfMs > firstDueAtMs);

function replyWords({ t, format }: Reader, check: ServiceCheck, asOfMs: number): string {
  const { firstReplyMs, isInTime, outcome } = check;
  if (firstReplyMs === null) {
    if (outcome !== null) return t('sv_no_reply');
    return t(isLate(check, asOfMs) ? 'sv_late_waits' : 'sv_still_waits');
  }
  const time = format.workTime(firstReplyMs);
  if (isInTime === null) return time;
  return t(isInTime ? 'sv_in_time_yes' : 'sv_in_time_no', { time });
}

function readyWords({ t }: Reader, { replies, ready }: ServiceCheck): string {
  if (replies === 0) return '–';
  return ready > 0 ? t('sv_ready_yes', { n: replies, ready }) : t('sv_ready_no', { n: replies });
}

function outcomeWords({ t }: Reader, { outcome, isRepeat }: ServiceCheck): string {
  const ended = outcome === null ? t('sv_not_closed') : t(`outcome_${outcome}`);
  return isRepeat ? `${ended}, ${t('sv_came_back')}` : ended;
}
