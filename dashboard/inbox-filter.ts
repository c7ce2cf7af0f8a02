// What the inbox shows, as it stands in the address: a view, whose, a topic. Pure.
import { INBOX_VIEWS } from '../worker/contract/desk.ts';
import type { InboxView } from '../worker/contract/desk.ts';
import { TOPICS } from '../worker/contract/vocabulary.ts';
import type { Topic } from '../worker/contract/vocabulary.ts';

export type InboxFilter = {
  state: InboxView;
  topic: Topic | '';
  /** Everybody's, mine, nobody's, or the id of a team. */
  whose: string;
};

export const NO_FILTER: InboxFilter = { state: 'waiting', topic: '', whose: '' };

/** The filter of an address; what makes no sense there is as if it were absent. */
export const filterOf = (query: URLSearchParams): InboxFilter => ({
  state: INBOX_VIEWS.find((view) => view === query.get('state')) ?? NO_FILTER.state,
  topic: TOPICS.find((topic) => topic === query.get('topic')) ?? '',
  whose: /^(me|nobody|[0-9A-HJKMNP-TV-Z]{26})$/.exec(query.get('whose') ?? '')?.[0] ?? '',
});

/** An address of the inbox with this filter; what is usual is left out. */
export function withFilter(address: string, filter: InboxFilter): string {
  const said = Object.entries(filter).filter(
    ([name, value]) => value !== NO_FILTER[name as keyof InboxFilter],
  );
  return said.length === 0 ? address : `${address}?${new URLSearchParams(said)}`;
}

/** The same as the Worker is asked. */
export const asked = ({ state, topic, whose }: InboxFilter): Record<string, string> => ({
  state,
  topic,
  [whose === 'me' || whose === 'nobody' ? 'whose' : 'team']: whose,
});
