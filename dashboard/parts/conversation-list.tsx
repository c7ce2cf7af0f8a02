// Conversations in one look: what about, how long they wait, the first words.
import type { ConversationRow } from '../../worker/contract/members.ts';
import { Masked } from './said.tsx';
import { useReader } from '../reader.ts';

type ListProps = {
  rows: ConversationRow[];
  open: string | null;
  zone: string;
  addressOf: (id: string) => string;
};

export function ConversationList({ rows, open, zone, addressOf }: ListProps) {
  return (
    <ul class="conversations">
      {rows.map((row) => (
        <li key={row.id}>
          <a href={addressOf(row.id)} aria-current={row.id === open ? 'true' : undefined}>
            <RowHead row={row} zone={zone} />
            <span class="excerpt" dir="auto">
              <Masked text={row.excerpt} />
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function RowHead({ row, zone }: { row: ConversationRow; zone: string }) {
  const { t, format } = useReader();
  return (
    <span class="row-head">
      <b>{row.kind === 'callback' ? t('callback') : t(`topic_${row.topic}`)}</b>
      <span class="when">
        {row.waitingSinceMs === null
          ? format.moment(row.lastMessageAtMs, zone)
          : t('waits_for', { time: format.lasting(Date.now() - row.waitingSinceMs) })}
      </span>
    </span>
  );
}
