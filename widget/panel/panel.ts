// The panel itself: its state, what it does with the outbox, and which view shows. Views read it and call it.
import { render } from 'lit/html.js';
import type { PanelConfig } from '../../worker/contract/visitor.ts';
import type { Box, Item, Outbox } from '../outbox.ts';
import type { PanelHost, PanelModule } from '../panel-host.ts';
import { repliesIn } from './conversation.ts';
import type { News } from '../live.ts';
import { liveUrl } from '../live/url.ts';
import { isKnownThere } from '../outbox/box.ts';
import { Drafts } from './drafts.ts';
import { Frame } from './frame.ts';
import { LENT } from './late-view.ts';
import { markPrivate } from './marks.ts';
import { shell } from './shell.ts';
import * as t from './words.ts';

export type View = 'home' | 'rate' | 'ask' | 'chat' | 'counted';

type Late = typeof import('../late.ts');

/** After so many failed tries the panel says so and shows the phone. */
const TROUBLED_TRIES = 3;

export class Panel {
  readonly host: PanelHost;
  view: View = 'home';
  config: PanelConfig | undefined;
  /** The config or the outbox could not be loaded. */
  failed = false;
  /** What the late chunk holds; null when it could not be loaded. */
  late: ReturnType<Late['lateViews']> | null | undefined;
  box: Box | undefined;
  /** Id of the item on its way. */
  sending = '';
  /** The answer that is being given anew. */
  changing: Item | undefined;
  /** Id of the question on screen, 0 for none. */
  showing = 0;
  /** Words of a problem by field name. */
  problems: Record<string, string> = {};
  /** What the live region says. */
  said = '';
  /** A send is being kept: a second press must not make a second one. */
  busy = false;
  asking: 'clear' | 'erase' | '' = '';
  readonly drafts = new Drafts();
  #frame: Frame;
  #outbox: Promise<Outbox> | undefined;
  /** Somebody at the clinic is typing. */
  typing = false;
  /** What tells of news, once its chunk is there. */
  news: News | undefined;
  /** The conversation it is for. */
  #heard: string | undefined;
  /** When the form was first on screen; 0 before that. */
  #askedAtMs = 0;

  constructor(host: PanelHost) {
    this.host = host;
    this.#frame = new Frame(host, () => this.hide());
  }

  show(): void {
    if (this.host.question) this.view = 'rate';
    else if (this.view === 'rate') this.view = 'home';
    this.update();
    this.#frame.open();
    void this.load();
  }

