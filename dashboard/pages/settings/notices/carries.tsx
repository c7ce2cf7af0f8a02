// What a channel may carry besides topic and link: an owner's choice, patients' words only after a warning.
import { useId, useRef, useState } from 'preact/hooks';
import { mayRole } from '../../../../worker/contract/permissions.ts';
import type { ChannelView } from '../../../../worker/contract/channels.ts';
import { act } from '../../../act.ts';
import { api } from '../../../api.ts';
import type { ApiError } from '../../../api.ts';
import { Confirm } from '../../../parts/confirm.tsx';
import { errorKey } from '../../../parts/notice.tsx';
import { useReader } from '../../../reader.ts';
import type { SiteInHand } from '../../../reader.ts';

type CarriesProps = { site: SiteInHand; holdsWords: boolean; channel: ChannelView; changed: () => void };

export function Carries({ site, holdsWords, channel, changed }: CarriesProps) {
  const { t } = useReader();
  const { id, kind, label, wordsFromMs, digest } = channel;
  const [error, setError] = useState<ApiError | null>(null);
  const dialog = useRef<HTMLDialogElement>(null);
  if (!mayRole(site.role, 'clinic')) return holdsWords ? <Said site={site} channel={channel} /> : null;
  const carries = wordsFromMs !== null;
  async function save(body: { words: boolean; digest: boolean }) {
    setError(await act(() => api.saveChannel(site.id, id, body)));
    changed();
  }
  return (
    <div class="carries">
      {holdsWords && (
        <Tick
          label={t('words_leave')}
          hint={<WordsHint site={site} channel={channel} />}
          on={carries}
          set={(on) => (on ? dialog.current?.showModal() : void save({ words: false, digest }))}
        />
      )}
      <Tick
        label={t('digest_here')}
        hint={t('digest_here_hint')}
        on={digest}
        set={(on) => void save({ words: carries, digest: on })}
      />
      {error && (
        <p class="field-error" role="alert">
          {t(error.code === 'channel_refused' ? 'words_refused' : errorKey(error))}
        </p>
      )}
      <Confirm
        dialog={dialog}
        title={t('words_ask')}
        text={t(`words_ask_${kind}`, { host: label })}
        yes={t('words_ask_yes')}
        onYes={() => void save({ words: true, digest })}
      />
    </div>
  );
}

type TickProps = {
  label: string;
  hint: preact.ComponentChildren;
  on: boolean;
  set: (on: boolean) => void;
};

/** Stands as the Worker has it: a press that is not confirmed, or is refused, leaves it as it was. */
function Tick({ label, hint, on, set }: TickProps) {
  const id = useId();
  return (
    <div class="check">
      <input
        id={id}
        type="checkbox"
        checked={on}
        aria-describedby={`${id}-hint`}
        onClick={(event) => {
          event.preventDefault();
          set(!on);
        }}
      />
      <label for={id}>{label}</label>
      <p class="hint" id={`${id}-hint`}>
        {hint}
      </p>
    </div>
  );
}

function WordsHint({ site, channel }: Pick<CarriesProps, 'site' | 'channel'>) {
  const { t, format } = useReader();
  const { kind, wordsFromMs, bot } = channel;
  if (wordsFromMs === null) return <>{t(`words_leave_${kind}`)}</>;
  const time = format.moment(wordsFromMs, site.zone);
  return <>{bot ? t('words_since_bot', { time, bot }) : t('words_since', { time })}</>;
}

/** The same for whoever may not change it. */
function Said({ site, channel }: Pick<CarriesProps, 'site' | 'channel'>) {
  const { t, format } = useReader();
  return (
    <p class="hint carries">
      {channel.wordsFromMs === null
        ? t('words_stay')
        : t('words_leave_owner', { time: format.moment(channel.wordsFromMs, site.zone) })}
    </p>
  );
}
