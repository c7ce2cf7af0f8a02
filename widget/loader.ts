// The script of the one tag: counts the page's stage, shows the launcher, and loads the panel when a person comes near it.
import type { LoaderConfig } from '../worker/domain/loader-config.ts';
import { arrivalOf, isArrival } from './loader/arrival.ts';
import { captureActs, captureMarked, captureRoutes, stageOf } from './loader/capture.ts';
import { createFlags } from './loader/flags.ts';
import { listen, quietly } from './loader/guard.ts';
import { createJourney } from './loader/journey.ts';
import { createLauncher, showContacts } from './loader/launcher.ts';
import { PRIVATE } from './loader/private.ts';
import type { OutboxModule, PanelHost, PanelModule } from './panel-host.ts';

/** Put in by the Worker when it serves the file. */
declare const __CONFIG__: LoaderConfig;

type Api = {
  /** Counts a stage by its key. */
  stage: (key: string) => void;
  /** Opens the panel. */
  open: () => void;
};
type Global = {
  otklik?: Partial<Api> & {
    /** A loader whose panel did not load asks its successor to open. */ again?: PanelHost['moment'];
  };
};
type Visitor = { globalPrivacyControl?: boolean };

function run(config: LoaderConfig): void {
  const page = window as Global;
  // Elsewhere silent; of two tags the first works.
  if (!config.a.includes(location.origin) || page.otklik?.stage) return;
  let { again } = page.otklik ?? {};
  const { o: origin, k: key, r: release } = config;
  const language =
    (['ru', 'en'] as const).find((l) => document.documentElement.lang.startsWith(l)) ?? config.l;
  const base = `${origin}/w/${key}`;
  const external = isArrival(document.referrer, config.a);
  const arrival = external ? arrivalOf(document.referrer, location.search) : {};
  const halt = new AbortController();
  const flag = createFlags();
  let counted = config.m === 1;
  let path: string | undefined;

  const journey = createJourney({
    url: `${base}/beacon`,
    language,
    arrival,
    counts: () =>
      counted && !navigator.webdriver && !(navigator as Visitor).globalPrivacyControl && !flag('off'),
  });

  /** A page or a route of it is seen. */
  function view(restored?: boolean): void {
    if (restored) journey.again();
    else if (path === location.pathname) return;
    const first = path === undefined;
    path = location.pathname;
    journey.reach(stageOf(config.u, path) ?? (first && external && 1));
  }

  let launcher: ReturnType<typeof createLauncher>;
  let host: PanelHost;
  let panel: Promise<PanelModule> | undefined;
  let panelConfig: ReturnType<PanelHost['config']> | undefined;
  const chunk = (name: string): string => `${origin}/c/${name}.${release}.js`;

  const fetchConfig: PanelHost['config'] = () => {
    panelConfig ??= fetch(`${base}.json?l=${language}`, PRIVATE).then((reply) =>
      reply.ok ? reply.json() : Promise.reject(),
    );
    panelConfig.catch(() => (panelConfig = undefined));
    return panelConfig;
  };

  /** Begins to fetch what the panel needs; a failure is met when it is opened. */
  function warm(): Promise<PanelModule> {
    void fetchConfig();
    outbox().catch(() => undefined);
    panel ??= import(/* @vite-ignore */ chunk(`panel.${language}`)) as Promise<PanelModule>;
    panel.catch(() => (panel = undefined));
    return panel;
  }

  const outbox = (): Promise<OutboxModule> =>
    import(/* @vite-ignore */ host.outboxUrl) as Promise<OutboxModule>;

  function open(moment: PanelHost['moment']): void {
    host.moment = moment;
    if (config.m && !counted) {
      // Mode `on-open`: the visit begins here, on this page.
      counted = true;
      path = undefined;
      view();
    }
    warm()
      .then((module) => {
        launcher.root.querySelector('p')?.remove();
        module.open(host);
        launcher.button.ariaExpanded = 'true';
      })
      .catch(() => renew(moment));
  }

  /** The panel did not load: once a new loader may know better, then there is the phone. */
  function renew(moment: PanelHost['moment']): void {
    const contacts = (): void => {
      page.otklik = api;
      showContacts(
        launcher,
        config.t[language][1],
        [config.p, config.e].filter((address) => address !== undefined),
      );
    };
    if (again) return contacts();
    again = moment;
    page.otklik = { again };
    import(/* @vite-ignore */ `${base}.js?${Date.now()}`).then(() => {
      halt.abort();
      journey.silence();
      launcher.element.remove();
    }, contacts);
  }

  const api: Api = {
    stage: (name) => quietly(() => journey.reach(config.s[name])),
    open: () => quietly(() => open('call')),
  };
  page.otklik = api;

  function start(): void {
    captureRoutes(view, halt.signal);
    captureActs(config, journey.reach, halt.signal);
    quietly(() => captureMarked(config, journey.reach, halt.signal));
    listen(document, 'visibilitychange', () => document.hidden && journey.send(), halt.signal);
    view();
    (window.requestIdleCallback ?? setTimeout)(() => quietly(journey.send), { timeout: 2000 });
    launcher = createLauncher({ css: config.c, text: config.t[language][0], language });
    const { root, button } = launcher;
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
      moment: 'launcher',
      config: fetchConfig,
      stage: journey.last,
      reached: journey.reach,
      closed: () => void (button.ariaExpanded = 'false'),
    };
    listen(button, 'pointerover', warm);
    listen(button, 'focus', warm);
    listen(button, 'click', () => {
      if (button.ariaExpanded === 'true') void panel?.then((module) => module.close());
      else open('launcher');
    });
    if (flag('sent'))
      outbox()
        .then((module) => module.flush(host))
        .catch(() => undefined);
    if (again) open(again);
  }

  // Not in this task: first touch of storage and styles is the dearest part. A prerendered page waits to be seen.
  const soon = (): void => void setTimeout(() => quietly(start));
  if ((document as { prerendering?: boolean }).prerendering) listen(document, 'prerenderingchange', soon);
  else soon();
}

quietly(() => run(__CONFIG__));
