// A bar for work that takes most of a minute: drawn over itself on a terminal, one line at the end elsewhere.

const WIDTH = 28;

/** Call the result with the part that is done, 0…1. */
export function progressBar(what: string, out: NodeJS.WriteStream = process.stdout): (part: number) => void {
  let shown = -1;
  return (part) => {
    const percent = Math.round(part * 100);
    if (percent === shown || (!out.isTTY && percent < 100)) return;
    shown = percent;
    const full = Math.round(part * WIDTH);
    const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full);
    out.write(`${out.isTTY ? '\r' : ''}${what} ${bar} ${percent} %${percent === 100 ? '\n' : ''}`);
  };
}
