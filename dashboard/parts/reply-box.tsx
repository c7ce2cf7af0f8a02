// Where an answer is written: Ctrl or Cmd with Enter sends, a plain Enter is a new line.
import { useRef, useState } from 'preact/hooks';
import { MAX_TEXT } from '../../worker/contract/vocabulary.ts';
import type { Draft } from '../sends.ts';
import { useReader } from '../reader.ts';

export function ReplyBox({ draft, onSend }: { draft: Draft; onSend: (text: string) => void }) {
  const { t } = useReader();
  const [text, setText] = useState(draft.text);
  const box = useRef<HTMLTextAreaElement>(null);
  const write = (value: string) => {
    draft.text = value;
    setText(value);
  };
  function send(event: Event) {
    event.preventDefault();
    if (text.trim() === '') return void box.current?.focus();
    onSend(text.trim());
    write('');
    box.current?.focus();
  }
  return (
    <form class="reply" onSubmit={send}>
      <label for="reply">{t('reply')}</label>
      <textarea
        id="reply"
        ref={box}
        rows={4}
        maxLength={MAX_TEXT}
        dir="auto"
        value={text}
        aria-describedby="reply-hint"
        onInput={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) send(event);
        }}
      />
      <div class="row">
        <button class="button primary" type="submit">
          {t('send')}
        </button>
        <span class="hint" id="reply-hint">
          {t('send_keys')}
        </span>
      </div>
    </form>
  );
}
