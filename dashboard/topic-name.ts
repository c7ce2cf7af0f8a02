// The name of one of the owner's topics in the reader's language, or in the other where only that was given.
import type { Language } from '../worker/contract/vocabulary.ts';
import type { CommentTopic } from '../worker/contract/words.ts';

export const nameOfTopic = ({ name }: Pick<CommentTopic, 'name'>, language: Language): string =>
  name[language] || name.ru || name.en;
