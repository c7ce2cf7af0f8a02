// The settings of a site while they are edited: a copy to change, what differs, and a save that a newer version refuses.
import { useState } from 'preact/hooks';
import type { SiteUpdate, SiteView } from '../worker/contract/settings.ts';
import { ApiError, api } from './api.ts';
import { keptForPerson } from './forget.ts';
import { useUnloadWarning } from './unload-warning.ts';

export type SiteDraft = {
  draft: SiteUpdate;
  /** Changes a copy of the draft by hand; the screen follows. */
  edit: (change: (draft: SiteUpdate) => void) => void;
  isChanged: boolean;
  state: 'idle' | 'saving' | 'saved';
  error: ApiError | null;
  save: () => Promise<ApiError | null>;
  /** Back to what is stored. */
  discard: () => void;
  /** Takes over what an act beside the form has just stored, and makes the same change to the form, whose other edits stay. */
  adopt: (view: SiteView, change: (draft: SiteUpdate) => void) => void;
};

/** Kept while the tab lives: a look at the inbox must not cost an unsaved form. */
const kept = keptForPerson<SiteUpdate>();

export const updateOf = ({ version, name, domain, zone, enabled, settings }: SiteView): SiteUpdate =>
  structuredClone({ version, name, domain, zone, enabled, settings });

const same = (a: SiteUpdate, b: SiteUpdate): boolean => JSON.stringify(a) === JSON.stringify(b);

/** The draft of one site. `onSaved` is given what the Worker stored. */
export function useSiteDraft(stored: SiteView, onSaved: (view: SiteView) => void): SiteDraft {
  const base = updateOf(stored);
  const [draft, setDraft] = useState<SiteUpdate>(() => kept.get(stored.id) ?? base);
  const [state, setState] = useState<SiteDraft['state']>('idle');
  const [error, setError] = useState<ApiError | null>(null);
  const isChanged = !same({ ...draft, version: base.version }, base);
  useUnloadWarning(() => isChanged);

  const put = (next: SiteUpdate, against = base) => {
    if (same(next, against)) kept.delete(stored.id);
    else kept.set(stored.id, next);
    setDraft(next);
  };
  async function save(): Promise<ApiError | null> {
    setState('saving');
    setError(null);
    try {
      const view = await api.saveSite(stored.id, draft);
      put(updateOf(view), updateOf(view));
      onSaved(view);
      setState('saved');
      return null;
    } catch (caught) {
      if (!(caught instanceof ApiError)) throw caught;
      setState('idle');
      setError(caught);
      return caught;
    }
  }
  return {
    draft,
    isChanged,
    state,
    error,
    save,
    edit: (change) => {
      const next = structuredClone(draft);
      change(next);
      put(next);
      setState('idle');
    },
    adopt: (view, change) => {
      const next = { ...structuredClone(draft), version: view.version };
      change(next);
      put(next, updateOf(view));
      onSaved(view);
    },
    discard: () => {
      put(base);
      setError(null);
      setState('idle');
    },
  };
}
