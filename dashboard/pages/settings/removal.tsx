// The way out: everything of a site in one file, and then the site itself, removed by whoever types its name.
import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, api } from '../../api.ts';
import { Field } from '../../parts/field.tsx';
import { ErrorLine } from '../../parts/notice.tsx';
import { useReader } from '../../reader.ts';
import { go } from '../../router.ts';
import { collectExport, saveFile } from '../../site-export.ts';
import type { SectionProps } from '../settings.tsx';
import { PersonData } from './person.tsx';

export function RemovalSection(props: SectionProps) {
  return (
    <>
      <Export {...props} />
      <PersonData stored={props.stored} />
      <Removal {...props} />
    </>
  );
}

type ExportState =
  { is: 'idle' } | { is: 'running' | 'done'; records: number } | { is: 'failed'; error: ApiError };

function Export({ stored }: SectionProps) {
  const { t } = useReader();
  const [state, setState] = useState<ExportState>({ is: 'idle' });
  const control = useRef<AbortController | null>(null);
  useEffect(() => () => control.current?.abort(), []);

  async function run() {
    const mine = (control.current = new AbortController());
    setState({ is: 'running', records: 0 });
    try {
      const made = await collectExport(stored.id, mine.signal, (records) =>
        setState({ is: 'running', records }),
      );
      const day = new Date().toISOString().slice(0, 10);
      saveFile(made.file, `otklik-${stored.domain}-${day}.ndjson`);
      setState({ is: 'done', records: made.records });
    } catch (error) {
      if (mine.signal.aborted) return setState({ is: 'idle' });
      if (!(error instanceof ApiError)) throw error;
      setState({ is: 'failed', error });
    }
  }
  return (
    <section class="form" aria-labelledby="export-title">
      <h3 id="export-title">{t('export_title')}</h3>
      <p>{t('export_what')}</p>
      <p class="hint">{t('export_format')}</p>
      {state.is === 'failed' && <ErrorLine error={state.error} retry={() => void run()} />}
      <p class="row">
        {state.is === 'running' ? (
          <button class="button" type="button" onClick={() => control.current?.abort()}>
            {t('export_stop')}
          </button>
        ) : (
          <button class="button" type="button" onClick={() => void run()}>
            {t('export_start')}
          </button>
        )}
        <span role="status">
          {(state.is === 'running' || state.is === 'done') && t(`export_${state.is}`, { n: state.records })}
        </span>
      </p>
    </section>
  );
}

function Removal({ stored, discard, me, setMe }: SectionProps) {
  const { t } = useReader();
  const [name, setName] = useState('');
  const [error, setError] = useState<ApiError | null>(null);
  const [busy, setBusy] = useState(false);

  async function remove(event: Event) {
    event.preventDefault();
    setBusy(true);
    setError(null);
    try {
      if (name.trim() !== stored.name) throw new ApiError('invalid', 'name');
      await api.dropSite(stored.id, name.trim());
      // An unsaved draft of a site that is gone must not ask to stay.
      discard();
      go('/', { replace: true });
      setMe({ ...(await api.me()), member: me.member });
    } catch (caught) {
      if (!(caught instanceof ApiError)) throw caught;
      setError(caught);
      setBusy(false);
    }
  }
  return (
    <form class="form apart" noValidate onSubmit={(event) => void remove(event)}>
      <h3>{t('removal_title')}</h3>
      <p class="warning">{t('removal_what')}</p>
      <p>{t('removal_first')}</p>
      <Field
        name="name"
        label={t('removal_name', { name: stored.name })}
        error={error}
        fix={t('fix_removal_name', { name: stored.name })}
      >
        {(control) => (
          <input
            {...control}
            autocomplete="off"
            spellcheck={false}
            value={name}
            onInput={(e) => setName(e.currentTarget.value)}
          />
        )}
      </Field>
      {error && error.field === undefined && <ErrorLine error={error} />}
      <p>
        <button class="button danger" type="submit" disabled={busy}>
          {t(busy ? 'removal_busy' : 'removal_do')}
        </button>
      </p>
    </form>
  );
}
