// What stands around every page: the site and its switch, the menu by role, the person; focus follows the page.
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Me } from '../../worker/contract/members.ts';
import { mayRole } from '../../worker/contract/permissions.ts';
import type { Permission } from '../../worker/contract/permissions.ts';
import type { Role } from '../../worker/contract/vocabulary.ts';
import { useReader } from '../reader.ts';
import type { SiteInHand } from '../reader.ts';
import { go, href } from '../router.ts';
import { Icon } from './icon.tsx';
import type { Route } from '../router.ts';

const MENU = [
  { page: 'overview', permission: 'overview' },
  { page: 'journey', permission: 'journey' },
  { page: 'satisfaction', permission: 'scores' },
  { page: 'words', permission: 'words' },
  { page: 'service', permission: 'service' },
  { page: 'inbox', permission: 'words' },
  // Whoever sees scores finds it there: a phone has room for six.
  { page: 'links', permission: 'links', unless: 'scores' },
  { page: 'settings', permission: 'settings' },
] as const satisfies { page: Route['page']; permission: Permission; unless?: Permission }[];

type FrameProps = {
  me: Me;
  site: SiteInHand | null;
  sites: SiteInHand[];
  route: Route;
  waiting: number;
  children: ComponentChildren;
};

export function Frame({ me, site, sites, route, waiting, children }: FrameProps) {
  const { t } = useReader();
  const main = useFocusOnMove(route);
  useTitle(route, site, waiting);
  return (
    <>
      <a class="skip" href="#main">
        {t('skip')}
      </a>
      <header class="topbar">
        <div class="top-row">
          <SiteName site={site} sites={sites} route={route} />
          {site && <Menu site={site} route={route} waiting={waiting} />}
          <a class="person" href="/profile" aria-current={route.page === 'profile' ? 'page' : undefined}>
            <span class="initial" aria-hidden="true">
              {[...me.member.name][0] ?? '·'}
            </span>
            <span class="person-name">{me.member.name || me.member.email}</span>
          </a>
        </div>
      </header>
      <main id="main" ref={main} tabIndex={-1} class={`page page-${route.page}`}>
        {children}
      </main>
    </>
  );
}

function Menu({ site, route, waiting }: { site: SiteInHand; route: Route; waiting: number }) {
  const { t } = useReader();
  return (
    <nav class="menu" aria-label={t('menu')}>
      {MENU.filter((entry) => isFor(site.role, entry)).map(({ page }) => (
        <a key={page} href={addressOf(page, site.id)} aria-current={route.page === page ? 'page' : undefined}>
          <Icon name={page} />
          {t(page === 'links' ? 'menu_links' : `page_${page}`)}
          {page === 'inbox' && waiting > 0 && (
            <span class="badge">
              <span aria-hidden="true">{waiting}</span>
              <span class="hidden">{t('n_waiting', { n: waiting })}</span>
            </span>
          )}
        </a>
      ))}
    </nav>
  );
}

const isFor = (role: Role, entry: { permission: Permission; unless?: Permission }): boolean =>
  mayRole(role, entry.permission) && !(entry.unless && mayRole(role, entry.unless));

type MenuPage = (typeof MENU)[number]['page'];
function addressOf(page: MenuPage, site: string): string {
  if (page === 'inbox') return href({ page, site, conversation: null });
  return page === 'settings' ? href({ page, site, section: 'site' }) : href({ page, site });
}

function SiteName({ site, sites, route }: { site: SiteInHand | null; sites: SiteInHand[]; route: Route }) {
  const { t } = useReader();
  if (sites.length < 2 || !site) return <span class="site-name">{site?.name ?? t('product')}</span>;
  return (
    <label class="site-switch">
      <span class="hidden">{t('site_switch')}</span>
      <select value={site.id} onChange={(event) => go(samePage(route, event.currentTarget.value))}>
        {sites.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The same page of another site, without what belongs to the present one. */
function samePage(route: Route, site: string): string {
  const page = MENU.find((entry) => entry.page === route.page)?.page ?? 'overview';
  return addressOf(page, site);
}

/** After a move the new page is read from its start; a change within the page leaves focus alone. */
function useFocusOnMove(route: Route) {
  const main = useRef<HTMLElement>(null);
  const isFirst = useRef(true);
  const place = route.page === 'settings' ? `settings ${route.section}` : route.page;
  useEffect(() => {
    if (isFirst.current) isFirst.current = false;
    // A refused field that brought the person here has taken focus already.
    else if (document.activeElement?.getAttribute('aria-invalid') !== 'true') {
      main.current?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  }, [place]);
  return main;
}

function useTitle(route: Route, site: SiteInHand | null, waiting: number): void {
  const { t } = useReader();
  const page =
    route.page === 'nowhere' || route.page === 'home' || route.page === 'enter'
      ? ''
      : `${t(`page_${route.page}`)} · `;
  const title = `${waiting > 0 ? `(${waiting}) ` : ''}${page}${site?.name ?? t('product')}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
}
