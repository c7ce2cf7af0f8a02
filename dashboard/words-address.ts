// The Words page's whole view as the query of its address, so that a filtered list can be bookmarked and sent.
import { periodName } from './periods.ts';
import type { PeriodName } from './periods.ts';

export type CommentOrder = 'newest' | 'lowest';
export type WordsAddress = {
  period: PeriodName;
  order: CommentOrder;
  /** Only what nobody has read. */
  unread: boolean;
  /** Id of one of the owner's topics. */
  topic: string | null;
  /** Words of a search; empty for none. */
  find: string;
};

/** What an address does not say, or says wrongly, is the default. */
export const readWordsAddress = (query: URLSearchParams): WordsAddress => ({
  period: query.has('period') ? periodName(query.get('period')) : DEFAULT_WORDS_PERIOD,
  order: query.get('order') === 'lowest' ? 'lowest' : 'newest',
  unread: query.get('unread') === '1',
  topic: /^[0-9A-Z]{26}$/.exec(query.get('theme') ?? '')?.[0] ?? null,
  find: (query.get('find') ?? '').trim().slice(0, 100),
});

/** Words are fewer than visits: a quarter at first. */
const DEFAULT_WORDS_PERIOD: PeriodName = '90d';

/** The query with what differs from the default; empty when nothing does. */
export function writeWordsAddress({ period, order, unread, topic, find }: WordsAddress): string {
  const query = new URLSearchParams();
  if (period !== DEFAULT_WORDS_PERIOD) query.set('period', period);
  if (order !== 'newest') query.set('order', order);
  if (unread) query.set('unread', '1');
  if (topic !== null) query.set('theme', topic);
  if (find.length > 1) query.set('find', find);
  return query.size > 0 ? `?${query}` : '';
}
