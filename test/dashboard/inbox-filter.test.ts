// The inbox's filter lives in the address: written and read back it is the same, and nonsense there is no filter.
import { describe, expect, it } from 'vitest';
import { NO_FILTER, asked, filterOf, withFilter } from '../../dashboard/inbox-filter.ts';
import type { InboxFilter } from '../../dashboard/inbox-filter.ts';

const TEAM = '01TEST00000000000000000042';
const read = (address: string) => filterOf(new URL(address, 'https://x').searchParams);

describe('the filter of the inbox', () => {
  it.each([
    NO_FILTER,
    { state: 'overdue', topic: '', whose: 'me' },
    { state: 'waiting', topic: 'price', whose: 'nobody' },
    { state: 'callbacks', topic: 'booking', whose: TEAM },
  ] satisfies InboxFilter[])('is read back from its address: %o', (filter) => {
    expect(read(withFilter('/sites/S/inbox', filter))).toEqual(filter);
  });

  it('leaves what is usual out of the address', () => {
    expect(withFilter('/sites/S/inbox', NO_FILTER)).toBe('/sites/S/inbox');
    expect(withFilter('/sites/S/inbox', { ...NO_FILTER, topic: 'price' })).toBe('/sites/S/inbox?topic=price');
  });

  it('is none where the address makes no sense', () => {
    expect(read('/x?state=all&topic=weather&whose=you')).toEqual(NO_FILTER);
  });

  it('asks for a person or for a team, never for both', () => {
    expect(asked({ ...NO_FILTER, whose: 'me' })).toEqual({ state: 'waiting', topic: '', whose: 'me' });
    expect(asked({ ...NO_FILTER, whose: TEAM })).toEqual({ state: 'waiting', topic: '', team: TEAM });
  });
});
