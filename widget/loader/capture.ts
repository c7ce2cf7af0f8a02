// Maps what happens on the page to stages: its address, marked elements, contact taps, booking forms and frames.
import type { LoaderConfig } from '../../worker/domain/loader-config.ts';
import { later, listen } from './guard.ts';
import { SETTLE_MS } from './limits.ts';

/** Calls, letters and messengers; a link that shares the page is no contact with the clinic. */
export const CONTACT =
  /^(tel:|sms:|mailto:[^?]|(whatsapp|viber|tg):|https?:..(wa\.me|\w+\.whatsapp\.com|t\.me|vk\.me|max\.ru)\/)(?!.*(share|forward|msg_url))/;

type Reach = (id: unknown) => void;

/** Acts of the visitor that count as stages. Nothing of what is typed or where a link leads is read further. */
export function captureActs({ f: [focus, submit, frame, contact], b, h }: LoaderConfig, reach: Reach): void {
  const reachBooking = (url: string): unknown => h && new RegExp(h).test(url) && reach(frame);

  listen(window, 'click', (event) => {
    const link = (event.composedPath()[0] as Element).closest('a');
    if (!link) return;
    reachBooking(link.href);
    reach(CONTACT.test(link.href) && contact);
  });
  listen(window, 'focusin', ({ target }) => reach((target as Element).closest(b) && focus));
  listen(window, 'submit', ({ target }) => reach((target as Element).closest(b) && submit));
  // The focus went into a frame of another origin: all that a page can see of a booking begun there.
  listen(window, 'blur', () => later(() => reachBooking((document.activeElement as HTMLIFrameElement).src)));
}

/**
 * Elements with `data-otklik-stage` and places for a question, once they are shown; also those that come later. `meet` gets the
 * stage's key, or nothing for a question. A route of a single-page site changes the page as well, so `view` is called with every
 * change: nothing of the page's own history has to be patched for it.
 */
export function captureChanges(meet: (stage?: string) => unknown, view: () => void): void {
  const shown = new IntersectionObserver(
    (entries) =>
      entries.map(
        (entry) => entry.isIntersecting && meet((entry.target as HTMLElement).dataset['otklikStage']),
      ),
    // Shown means rendered, not scrolled to.
    { rootMargin: '99999px' },
  );
  let due: unknown;
  const look = (): void => {
    due = 0;
    view();
    document
      .querySelectorAll('[data-otklik-stage],otklik-rating')
      .forEach((element) => shown.observe(element));
  };
  look();
  new MutationObserver(() => (due ||= later(look, SETTLE_MS) ?? 1)).observe(document, {
    childList: true,
    subtree: true,
  });
}
