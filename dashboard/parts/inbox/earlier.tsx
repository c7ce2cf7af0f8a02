// Other conversations of the same person, so that nobody has to say everything twice.
import type { ConversationRow } from '../../../worker/contract/members.ts';
import { useReader } from '../../reader.ts';
import { Masked } from '../said.tsx';

type EarlierProps = { rows: ConversationRow[]; zone: string; addressOf: (id: string) => string };

export function Earlier({ rows, zone, addressOf }: EarlierProps) {
  const { t, format } = useReader();
  if (rows.length === 0) return null;
  return (
    <details class="earlier">
      <summary>{t('earlier_title', { n: rows.length })}</summary>
      <ul class="plain">
        {rows.map((row) => (
          <li key={row.id}>
            <a href={addressOf(row.id)}>
              {row.kind === 'callback' ? t('callback') : t(`topic_${row.topic}`)},{' '}
              {format.moment(row.lastMessageAtMs, zone)}
            </a>
            <p class="small" dir="auto">
              <Masked text={row.excerpt} />
            </p>
          </li>
        ))}
      </ul>
    </details>
  );
}
