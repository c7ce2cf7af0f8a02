// The switch that stops everything on the clinic's pages: one press and one question, stored at once, beside any unsaved form.
import { useRef, useState } from 'preact/hooks';
import { act } from '../../act.ts';
import { api } from '../../api.ts';
import type { ApiError } from '../../api.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { ErrorLine } from '../../parts/notice.tsx';
import { useReader } from '../../reader.ts';
import { updateOf } from '../../site-draft.ts';
import type { SectionProps } from '../settings.tsx';

export function SiteSwitch({ stored, adopt }: Pick<SectionProps, 'stored' | 'adopt'>) {
  const { t } = useReader();
  const [error, setError] = useState<ApiError | null>(null);
  const [said, setSaid] = useState('');
  const [busy, setBusy] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  const { enabled } = stored;

  async function turn(on: boolean) {
    setBusy(true);
    setSaid('');
    setError(
      await act(async () => {
        // On what is stored now, whoever stored it: this must work while somebody else saves.
        const latest = await api.site(stored.id);
        const view = await api.saveSite(stored.id, { ...updateOf(latest), enabled: on });
        adopt(view, (draft) => void (draft.enabled = on));
        setSaid(t(on ? 'switched_on' : 'switched_off'));
      }),
    );
    setBusy(false);
  }
  return (
    <section class={enabled ? 'switch' : 'switch off'} aria-labelledby="switch-title">
      <h3 id="switch-title">{t(enabled ? 'switch_on_now' : 'switch_off_now')}</h3>
      <p class="hint">{t(enabled ? 'switch_off_hint' : 'switch_on_hint')}</p>
      <p class="row">
        <button
          class={enabled ? 'button' : 'button primary'}
          type="button"
          disabled={busy}
          onClick={() => (enabled ? dialog.current?.showModal() : void turn(true))}
        >
          {t(enabled ? 'switch_off' : 'switch_on')}
        </button>
        <span role="status">{said}</span>
      </p>
      {error && <ErrorLine error={error} />}
      <Confirm
        dialog={dialog}
        title={`${t('switch_off')}?`}
        text={t('switch_off_what')}
        yes={t('switch_off')}
        onYes={() => void turn(false)}
      />
    </section>
  );
}
