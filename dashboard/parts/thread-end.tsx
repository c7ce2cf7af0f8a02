// How a conversation ends: closed with its outcome, opened again, or erased after a second question.
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { OUTCOMES } from '../../worker/contract/vocabulary.ts';
import type { Outcome } from '../../worker/contract/vocabulary.ts';
import type { ApiError } from '../api.ts';
import { useReader } from '../reader.ts';
import { ErrorLine } from './notice.tsx';
import { Confirm } from './confirm.tsx';

type Ended = Promise<ApiError | null>;
type EndProps = {
  isClosed: boolean;
  isCallback: boolean;
  /** Grows when the key for closing was pressed. */
  asked: number;
  close: (outcome: Outcome) => Ended;
  reopen: () => Ended;
  erase: () => Ended;
};

/** Only a call back can end without reaching anybody. */
const outcomesFor = (isCallback: boolean): Outcome[] =>
  OUTCOMES.filter((outcome) => isCallback || outcome !== 'not_reached');

export function ThreadEnd({ isClosed, isCallback, asked, close, reopen, erase }: EndProps) {
  const { t } = useReader();
  const [outcome, setOutcome] = useState<Outcome>('solved');
  const [error, setError] = useState<ApiError | null>(null);
  const confirm = useRef<HTMLDialogElement>(null);
  const select = useRef<HTMLSelectElement>(null);
  const id = useId();
  useEffect(() => {
    if (asked > 0) select.current?.focus();
  }, [asked]);
  return (
    <div class="thread-end">
      {error && <ErrorLine error={error} />}
      <div class="row">
        {isClosed ? (
          <button class="button" type="button" onClick={() => void reopen().then(setError)}>
            {t('reopen')}
          </button>
        ) : (
          <>
            <label for={id}>{t('outcome')}</label>
            <select
              id={id}
              ref={select}
              value={outcome}
              onChange={(event) =>
                setOutcome(OUTCOMES.find((o) => o === event.currentTarget.value) ?? outcome)
              }
            >
              {outcomesFor(isCallback).map((name) => (
                <option key={name} value={name}>
                  {t(`outcome_${name}`)}
                </option>
              ))}
            </select>
            <button class="button" type="button" onClick={() => void close(outcome).then(setError)}>
              {t('close_conversation')}
            </button>
          </>
        )}
        <button class="link danger" type="button" onClick={() => confirm.current?.showModal()}>
          {t('erase')}
        </button>
      </div>
      <Confirm
        dialog={confirm}
        title={t('erase_title')}
        text={t('erase_text')}
        yes={t('erase_yes')}
        onYes={() => void erase().then(setError)}
      />
    </div>
  );
}
