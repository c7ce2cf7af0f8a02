// All that a member can ever get of a score, put together: any periods on any days, day files, group files, branches and doctors.
// An attacker adds and subtracts what they like, knows the rule, and still finds no hidden group.
import { expect, test } from 'vitest';
import { groupsCsv } from '../../../dashboard/score-csv.ts';
import { createReader } from '../../../dashboard/reader.ts';
import type { ScoreView } from '../../../dashboard/score-view.ts';
import { en } from '../../../dashboard/words/en.ts';
import { satisfactionEn } from '../../../dashboard/words/satisfaction-en.ts';
import { createWords } from '../../../dashboard/words/words.ts';
import { addDays } from '../../../worker/domain/calendar.ts';
import { blocksOf } from '../../../worker/domain/satisfaction/blocks.ts';
import { breakDown, breakDownNested } from '../../../worker/domain/satisfaction/breakdown.ts';
import type { Block, Cell } from '../../../worker/domain/satisfaction/breakdown.ts';
import type { Span } from '../../../worker/domain/satisfaction/buckets.ts';
import { SMALLEST_GROUP, shownGroups } from '../../../worker/domain/satisfaction/suppression.ts';
import { seeded } from '../../support/seeded.ts';

const FROM = '2026-01-01';
const DAYS = 181;
const VALUES = {
  source: ['search', 'direct', 'ads', 'maps', 'social'],
  branch: ['a', 'b'],
  doctor: ['a/x', 'a/y', 'b/x', 'b/z'],
} as const;
type Dimension = keyof typeof VALUES;
const DIMENSIONS = Object.keys(VALUES) as Dimension[];
type Answer = { day: string; score: number } & Record<Dimension, string>;

function history(seed: number): Answer[] {
  const chance = seeded(seed);
  const pick = <T>(list: readonly T[], weights: readonly number[]): T => {
    let at = chance.next() * weights.reduce((a, b) => a + b, 0);
    return list[weights.findIndex((weight) => (at -= weight) < 0)] ?? list[0]!;
  };
  return Array.from({ length: DAYS }, (_, i) => addDays(FROM, i)).flatMap((day) =>
    Array.from({ length: chance.poisson(seed % 2 === 0 ? 2 : 7) }, () => {
      const doctor = pick(VALUES.doctor, [6, 2, 3, 1]);
      return {
        ...{ day, score: pick([5, 1], [4, 1]), doctor, branch: doctor.slice(0, 1) },
        source: pick(VALUES.source, [8, 5, 2, 1, 0.3]),
      };
    }),
  );
}

const monthsOf = (answers: readonly Answer[]): Map<string, number> => {
  const months = new Map<string, number>();
  for (const { day } of answers) months.set(day.slice(0, 7), (months.get(day.slice(0, 7)) ?? 0) + 1);
  return months;
};
const cellsOf = (answers: readonly Answer[], by: Dimension): Cell[] =>
  answers.map(({ day, score, ...values }) => ({
    month: day.slice(0, 7),
    value: values[by],
    score,
    answers: 1,
  }));

/** What the door answers for a period on a day, as routes/score-groups.ts puts it together. */
function door(answers: readonly Answer[], by: Dimension, asked: Span & { today: string }): Block[] {
  const known = answers.filter(({ day }) => day <= asked.today);
  const blocks = blocksOf(monthsOf(known), addDays(asked.today, -1)).filter(
    ({ from, to }) => from >= asked.from && to <= asked.to,
  );
  const scale = [5, 1];
  return by === 'doctor'
    ? breakDownNested(cellsOf(known, by), blocks, { scale, values: VALUES.doctor, outer: VALUES.branch })
    : breakDown(cellsOf(known, by), blocks, { scale, values: VALUES[by] });
}

const reader = createReader(createWords('en', { ...en, ...satisfactionEn }), 'en');
const key = ({ from, to }: Span): string => `${from} ${to}`;
const size = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** All lists of `length` whole numbers from 0 up with this sum. */
function* splits(sum: number, length: number): Generator<number[]> {
  if (length === 1) return yield [sum];
  for (let first = 0; first <= sum; first++)
    for (const rest of splits(sum - first, length - 1)) yield [first, ...rest];
}

