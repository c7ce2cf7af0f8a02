// The text of path counts: worked examples, the way there and back, and what is not of the grammar.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeTrie, encodeTrie, mergePaths } from '../../../worker/domain/journey/trie.ts';

const examples: [Record<string, number>, string][] = [
  [{}, ''],
  [{ A: 1 }, 'A'],
  [{ A: 90 }, 'A90'],
  [{ A: 90, AB: 12, ABC: 3, AD: 1 }, 'A(90B(12C3)D)'],
  [{ ABC: 1 }, 'A(B(C))'],
  [{ AB: 1, ABC: 1 }, 'A(B(1C))'],
  // Upper and lower case are different stages: 1…26 and 27…52.
  [{ Aa: 2, AA: 3, z: 10 }, 'A(A3a2)z10'],
];

it('writes counts as in the worked examples, and reads them back', () => {
  for (const [paths, text] of examples) {
    expect(encodeTrie(new Map(Object.entries(paths)))).toBe(text);
    expect(Object.fromEntries(decodeTrie(text))).toEqual(paths);
  }
});

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const path = fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 16 });
const counts = fc
  .array(fc.tuple(path, fc.integer({ min: 1, max: 1e9 })), { maxLength: 60 })
  .map((list) => new Map(list));

it('loses nothing on the way there and back, and has one text for equal counts', () => {
  fc.assert(
    fc.property(counts, (paths) => {
      const text = encodeTrie(paths);
      expect(decodeTrie(text)).toEqual(paths);
      expect(encodeTrie(new Map([...paths].reverse()))).toBe(text);
    }),
  );
});

it('adds up the same whichever way the parts are cut', () => {
  fc.assert(
    fc.property(counts, counts, counts, (a, b, c) => {
      expect(encodeTrie(mergePaths([mergePaths([a, b]), c]))).toBe(
        encodeTrie(mergePaths([c, mergePaths([b, a])])),
      );
      const total = (paths: Map<string, number>) => [...paths.values()].reduce((sum, n) => sum + n, 0);
      expect(total(mergePaths([a, b, c]))).toBe(total(a) + total(b) + total(c));
    }),
  );
});

it('refuses a text that is not of the grammar and a path that is not letters', () => {
  for (const bad of ['(', 'A(', 'A(B', ')', 'A)', '1', 'A(B))', 'A-1', '{}', 'A(1()']) {
    expect(() => decodeTrie(bad), bad).toThrow(RangeError);
  }
  for (const bad of ['', 'A1', 'é', 'A B'])
    expect(() => encodeTrie(new Map([[bad, 1]])), bad).toThrow(RangeError);
});
