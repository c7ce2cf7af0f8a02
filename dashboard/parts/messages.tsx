// What was said, oldest first, each with who and when; own replies on their way stand last with their state.
import type { Thread } from '../../worker/contract/members.ts';
import type { Language } from '../../worker/contract/vocabulary.ts';
import type { Send } from '../sends.ts';
import { useReader } from '../reader.ts';
import { errorKey } from './notice.tsx';

type MessagesProps = {
  messages: Thread['messages'];
  sends: Send[];
  retry: (send: Send) => void;
  zone: string;
  language: Language;
};

export function Messages({ messages, sends, retry, zone, language }: MessagesProps) {
  const { t, format } = useReader();
  return (
    <>
      <div class="messages" role="log" aria-label={t('messages')} tabIndex={0}>
        {messages.map(({ seq, from, author, text, atMs }) => (
          <article key={seq} class={`message ${from}`}>
            <p class="meta">
              {from === 'visitor' ? t('visitor') : (author ?? t('clinic'))} · {format.moment(atMs, zone)}
            </p>
            <p class="said" dir="auto" lang={from === 'visitor' ? language : undefined}>
              {text || t('no_text')}
            </p>
          </article>
        ))}
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
          <p key={send.id} class="error-line" role="alert">
            <span>{t('not_sent', { why: t(send.error ? errorKey(send.error) : 'error_internal') })}</span>
            <button class="link" type="button" onClick={() => retry(send)}>
              {t('send_again')}
            </button>
          </p>
        ))}
    </>
  );
}
