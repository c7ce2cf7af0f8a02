// The shape of a comment that the simulated visitors leave, and of the season it belongs to.

/** `before`: the long form; `bad`: the week when it failed; `after`: the short form. Absent: any time. */
export type Season = 'before' | 'bad' | 'after';
export type CommentWords = {
  /** FFT: 5 very good … 1 very poor, 0 don't know. */
  score: 0 | 1 | 2 | 3 | 4 | 5;
  text: string;
  season?: Season;
  /** Absent: Russian. */
  language?: 'en';
};

/** The same score, and the same season if any, for each of the texts. */
export const rated = (
  score: CommentWords['score'],
  texts: readonly string[],
  season?: Season,
): CommentWords[] => texts.map((text) => ({ score, text, ...(season && { season }) }));
