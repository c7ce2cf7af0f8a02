// Keeps what a person types in the panel from the host page: its shortcuts would fire, and its scripts would read along.

const TYPING = [
  ...['keydown', 'keyup', 'keypress', 'beforeinput', 'input', 'textInput', 'paste', 'copy', 'cut'],
  ...['compositionstart', 'compositionupdate', 'compositionend'],
];

/**
 * Stops typing events of `inside` at the window, before any listener of the document sees them; returns its undo. What the
 * browser itself does with a key still happens. A window listener that the page added first is called first: no script
 * can be ahead of it. `onKey` gets our own keys, which do not come down to the panel either.
 */
export function guardKeys(inside: Element, onKey: (event: KeyboardEvent) => void): () => void {
  const stop = (event: Event): void => {
    if (!event.composedPath().includes(inside)) return;
    event.stopImmediatePropagation();
    if (event instanceof KeyboardEvent && event.type === 'keydown') onKey(event);
  };
  for (const type of TYPING) addEventListener(type, stop, true);
  return () => {
    for (const type of TYPING) removeEventListener(type, stop, true);
  };
}
