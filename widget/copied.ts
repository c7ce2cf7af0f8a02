// What every answer and message carries besides its own: the page's language, stage and arrival, and the loader that sent it.
import type { PanelHost } from './panel-host.ts';

export function copied({ language, release: loader, arrival, stage }: PanelHost) {
  const reached = stage();
  return {
    language,
    loader,
    ...(reached && { stage: reached }),
    ...(Object.keys(arrival).length && { from: arrival }),
  };
}
