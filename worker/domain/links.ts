// Which questions a card or an invite may ask, and what state a link is in for who opens it.
import type { LinkKind } from '../contract/links.ts';
import type { Survey } from '../contract/surveys.ts';
import type { DataPlace } from '../contract/vocabulary.ts';

/** Whether the site asks this question by such a link now. Where no words may be kept, none that has words only. */
export const mayAsk = ({ dataPlace }: { dataPlace: DataPlace }, survey: Survey, kind: LinkKind): boolean =>
  survey.on && survey.moment === kind && (survey.question !== 'open' || dataPlace !== 'russia');

/** `gone`: switched off, or its time is over. `used`: the one answer of an invite was given. */
export type LinkState = 'open' | 'gone' | 'used';

export function linkState(
  link: { isOff: boolean; isUsed: boolean; expiresAtMs: number | null },
  nowMs: number,
): LinkState {
  if (link.isUsed) return 'used';
  return link.isOff || (link.expiresAtMs !== null && link.expiresAtMs <= nowMs) ? 'gone' : 'open';
}
