// Friends-and-Family shares against a worked example and the rule that the parts make the whole.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fftShares } from '../../worker/domain/scores.ts';

const percent = (share: number | undefined) => share && Math.round(share * 1000) / 10;

describe('the Friends and Family shares', () => {
  test('count "don\'t know" in the denominator', () => {
    const { n, share, positive, negative } = fftShares([10, 5, 2, 1, 0, 1]);
    expect([n, positive, negative]).toEqual([19, 15, 1]);
    expect([percent(share?.positive), percent(share?.negative)]).toEqual([78.9, 5.3]);
  });

  test('carry the range of the positive share', () => {
    const { interval } = fftShares([12, 6, 1, 1, 0, 0]);
    expect([percent(interval?.low), percent(interval?.high)]).toEqual([69.9, 97.2]);
  });

  test('are null, never NaN, when nobody has answered', () => {
    expect(fftShares([0, 0, 0, 0, 0, 0])).toMatchObject({ n: 0, share: null, interval: null });
  });

  test('refuse a list that is not six whole counts', () => {
    for (const counts of [[], [1, 2, 3, 4, 5], [1, 2, 3, 4, 5, -1], [1, 2, 3, 4, 5, 0.5]])
      expect(() => fftShares(counts)).toThrow(RangeError);
  });

  test('make the whole', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1e6), { minLength: 6, maxLength: 6 }), (counts) => {
        const { n, share } = fftShares(counts);
        expect(n).toBe(counts.reduce((sum, count) => sum + count, 0));
        if (share) expect(share.positive + share.neutral + share.negative + share.unknown).toBeCloseTo(1, 10);
      }),
    );
  });
});
