// Scores as rows of tables: answers of each day, and of each group with what is hidden left hidden.
import type { ScoreBlock } from '../worker/contract/scores.ts';
import type { CsvCell } from './csv.ts';
import type { Reader } from './reader.ts';
import type { ScoreView } from './score-view.ts';

/** The words of one answer; a scale without words of its own is its number. */
export const answerName = ({ t }: Reader, view: Pick<ScoreView, 'question'>, score: number): string => {
  const fft = ([5, 4, 3, 2, 1, 0] as const).find((one) => one === score);
  return view.question === 'fft' && fft !== undefined ? t(`fft_${fft}`) : String(score);
};

/** A line per day and answer of the period, none for what nobody chose. */
export function daysCsv(reader: Reader, view: ScoreView, scale: readonly number[]): CsvCell[][] {
  const { t } = reader;
  const { from, to } = view.period;
  const lines = view.days
    .filter(({ day }) => day >= from && day <= to)
    .flatMap(({ day, counts }) =>
      scale.flatMap((score, i) =>
        counts[i] ? [[day, answerName(reader, view, score), counts[i] ?? 0]] : [],
      ),
    );
  return [[t('csv_day'), t('csv_score'), t('csv_answers')], ...lines];
}

type GroupsCsv = {
  view: ScoreView;
  blocks: readonly ScoreBlock[];
  scale: readonly number[];
  nameOf: (value: string) => string;
};

/** A line per stretch of time, group and answer; a hidden group is one line that says so. */
export function groupsCsv(reader: Reader, { view, blocks, scale, nameOf }: GroupsCsv): CsvCell[][] {
  const { t } = reader;
  const lines = blocks.flatMap(({ from, to, groups }) =>
    (groups ?? []).flatMap(({ value, counts }): CsvCell[][] =>
      counts === null
        ? [[from, to, nameOf(value), t('csv_hidden'), null]]
        : scale.map((score, i) => [from, to, nameOf(value), answerName(reader, view, score), counts[i] ?? 0]),
    ),
  );
  return [[t('csv_from'), t('csv_to'), t('csv_value'), t('csv_score'), t('csv_answers')], ...lines];
}
