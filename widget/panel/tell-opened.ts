// Tells the clinic once per page that a question was opened, where visits are counted at all: how many answered says little without.
import { PRIVATE } from '../loader/private.ts';
import type { Mode } from '../../worker/contract/vocabulary.ts';
import type { PanelHost } from '../panel-host.ts';

const told = new Set<number>();

/** `survey`: id of the question on screen, 0 for none. */
export function tellOpened(host: PanelHost, survey: number, mode: Mode): void {
  const isCounted =
    mode !== 'off' &&
    !host.flag('off') &&
    !navigator.webdriver &&
    !(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl;
  if (!survey || told.has(survey) || !isCounted) return;
  told.add(survey);
  const body = `o=${survey}`;
  fetch(`${host.origin}/w/${host.key}/beacon`, { ...PRIVATE, method: 'POST', keepalive: true, body }).catch(
    () => undefined,
  );
}
