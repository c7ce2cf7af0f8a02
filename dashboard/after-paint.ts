// A value that takes long to compute and must not hold up the screen: the last one stays until the new one is ready.
import { useEffect, useState } from 'preact/hooks';

/** Computes after the browser has painted, again when `deps` change. Null before the first time. */
export function useAfterPaint<T>(compute: () => T | null, deps: readonly unknown[]): T | null {
  const [value, setValue] = useState<T | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => setValue(() => compute()));
    return () => clearTimeout(timer);
  }, deps);
  return value;
}
