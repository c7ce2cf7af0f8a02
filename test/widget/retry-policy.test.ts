// Each status and each header of a send is one row here: what the outbox does next.
import { describe, expect, it } from 'vitest';
import { backoffMs, retryAfterMs, verdict } from '../../widget/outbox/retry-policy.ts';

const NOW = Date.parse('2026-10-14T09:00:00Z');

describe('what follows a try', () => {
  it.each([200, 201, 204])('%i is stored', (status) => {
    expect(verdict({ status, retryAfter: null }, 0, NOW, 0.5)).toEqual({ is: 'stored' });
  });

  it.each([400, 401, 403, 404, 405, 409, 410, 413, 422])('%i is never tried again', (status) => {
    expect(verdict({ status, retryAfter: '5' }, 0, NOW, 0.5)).toEqual({ is: 'refused' });
  });

  it.each([0, 408, 500, 502, 503, 504, 520])('%i is tried again after a growing pause', (status) => {
    const pauses = [0, 1, 2, 3].map((tries) => verdict({ status, retryAfter: null }, tries, NOW, 0.5));
    expect(pauses).toEqual(
      [3_000, 6_000, 12_000, 24_000].map((pauseMs) => ({ is: 'again', pauseMs, all: false })),
    );
  });

  it('waits as long as a 503 asks, but not shorter than its own pause', () => {
    expect(verdict({ status: 503, retryAfter: '5' }, 0, NOW, 0.5)).toMatchObject({ pauseMs: 5_000 });
    expect(verdict({ status: 503, retryAfter: '5' }, 4, NOW, 0.5)).toMatchObject({ pauseMs: 48_000 });
  });

  it.each([
    ['7', 7_000],
    ['0', 0],
    ['Wed, 14 Oct 2026 09:02:00 GMT', 120_000],
    ['Wed, 14 Oct 2026 08:00:00 GMT', 0],
    [null, 60_000],
    ['', 60_000],
    ['soon', 60_000],
    ['99999999', 86_400_000],
  ])('a 429 with Retry-After %j holds everything for %i ms', (retryAfter, pauseMs) => {
    expect(verdict({ status: 429, retryAfter }, 3, NOW, 0.5)).toEqual({ is: 'again', pauseMs, all: true });
    expect(retryAfterMs(retryAfter, NOW)).toBe(pauseMs);
  });
});

describe('the pause of a failed network', () => {
  it('is spread by a quarter to both sides and never longer than half an hour', () => {
    expect(backoffMs(0, 0)).toBe(2_250);
    expect(backoffMs(0, 1)).toBe(3_750);
    for (let tries = 0; tries < 60; tries++) {
      for (const random of [0, 0.3, 1]) expect(backoffMs(tries, random)).toBeLessThanOrEqual(1_800_000);
    }
    expect(backoffMs(59, 1)).toBe(1_800_000);
  });
});
