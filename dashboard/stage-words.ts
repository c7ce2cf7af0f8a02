// The names of stages and steps in the reader's language, as they stand alone and within a sentence.
import type { Overview } from '../worker/contract/members.ts';
import type { Reader } from './reader.ts';

type Stages = Overview['stages'];

/** "Booked or contacted" */
export function stepName(reader: Reader, step: readonly number[], stages: Stages): string {
  const names = step.map((id) => stageName(reader, id, stages));
  return names.map((name, i) => (i === 0 ? name : inSentence(name))).join(` ${reader.t('or')} `);
}

export function stageName({ t, language }: Reader, id: number, stages: Stages): string {
  const name = stages.find((stage) => stage.id === id)?.name;
  return name ? name[language] || name.ru || name.en : t('stage_unknown', { id });
}

/** A name inside a sentence begins small, unless it is an abbreviation. */
export const inSentence = (name: string): string =>
  /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
