// Where an answer is written: ready-made replies at hand, Ctrl or Cmd with Enter sends, a plain Enter is a new line.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CannedReply } from '../../worker/contract/desk.ts';
import { MAX_TEXT } from '../../worker/contract/vocabulary.ts';
import type { Topic } from '../../worker/contract/vocabulary.ts';
import { byTopic, fillIn, variablesLeft } from '../../worker/domain/canned.ts';
import type { Left, VariableValues } from '../../worker/domain/canned.ts';
import type { Send } from '../sends.ts';
import { useDraft } from '../use-draft.ts';
import { useReader } from '../reader.ts';
import { CannedPicker } from './inbox/canned-picker.tsx';

/** Ready-made replies that stand above the answer: one press each. */
const AT_HAND = 3;

type BoxProps = {
  place: string;
  topic: Topic;
  canned: CannedReply[];
  values: VariableValues;
  editAddress: string;
  /** Grows when the key for answering was pressed. */
  asked: number;
  onSend: (words: Pick<Send, 'text' | 'canned'>) => void;
  onType: () => void;
  /** Esc: out of the answer. */
  leave: () => void;
};

export function ReplyBox({
  place,
  topic,
  canned,
  values,
  editAddress,
  asked,
  onSend,
  onType,
  leave,
}: BoxProps) {
  const { t } = useReader();
  const [text, write] = useDraft(place);
  const [left, setLeft] = useState<Left[]>([]);
  const began = useRef<CannedReply | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (asked > 0) box.current?.focus();
  }, [asked]);

  function take(reply: CannedReply) {
    began.current = reply;
    const filled = fillIn(reply.text, values);
    write(insertAt(box.current, text, filled));
    setLeft(variablesLeft(filled, values));
    box.current?.focus();
  }
  function send(event: Event) {
    event.preventDefault();
    const words = text.trim();
    const open = variablesLeft(words, values);
    setLeft(open);
    if (open.length > 0) write(fillIn(text, values));
    if (words === '' || open.length > 0) return void box.current?.focus();
    const { id, version } = began.current ?? {};
    onSend({ text: words, ...(id && version ? { canned: { id, version } } : {}) });
    began.current = null;
    write('');
    box.current?.focus();
  }
  function onKeyDown(event: KeyboardEvent & { currentTarget: HTMLTextAreaElement }) {
    if (event.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send(event);
    if (event.key === 'Escape') leave();
    if (event.key === '/' && startsWord(event.currentTarget)) {
      event.preventDefault();
      picker.current?.showModal();
    }
  }

  return (
    <form class="reply" onSubmit={send}>
      <div class="ready" role="group" aria-label={t('canned')}>
        {byTopic(canned, topic)
          .filter((reply) => reply.topic === topic || reply.topic === '')
          .slice(0, AT_HAND)
          .map((reply) => (
            <button key={reply.id} class="button small" type="button" onClick={() => take(reply)}>
              {reply.title}
            </button>
          ))}
        <button class="link" type="button" onClick={() => picker.current?.showModal()}>
          {t(canned.length > 0 ? 'canned_all' : 'canned')}
        </button>
      </div>
      <label for="reply">{t('reply')}</label>
      <textarea
        id="reply"
        ref={box}
        rows={4}
        maxLength={MAX_TEXT}
        dir="auto"
        value={text}
        aria-describedby={left.length > 0 ? 'reply-left reply-hint' : 'reply-hint'}
        aria-invalid={left.length > 0 ? true : undefined}
        onInput={(event) => {
          write(event.currentTarget.value);
          if (left.length > 0) setLeft(variablesLeft(event.currentTarget.value, values));
          onType();
        }}
        onKeyDown={onKeyDown}
      />
      <div id="reply-left" role="alert">
        {left.map(({ name, why }) => (
          <p key={name} class="field-error">
            {t(`variable_${why}`, { name })}
          </p>
        ))}
      </div>
      <div class="row">
        <button class="button primary" type="submit">
          {t('send')}
        </button>
        <span class="hint" id="reply-hint">
          {t('send_keys')}; {t('canned_hint')}
        </span>
      </div>
      <CannedPicker
        dialog={picker}
        replies={canned}
        topic={topic}
        editAddress={editAddress}
        take={take}
        closed={() => box.current?.focus()}
      />
    </form>
  );
}

/** In the place of the selection; a text that is there already stays. */
function insertAt(box: HTMLTextAreaElement | null, text: string, words: string): string {
  if (text.trim() === '' || !box) return words;
  return text.slice(0, box.selectionStart) + words + text.slice(box.selectionEnd);
}

/** The slash of "12/05" or "and/or" is only a slash. */
const startsWord = ({ value, selectionStart }: HTMLTextAreaElement): boolean =>
  selectionStart === 0 || /\s/.test(value[selectionStart - 1] ?? '');
