// Where a note for colleagues is written: apart from the answer, so that one is never taken for the other.
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { MAX_TEXT } from '../../../worker/contract/vocabulary.ts';
import type { ApiError } from '../../api.ts';
import { useReader } from '../../reader.ts';
import { useDraft } from '../../use-draft.ts';
import { ErrorLine } from '../notice.tsx';

type BoxProps = {
  place: string;
  /** Grows when the key for a note was pressed. */
  asked: number;
  save: (text: string) => Promise<ApiError | null>;
};

export function NoteBox({ place, asked, save }: BoxProps) {
  const { t } = useReader();
  const [text, write] = useDraft(place);
  const [isOpen, setIsOpen] = useState(text !== '');
  const [error, setError] = useState<ApiError | null>(null);
  const box = useRef<HTMLTextAreaElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(isOpen);
  const id = useId();
  useEffect(() => {
    if (asked > 0) setIsOpen(true);
  }, [asked]);
  useEffect(() => {
    if (isOpen && text === '') box.current?.focus();
    // Closed again: the keyboard goes on from where it was opened.
    if (!isOpen && wasOpen.current) opener.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen, asked]);
  async function submit(event: Event) {
    event.preventDefault();
    if (text.trim() === '') return void box.current?.focus();
    const failed = await save(text.trim());
    setError(failed);
    if (failed) return;
    write('');
    setIsOpen(false);
  }
  if (!isOpen)
    return (
      <p>
        <button class="link" type="button" ref={opener} onClick={() => setIsOpen(true)}>
          {t('note_add')}
        </button>
      </p>
    );
  return (
    <form class="note" onSubmit={(event) => void submit(event)}>
      <label for={id}>{t('note')}</label>
      <textarea
        id={id}
        ref={box}
        rows={2}
        maxLength={MAX_TEXT}
        dir="auto"
        value={text}
        aria-describedby={`${id}-hint`}
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing)
            void submit(event);
        }}
      />
      <p class="hint" id={`${id}-hint`}>
        {t('note_hint')}
      </p>
      {error && <ErrorLine error={error} />}
      <p class="row">
        <button class="button small" type="submit">
          {t('note_save')}
        </button>
        <button
          class="link"
          type="button"
          onClick={() => {
            write('');
            setIsOpen(false);
          }}
        >
          {t('cancel')}
        </button>
      </p>
    </form>
  );
}
