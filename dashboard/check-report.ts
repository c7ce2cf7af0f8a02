// What a page that was opened for a check has found out: it comes back in the fragment of our own address, and is believed
// only while a check that was begun here is waiting.
import type { Mode } from '../worker/contract/vocabulary.ts';

/** The fragment with which a clinic's page is opened, and with which it comes back. */
export const CHECK_MARK = '#otklik-check';
const KEY = 'otklik-check';
const WAITS_MS = 600_000;

/** Why a page counts nobody in this browser: Global Privacy Control, a robot, the visitor's own switch. */
const QUIET = ['gpc', 'bot', 'off'] as const;
type Quiet = (typeof QUIET)[number];

export type CheckReport = {
  origin: string;
  /** Directives of the page's content security policy that stopped us. */
  blocked: string[];
  connects: boolean;
  loads: boolean;
  /** `1` counted; empty: no stage was sent; `late`: nobody can tell; else why the Worker did not count it. */
  counted: string;
  button: boolean;
  quiet: Quiet[];
  tags: number;
};
/** `script_only`: the tag's own script ran, and nothing else of ours was let in. */
export type CheckOutcome = CheckReport | 'script_only';

/** The findings in a fragment, or null when it holds none. */
export function parseCheck(hash: string): CheckOutcome | null {
  if (hash === CHECK_MARK) return 'script_only';
  if (!hash.startsWith(`${CHECK_MARK}?`)) return null;
  const found = new URLSearchParams(hash.slice(CHECK_MARK.length + 1));
  const origin = URL.parse(found.get('at') ?? '')?.origin ?? 'null';
  if (origin === 'null') return null;
  const list = (name: string) => (found.get(name) ?? '').split(',');
  const is = (name: string) => found.get(name) === '1';
  return {
    origin,
    blocked: list('blocked').filter((directive) => /^[a-z-]{3,40}$/.test(directive)),
    ...{ connects: is('connects'), loads: is('loads'), button: is('button') },
    counted: /^[a-z_]{1,20}$|^1$/.exec(found.get('counted') ?? '')?.[0] ?? '',
    quiet: QUIET.filter((why) => list('quiet').includes(why)),
    tags: Number(found.get('tags')) || 0,
  };
}

export const FINDINGS = [
  'well',
  'well_uncounted',
  'unlisted',
  'script_only',
  'blocked_script',
  'blocked_connect',
  'blocked_trusted',
  'blocked_other',
  'no_connection',
  'no_panel',
  'no_button',
  'quiet_gpc',
  'quiet_bot',
  'quiet_off',
  'not_counted',
  'refused',
  'twice',
] as const;
export type Finding = {
  what: (typeof FINDINGS)[number];
  /** A line to add to the page's policy. */
  line?: string;
  /** The origin or the directive that the words name. */
  name?: string;
};

/** What to tell the webmaster, the worst first; only `well` when there is nothing to mend. */
export function findings(
  outcome: CheckOutcome,
  site: { origins: readonly string[]; mode: Mode; ours: string },
): Finding[] {
  const script = { line: `script-src ${site.ours}` };
  if (outcome === 'script_only') return [{ what: 'script_only', ...script }];
  const { origin, connects, loads, counted, button, quiet, tags } = outcome;
  const isListed = site.origins.includes(origin);
  const blocked = blockedFindings(outcome.blocked, site.ours);
  const isOpen = blocked.length === 0;
  const found: (Finding | false)[] = [
    !isListed && { what: 'unlisted', name: origin },
    ...blocked,
    isOpen && !connects && { what: 'no_connection' },
    isOpen && connects && !loads && { what: 'no_panel' },
    isListed && !button && { what: 'no_button' },
    ...quiet.map((why) => ({ what: `quiet_${why}` }) as const),
    isListed && site.mode === 'statistics' && isOpen && connects && quiet.length === 0 && uncounted(counted),
    tags > 1 && { what: 'twice' },
  ];
  const said = found.filter((finding) => finding !== false);
  const isCounted = counted === '1' || counted === 'duplicate';
  return said.length > 0 ? said : [{ what: isCounted ? 'well' : 'well_uncounted', name: origin }];
}

/** A page seen twice was counted the first time. */
function uncounted(counted: string): Finding | false {
  if (['1', 'late', 'duplicate'].includes(counted)) return false;
  return counted === '' ? { what: 'not_counted' } : { what: 'refused', name: counted };
}

/** Of a policy: requests, and the socket of an open panel, which is another scheme to a policy. */
export const connectLine = (ours: string): string => `connect-src ${ours} ${ours.replace(/^http/, 'ws')}`;

function blockedFindings(directives: readonly string[], ours: string): Finding[] {
  const has = (start: string) => directives.some((directive) => directive.startsWith(start));
  const others = directives.filter((directive) => !/^(script-src|connect-src|trusted-types)/.test(directive));
  const found: (Finding | false)[] = [
    has('script-src') && { what: 'blocked_script', line: `script-src ${ours}` },
    has('connect-src') && { what: 'blocked_connect', line: connectLine(ours) },
    has('trusted-types') && { what: 'blocked_trusted', line: 'trusted-types lit-html' },
    ...others.map((name): Finding => ({ what: 'blocked_other', name })),
  ];
  return found.filter((finding) => finding !== false);
}

/** The address of a page with the mark of a check, or null for what is no web address. */
export function checkAddress(typed: string): string | null {
  const url = URL.parse(typed.trim());
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  url.hash = CHECK_MARK;
  return url.href;
}

type Waiting = { site: string; atMs: number; hash?: string };

/** A check of a page of this site begins. Kept beyond the tab: the page comes back in another one. */
export const beginCheck = (site: string, nowMs: number): void => keep({ site, atMs: nowMs });

/** The site whose check waits for its page, or null. */
export const checkedSite = (nowMs: number): string | null => waiting(nowMs)?.site ?? null;

/** Takes the findings that came back to this tab, and passes them to the tab where the check was begun. */
export function takeCheck(site: string, hash: string, nowMs: number): CheckOutcome | null {
  const begun = waiting(nowMs);
  const outcome = begun?.site === site ? parseCheck(hash) : null;
  if (begun && outcome) keep({ ...begun, hash });
  return outcome;
}

/** Calls back when a page has come back in another tab. Returns its undo. */
export function onCheck(site: string, call: (outcome: CheckOutcome) => void): () => void {
  const onStorage = ({ key }: StorageEvent) => {
    const kept = key === KEY ? waiting(Date.now()) : null;
    const outcome = kept?.site === site && kept.hash ? parseCheck(kept.hash) : null;
    if (outcome) call(outcome);
  };
  addEventListener('storage', onStorage);
  return () => removeEventListener('storage', onStorage);
}

const keep = (check: Waiting): void => {
  try {
    localStorage.setItem(KEY, JSON.stringify(check));
  } catch {
    // Storage is refused: the page comes back to the first screen, and the check shows what the Worker sees.
  }
};

function waiting(nowMs: number): Waiting | null {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Waiting | null;
    return kept && nowMs - kept.atMs < WAITS_MS ? kept : null;
  } catch {
    return null;
  }
}
