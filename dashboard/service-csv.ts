// The figures of service as rows of tables: each share as its two counts, each time in working minutes.
import type { ServiceAnswer, ServiceFigures, Share, TimeFigure } from '../worker/contract/service.ts';
import type { CsvCell } from './csv.ts';
import type { Reader } from './reader.ts';
import { hourName } from './service-view.ts';

const minutes = (figure: TimeFigure | null): CsvCell => (figure ? Math.round(figure.ms / 6_000) / 10 : null);
const counts = ({ hits, n }: Share): CsvCell[] => [hits, n];

/** A line for all topics and one for each. */
export function topicsCsv({ t }: Reader, { whole, topics }: ServiceAnswer): CsvCell[][] {
  const shares = ['sv_col_in_time', 'sv_col_solved', 'sv_first_contact', 'sv_repeats'] as const;
  const times = ['sv_first', 'sv_solved'] as const;
  const head = [
    t('sv_topic'),
    t('sv_conversations'),
    ...shares.flatMap((key) => [t('sv_csv_hits', { name: t(key) }), t('sv_csv_n', { name: t(key) })]),
    ...times.flatMap((key) =>
      (['sv_csv_median', 'sv_csv_p90', 'sv_csv_mean'] as const).map((of) => t(of, { name: t(key) })),
    ),
  ];
  const line = (name: string, { firstReply, solved, ...figures }: ServiceFigures): CsvCell[] => [
    ...[name, figures.conversations, ...counts(firstReply.inTime), ...counts(solved.inTime)],
    ...[...counts(figures.firstContact), ...counts(figures.repeats)],
    ...[firstReply.times, solved.times].flatMap(({ median, p90, mean }) => [median, p90, mean].map(minutes)),
  ];
  return [
    head,
    line(t('sv_csv_all'), whole),
    ...topics.map((topic) => line(t(`topic_${topic.topic}`), topic)),
  ];
}

/** A line for each hour of the week. */
export function demandCsv({ t, format }: Reader, { demand, open, hasHours }: ServiceAnswer): CsvCell[][] {
  const isOpen = (i: number): string => (hasHours ? t(open[i] ? 'sv_yes' : 'sv_no') : '');
  return [
    [t('sv_csv_weekday'), t('sv_hour'), t('sv_conversations'), t('sv_csv_open')],
    ...demand.map((n, i) => [format.weekday(Math.floor(i / 24)), hourName(i % 24), n, isOpen(i)]),
  ];
}
