// Adding visits up: parts add to the whole, and a fold survives being written down.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeBreakdown, encodeBreakdown } from '../../../worker/domain/journey/cells.ts';
import { addGroups, decodeFold, encodeFold } from '../../../worker/domain/journey/fold.ts';
import type { DayFold, VisitGroup } from '../../../worker/domain/journey/fold.ts';
import { encodeTrie } from '../../../worker/domain/journey/trie.ts';

const group = (over: Partial<VisitGroup>): VisitGroup => ({
  ...{
    seriesId: 's',
    source: 'direct',
    campaign: '',
    device: 'phone',
    language: 'ru',
    path: '',
    log: '',
    visits: 1,
  },
  ...over,
});
const foldOf = (groups: VisitGroup[]): DayFold => {
  const fold: DayFold = new Map();
  addGroups(fold, groups);
  return fold;
};

it('counts visits whole and by each dimension', () => {
  const fold = foldOf([
    group({ path: 'BC', visits: 3, source: 'search' }),
    group({ path: 'B', visits: 2, device: 'desktop' }),
    group({ visits: 5, campaign: '__proto__' }),
    // Two events of one page, received the wrong way round.
    group({ log: ';aaaaaaaa01Cmguuuuuu;aaaaaaaa00Bmguuuuuv' }),
  ]);
  const series = fold.get('s')!;
  expect(series.visits).toBe(11);
  expect(encodeTrie(series.paths)).toBe('A(5B(2C4))');
  expect(encodeBreakdown(series.by.source)).toBe(
    '{"direct":{"paths":"A(5B(2C))","tail":""},"search":{"paths":"A(B(C3))","tail":""}}',
  );
  expect(encodeBreakdown(series.by.campaign)).toBe(
    '{"":{"paths":"A(B(2C4))","tail":""},"__proto__":{"paths":"A5","tail":""}}',
  );
  expect(encodeBreakdown(series.by.entry)).toBe(
    '{"1":{"paths":"A5","tail":""},"2":{"paths":"A(B(2C4))","tail":""}}',
  );
  expect(decodeBreakdown(encodeBreakdown(series.by.campaign))).toEqual(series.by.campaign);
});

const groups = fc.array(
  fc.record({
    seriesId: fc.constantFrom('s', 't'),
    source: fc.constantFrom('direct', 'search'),
    campaign: fc.constantFrom('', 'spring', 'constructor'),
    device: fc.constantFrom('phone', 'desktop'),
    language: fc.constantFrom('ru', 'en'),
    path: fc.constantFrom('', 'B', 'BC', 'BCB', 'z'),
    log: fc.constant(''),
    visits: fc.integer({ min: 1, max: 9 }),
  }),
  { maxLength: 30 },
);

it('is the same whether added at once or in parts, written down between them', () => {
  fc.assert(
    fc.property(groups, fc.nat({ max: 30 }), (list, cut) => {
      const first = decodeFold(encodeFold(foldOf(list.slice(0, cut))));
      addGroups(first, list.slice(cut));
      expect(first).toEqual(foldOf(list));
      for (const series of first.values()) {
        for (const breakdown of Object.values(series.by)) {
          const sum = [...breakdown.values()]
            .flatMap(({ paths }) => [...paths.values()])
            .reduce((a, b) => a + b, 0);
          expect(sum).toBe(series.visits);
        }
      }
    }),
  );
  expect(decodeFold('')).toEqual(new Map());
});
