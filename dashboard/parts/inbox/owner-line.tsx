// Who has the conversation and how often it changed hands; taking it, and handing it over with a note.
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Desk } from '../../../worker/contract/desk.ts';
import type { ConversationRow, Thread } from '../../../worker/contract/members.ts';
import { MAX_TEXT } from '../../../worker/contract/vocabulary.ts';
import type { ApiError } from '../../api.ts';
import { useReader } from '../../reader.ts';
import type { Words } from '../../words/words.ts';
import { ErrorLine } from '../notice.tsx';
import { HandSelect } from './hand-select.tsx';
import type { Hand } from './hand-select.tsx';

/** Who has it, in words of a list; null when nobody has. */
export function whoseIs(
  { assigneeId, teamId }: Pick<ConversationRow, 'assigneeId' | 'teamId'>,
  { desk, me, t }: { desk: Desk; me: string; t: Words['t'] },
): string | null {
  if (assigneeId === me) return t('has_it_me');
  if (assigneeId) return t('has_it', { name: nameOf(desk, assigneeId) ?? t('somebody_gone') });
  const team = desk.teams.find(({ id }) => id === teamId);
  return team ? t('has_team', { name: team.name }) : null;
}

export const nameOf = (desk: Desk, memberId: string): string | null =>
  desk.members.find(({ id }) => id === memberId)?.name ?? null;

type OwnerProps = {
  conversation: Thread['conversation'];
  desk: Desk;
  me: string;
  /** Grows when the key for handing over was pressed. */
  asked: number;
  assign: (hand: Hand & { note?: string }) => Promise<ApiError | null>;
};

export function OwnerLine({ conversation, desk, me, asked, assign }: OwnerProps) {
  const { t } = useReader();
  const [isOpen, setIsOpen] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  const form = useId();
  const toggle = useRef<HTMLButtonElement>(null);
  const { assigneeId, teamId, transfers } = conversation;
  const team = desk.teams.find(({ id }) => id === teamId);
  useEffect(() => {
    if (asked > 0) setIsOpen(true);
  }, [asked]);
  return (
    <div class="owner" role="group" aria-label={t('hands')}>
      <div class="row">
        <span role="status">
          <b>{whoseIs({ assigneeId, teamId: null }, { desk, me, t }) ?? t('has_it_nobody')}</b>
          {team && ` · ${t('has_team', { name: team.name })}`}
          {transfers > 0 && ` · ${t('transfers', { n: transfers })}`}
        </span>
        <span class="row">
          {assigneeId !== me && (
            <button
              class="button small"
              type="button"
              onClick={() => void assign({ member: me }).then(setError)}
            >
              {t('take')}
            </button>
          )}
          <button
            class="button small"
            type="button"
            ref={toggle}
            aria-expanded={isOpen}
            aria-controls={form}
            onClick={() => setIsOpen(!isOpen)}
          >
            {t('hand_over')}
          </button>
        </span>
      </div>
      {error && <ErrorLine error={error} />}
      {isOpen && (
        <HandForm
          id={form}
          desk={desk}
          first={desk.members.find(({ id }) => id !== me && id !== assigneeId)?.id ?? me}
          done={() => {
            setIsOpen(false);
            toggle.current?.focus();
          }}
          assign={assign}
        />
      )}
    </div>
  );
}

type FormProps = Pick<OwnerProps, 'desk' | 'assign'> & { id: string; first: string; done: () => void };

function HandForm({ id, desk, first, done, assign }: FormProps) {
  const { t } = useReader();
  const [hand, setHand] = useState<Hand>({ member: first });
  const [note, setNote] = useState('');
  const [error, setError] = useState<ApiError | null>(null);
  const select = useRef<HTMLSelectElement>(null);
  const field = useId();
  useEffect(() => select.current?.focus(), []);
  async function give(event: Event) {
    event.preventDefault();
    const failed = await assign({ ...hand, note });
    setError(failed);
    if (!failed) done();
  }
  return (
    <form
      id={id}
      class="hand"
      onSubmit={(event) => void give(event)}
      onKeyDown={(event) => event.key === 'Escape' && done()}
    >
      <HandSelect
        id={`${field}-to`}
        label={t('hand_to')}
        desk={desk}
        value={hand}
        onChange={setHand}
        inner={select}
      />
      <label for={field}>{t('hand_note')}</label>
      <textarea
        id={field}
        rows={2}
        maxLength={MAX_TEXT}
        dir="auto"
        value={note}
        aria-describedby={`${field}-hint`}
        onInput={(event) => setNote(event.currentTarget.value)}
      />
      <p class="hint" id={`${field}-hint`}>
        {t('hand_note_hint')}
      </p>
      {error && <ErrorLine error={error} />}
      <p class="row">
        <button class="button primary small" type="submit">
          {t('hand_do')}
        </button>
        <button class="link" type="button" onClick={done}>
          {t('cancel')}
        </button>
      </p>
    </form>
  );
}
