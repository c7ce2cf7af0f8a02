// Maps what happens on the page to stages: its address, marked elements, contact taps, booking forms and frames.
import type { LoaderConfig } from '../../worker/domain/loader-config.ts';
import { listen, quietly } from './guard.ts';

/** Calls, letters and messengers; a link that shares the page is no contact with the clinic. */
const CONTACT =
  /^(tel:|sms:|mailto:[^?]|(whatsapp|viber|tg):|https?:\/\/(wa\.me|\w+\.whatsapp\.com|t\.me|telegram\.me|vk\.me|max\.ru)\/)(?!.*(share|forward|msg_url))/;

const MARKED = '[data-otklik-stage]';

type Reach = (id: number | undefined | false) => void;

/** The stage of an address path by the site's rules. */
export function stageOf(rules: LoaderConfig['u'], path: string): number | undefined {
  let readable = path;
  quietly(() => (readable = decodeURI(path)));
  return rules.find(([, source]) => new RegExp(source, 'i').test(readable))?.[0];
}

/** Acts of the visitor that count as stages. Nothing of what is typed or where a link leads is read further. */
export function captureActs(config: LoaderConfig, reach: Reach, until: AbortSignal): void {
  const [focus, submit, frame, contact] = config.f;
  const isBooking = (url: string): boolean => Boolean(config.h && new RegExp(config.h).test(url));

  listen<MouseEvent>(
    window,
    'click',
    (event) => {
      const link = (event.composedPath()[0] as Element).closest('a');
      if (!link) return;
      if (CONTACT.test(link.href)) reach(contact);
      if (isBooking(link.href)) reach(frame);
    },
    until,
  );
  if (config.b) {
    listen(document, 'focusin', ({ target }) => (target as Element).closest(config.b) && reach(focus), until);
    listen(document, 'submit', ({ target }) => (target as Element).matches(config.b) && reach(submit), until);
  }
  // The focus went into a frame of another origin: all that a page can see of a booking begun there.
  listen(
    window,
    'blur',
    () =>
      setTimeout(() => {
        const { src = '' } = (document.activeElement ?? {}) as HTMLIFrameElement;
        if (isBooking(src)) reach(frame);
      }),
    until,
  );
}

/** Elements with `data-otklik-stage`, once they are shown; also those that come later. */
export function captureMarked(config: LoaderConfig, reach: Reach, until: AbortSignal): void {
  const shown = new IntersectionObserver(
    (entries) =>
      entries.forEach(
        ({ isIntersecting, target }) =>
          isIntersecting && reach(config.s[(target as HTMLElement).dataset['otklikStage'] ?? '']),
      ),
    // Shown means rendered, not scrolled to.
    { rootMargin: '99999px' },
  );
  const scan = (): void => document.querySelectorAll(MARKED).forEach((element) => shown.observe(element));
  let due = false;
  const changes = new MutationObserver(() => {
    if (due) return;
    due = true;
    setTimeout(() => {
      due = false;
      scan();
    }, 300);
  });
  scan();
  changes.observe(document, { childList: true, subtree: true });
  until.onabort = () => [shown, changes].forEach((observer) => observer.disconnect());
}

/** Calls `view` when the address changes without a page load, and when the page comes back from the back-forward cache. */
export function captureRoutes(view: (restored?: boolean) => void, until: AbortSignal): void {
  // Host code often overwrites the name `navigation`.
  const { navigation } = window as { navigation?: EventTarget & { currentEntry?: unknown } };
  if (navigation?.currentEntry) listen(navigation, 'currententrychange', () => view(), until);
  else patchHistory(view, until);
  listen<PageTransitionEvent>(window, 'pageshow', ({ persisted }) => persisted && view(true), until);
}

function patchHistory(view: () => void, until: AbortSignal): void {
  const { pushState } = history;
  history.pushState = function (...parameters) {
    pushState.apply(this, parameters);
    if (!until.aborted) quietly(view);
  };
  listen(window, 'popstate', view, until);
}
