// The script of the one tag: counts the page's stage, shows the launcher, and loads the panel when a person comes near it.
import type { AskedSurvey, PanelConfig } from '../worker/contract/visitor.ts';
import { stageOfPath } from '../worker/domain/address-match.ts';
import type { LoaderConfig } from '../worker/domain/loader-config.ts';
import { arrivalOf, isArrival } from './loader/arrival.ts';
import { captureActs, captureChanges } from './loader/capture.ts';
import { createFlags } from './loader/flags.ts';
import { later, listen, quietly } from './loader/guard.ts';
import { COLLECT_MS } from './loader/limits.ts';
import { createJourney } from './loader/journey.ts';
import { createLauncher, showContacts } from './loader/launcher.ts';
import { request } from './loader/private.ts';
import type { OutboxModule, PanelHost, PanelModule, RatingsModule } from './panel-host.ts';

/** Put in by the Worker when it serves the file. */
declare const __CONFIG__: LoaderConfig;

type Api = {
  /** Counts a stage by its key. */
  stage: (key: string) => void;
  /** Opens the panel, at the question of this key if one is given. */
  open: (question?: string) => void;
  /** This loader could not load the panel, or is the successor of one: it opens at once and then gives up. */
  again: true | undefined;
};
type Visitor = { globalPrivacyControl?: boolean };

function run(config: LoaderConfig): void {
  const { o: origin, k: key, r: release } = config;
  const chunk = (name: string): string => `${origin}/c/${name}.${release}.js`;
  // The webmaster asks whether the page lets us work: even where the address is not listed, or nothing but this file may load.
  if (location.hash === '#otklik-check')
    import(/* @vite-ignore */ chunk('check')).catch(() =>
      window.open(origin + location.hash, '_self', 'noreferrer'),
    );
  const page = window as { otklik?: Partial<Api> };
  const before = page.otklik;
  // Elsewhere silent; of two tags the first works.
  if (!config.a.includes(location.origin) || (before?.stage && !before.again)) return;
  const base = `${origin}/w/${key}`;
  const lang = document.documentElement.lang.slice(0, 2) as keyof LoaderConfig['t'];
  const text = config.t[lang];
  const language = text ? lang : config.l;
  const external = isArrival(document.referrer, config.a);
  const arrival = external ? arrivalOf(document.referrer, location.search) : {};
  const flag = createFlags();
  // By this address the clinic's own people leave themselves out.
  if (location.hash === '#otklik-off') flag('off', true);
  let counted = config.m === 1;
  let path: string | undefined;
  let root: ShadowRoot;
  let button: HTMLButtonElement;
  let host: PanelHost;
  let contacts: HTMLElement | undefined;
  let fetched: Promise<PanelConfig> | undefined;

  const journey = createJourney(
    `${base}/beacon`,
    { ...arrival, l: language },
    () => counted && !navigator.webdriver && !(navigator as Visitor).globalPrivacyControl && !flag('off'),
    ratings,
  );

  /** The page, or another route of it, is seen. */
  function view(): void {
    const first = path === undefined;
    if (path === (path = location.pathname)) return;
    journey.reach(stageOfPath(config.u, path) ?? (config.q || (first && external && 1)));
  }

  /** Shows the page's own places for a question, or one that the Worker asks. */
  function ratings(ask?: AskedSurvey): void {
    (import(/* @vite-ignore */ chunk('ratings')) as Promise<RatingsModule>)
      .then((module) => module.show(host, ask))
      .catch(quietly);
  }

  /** Fetched once; after a failure the next call fetches anew. */
  function fetchConfig(): Promise<PanelConfig> {
    fetched ??= request(`${base}.json?l=${language}`);
    fetched.catch(() => (fetched = undefined));
    return fetched;
  }
  const outbox = (): Promise<OutboxModule | void> => import(/* @vite-ignore */ host.outboxUrl).catch(quietly);

  /** Begins to fetch what the panel needs; a failure is met when it is opened. */
  function warm(): Promise<PanelModule> {
    void fetchConfig();
    void outbox();
    return import(/* @vite-ignore */ chunk(`panel.${language}`));
  }

  function open(question?: PanelHost['question']): void {
    host.question = question;
    contacts?.remove();
    if (config.m && !counted) {
      // Mode `on-open`: the visit begins here, on this page.
      counted = true;
      path = undefined;
      view();
    }
    warm()
      .then((module) => {
        module.open(host);
        button.ariaExpanded = 'true';
      })
      .catch(renew);
  }

  /** The panel did not load. Once a newer loader may know better; after that there are the clinic's own contacts. */
  function renew(): void {
    const giveUp = (): unknown => (contacts = showContacts(root, config.x));
    if (api.again) return void giveUp();
    api.again = true;
    // By another address, because the one of the tag is in the browser's cache.
    import(/* @vite-ignore */ `${base}.js?1`).then(() => {
      journey.silence();
      root.host.remove();
    }, giveUp);
  }

  const api: Api = {
    stage: (name) => quietly(() => journey.reach(config.s[name])),
    open: (question) => quietly(() => open(question)),
    again: before?.again,
  };
  page.otklik = api;

  function start(): void {
    ({ root, button } = createLauncher(config.c, config.t[language], language));
    host = {
      origin,
      key,
      language,
      release,
      root,
      launcher: button,
      arrival,
      flag,
      outboxUrl: chunk('outbox'),
      open,
      config: fetchConfig,
      stage: journey.last,
      reached: journey.reach,
      closed: () => void (button.ariaExpanded = 'false'),
    };
    listen(button, 'pointerover', warm);
    listen(button, 'focus', warm);
    listen(button, 'click', () =>
      button.ariaExpanded === 'true' ? warm().then((module) => module.close()) : open(),
    );
    if (api.again) open();
    captureActs(config, journey.reach);
    captureChanges((stage) => (stage ? journey.reach(config.s[stage]) : ratings()), view);
    listen(document, 'visibilitychange', () => {
      view();
      journey.send();
    });
    listen<PageTransitionEvent>(window, 'pageshow', ({ persisted }) => {
      if (!persisted) return;
      path = '';
      journey.again();
      view();
    });
    later(journey.send, COLLECT_MS);
    const flush = (): void => void outbox().then((module) => module?.flush(host));
    if (flag('sent')) flush();
    // A killed browser forgets the last seconds of the flag's storage, but not what lies in the outbox. Asking creates nothing.
    else indexedDB.databases?.().then((all) => all.some(({ name }) => name === 'otklik') && flush(), quietly);
  }

  // Not in this task: first touch of storage and styles is the dearest part. A prerendered page waits to be seen.
  if ((document as { prerendering?: boolean }).prerendering) listen(document, 'prerenderingchange', start);
  else later(start);
}

quietly(() => run(__CONFIG__));
