// A request to be called: how the last try went, in one press, until the person was reached.
import { useId, useState } from 'preact/hooks';
import type { Thread } from '../../../worker/contract/members.ts';
import { MAX_TEXT } from '../../../worker/contract/vocabulary.ts';
import type { ApiError } from '../../api.ts';
import { useReader } from '../../reader.ts';
import { ErrorLine } from '../notice.tsx';

type CallProps = {
  conversation: Thread['conversation'];
  zone: string;
  called: (call: { reached: boolean; note: string }) => Promise<ApiError | null>;
};

export function CallPanel({ conversation, zone, called }: CallProps) {
  const { t, format } = useReader();
  const [note, setNote] = useState('');
  const [error, setError] = useState<ApiError | null>(null);
  const id = useId();
  const { reachedAtMs, callTries, state } = conversation;
  async function tell(reached: boolean) {
    const failed = await called({ reached, note: note.trim() });
    setError(failed);
    if (!failed) setNote('');
  }
  return (
    <div class="call" role="group" aria-label={t('call_how')}>
      <p class="small" role="status">
        {[
          reachedAtMs !== null && t('reached_at', { time: format.moment(reachedAtMs, zone) }),
          callTries > 0 && t('call_tries', { n: callTries }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {reachedAtMs === null && state !== 'closed' && (
        <>
          <label for={id}>{t('call_note')}</label>
          <input
            id={id}
            maxLength={MAX_TEXT}
            autocomplete="off"
            dir="auto"
            value={note}
            onInput={(event) => setNote(event.currentTarget.value)}
          />
          {error && <ErrorLine error={error} />}
          <p class="row">
            <button class="button small" type="button" onClick={() => void tell(true)}>
              {t('call_reached')}
            </button>
            <button class="button small" type="button" onClick={() => void tell(false)}>
              {t('call_not_reached')}
            </button>
          </p>
        </>
      )}
    </div>
  );
}
