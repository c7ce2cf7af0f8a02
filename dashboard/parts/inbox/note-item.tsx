// A note between colleagues as it stands in the conversation: it must never look like a message to the visitor.
import type { Desk, Note } from '../../../worker/contract/desk.ts';
import { useReader } from '../../reader.ts';
import type { Words } from '../../words/words.ts';
import { nameOf } from './owner-line.tsx';

type ItemProps = { note: Note; desk: Desk; me: string; zone: string };

export function NoteItem({ note, desk, me, zone }: ItemProps) {
  const { t, format } = useReader();
  const { kind, author, text, atMs } = note;
  return (
    <article class="message inside">
      <p class="meta">
        <span>
          {kind === 'note' && <b>{t('note_by')} · </b>}
          <bdi>{author ?? t('somebody_gone')}</bdi>
          {kind !== 'note' && `: ${happened(note, { desk, me, t })}`} · {format.moment(atMs, zone)}
        </span>
      </p>
      {text && (
        <p class="said" dir="auto">
          {text}
        </p>
      )}
    </article>
  );
}

function happened(note: Note, { desk, me, t }: { desk: Desk; me: string; t: Words['t'] }): string {
  if (note.kind === 'reached' || note.kind === 'not_reached') return t(`note_${note.kind}`);
  if (note.toMemberId !== null && note.toMemberId === note.authorId) return t('went_to_self');
  if (note.toMemberId === me) return t('went_to_me');
  if (note.toMemberId) return t('went_to', { name: nameOf(desk, note.toMemberId) ?? t('somebody_gone') });
  const team = desk.teams.find(({ id }) => id === note.toTeamId);
  return team ? t('went_to_team', { name: team.name }) : t('went_to_nobody');
}
