// What the keyboard can do here, and the switch for keys of one letter, which get in the way of speech input.
import type { RefObject } from 'preact';
import { useId, useState } from 'preact/hooks';
import { useReader } from '../../reader.ts';
import { areShortcutsOn, setShortcutsOn } from '../../shortcuts.ts';
import { Check } from '../check.tsx';

const KEYS = [
  { keys: ['J', '↓'], does: 'key_next' },
  { keys: ['K', '↑'], does: 'key_previous' },
  { keys: ['Enter'], does: 'key_open' },
  { keys: ['R'], does: 'key_reply' },
  { keys: ['Ctrl + Enter'], does: 'key_send' },
  { keys: ['/'], does: 'key_canned' },
  { keys: ['N'], does: 'key_note' },
  { keys: ['T'], does: 'key_take' },
  { keys: ['A'], does: 'key_assign' },
  { keys: ['E'], does: 'key_close' },
  { keys: ['X'], does: 'key_select' },
  { keys: ['U'], does: 'key_back' },
  { keys: ['?'], does: 'key_help' },
] as const;

export function KeysHelp({ dialog }: { dialog: RefObject<HTMLDialogElement | null> }) {
  const { t } = useReader();
  const [isOn, setIsOn] = useState(areShortcutsOn);
  const id = useId();
  return (
    <dialog ref={dialog} class="keys" aria-labelledby={id}>
      <h2 id={id} tabIndex={-1} autofocus>
        {t('keys_title')}
      </h2>
      <dl>
        {KEYS.map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(does)}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">{t('keys_where')}</p>
      <Check
        label={t('keys_on')}
        hint={t('keys_on_hint')}
        checked={isOn}
        onChange={(on) => {
          setShortcutsOn(on);
          setIsOn(on);
        }}
      />
      <p class="hint">{t('draft_kept')}</p>
      <p>
        <button class="button" type="button" onClick={() => dialog.current?.close()}>
          {t('close')}
        </button>
      </p>
    </dialog>
  );
}
