// Where people's words are read: one place that knows, for the links that lead there.
import { href } from './router.ts';

export const wordsHref = (site: string): string => href({ page: 'words', site });
/** The lowest ratings first. */
export const lowestWordsHref = (site: string): string => `${wordsHref(site)}?order=lowest`;
