// Which page is shown to whom: signed out, signing in, or a page of a site inside the frame.
import type { ComponentType } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Me } from '../../worker/contract/members.ts';
import type { Permission } from '../../worker/contract/permissions.ts';
import { mayRole } from '../../worker/contract/permissions.ts';
import { ApiError, api } from '../api.ts';
import { CHECK_MARK, checkedSite } from '../check-report.ts';
import { LiveOffered, isNews, useLive } from '../live.ts';
import type { Visitor } from '../main.tsx';
import { Notice } from '../parts/notice.tsx';
import { Frame } from '../parts/frame.tsx';
import { PageSkeleton } from '../parts/loaded.tsx';
import { sitesOf, useReader } from '../reader.ts';
import type { SiteInHand } from '../reader.ts';
import { valueOf, useResource } from '../resource.ts';
import { go, href, parseRoute, useAddress } from '../router.ts';
import type { Route } from '../router.ts';
import { EnterPage, SignedOutPage } from './enter.tsx';
import type { NewSiteProps } from './new-site.tsx';

type AppProps = { who: Visitor; setWho: (who: Visitor) => void; retry: () => void };

/** What every page gets; each takes what it needs. */
export type PageProps = {
  me: Me;
  site: SiteInHand;
  route: Route;
  query: URLSearchParams;
  setMe: (me: Me | null) => void;
};

/** Each page is its own chunk: Overview must not wait for Settings. */
const PAGES: Record<string, () => Promise<ComponentType<PageProps>>> = {
  overview: () => import('./overview.tsx').then((m) => m.OverviewPage),
  journey: () => import('./journey.tsx').then((m) => m.JourneyPage),
  satisfaction: () => import('./satisfaction.tsx').then((m) => m.SatisfactionPage),
  signals: () => import('./about-signals.tsx').then((m) => m.AboutSignalsPage),
  report: () => import('./report.tsx').then((m) => m.ReportPage),
  words: () => import('./words.tsx').then((m) => m.WordsPage),
  links: () => import('./links.tsx').then((m) => m.LinksPage),
  service: () => import('./service.tsx').then((m) => m.ServicePage),
  inbox: () => import('./inbox.tsx').then((m) => m.InboxPage),
  canned: () => import('./canned.tsx').then((m) => m.CannedPage),
  settings: () => import('./settings.tsx').then((m) => m.SettingsPage),
  profile: () => import('./profile.tsx').then((m) => m.ProfilePage),
};

const NEEDED: Partial<Record<Route['page'], Permission>> = {
  journey: 'journey',
  satisfaction: 'scores',
  signals: 'scores',
  report: 'scores',
  words: 'words',
  links: 'links',
  service: 'service',
  inbox: 'words',
  canned: 'words',
  settings: 'settings',
};

export function App({ who, setWho, retry }: AppProps) {
  const { path, query } = useAddress();
  const route = parseRoute(path);
  const signedIn = who && !(who instanceof ApiError) ? who : null;
  const home = route.page === 'home' && signedIn ? sitesOf(signedIn)[0] : undefined;
  useEffect(() => {
    if (home) go(checkReturn(signedIn) ?? href({ page: 'overview', site: home.id }), { replace: true });
  }, [home?.id]);

  if (route.page === 'enter') return <EnterPage setWho={setWho} />;
  if (who instanceof ApiError) return <SignedOutPage error={who} retry={retry} />;
  if (!signedIn) return <SignedOutPage />;
  return (
    <LiveOffered.Provider value={signedIn.live}>
      <SignedInPage me={signedIn} route={route} query={query} setWho={setWho} />
    </LiveOffered.Provider>
  );
}

/** Where a page that was opened for a check comes back to, or null when none did. */
function checkReturn(me: Me | null): string | null {
  const site = location.hash.startsWith(CHECK_MARK) ? checkedSite(Date.now()) : null;
  const isOurs = me !== null && sitesOf(me).some(({ id }) => id === site);
  if (site === null || !isOurs) return null;
  return href({ page: 'settings', site, section: 'install' }) + location.hash;
}

type SignedInProps = { me: Me; route: Route; query: URLSearchParams; setWho: (who: Visitor) => void };

