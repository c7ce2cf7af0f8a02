// Keys of one letter: by the key's place and not its letter, so that they work in any layout; never while somebody types.
import { useEffect, useRef } from 'preact/hooks';

/** By `KeyboardEvent.code`, and `?` by what it writes. */
export type Shortcuts = Record<string, () => void>;

const OFF = 'otklik-keys';

/** Whether this browser's person wants them: speech input would press them by mistake. */
export function areShortcutsOn(): boolean {
  try {
    return localStorage.getItem(OFF) !== 'off';
  } catch {
    return true;
  }
}

export function setShortcutsOn(on: boolean): void {
  try {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, 'off');
  } catch {
    // A browser that keeps nothing keeps them on.
  }
}

/** Listens while the component is there. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const run = latest.current[nameOf(event)];
      if (!run || isElsewhere(event) || !areShortcutsOn()) return;
      event.preventDefault();
      run();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}

const nameOf = (event: KeyboardEvent): string =>
  event.key === '?' || (event.code === 'Slash' && event.shiftKey) ? '?' : event.shiftKey ? '' : event.code;

const TYPING = 'textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=button])';

/** A chord of the browser's, a field, an open dialog: the key belongs to them. */
const isElsewhere = (event: KeyboardEvent): boolean =>
  event.defaultPrevented ||
  event.ctrlKey ||
  event.metaKey ||
  event.altKey ||
  event.isComposing ||
  (event.target instanceof Element && event.target.closest(TYPING) !== null) ||
  document.querySelector('dialog[open]') !== null;
