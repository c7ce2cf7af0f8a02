// Asked for by the dashboard's install check: tries on this very page what the widget needs, and goes back with the findings.
import type { BeaconReply } from '../worker/contract/visitor.ts';
import { PRIVATE } from './loader/private.ts';

/** How long the page is watched: long enough for the first beacon, and for a try that never ends. */
const LOOK_MS = 2_000;
const GIVE_UP_MS = 5_000;

const chunkUrl = import.meta.url;
const { origin } = new URL(chunkUrl);
const blocked = new Set<string>();
const after = (ms: number): Promise<0> => new Promise((done) => setTimeout(done, ms, 0));
/** 1 when it ended well in time, else 0. */
const worked = (act: Promise<unknown>): Promise<number> =>
  Promise.race([
    act.then(
      () => 1,
      () => 0,
    ),
    after(GIVE_UP_MS),
  ]);

document.addEventListener('securitypolicyviolation', (event) => {
  const { blockedURI, sample, disposition, effectiveDirective } = event;
  const isOurs = blockedURI.startsWith(origin) || sample.startsWith('lit-html');
  if (isOurs && disposition === 'enforce') blocked.add(effectiveDirective);
});

/** What became of the page's beacon: `1` stored, else the Worker's reason; empty when none was sent, `late` when none could be seen. */
let counted = isLate() ? 'late' : '';
const send = window.fetch;
window.fetch = async (...call) => {
  const reply = await send(...call);
  if (call[0] === `${tagUrl()}/beacon`)
    void reply
      .clone()
      .json()
      .then(
        ({ stored, why }: BeaconReply) => (counted = stored ? '1' : `${why}`),
        () => undefined,
      );
  return reply;
};

/** The loader collects stages for half a second: who comes later may have missed them. */
function isLate(): boolean {
  const [tag] = performance.getEntriesByName(`${tagUrl()}.js`) as PerformanceResourceTiming[];
  return !tag || performance.now() > tag.responseEnd + 500;
}

/** The tag's address without its ending: what all requests for the site begin with. */
function tagUrl(): string | undefined {
  return document.querySelector<HTMLScriptElement>(`script[src^="${origin}/w/"]`)?.src.slice(0, -3);
}

async function look(): Promise<Record<string, string>> {
  const panelUrl = chunkUrl.replace('/c/check.', '/c/panel.ru.');
  const [connects, loads] = await Promise.all([
    worked(fetch(chunkUrl, PRIVATE)),
    worked(import(/* @vite-ignore */ panelUrl)),
    after(LOOK_MS),
  ]);
  const tags = document.querySelectorAll<HTMLScriptElement>(`script[src^="${origin}/w/"]`);
  const quiet = [
    (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl && 'gpc',
    navigator.webdriver && 'bot',
    isOff() && 'off',
  ].filter(Boolean);
  return {
    at: location.origin,
    blocked: [...blocked].join(),
    connects: `${connects}`,
    loads: `${loads}`,
    counted,
    button: document.querySelector('otklik-widget') ? '1' : '0',
    quiet: quiet.join(),
    tags: `${tags.length}`,
  };
}

function isOff(): boolean {
  try {
    return /off/.test(localStorage['otklik']);
  } catch {
    return false;
  }
}

// No Referer goes with it: the page's address stays at home.
void look().then((found) =>
  window.open(`${origin}/#otklik-check?${new URLSearchParams(found)}`, '_self', 'noreferrer'),
);
