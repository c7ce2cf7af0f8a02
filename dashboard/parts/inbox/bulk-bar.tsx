// What is done with all selected conversations at once: given to somebody, or closed with one outcome.
import { useState } from 'preact/hooks';
import type { Desk } from '../../../worker/contract/desk.ts';
import { OUTCOMES } from '../../../worker/contract/vocabulary.ts';
import type { Outcome } from '../../../worker/contract/vocabulary.ts';
import type { ApiError } from '../../api.ts';
import { useReader } from '../../reader.ts';
import { ErrorLine } from '../notice.tsx';
import { HandSelect } from './hand-select.tsx';
import type { Hand } from './hand-select.tsx';

type BulkProps = {
  count: number;
  desk: Desk;
  me: string;
  give: (hand: Hand) => Promise<ApiError | null>;
  close: (outcome: Outcome) => Promise<ApiError | null>;
};

export function BulkBar({ count, desk, me, give, close }: BulkProps) {
  const { t } = useReader();
  const [hand, setHand] = useState<Hand>({ member: me });
  const [outcome, setOutcome] = useState<Outcome>('solved');
  const [error, setError] = useState<ApiError | null>(null);
  return (
    <div class="bulk" role="group" aria-label={t('bulk')}>
      <p role="status">
        <b>{t('n_selected', { n: count })}</b>
      </p>
      {error && <ErrorLine error={error} />}
      <div class="row">
        <HandSelect label={t('hand_to')} desk={desk} value={hand} onChange={setHand} />
        <button
          class="button small"
          type="button"
          disabled={count === 0}
          onClick={() => void give(hand).then(setError)}
        >
          {t('bulk_give')}
        </button>
      </div>
      <div class="row">
        <label>
          <span class="hidden">{t('outcome')}</span>
          <select
            value={outcome}
            onChange={(event) => setOutcome(OUTCOMES.find((o) => o === event.currentTarget.value) ?? outcome)}
          >
            {OUTCOMES.map((name) => (
              <option key={name} value={name}>
                {t(`outcome_${name}`)}
              </option>
            ))}
          </select>
        </label>
        <button
          class="button small"
          type="button"
          disabled={count === 0}
          onClick={() => void close(outcome).then(setError)}
        >
          {t('bulk_close')}
        </button>
      </div>
    </div>
  );
}
