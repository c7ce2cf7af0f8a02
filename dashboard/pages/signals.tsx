// What is unusual about the ratings, with its evidence: looked at, or marked as seen with a note. Nothing at all on most days.
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { SignalView, SignalsAnswer } from '../../worker/contract/scores.ts';
import { mayRole } from '../../worker/contract/permissions.ts';
import { act } from '../act.ts';
import { api } from '../api.ts';
import type { ApiError } from '../api.ts';
import { ErrorLine } from '../parts/notice.tsx';
import { Titled } from '../parts/titled.tsx';
import { useReader } from '../reader.ts';
import type { SiteInHand } from '../reader.ts';
import { useResource, valueOf } from '../resource.ts';
import type { Resource } from '../resource.ts';
import { href } from '../router.ts';
import { signalWords } from '../signal-words.ts';

export type SignalsResource = Resource<SignalsAnswer>;

/** Asked for beside Overview itself, which waits for both: what came later would push the numbers down. */
export const useSignals = (site: SiteInHand): SignalsResource =>
  useResource(mayRole(site.role, 'scores') ? `signals ${site.id}` : null, (signal) =>
    api.signals(site.id, signal),
  );

/** A failure says nothing here: Overview's own parts say it, and the Satisfaction page shows the same charts. */
export function Signals({ site, resource }: { site: SiteInHand; resource: SignalsResource }) {
  const { t } = useReader();
  const open = (valueOf(resource)?.signals ?? []).filter(({ noted }) => noted === null);
  if (open.length === 0) return null;
  return (
    <section class="signals" aria-labelledby="signals-title">
      <Titled id="signals-title" title={t('signals')} about={<About site={site} />} />
      <ul>
        {open.map((signal) => (
          <SignalRow key={signal.key} signal={signal} site={site} onNoted={resource.reload} />
        ))}
      </ul>
    </section>
  );
}

function About({ site }: { site: SiteInHand }) {
  const { t } = useReader();
  return (
    <>
      <p>{t('signals_what')}</p>
      <p>
        <a href={href({ page: 'signals', site: site.id })}>{t('signals_help')}</a>
      </p>
    </>
  );
}

type SignalRowProps = { signal: SignalView; site: SiteInHand; onNoted: () => void };

function SignalRow({ signal, site, onNoted }: SignalRowProps) {
  const reader = useReader();
  const { t } = reader;
  const [isNoting, setIsNoting] = useState(false);
  const { text, why } = signalWords(reader, signal);
  return (
    <li>
      <div>
        <strong>{text}</strong>
        <span>{why}</span>
      </div>
      <p class="row">
        <a
          class="button small"
          href={`${href({ page: 'satisfaction', site: site.id })}?measure=${signal.measure.question}.${signal.measure.moment}`}
        >
          {t('signal_open')}
        </a>
        {mayRole(site.role, 'signals') && !isNoting && (
          <button class="button small" type="button" onClick={() => setIsNoting(true)}>
            {t('signal_seen')}
          </button>
        )}
      </p>
      {isNoting && (
        <NoteForm signal={signal} site={site} onNoted={onNoted} cancel={() => setIsNoting(false)} />
      )}
    </li>
  );
}

function NoteForm({ signal, site, onNoted, cancel }: SignalRowProps & { cancel: () => void }) {
  const { t } = useReader();
  const [note, setNote] = useState('');
  const [error, setError] = useState<ApiError | null>(null);
  const field = useRef<HTMLInputElement>(null);
  // At once, not by `autofocus`: the button that had the focus is gone, and whoever looks after lost focus would come first.
  useLayoutEffect(() => field.current?.focus(), []);
  async function save() {
    const failed = await act(() => api.noteSignal(site.id, { key: signal.key, note: note.trim() }));
    setError(failed);
    if (!failed) onNoted();
  }
  return (
    <form
      class="row note-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label>
        <span class="small">{t('signal_note')}</span>
        <input
          ref={field}
          type="text"
          maxLength={300}
          value={note}
          onInput={(event) => setNote(event.currentTarget.value)}
        />
      </label>
      <button class="button small primary" type="submit">
        {t('signal_seen')}
      </button>
      <button class="button small" type="button" onClick={cancel}>
        {t('cancel')}
      </button>
      {error && <ErrorLine error={error} />}
    </form>
  );
}
