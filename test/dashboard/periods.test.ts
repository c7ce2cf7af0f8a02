// Periods are calendar dates with both ends included; an address that names none gets the default.
import { describe, expect, test } from 'vitest';
import { periodDates, periodName, recentMonths } from '../../dashboard/periods.ts';

describe('periods', () => {
  test.each([
    { name: '7d', from: '2026-10-08', to: '2026-10-14' },
    { name: '28d', from: '2026-09-17', to: '2026-10-14' },
    { name: '90d', from: '2026-07-17', to: '2026-10-14' },
    { name: '2026-02', from: '2026-02-01', to: '2026-02-28' },
    { name: '2024-02', from: '2024-02-01', to: '2024-02-29' },
    { name: '2025-12', from: '2025-12-01', to: '2025-12-31' },
  ] as const)('$name is $from to $to', ({ name, from, to }) => {
    expect(periodDates(name, '2026-10-14')).toEqual({ from, to });
  });

  test.each([null, '', '30d', '2026-13', '2026-00', '1999-01', '2026-1', '<svg>'])(
    '%s is not a period',
    (text) => {
      expect(periodName(text)).toBe('28d');
    },
  );

  test('months run back over the turn of the year', () => {
    expect(recentMonths('2026-02-14', 4)).toEqual(['2026-02', '2026-01', '2025-12', '2025-11']);
  });
});
