// Quantiles of the normal distribution against the published ones.
import { expect, it } from 'vitest';
import { correctedZ, upperQuantile } from '../../worker/domain/normal.ts';

it.each([
  [0.5, 0],
  [0.25, 0.6744897502],
  [0.025, 1.9599639845],
  [0.005, 2.5758293035],
  [0.0005, 3.2905267315],
  [0.00001, 4.2648907939],
])('exceeds with probability %d: %d', (probability, z) => {
  expect(upperQuantile(probability)).toBeCloseTo(z, 6);
});

it('asks more of each interval the more of them there are', () => {
  expect(correctedZ(1)).toBeCloseTo(1.9599639845, 6);
  // 0.05 / 20: the upper 0.25 %.
  expect(correctedZ(10)).toBeCloseTo(2.8070337683, 6);
});

it('refuses what is no upper tail', () => {
  for (const wrong of [0, -0.1, 0.51, NaN]) expect(() => upperQuantile(wrong)).toThrow(RangeError);
});
