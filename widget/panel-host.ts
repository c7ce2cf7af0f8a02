// The contract between the loader and the panel: types only. An old loader meets a new panel, so change it by adding.
import type { Arrival, AskedSurvey, PanelConfig } from '../worker/contract/visitor.ts';
import type { Language } from '../worker/contract/vocabulary.ts';

/**
 * What the loader gives the panel. One object per page: the same one comes with every `open`.
 *
 * Styling: the launcher's own style sheet is already in `root.adoptedStyleSheets` (append, never replace). On `:host` it sets
 * `all: initial`, `position: fixed` at the site's corner, `z-index`, `font`, `color-scheme: light dark` and these variables,
 * each already chosen for light and dark:
 * `--accent` (the clinic's colour, for filled buttons), `--on-accent` (text on it, ≥ 4.5:1), `--link` (the accent made
 * readable as text, lines and focus rings on the panel's surface, ≥ 4.5:1).
 * `:host` has no transform, so a `position: fixed` panel is placed against the viewport; on which side the launcher stands
 * is told by its rectangle.
 */
export type PanelHost = {
  /** Origin of the Worker without a trailing slash: the base of every request. */
  readonly origin: string;
  /** The site's public key: requests go to `${origin}/w/${key}/…`. */
  readonly key: string;
  /** Language of this page and of the panel chunk that was chosen for it. */
  readonly language: Language;
  /** Build of the loader; sent as `loader` with answers and messages. */
  readonly release: string;
  readonly root: ShadowRoot;
  /** The button that opens the panel; focus returns to it. Inside `root`. */
  readonly launcher: HTMLButtonElement;
  /** Address of the outbox chunk: `import(host.outboxUrl)`. The loader has begun to fetch it when `open` is called. */
  readonly outboxUrl: string;
  /** The question to open at: the page's key of it, or the id of one that showed itself; absent: the panel's own first view. */
  question?: string | number | undefined;
  /** Opens the panel, at this question if one is given. */
  open(question?: string | number): void;
  /** Where this page's visitor came from; empty when from a page of the same clinic. */
  readonly arrival: Arrival;
  /** The panel's config, fetched once; after a failure the next call fetches again. Rejects when offline. */
  config(): Promise<PanelConfig>;
  /** Id of the last stage counted on this page. */
  stage(): number | undefined;
  /** Counts a stage the widget adds by itself, after an acknowledged send: 6 asked, 8 rated. */
  reached(id: number): void;
  /**
   * Reads a flag of the device, or writes it when `on` is given; false also when storage is denied.
   * `off`: the person objects to statistics (works at once). `sent`: something waits in the outbox or for a reply, so
   * later pages load the outbox. `q` and a number: no question shows itself before that day (cap.ts). Never written before
   * the person acts.
   */
  flag(name: 'off' | 'sent' | `q${number}`, on?: boolean): boolean;
  /** The panel has closed itself and given the focus back. */
  closed(): void;
};

/** What `widget/panel/entry-ru.ts` and `entry-en.ts` export. */
export type PanelModule = {
  /** Shows the panel and moves the focus in. Called again while shown: moves the focus in. */
  open(host: PanelHost): void;
  /** Hides the panel (a second press of the launcher): gives the focus back and calls `host.closed()`. */
  close(): void;
};

/** What of the host the outbox needs when the loader wakes it on a later page. */
export type OutboxHost = Pick<PanelHost, 'origin' | 'key' | 'language' | 'release' | 'reached' | 'flag'>;
/** And what marks the launcher. */
export type MarkHost = OutboxHost & Pick<PanelHost, 'launcher' | 'outboxUrl'>;

/** What `widget/outbox.ts` exports for the loader; the panel imports more by its own types. */
export type OutboxModule = {
  /**
   * Sends what waits; clears the `sent` flag when nothing is left to send or to wait for; marks the launcher when a reply has
   * not been seen. Never rejects.
   */
  flush(host: MarkHost): Promise<void>;
};

/** What `widget/ratings.ts` exports: a small chunk for pages where a question shows itself or has a place of its own. */
export type RatingsModule = {
  /** Shows the asked question at the launcher, or else fills the page's `<otklik-rating>` elements. Each once. */
  show(host: PanelHost, ask?: AskedSurvey): void;
};
