// What was said, oldest first, each with who and when, notes of colleagues between; own replies on their way stand last.
import type { Desk } from '../../worker/contract/desk.ts';
import type { Thread } from '../../worker/contract/members.ts';
import type { Language } from '../../worker/contract/vocabulary.ts';
import type { Send } from '../sends.ts';
import { useReader } from '../reader.ts';
import { NoteItem } from './inbox/note-item.tsx';
import { errorKey } from './notice.tsx';

type MessagesProps = {
  thread: Pick<Thread, 'messages' | 'notes'>;
  desk: Desk;
  me: string;
  sends: Send[];
  retry: (send: Send) => void;
  /** Not sent after all: its words go back into the draft. */
  takeBack: (send: Send) => void;
  zone: string;
  language: Language;
};

export function Messages({ thread, desk, me, sends, retry, takeBack, zone, language }: MessagesProps) {
  const { t } = useReader();
  const { messages, notes } = thread;
  // Oldest first, each after the message that stood last when it was written.
  const inOrder = notes.toReversed();
  const after = (seq: number, next: number | undefined) =>
    inOrder
      .filter(({ afterSeq }) => afterSeq >= seq && (next === undefined || afterSeq < next))
      .map((note) => <NoteItem key={note.id} note={note} desk={desk} me={me} zone={zone} />);
  return (
    <>
      <div class="messages" role="log" aria-label={t('messages')} tabIndex={0}>
        {after(-1, messages[0]?.seq)}
        {messages.map((message, i) => [
          <Said key={message.seq} message={message} zone={zone} language={language} />,
          ...after(message.seq, messages[i + 1]?.seq),
        ])}
        {sends.map((send) => (
          <article key={send.id} class={`message clinic ${send.state}`}>
            <p class="meta">{t(`send_${send.state}`)}</p>
            <p class="said" dir="auto">
              {send.text}
            </p>
          </article>
        ))}
      </div>
      {sends
        .filter(({ state }) => state === 'failed')
        .map((send) => (
          <Failed key={send.id} send={send} retry={retry} takeBack={takeBack} />
        ))}
    </>
  );
}

type SaidProps = { message: Thread['messages'][number]; zone: string; language: Language };

function Said({ message: { from, author, text, atMs }, zone, language }: SaidProps) {
  const { t, format } = useReader();
  return (
    <article class={`message ${from}`}>
      <p class="meta">
        {from === 'visitor' ? t('visitor') : (author ?? t('clinic'))} · {format.moment(atMs, zone)}
      </p>
      <p class="said" dir="auto" lang={from === 'visitor' ? language : undefined}>
        {text || t('no_text')}
      </p>
    </article>
  );
}

function Failed({ send, retry, takeBack }: { send: Send } & Pick<MessagesProps, 'retry' | 'takeBack'>) {
  const { t } = useReader();
  const wasSecond = send.error?.code === 'answered_meanwhile';
  return (
    <p class="error-line" role="alert">
      <span>
        {wasSecond
          ? t('colleague_first')
          : t('not_sent', { why: t(send.error ? errorKey(send.error) : 'error_internal') })}
      </span>
      <button class="link" type="button" onClick={() => retry(send)}>
        {t(wasSecond ? 'send_anyway' : 'send_again')}
      </button>
      {wasSecond && (
        <button class="link" type="button" onClick={() => takeBack(send)}>
          {t('back_to_draft')}
        </button>
      )}
    </p>
  );
}
