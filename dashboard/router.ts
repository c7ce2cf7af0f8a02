// Addresses of the dashboard: pure parsing and writing, and the History API behind one hook.
import { useEffect, useState } from 'preact/hooks';

export const SECTIONS = [
  'site',
  'install',
  'stages',
  'surveys',
  'hours',
  'service',
  'texts',
  'contacts',
  'notices',
  'members',
  'clinic',
  'removal',
] as const;
export type Section = (typeof SECTIONS)[number];

export type Route =
  | { page: 'home' }
  | { page: 'enter' }
  | { page: 'profile' }
  | { page: 'new-clinic' }
  | { page: 'new-site'; clinic: string }
  | { page: 'overview'; site: string }
  | { page: 'journey'; site: string }
  | { page: 'satisfaction'; site: string }
  | { page: 'words'; site: string }
  | { page: 'report'; site: string }
  | { page: 'links'; site: string }
  | { page: 'signals'; site: string }
  | { page: 'service'; site: string }
  | { page: 'inbox'; site: string; conversation: string | null }
  | { page: 'canned'; site: string }
  | { page: 'settings'; site: string; section: Section }
  | { page: 'nowhere' };

/** The page that an address names. */
export function parseRoute(path: string): Route {
  const [first, site, page, rest, ...more] = path.split('/').slice(1);
  if (first === '' && site === undefined) return { page: 'home' };
  if ((first === 'enter' || first === 'profile') && site === undefined) return { page: first };
  if (first === 'new-clinic' && site === undefined) return { page: first };
  if (first === 'clinics' && site && page === 'new-site' && rest === undefined) return { page, clinic: site };
  if (first !== 'sites' || !site || more.length > 0) return { page: 'nowhere' };
  if (page === 'inbox') return { page, site, conversation: rest ? rest : null };
  if (page === 'settings') {
    const section = SECTIONS.find((name) => name === (rest ?? 'site'));
    return section ? { page, site, section } : { page: 'nowhere' };
  }
  if (rest !== undefined) return { page: 'nowhere' };
  if (
    page === 'overview' ||
    page === 'journey' ||
    page === 'satisfaction' ||
    page === 'words' ||
    page === 'report' ||
    page === 'links' ||
    page === 'signals' ||
    page === 'service' ||
    page === 'canned'
  )
    return { page, site };
  return page === undefined ? { page: 'overview', site } : { page: 'nowhere' };
}

/** The address of a page. */
export function href(route: Exclude<Route, { page: 'nowhere' }>): string {
  switch (route.page) {
    case 'home':
      return '/';
    case 'enter':
    case 'profile':
      return `/${route.page}`;
    case 'new-clinic':
      return '/new-clinic';
    case 'new-site':
      return `/clinics/${route.clinic}/new-site`;
    case 'inbox':
      return `/sites/${route.site}/inbox${route.conversation ? `/${route.conversation}` : ''}`;
    case 'settings':
      return `/sites/${route.site}/settings${route.section === 'site' ? '' : `/${route.section}`}`;
    default:
      return `/sites/${route.site}/${route.page}`;
  }
}

const MOVED = 'otklik:moved';

/** Goes to an address of the dashboard; `replace` leaves no entry to come back to. */
export function go(address: string, { replace = false } = {}): void {
  history[replace ? 'replaceState' : 'pushState'](null, '', address);
  dispatchEvent(new Event(MOVED));
}

/** Plain links of the dashboard move without a page load; all others stay the browser's. Returns its undo. */
export function takeOverLinks(): () => void {
  const onClick = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    const plain = event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute('download')) return;
    if (link.origin !== location.origin || link.hash || !link.href.startsWith('http')) return;
    event.preventDefault();
    go(link.pathname + link.search);
  };
  document.addEventListener('click', onClick);
  return () => document.removeEventListener('click', onClick);
}

/** The present path and query; changes repaint. */
export function useAddress(): { path: string; query: URLSearchParams } {
  const read = () => location.pathname + location.search;
  const [address, setAddress] = useState(read);
  useEffect(() => {
    const onMove = () => setAddress(read());
    addEventListener('popstate', onMove);
    addEventListener(MOVED, onMove);
    return () => {
      removeEventListener('popstate', onMove);
      removeEventListener(MOVED, onMove);
    };
  }, []);
  const at = address.indexOf('?');
  return {
    path: at < 0 ? address : address.slice(0, at),
    query: new URLSearchParams(at < 0 ? '' : address.slice(at)),
  };
}
