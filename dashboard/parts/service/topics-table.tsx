// The figures of service topic by topic, most frequent first.
import type { ServiceAnswer } from '../../../worker/contract/service.ts';
import { useReader } from '../../reader.ts';
import { shareWords, timeWords } from '../../service-view.ts';

export function TopicsTable({ topics }: { topics: ServiceAnswer['topics'] }) {
  const reader = useReader();
  const { t, format } = reader;
  const columns = ['sv_conversations', 'sv_col_in_time', 'sv_col_median', 'sv_p90', 'sv_col_target'] as const;
  const later = ['sv_col_solved', 'sv_col_first', 'sv_col_repeats'] as const;
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={t('sv_topics')}>
      <table>
        <caption class="hidden">{t('sv_topics')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('sv_topic')}</th>
            {[...columns, ...later].map((key) => (
              <th key={key} scope="col" class="number">
                {t(key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {topics.map(({ topic, target, conversations, firstReply, solved, firstContact, repeats }) => (
            <tr key={topic}>
              <th scope="row">{t(`topic_${topic}`)}</th>
              <td class="number">{format.number(conversations)}</td>
              <td class="number">{shareWords(reader, firstReply.inTime)}</td>
              <td class="number">{timeWords(reader, firstReply.times.median)}</td>
              <td class="number">{timeWords(reader, firstReply.times.p90)}</td>
              <td class="number">{format.workTime(target.firstReplyMinutes * 60_000)}</td>
              <td class="number">{shareWords(reader, solved.inTime)}</td>
              <td class="number">{shareWords(reader, firstContact)}</td>
              <td class="number">{shareWords(reader, repeats)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
