// How the figure of a question is written and on which axis it is drawn: a share of one, or NPS's points from −100 to 100.
import type { ScoredQuestion } from '../worker/contract/vocabulary.ts';
import { npsAxis, shareAxis } from './chart-axis.ts';
import type { ValueAxis } from './chart-axis.ts';
import type { Reader } from './reader.ts';

type Ends = { low: number; high: number };

export type ScoreScale = {
  axis: ValueAxis;
  /** Heading of a column of values; a share has the language's own word. */
  name: string | null;
  write: (value: number) => string;
  range: (ends: Ends) => string;
  /** A difference of two values, signed, in points. */
  difference: (value: number) => string;
};

/** A true minus: a hyphen breaks off at the end of a line. */
const withMinus = (text: string): string => text.replace('-', '−');

export const shareScale = ({ format }: Pick<Reader, 'format'>): ScoreScale => ({
  ...{ axis: shareAxis, name: null, write: format.percent, range: format.range },
  difference: (share) => withMinus(format.points(share)),
});

const npsScale = ({ format }: Pick<Reader, 'format'>): ScoreScale => {
  const write = (points: number): string => {
    // Adding nothing turns −0 into 0.
    const whole = Math.round(points) + 0;
    return `${whole > 0 ? '+' : ''}${withMinus(format.number(whole))}`;
  };
  return {
    ...{ axis: npsAxis, name: 'NPS', write },
    range: ({ low, high }) => `${write(low)}…${write(high)}`,
    // `points` writes a share of one as percentage points: of hundredths it writes the number itself.
    difference: (points) => withMinus(format.points(points / 100)),
  };
};

export const scoreScale = (reader: Pick<Reader, 'format'>, question: ScoredQuestion): ScoreScale =>
  question === 'nps' ? npsScale(reader) : shareScale(reader);
