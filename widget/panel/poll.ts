// Reads the conversation while the panel is open: often after something new, rarer when nothing comes, never when hidden.

const FIRST_MS = 4_000;
const LONGEST_MS = 60_000;
const GROWTH = 1.4;

/** Calls `refresh` now and then; returns its undo. `count` tells whether something new came. */
export function poll(refresh: () => Promise<boolean>, count: () => number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = FIRST_MS;
  let over = false;

  async function turn(): Promise<void> {
    clearTimeout(timer);
    if (document.hidden) return;
    const before = count();
    // A clinic that cannot be reached is asked at the slowest pace: each failed request is a line in the console.
    if (!(await refresh())) pauseMs = LONGEST_MS;
    else pauseMs = count() === before ? Math.min(LONGEST_MS, pauseMs * GROWTH) : FIRST_MS;
    if (!over) timer = setTimeout(turn, pauseMs);
  }

  const woken = (): void => {
    if (document.hidden) return;
    pauseMs = FIRST_MS;
    void turn();
  };
  document.addEventListener('visibilitychange', woken);
  void turn();
  return () => {
    over = true;
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', woken);
  };
}
