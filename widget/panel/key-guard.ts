// Keeps what a person types in the panel from the host page: its shortcuts would fire, and its scripts would read along.

const TYPING = [
  ...['keydown', 'keyup', 'keypress', 'beforeinput', 'input', 'paste'],
  ...['compositionstart', 'compositionupdate', 'compositionend'],
];

/**
 * Stops typing events of `inside` at the window, before any listener of the document sees them, until `signal`. What the
 * browser itself does with a key still happens. A window listener that the page added first is called first: no script
 * can be ahead of it. `onKey` gets our own keys, which do not come down to the panel either.
 */
export function guardKeys(inside: Element, signal: AbortSignal, onKey: (key: string) => void): void {
  for (const type of TYPING) {
    addEventListener(
      type,
      (event) => {
        if (!event.composedPath().includes(inside)) return;
        event.stopImmediatePropagation();
        if (type === 'keydown' && event instanceof KeyboardEvent && !event.isComposing) onKey(event.key);
      },
      { capture: true, signal },
    );
  }
}
