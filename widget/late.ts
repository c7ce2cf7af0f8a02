// The late chunk: what is loaded after the panel's first view, in idle time or when it is asked for.
import { askedView } from './panel/asked.ts';
import { chatView } from './panel/chat.ts';
import { complaintNote } from './panel/complaint-note.ts';
import { countedView } from './panel/counted.ts';
import { borrow } from './panel/lent.ts';
import type { Lent } from './panel/lent.ts';
import { rating } from './panel/rating.ts';
import { tend } from './panel/tend.ts';

/** The late views by name, made of what the panel lends. */
export function lateViews(lent: Lent) {
  borrow(lent);
  return { chat: chatView, complaint: complaintNote, counted: countedView, rate: askedView, rating, tend };
}