function SignedInPage({ me, route, query, setWho }: SignedInProps) {
  const { t } = useReader();
  const sites = sitesOf(me);
  const named = 'site' in route ? route.site : null;
  const site = named === null ? sites[0] : sites.find(({ id }) => id === named);
  const waiting = useWaiting(site);
  const needed = NEEDED[route.page];
  const fresh = newSiteOf(me, sites, route);
  const absent = !site || ['nowhere', 'new-clinic', 'new-site'].includes(route.page);
  const refused = site && needed && !mayRole(site.role, needed);
  return (
    <Frame me={me} site={site ?? null} sites={sites} route={route} waiting={waiting}>
      {fresh && <NewSite me={me} clinic={fresh.clinic} setMe={setWho} />}
      {!fresh && sites.length === 0 && <Notice title={t('no_sites')} text={t('no_sites_hint')} />}
      {!fresh && sites.length > 0 && absent && (
        <Notice
          title={t('page_missing')}
          text={t('page_missing_hint')}
          action={{ label: t('to_overview'), href: '/' }}
        />
      )}
      {!fresh && !absent && refused && <Notice title={t('page_refused')} text={t('page_refused_hint')} />}
      {!fresh && !absent && !refused && isShown(route.page) && (
        <LazyPage name={route.page} me={me} site={site} route={route} query={query} setMe={setWho} />
      )}
    </Frame>
  );
}

/**
 * The clinic that a new site is for (null: a new clinic), when the address or the lack of any site asks for the form and this
 * member may fill it in; null otherwise.
 */
function newSiteOf(me: Me, sites: SiteInHand[], route: Route): Pick<NewSiteProps, 'clinic'> | null {
  if (route.page === 'new-clinic') return me.creates.clinics ? { clinic: null } : null;
  const may = me.clinics.filter(({ role, whole }) => whole && mayRole(role, 'settings'));
  const asked = route.page === 'new-site' ? may.find(({ id }) => id === route.clinic) : undefined;
  const clinic = asked ?? (sites.length === 0 && route.page !== 'profile' ? may[0] : undefined);
  return clinic ? { clinic } : null;
}

function NewSite(props: NewSiteProps) {
  const { language, addWords } = useReader();
  const page = useResource(`new-site ${language}`, async () => {
    const [Page] = await Promise.all([
      import('./new-site.tsx').then((m) => m.NewSitePage),
      addWords('new-site'),
    ]);
    return { Page };
  });
  const loaded = valueOf(page);
  if (page.state === 'error') return <ChunkGone />;
  return loaded ? <loaded.Page {...props} key={props.clinic?.id ?? ''} /> : <PageSkeleton />;
}

type ShownPage = Exclude<Route['page'], 'home' | 'enter' | 'nowhere' | 'new-clinic' | 'new-site'>;
const isShown = (page: Route['page']): page is ShownPage => page in PAGES;

/** A chunk of an older build is gone after a deploy: the page itself must be fetched anew. */
function ChunkGone() {
  const { t } = useReader();
  return (
    <Notice
      alert
      title={t('chunk_gone')}
      text={t('chunk_gone_hint')}
      action={{ label: t('reload_page'), run: () => location.reload() }}
    />
  );
}

function LazyPage({ name, ...props }: PageProps & { name: ShownPage }) {
  const { t, language, addWords } = useReader();
  const page = useResource(`${name} ${language}`, async () => {
    const [Page] = await Promise.all([PAGES[name]!(), addWords(name)]);
    return { Page };
  });
  const loaded = valueOf(page);
  if (page.state === 'error') return <ChunkGone />;
  if (loaded) return <loaded.Page {...props} key={`${name} ${props.site.id}`} />;
  // The page's own head already, so that nothing jumps when the page comes; the inbox has none.
  return (
    <>
      {name !== 'inbox' && (
        <header class="page-head">
          <h1>{t(`page_${name}`)}</h1>
        </header>
      )}
      <PageSkeleton />
    </>
  );
}

/** How many visitors wait, for those who may answer them: shown in the menu on every page. */
function useWaiting(site: SiteInHand | undefined): number {
  const may = site !== undefined && mayRole(site.role, 'words');
  const live = useLive(may ? site.id : null, ({ is }) => isNews(is) && inbox.renew());
  const inbox = useResource(
    may ? site.id : null,
    (signal) => api.inbox(site?.id ?? '', { state: 'waiting' }, signal),
    { everyMs: live.pace(30_000) },
  );
  const waiting = valueOf(inbox)?.waiting;
  useChime(site?.id, waiting);
  return waiting ?? 0;
}

/** A sound when more wait than before, for who wants one; the first look at a site is no news. */
function useChime(site: string | undefined, waiting: number | undefined): void {
  const last = useRef<{ site: string | undefined; waiting: number | undefined }>({ site, waiting });
  useEffect(() => {
    const before = last.current.site === site ? last.current.waiting : undefined;
    last.current = { site, waiting };
    if (before === undefined || waiting === undefined || waiting <= before) return;
    void import('../chime.ts').then(({ chime, wantsSound }) => wantsSound() && chime());
  }, [site, waiting]);
}