test('of random histories, asked for random periods on random days, no hidden group is found; most large ones are seen', () => {
  let tried = 0;
  const seen = { source: [0, 0], branch: [0, 0], doctor: [0, 0] } satisfies Record<Dimension, number[]>;
  for (let seed = 1; seed <= 14; seed++) {
    const answers = history(seed);
    const chance = seeded(1000 + seed);
    const anyDay = () => addDays(FROM, Math.floor(chance.next() * (DAYS + 40)));
    for (const by of DIMENSIONS) {
      const told = new Map<string, string>();
      const all = new Map<string, Block>();
      for (let ask = 0; ask < 15; ask++) {
        const [one, other] = [anyDay(), anyDay()].sort();
        for (const block of door(answers, by, { from: one!, to: other!, today: anyDay() })) {
          // The same stretch says the same on every day, and no two stretches share a day: nothing can be subtracted.
          const before = told.get(key(block));
          expect([seed, by, before ?? JSON.stringify(block)]).toEqual([seed, by, JSON.stringify(block)]);
          for (const known of all.values())
            expect(key(known) === key(block) || known.to < block.from || block.to < known.from).toBe(true);
          told.set(key(block), JSON.stringify(block));
          all.set(key(block), block);
        }
      }
      // The file says no more than the answer: a hidden group is one line without a number.
      const file = groupsCsv(reader, {
        ...{
          view: { question: 'csat' } as ScoreView,
          blocks: [...all.values()],
          nameOf: (value: string) => value,
        },
      });
      const hiddenGroups = [...all.values()]
        .flatMap(({ groups }) => groups ?? [])
        .filter(({ counts }) => !counts);
      expect(file.filter((line) => line[3] === 'hidden')).toHaveLength(hiddenGroups.length);
      expect(file.filter((line) => line[3] === 'hidden').every((line) => line[4] === null)).toBe(true);

      for (const block of all.values()) {
        const within = answers.filter(({ day }) => day >= block.from && day <= block.to);
        // Days, weeks and months of the whole are public: their sum is the block's, and tells nothing of its parts.
        expect(block.n).toBe(within.length);
        const truth = VALUES[by].map((value) => within.filter((one) => one[by] === value).length);
        const shown = VALUES[by].map((value) => {
          const group = block.groups?.find((one) => one.value === value);
          return group?.counts ? size(group.counts) : null;
        });
        truth.forEach((n, i) => {
          if (n < SMALLEST_GROUP) expect(shown[i] ?? 0).toBe(0);
          else seen[by] = [seen[by][0]! + 1, seen[by][1]! + (shown[i] === null ? 0 : 1)];
          if (shown[i] !== null) expect(shown[i]).toBe(n);
        });
        tried += attack(by, { block, truth, shown });
      }
    }
  }
  expect(tried).toBeGreaterThan(60);
  const all = DIMENSIONS.map((by) => seen[by]);
  const [large, visible] = [0, 1].map((k) => all.reduce((sum, one) => sum + (one[k] ?? 0), 0));
  expect(visible! / large!).toBeGreaterThan(0.8);
});

type Attack = { block: Block; truth: number[]; shown: (number | null)[] };

/** Tries every table that agrees with all that is told; each hidden group must have several sizes. 1 if there was one to find. */
function attack(by: Dimension, { block, truth, shown }: Attack): number {
  const unknown = truth.flatMap((n, i) => (shown[i] === null && (block.groups === null || n > 0) ? [i] : []));
  const targets = unknown.filter((i) => (truth[i] ?? 0) > 0);
  const sum = unknown.reduce((total, i) => total + (truth[i] ?? 0), 0);
  if (targets.length === 0 || unknown.length > 4 || sum > 70) return 0;
  const found = new Map(targets.map((i) => [i, new Set<number>()]));
  const is = mask(by, truth);
  const branch = (table: readonly number[], name: string) =>
    VALUES[by].reduce((total, value, i) => total + (value.startsWith(`${name}/`) ? (table[i] ?? 0) : 0), 0);
  const isBranchKnown = by === 'doctor' ? shownGroups(['a', 'b'].map((name) => branch(truth, name))) : null;
  for (const split of splits(sum, unknown.length)) {
    const table = [...truth];
    unknown.forEach((i, k) => (table[i] = split[k] ?? 0));
    if (isBranchKnown && ['a', 'b'].some((name) => branch(table, name) !== branch(truth, name))) continue;
    if (mask(by, table) !== is) continue;
    targets.forEach((i) => found.get(i)?.add(table[i] ?? 0));
  }
  for (const [i, sizes] of found)
    expect({ by, truth, shown, i, several: sizes.size > 1 }).toEqual({ by, truth, shown, i, several: true });
  return 1;
}

/** What the rule makes of a table: which groups are told as hidden or shown, and which are not even named. */
function mask(by: Dimension, table: readonly number[]): string {
  const cells = table.map((answers, i) => ({
    month: '2026-01',
    value: VALUES[by][i] ?? '',
    score: 5,
    answers,
  }));
  const span = [{ from: FROM, to: '2026-01-31' }];
  const [block] =
    by === 'doctor'
      ? breakDownNested(cells, span, { scale: [5], values: VALUES.doctor, outer: VALUES.branch })
      : breakDown(cells, span, { scale: [5], values: VALUES[by] });
  return JSON.stringify(block?.groups?.map(({ value, counts }) => [value, counts !== null]) ?? null);
}
