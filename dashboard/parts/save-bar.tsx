// Save and its outcome, in view while anything is unsaved; a newer version of somebody else is explained, never overwritten.
import type { ApiError } from '../api.ts';
import type { SiteDraft } from '../site-draft.ts';
import { useReader } from '../reader.ts';
import { refusedWords } from '../refused-field.ts';

type SaveBarProps = { draft: SiteDraft; save: () => void; takeNewer: () => void };

export function SaveBar({ draft, save, takeNewer }: SaveBarProps) {
  const { t } = useReader();
  const { isChanged, state, error, discard } = draft;
  const isStale = error?.code === 'stale_settings';
  const refused = (refusal: ApiError): string => {
    const { label, reason } = refusedWords(refusal);
    const why = t(reason, { max: refusal.field?.endsWith('Y') ? 300 : 200 });
    return label === null ? why : t('save_refused_field', { field: t(label), why });
  };
  return (
    <div class={isChanged || error ? 'save-bar on' : 'save-bar'}>
      <div role="status">{state === 'saved' && !isChanged ? t('saved_live') : ''}</div>
      {error && (
        <p class="error-line" role="alert">
          {isStale ? t('stale_explained') : refused(error)}
        </p>
      )}
      {isStale && (
        <button class="button" type="button" onClick={takeNewer}>
          {t('stale_reload')}
        </button>
      )}
      {isChanged && !isStale && (
        <p class="row">
          <button class="button primary" type="button" disabled={state === 'saving'} onClick={save}>
            {t(state === 'saving' ? 'saving' : 'save')}
          </button>
          <button class="button" type="button" onClick={discard}>
            {t('discard')}
          </button>
        </p>
      )}
    </div>
  );
}
