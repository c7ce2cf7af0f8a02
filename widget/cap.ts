// The mark that nobody is asked on this device for a while: set once a question was answered or dismissed, never before.
import type { PanelHost } from './panel-host.ts';

const today = (): number => Math.floor(Date.now() / 86_400_000);

/** The day (since 1970, UTC) from which on a question may come again; 0 without a mark, or where storage is denied. */
function capDay(): number {
  try {
    return Number(/q(\d+)/.exec(localStorage['otklik'])?.[1] ?? 0);
  } catch {
    return 0;
  }
}

export const isCapped = (): boolean => capDay() > today();

/** Sets the mark anew; with 0 days, or when it is over, it only goes. */
export function cap({ flag }: Pick<PanelHost, 'flag'>, days: number): void {
  const old = capDay();
  if (old) flag(`q${old}`, false);
  if (days) flag(`q${today() + days}`, true);
}
