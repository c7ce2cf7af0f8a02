// What had the focus may go away by the very press that was given to it: then the focus stays in the part around it, so that
// neither a keyboard nor a screen reader has to start again at the top of the page.

/** Watches the document; returns its undo. */
export function keepFocus(): () => void {
  /** What was focused last, and all that it stands in. */
  let trail: Element[] = [];
  const remember = ({ target }: FocusEvent): void => {
    trail = [];
    for (let at = target instanceof Element ? target : null; at; at = at.parentElement) trail.push(at);
  };
  const observer = new MutationObserver(() => {
    // Somebody who pressed beside all controls has let go of the focus: what they left is still there.
    if (document.activeElement !== document.body || trail[0]?.isConnected !== false) return;
    const around = trail.find((element) => element.isConnected);
    if (!(around instanceof HTMLElement) || around.contains(document.body)) return;
    around.tabIndex = -1;
    around.focus({ preventScroll: true });
  });
  document.addEventListener('focusin', remember);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    document.removeEventListener('focusin', remember);
    observer.disconnect();
  };
}
