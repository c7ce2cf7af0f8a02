// The check of one page: opened in a tab of its own, where the tag tries what it needs and comes back with what it found.
import { useId, useState } from 'preact/hooks';
import type { Mode } from '../../worker/contract/vocabulary.ts';
import { findings } from '../check-report.ts';
import type { CheckOutcome, Finding } from '../check-report.ts';
import { useReader } from '../reader.ts';
import { CopyText } from './copy.tsx';

type CheckProps = {
  address: string;
  state: 'idle' | 'waiting' | 'silent' | CheckOutcome;
  site: { origins: readonly string[]; mode: Mode; ours: string };
  /** False when what was typed is no address. */
  start: (typed: string) => boolean;
  accept: (origin: string) => void;
};

export function PageCheck({ address, state, site, start, accept }: CheckProps) {
  const { t } = useReader();
  const [typed, setTyped] = useState(address);
  const [isWrong, setWrong] = useState(false);
  const id = useId();
  return (
    <section class="page-check" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{t('check_title')}</h3>
      <form
        class={isWrong ? 'field wrong' : 'field'}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setWrong(!start(typed));
        }}
      >
        <label for={id}>{t('check_address')}</label>
        <input
          id={id}
          type="url"
          inputMode="url"
          spellcheck={false}
          value={typed}
          aria-describedby={`${id}-hint`}
          aria-invalid={isWrong ? true : undefined}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        {isWrong && (
          <p class="field-error" role="alert">
            {t('fix_address')}
          </p>
        )}
        <p class="hint" id={`${id}-hint`}>
          {t('check_hint')}
        </p>
        <button class="button" type="submit">
          {t('check_start')}
        </button>
      </form>
      <div role="status" class="check-result">
        {state === 'waiting' && <p>{t('check_waiting')}</p>}
        {state === 'silent' && <Silent />}
        {state !== 'idle' && state !== 'waiting' && state !== 'silent' && (
          <ul class="findings">
            {findings(state, site).map((finding) => (
              <FindingItem key={finding.what} finding={finding} accept={accept} />
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

function Silent() {
  const { t } = useReader();
  return (
    <>
      <p>
        <strong>{t('check_silent')}</strong>
      </p>
      <ul class="bulleted">
        <li>{t('check_silent_tag')}</li>
        <li>{t('check_silent_policy')}</li>
        <li>{t('check_silent_delay')}</li>
      </ul>
    </>
  );
}

function FindingItem({ finding, accept }: { finding: Finding; accept: (origin: string) => void }) {
  const { t } = useReader();
  const { what, line, name = '' } = finding;
  return (
    <li class={what.startsWith('well') ? 'finding well' : 'finding'}>
      <p>{t(`found_${what}`, { name })}</p>
      {line && <CopyText text={line} label={t('policy_line')} />}
      {what === 'unlisted' && (
        <button class="button small" type="button" onClick={() => accept(name)}>
          {t('accept_origin', { name })}
        </button>
      )}
    </li>
  );
}
