// The late chunk: the views that are loaded after the panel's first one, in idle time or when they are asked for.
import { chatView } from './panel/chat.ts';
import { countedView } from './panel/counted.ts';
import { borrow } from './panel/lent.ts';
import type { Lent } from './panel/lent.ts';

/** The late views by name, made of what the panel lends. */
export function lateViews(lent: Lent) {
  borrow(lent);
  return { chat: chatView, counted: countedView };
}
