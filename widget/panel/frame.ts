// The window of the panel: a plain dialog beside the launcher, a full modal page on small screens; focus in and back.
import type { PanelHost } from '../panel-host.ts';
import { guardKeys } from './key-guard.ts';
import { styles } from './styles.ts';

const SMALL = '(max-width: 640px), (max-height: 520px)';
const GAP = 12;

export class Frame {
  readonly dialog = document.createElement('dialog');
  #small = matchMedia(SMALL);
  readonly host: PanelHost;
  readonly onClose: () => void;
  /** Ends what listens while the panel is shown. */
  #shown = new AbortController();

  constructor(host: PanelHost, onClose: () => void) {
    this.host = host;
    this.onClose = onClose;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    host.root.adoptedStyleSheets = [...host.root.adoptedStyleSheets, sheet];
    this.dialog.setAttribute('aria-labelledby', 'otklik-title');
    // The browser's own Esc of a modal: closing is ours, so that focus and host are told.
    this.dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      onClose();
    });
    host.root.append(this.dialog);
  }

  get shown(): boolean {
    return this.dialog.open;
  }

  open(): void {
    if (!this.shown) this.#watch();
    this.#place();
    this.focusHeading();
  }

  /** Hides, forgets its listeners, gives the focus back. */
  close(): void {
    if (!this.shown) return;
    this.#shown.abort();
    this.dialog.close();
    this.host.launcher.focus();
    this.host.closed();
  }

  focusHeading(): void {
    this.dialog.querySelector<HTMLElement>('h2')?.focus();
    this.dialog.querySelector('.body')?.scrollTo(0, 0);
  }

  #watch(): void {
    this.#shown = new AbortController();
    const { signal } = this.#shown;
    guardKeys(this.host.root.host, signal, (key) => {
      if (key === 'Escape') this.onClose();
    });
    const place = (): void => this.#place();
    addEventListener('resize', place, { signal });
    visualViewport?.addEventListener('resize', place, { signal });
    visualViewport?.addEventListener('scroll', place, { signal });
  }

  /** Sizes from the visual viewport: on iOS the keyboard shrinks nothing else. */
  #place(): void {
    const { dialog } = this;
    const full = this.#small.matches;
    if (!dialog.open || dialog.matches(':modal') !== full) {
      // Turning the device changes the kind of window, not where the person is.
      const focused = dialog.open ? this.host.root.activeElement : null;
      dialog.close();
      if (full) dialog.showModal();
      else dialog.show();
      if (focused instanceof HTMLElement) focused.focus();
    }
    dialog.classList.toggle('full', full);
    const { height, offsetTop } = visualViewport ?? { height: innerHeight, offsetTop: 0 };
    const { left, right, top } = this.host.launcher.getBoundingClientRect();
    const beside = left + right > innerWidth ? `${innerWidth - right}px` : `auto`;
    const px = full ? [offsetTop, height] : [innerHeight - top + GAP, top - 2 * GAP];
    dialog.style.setProperty('--height', `${px[1]}px`);
    dialog.style.inset = full
      ? `${px[0]}px auto auto 0`
      : `auto ${beside} ${px[0]}px ${beside === 'auto' ? `${left}px` : 'auto'}`;
  }
}
