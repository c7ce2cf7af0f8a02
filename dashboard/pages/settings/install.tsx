// Installation: the tag to paste, what came from the site's pages so far, and a check of one page on that very page.
import { useEffect, useState } from 'preact/hooks';
import { api } from '../../api.ts';
import { CHECK_MARK, beginCheck, checkAddress, onCheck, takeCheck } from '../../check-report.ts';
import type { CheckOutcome } from '../../check-report.ts';
import { Snippet } from '../../parts/copy.tsx';
import { InstallStages, InstallState } from '../../parts/install-state.tsx';
import { Loaded, Skeleton } from '../../parts/loaded.tsx';
import { PageCheck } from '../../parts/page-check.tsx';
import { PolicyHelp } from '../../parts/policy-help.tsx';
import { useReader } from '../../reader.ts';
import { useResource } from '../../resource.ts';
import { href } from '../../router.ts';
import type { SectionProps } from '../settings.tsx';
import { UnknownOrigins } from './unknown-origins.tsx';

const POLL_MS = 4_000;
/** A page that has not come back by then will not. */
const PATIENCE_MS = 20_000;

export function InstallSection({ site, stored, edit, adopt }: SectionProps) {
  const { t } = useReader();
  const install = useResource(`install ${site.id}`, (signal) => api.install(site.id, signal), {
    everyMs: POLL_MS,
  });
  const check = usePageCheck(site.id);
  const ours = originOfTag(stored.snippet);
  const stagesAt = href({ page: 'settings', site: site.id, section: 'stages' });
  return (
    <>
      <section class="field">
        <h3>{t('snippet')}</h3>
        <Snippet text={stored.snippet} />
        <p class="hint">{t('install_paste')}</p>
      </section>
      <section aria-labelledby="install-seen">
        <h3 id="install-seen">{t('install_seen')}</h3>
        <Loaded resource={install} skeleton={<Skeleton lines={6} />}>
          {(view) => (
            <>
              <InstallState view={view} zone={stored.zone} mode={stored.settings.mode} />
              <InstallStages view={view} stored={stored} stagesAt={stagesAt} />
            </>
          )}
        </Loaded>
      </section>
      <UnknownOrigins stored={stored} adopt={adopt} everyMs={POLL_MS} />
      <PageCheck
        address={`${stored.settings.origins[0] ?? ''}/`}
        state={check.state}
        site={{ origins: stored.settings.origins, mode: stored.settings.mode, ours }}
        start={check.start}
        accept={(origin) => edit((d) => void d.settings.origins.push(origin))}
      />
      <PolicyHelp ours={ours} />
    </>
  );
}

/** Where the tag loads from: what a policy of the site has to allow. */
const originOfTag = (snippet: string): string =>
  URL.parse(/src="([^"]+)"/.exec(snippet)?.[1] ?? '')?.origin ?? '';

export type CheckState = 'idle' | 'waiting' | 'silent' | CheckOutcome;

/** A check from its button to the page's return, in this tab or in another one. */
function usePageCheck(site: string): { state: CheckState; start: (typed: string) => boolean } {
  const [state, setState] = useState<CheckState>('idle');
  useEffect(() => {
    if (!location.hash.startsWith(CHECK_MARK)) return;
    const outcome = takeCheck(site, location.hash, Date.now());
    // Once read it must not be read again by a reload.
    history.replaceState(null, '', location.pathname + location.search);
    if (outcome) setState(outcome);
  }, []);
  useEffect(() => onCheck(site, setState), [site]);
  useEffect(() => {
    if (state !== 'waiting') return;
    const timer = setTimeout(() => setState('silent'), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return {
    state,
    start: (typed) => {
      const address = checkAddress(typed);
      if (address === null) return false;
      beginCheck(site, Date.now());
      setState('waiting');
      // The page gets no hold of this window, and is not told where it was opened from.
      window.open(address, '_blank', 'noopener,noreferrer');
      return true;
    },
  };
}
