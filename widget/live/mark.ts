// The mark on the launcher: a reply waits. Words, not a dot, and a part of the button's name.
import type { MarkHost } from '../panel-host.ts';
import * as t from '../panel/words.ts';

const STYLE =
  'position:absolute;inset-block-end:calc(100% - 10px);inset-inline-end:8px;padding:1px 8px;border:1px solid #767676;border-radius:12px;background:#fff;color:#111;font-size:13px;white-space:nowrap';

const marked = ({ launcher }: MarkHost): Element | null => launcher.querySelector('[data-reply]');

/** Says on the launcher that a reply waits. Nothing moves: the mark stands over its edge. */
export function mark(host: MarkHost): void {
  if (marked(host)) return;
  const badge = document.createElement('span');
  badge.dataset['reply'] = '';
  // By its own property, which no policy for style attributes refuses.
  badge.style.cssText = STYLE;
  badge.textContent = t.answered;
  host.launcher.append(badge);
}

export const unmark = (host: MarkHost): void => marked(host)?.remove();
