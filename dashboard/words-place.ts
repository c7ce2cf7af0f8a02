// Where people's words are read: one place that knows, for the links that lead there.
import { href } from './router.ts';

export const wordsHref = (site: string): string => `${href({ page: 'overview', site })}#comments`;
