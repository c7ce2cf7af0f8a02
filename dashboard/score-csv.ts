// Scores as rows of tables: answers of each day, of each group with what is hidden left hidden, and the two sides of a comparison.
import type { ScoreBlock } from '../worker/contract/scores.ts';
import { SURVEY_WORDS } from '../worker/contract/survey-words.ts';
import type { Question } from '../worker/contract/vocabulary.ts';
import { countsOf } from '../worker/domain/satisfaction/scales.ts';
import type { CountOf } from '../worker/domain/satisfaction/scales.ts';
import { isScored } from '../worker/domain/satisfaction/score.ts';
import type { CsvCell } from './csv.ts';
import type { Reader } from './reader.ts';
import type { AnswersView, ScoreView, Sides } from './score-view.ts';

/** One answer in the instrument's words; what has none is its number. */
export function answerName({ t, language }: Reader, question: Question, of: CountOf): string {
  if (of === 'none') return t(`question_${question}`);
  return SURVEY_WORDS[question][language].options.find(([score]) => score === of)?.[1] ?? String(of);
}

/** A line per day and answer of the period, none for what nobody chose. */
export function daysCsv(reader: Reader, view: AnswersView): CsvCell[][] {
  const { t } = reader;
  const { from, to } = view.period;
  const { question } = view.measure;
  const lines = view.days
    .filter(({ day }) => day >= from && day <= to)
    .flatMap(({ day, counts }) =>
      countsOf(question).flatMap((of, i) =>
        counts[i] ? [[day, answerName(reader, question, of), counts[i] ?? 0]] : [],
      ),
    );
  return [[t('csv_day'), t('csv_score'), t('csv_answers')], ...lines];
}

type GroupsCsv = {
  view: ScoreView;
  blocks: readonly ScoreBlock[];
  nameOf: (value: string) => string;
};

/** A line per stretch of time, group and answer; a hidden group is one line that says so. */
export function groupsCsv(reader: Reader, { view, blocks, nameOf }: GroupsCsv): CsvCell[][] {
  const { t } = reader;
  const lines = blocks.flatMap(({ from, to, groups }) =>
    (groups ?? []).flatMap(({ value, counts }): CsvCell[][] =>
      counts === null
        ? [[from, to, nameOf(value), t('csv_hidden'), null]]
        : countsOf(view.question).map((of, i) => [
            ...[from, to, nameOf(value), answerName(reader, view.question, of), counts[i] ?? 0],
          ]),
    ),
  );
  return [[t('csv_from'), t('csv_to'), t('csv_value'), t('csv_score'), t('csv_answers')], ...lines];
}

/** Three lines: before, after, and the difference; in percent, or in NPS's points. No score of a side with too few answers. */
export function sidesCsv({ t }: Reader, { question }: ScoreView, sides: Sides): CsvCell[][] {
  const percent = question === 'nps' ? 1 : 100;
  const figures = (value: number | null, ends: { low: number; high: number } | null): CsvCell[] =>
    [value, ends?.low ?? null, ends?.high ?? null].map((one) =>
      one === null ? null : Math.round(one * percent * 10) / 10,
    );
  const side = (name: 'before' | 'after'): CsvCell[] => {
    const { n, value, interval } = sides[name];
    const { from, to } = sides[`${name}Period`];
    const has = isScored({ n });
    return [t(`csv_side_${name}`), from, to, n, ...figures(has ? value : null, has ? interval : null)];
  };
  const { difference } = sides;
  return [
    [
      ...[t('csv_side'), t('csv_from'), t('csv_to'), t('csv_answers')],
      ...[question === 'nps' ? 'NPS' : t('csv_points'), t('csv_low'), t('csv_high')],
    ],
    side('before'),
    side('after'),
    [...[t('csv_side_difference'), null, null, null], ...figures(difference?.difference ?? null, difference)],
  ];
}
