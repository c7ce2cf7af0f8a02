// The browser asks before a tab with unsaved words is closed.
import { useEffect, useRef } from 'preact/hooks';

/** `isUnsaved` is asked at the moment of closing. */
export function useUnloadWarning(isUnsaved: () => boolean): void {
  const ask = useRef(isUnsaved);
  ask.current = isUnsaved;
  useEffect(() => {
    const onUnload = (event: BeforeUnloadEvent) => {
      if (ask.current()) event.preventDefault();
    };
    addEventListener('beforeunload', onUnload);
    return () => removeEventListener('beforeunload', onUnload);
  }, []);
}
