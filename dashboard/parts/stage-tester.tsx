// Which stage an address is, and by which rule: worked out by the rules of the draft, as every page works it out.
import { useId, useState } from 'preact/hooks';
import type { Settings } from '../../worker/contract/settings.ts';
import { explainPath, pathOfAddress } from '../../worker/domain/stage-rules.ts';
import type { PathMatch } from '../../worker/domain/stage-rules.ts';
import { useReader } from '../reader.ts';

type Stages = Settings['stages'];

/** Pages that a clinic's site often has. */
const EXAMPLES = [
  '/',
  '/services/uzi/',
  '/vrachi/ivanova',
  '/en/prices',
  '/zapis?doctor=7',
  '/spasibo',
  '/blog/otpusk',
];

export function StageTester({ stages }: { stages: Stages }) {
  const { t } = useReader();
  const [typed, setTyped] = useState('');
  const id = useId();
  return (
    <section class="tester" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{t('tester_title')}</h3>
      <div class="field">
        <label for={id}>{t('tester_address')}</label>
        <input
          id={id}
          inputMode="url"
          spellcheck={false}
          autocomplete="off"
          placeholder="https://klinika.ru/vrachi/ivanova"
          aria-describedby={`${id}-hint`}
          value={typed}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <p class="hint" id={`${id}-hint`}>
          {t('tester_hint')}
        </p>
      </div>
      <div class="tester-answer" role="status">
        {typed.trim() !== '' && <Answer stages={stages} typed={typed} />}
      </div>
      <details>
        <summary>{t('tester_examples')}</summary>
        <ul class="tester-list">
          {EXAMPLES.map((address) => (
            <li key={address}>
              <button class="link" type="button" onClick={() => setTyped(address)}>
                {address}
              </button>
              <span>{useVerdict(stages, address)}</span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

function Answer({ stages, typed }: { stages: Stages; typed: string }) {
  const { t } = useReader();
  const name = useStageName();
  const path = pathOfAddress(typed);
  if (path === null) return <p>{t('tester_no_address')}</p>;
  const { chosen, others } = explainPath(stages, path);
  if (!chosen)
    return (
      <>
        <p>
          <strong>{t('tester_none')}</strong>
        </p>
        <p class="small">{t('tester_none_hint')}</p>
      </>
    );
  return (
    <>
      <p>
        <strong>{t('tester_stage', { name: name(chosen) })}</strong>
      </p>
      <p class="small">{t('tester_rule', { rule: chosen.pattern })}</p>
      {others.length > 0 && (
        <p class="small">
          {t('tester_others', {
            list: others.map((other) => `${name(other)} (${other.pattern})`).join(', '),
          })}
        </p>
      )}
    </>
  );
}

function useStageName(): (match: PathMatch) => string {
  const { t, language } = useReader();
  return ({ stage }) => stage.name[language] || stage.name.ru || stage.name.en || t('stage_unnamed');
}

/** The answer in a few words, for a list. */
function useVerdict(stages: Stages, address: string): string {
  const { t } = useReader();
  const name = useStageName();
  const { chosen } = explainPath(stages, pathOfAddress(address) ?? '/');
  return chosen ? `${name(chosen)}: ${chosen.pattern}` : t('tester_none_short');
}
