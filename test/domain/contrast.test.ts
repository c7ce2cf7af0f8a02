// Contrast by the published formula: known ratios, and what holds for every colour a clinic may choose.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  contrastRatio,
  DARK_CANVAS,
  isSeenOnWhite,
  readableOn,
  seenOnWhite,
  textOn,
} from '../../worker/domain/contrast.ts';

const colours = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);

// Ratios published with the W3C's own examples (techniques G17, G18 and "Understanding 1.4.3").
it.each([
  ['#000000', '#ffffff', 21],
  ['#777777', '#ffffff', 4.48],
  ['#767676', '#ffffff', 4.54],
  ['#ff0000', '#ffffff', 4.0],
  ['#0000ff', '#ffffff', 8.59],
  ['#ffff00', '#ffffff', 1.07],
])('%s on %s is %s to 1', (a, b, ratio) => {
  expect(contrastRatio(a, b)).toBeCloseTo(ratio, 2);
  expect(contrastRatio(b, a)).toBe(contrastRatio(a, b));
});

it.each([
  ['#0b6e5f', '#ffffff'],
  ['#ffd400', '#000000'],
  ['#ffffff', '#000000'],
  ['#000000', '#ffffff'],
])('on %s the text is %s', (colour, text) => expect(textOn(colour)).toBe(text));

it('finds a readable text for every colour', () =>
  fc.assert(
    fc.property(colours, (colour) => contrastRatio(textOn(colour), colour) >= 4.5),
    { numRuns: 5000 },
  ));

it('moves every colour until it reads on light and on dark', () =>
  fc.assert(
    fc.property(colours, fc.constantFrom('#ffffff', DARK_CANVAS), (colour, surface) => {
      expect(contrastRatio(readableOn(surface, colour), surface)).toBeGreaterThanOrEqual(4.5);
    }),
    { numRuns: 2000 },
  ));

it('leaves a colour that reads already', () => expect(readableOn('#ffffff', '#0b6e5f')).toBe('#0b6e5f'));

it.each([
  ['#0b6e5f', true],
  ['#949494', true],
  ['#959595', false],
  ['#ffff00', false],
  ['#ffffff', false],
])('a button of %s is seen on a white page: %s', (colour, seen) => expect(isSeenOnWhite(colour)).toBe(seen));

it('offers the nearest darker colour in place of one that is not seen on white', () => {
  expect(seenOnWhite('#0b6e5f')).toBe('#0b6e5f');
  fc.assert(
    fc.property(colours, (colour) => {
      const offered = seenOnWhite(colour);
      expect(isSeenOnWhite(offered)).toBe(true);
      // No darker than it needs to be: a hundredth part lighter would not do, rounding apart.
      if (!isSeenOnWhite(colour)) expect(contrastRatio(offered, '#ffffff')).toBeLessThan(3.2);
      else expect(offered).toBe(colour);
    }),
  );
});
