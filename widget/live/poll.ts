// Reads the conversation while the panel is open: often after something new, rarer when nothing comes, never when hidden.

const FIRST_MS = 4_000;
const LONGEST_MS = 60_000;
const GROWTH = 1.4;
/** While a socket tells what is new: for the news that got lost on the way. */
const RARE_MS = 300_000;

export type Polling = {
  /** Reads; false: the clinic could not be asked. */
  read: () => Promise<boolean>;
  /** How much there is: more of it after a reading is something new. */
  count: () => number;
  /** A socket stands. */
  told: () => boolean;
};

/** Reads now and then; returns its undo. */
export function poll({ read, count, told }: Polling): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = FIRST_MS;
  let readAtMs = 0;
  let over = false;

  async function turn(): Promise<void> {
    clearTimeout(timer);
    if (document.hidden) return;
    if (told() && Date.now() - readAtMs < RARE_MS) slower();
    else await look();
    if (!over) timer = setTimeout(turn, pauseMs);
  }

  async function look(): Promise<void> {
    const before = count();
    readAtMs = Date.now();
    // A clinic that cannot be reached is asked at the slowest pace: each failed request is a line in the console.
    if (!(await read())) pauseMs = LONGEST_MS;
    else if (count() === before) slower();
    else pauseMs = FIRST_MS;
  }

  const slower = (): number => (pauseMs = Math.min(LONGEST_MS, pauseMs * GROWTH));

  const woken = (): void => {
    if (document.hidden) return;
    pauseMs = FIRST_MS;
    readAtMs = 0;
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
