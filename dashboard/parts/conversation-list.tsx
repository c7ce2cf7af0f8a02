// Conversations in one look: what about, how long they wait and until when, whose they are, the first words.
import type { ConversationRow } from '../../worker/contract/members.ts';
import { Masked } from './said.tsx';
import { useReader } from '../reader.ts';

type ListProps = {
  rows: ConversationRow[];
  open: string | null;
  zone: string;
  addressOf: (id: string) => string;
  /** Who has a conversation, in words; null when nobody. */
  whose: (row: ConversationRow) => string | null;
  /** Those selected, or null while nothing is being selected. */
  picked: readonly string[] | null;
  pick: (id: string, on: boolean) => void;
};

export function ConversationList({ rows, open, zone, addressOf, whose, picked, pick }: ListProps) {
  const { t } = useReader();
  return (
    <ul class={picked ? 'conversations picking' : 'conversations'} onKeyDown={moveByArrows}>
      {rows.map((row) => (
        <li key={row.id}>
          {picked && (
            <input
              type="checkbox"
              checked={picked.includes(row.id)}
              aria-label={t('select_one', { what: `${aboutOf(row, t)}, ${row.excerpt.slice(0, 40)}` })}
              onChange={(event) => pick(row.id, event.currentTarget.checked)}
            />
          )}
          <a href={addressOf(row.id)} aria-current={row.id === open ? 'true' : undefined} data-row={row.id}>
            <RowHead row={row} zone={zone} />
            <span class="excerpt" dir="auto">
              <Masked text={row.excerpt} />
            </span>
            <RowFoot row={row} zone={zone} whose={whose(row)} />
          </a>
        </li>
      ))}
    </ul>
  );
}

const aboutOf = (row: ConversationRow, t: ReturnType<typeof useReader>['t']): string =>
  row.kind === 'callback' ? t('callback') : t(`topic_${row.topic}`);

function RowHead({ row, zone }: { row: ConversationRow; zone: string }) {
  const { t, format } = useReader();
  return (
    <span class="row-head">
      <b>{aboutOf(row, t)}</b>
      <span class="when">
        {row.waitingSinceMs === null
          ? format.moment(row.lastMessageAtMs, zone)
          : t('waits_for', { time: format.lasting(Date.now() - row.waitingSinceMs) })}
      </span>
    </span>
  );
}

function RowFoot({ row, zone, whose }: { row: ConversationRow; zone: string; whose: string | null }) {
  if (row.dueAtMs === null && whose === null) return null;
  return (
    <span class="row-foot">
      {row.dueAtMs !== null && <Due dueAtMs={row.dueAtMs} zone={zone} />}
      {whose && <bdi>{whose}</bdi>}
    </span>
  );
}

/** Until when a reply is due: the stored instant, so that every screen says the same. */
export function Due({ dueAtMs, zone }: { dueAtMs: number; zone: string }) {
  const { t, format } = useReader();
  const left = dueAtMs - Date.now();
  return left < 0 ? (
    <span class="over">{t('due_over', { time: format.lasting(-left) })}</span>
  ) : (
    <span>{t('due_by', { time: format.moment(dueAtMs, zone) })}</span>
  );
}

/** Arrows go along the list; the first and the last stay where they are. */
function moveByArrows(event: KeyboardEvent & { currentTarget: HTMLElement }): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  moveAlong(event.currentTarget, step);
}

/** Focuses the row before or after the focused one, else the one in view; the first when there is neither. */
export function moveAlong(list: Element | null, step: number): void {
  const rows = [...(list?.querySelectorAll<HTMLElement>('a[data-row]') ?? [])];
  const at = rows.findIndex((row) => row.parentElement?.contains(document.activeElement));
  const from = at >= 0 ? at : rows.findIndex((row) => row.ariaCurrent === 'true');
  rows[from < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, from + step))]?.focus();
}
