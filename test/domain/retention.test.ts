// What is too old at an instant, with the month arithmetic worked by hand.
import { expect, it } from 'vitest';
import { cutoffs, monthsBefore } from '../../worker/domain/retention.ts';

it.each([
  ['2026-10-14', 25, '2024-09-14'],
  ['2026-01-31', 1, '2025-12-31'],
  ['2026-03-31', 1, '2026-02-28'],
  ['2024-03-31', 1, '2024-02-29'],
  ['2026-01-15', 13, '2024-12-15'],
])('%s less %i months is %s', (day, months, earlier) => {
  expect(monthsBefore(day, months)).toBe(earlier);
});

it('names the cutoffs of an instant', () => {
  expect(cutoffs(Date.parse('2026-10-14T09:00:00Z'))).toEqual({
    conversationsMs: Date.parse('2026-07-16T09:00:00Z'),
    answerTextDay: '2026-04-17',
    answerDay: '2024-09-14',
    journeyDay: '2024-09-14',
    dimensionsDay: '2025-09-14',
    noticesMs: Date.parse('2026-09-14T09:00:00Z'),
    invitesMs: Date.parse('2026-09-14T09:00:00Z'),
    erasuresMs: Date.parse('2025-10-14T09:00:00Z'),
  });
});