  hide(): void {
    this.drafts.read(this.#frame.dialog);
    this.#frame.close();
    void this.#listen();
  }

  /** Fetches what is missing; a failure shows as a view with a button that comes here again. */
  async load(): Promise<void> {
    this.failed = false;
    try {
      this.config ??= await this.host.config();
      this.update();
      const outbox = await this.#open();
      if (this.view === 'rate') void this.#loadLate();
      // A person can write by now; what they may want next must be there when the network is not. Safari knows no idle time.
      (globalThis.requestIdleCallback ?? setTimeout)(() => this.#loadLate());
      await outbox.retry();
      await this.#listen();
    } catch {
      this.failed = true;
    }
    this.update();
  }

  #open(): Promise<Outbox> {
    const { host } = this;
    this.#outbox ??= (
      import(/* @vite-ignore */ host.outboxUrl) as Promise<typeof import('../outbox.ts')>
    ).then(({ openOutbox }) => openOutbox(host, (box, sending) => this.#changed(box, sending)));
    // A failed chunk may come at the next try.
    this.#outbox.catch(() => (this.#outbox = undefined));
    return this.#outbox;
  }

  /** When it does not come, only its own views say so. */
  async #loadLate(): Promise<void> {
    if (this.late) return;
    this.late = undefined;
    // Beside the panel's own chunk, of the same build.
    const url = import.meta.url.replace('/c/panel', '/c/late');
    this.late = await (import(/* @vite-ignore */ url) as Promise<Late>).then(
      ({ lateViews }) => lateViews(LENT),
      () => null,
    );
    this.update();
  }

  /** Hears of news while the panel is shown and its person has a conversation. */
  async #listen(): Promise<void> {
    const token = this.#frame.shown && isKnownThere(this.box) ? this.box?.token : undefined;
    if (token === this.#heard) return;
    this.news?.stop();
    this.news = undefined;
    this.#heard = token;
    if (!token) return;
    try {
      const outbox = await this.#open();
      const { listen } = (await import(/* @vite-ignore */ liveUrl(this.host))) as typeof import('../live.ts');
      if (this.#heard === token) this.news = listen(this, outbox);
      this.update();
    } catch {
      this.#heard = undefined;
    }
  }

  #changed(box: Box | undefined, sending: string): void {
    const replies = repliesIn(this.box);
    this.box = box;
    this.sending = sending;
    if (repliesIn(box) > replies && this.view !== 'chat') this.say(t.answered);
    void this.#listen();
    this.update();
  }

  /** Runs an act on the outbox; when its chunk cannot be loaded the form stays as it is and says so. */
  async do(act: (outbox: Outbox) => Promise<unknown>): Promise<boolean> {
    this.busy = true;
    this.said = '';
    this.update();
    try {
      await act(await this.#open());
      return true;
    } catch {
      this.said = t.loadFailed;
      return false;
    } finally {
      this.busy = false;
      this.update();
    }
  }

  /** A choice in a form changed what else it shows. */
  reread(event: Event): void {
    this.drafts.read(event.currentTarget as HTMLElement);
    this.update();
  }

  /** The fields of a form being sent, trimmed, by name; undefined while the last send is still being kept. */
  readForm(event: Event): ((name: string) => string) | undefined {
    event.preventDefault();
    this.drafts.read(event.currentTarget as HTMLElement);
    return this.busy ? undefined : (name) => this.drafts.get(name).trim();
  }

  go(view: View): void {
    this.drafts.read(this.#frame.dialog);
    Object.assign(this, { view, problems: {}, asking: '', changing: undefined, said: '' });
    this.#askedAtMs ||= Date.now();
    if (view !== 'ask') void this.#loadLate();
    this.update();
    this.#frame.focusHeading();
  }

  /** Announces without moving the focus. */
  say(text: string): void {
    this.said = text;
    this.update();
  }

  update(): void {
    this.showing = 0;
    render(shell(this), this.#frame.dialog);
    markPrivate(this.#frame.dialog);
    if (this.#frame.shown) this.late?.tend(this);
  }

  /** Shows what is wrong with a form and goes to the first such field. */
  complain(problems: Record<string, string>): void {
    this.problems = problems;
    this.update();
    this.focus(`[name="${Object.keys(problems)[0]}"]`);
  }

  focus(selector: string): void {
    this.#frame.dialog.querySelector<HTMLElement>(selector)?.focus();
  }

  get spentMs(): number {
    return Math.max(0, Date.now() - this.#askedAtMs);
  }

  /** Something has failed often enough that a phone is the better way. */
  get troubled(): boolean {
    return this.box?.items.some((item) => item.state === 'waiting' && item.tries >= TROUBLED_TRIES) ?? false;
  }

  /** Why the clinic refused an item, and what to do. */
  wordsOf({ error }: Item): string {
    if (error === 'ask_closed' || error === 'text_not_stored_here') return t.closed;
    return error === 'consent_required' || error === 'contact_not_offered' ? t.needConsent : t.refusedOther;
  }
}

/** The two doors of a panel chunk. The loader brings the same host each time. */
export function createPanel(): PanelModule {
  let panel: Panel | undefined;
  return {
    open: (host) => (panel ??= new Panel(host)).show(),
    close: () => panel?.hide(),
  };
}
