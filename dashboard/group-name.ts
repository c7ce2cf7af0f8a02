// What a group of a breakdown is called: a stage, a branch or a doctor by its name, all else by the words of its dimension.
import type { Overview } from '../worker/contract/members.ts';
import type { ScoreDimension } from '../worker/contract/vocabulary.ts';
import { valueName } from './dimension-words.ts';
import type { Reader } from './reader.ts';
import { stageName } from './stage-words.ts';

type Named = {
  dimension: ScoreDimension;
  value: string;
  stages: Overview['stages'];
  /** Branches and doctors by id. */
  names: Record<string, string>;
};

export function groupName(reader: Reader, { dimension, value, stages, names }: Named): string {
  const unknown = reader.t('group_unknown');
  if (value === '') return unknown;
  switch (dimension) {
    case 'stage':
      return stageName(reader, Number(value), stages);
    case 'branch':
      return names[value] ?? unknown;
    case 'doctor': {
      const [branch = '', doctor = ''] = value.split('/');
      return [names[doctor] ?? unknown, names[branch]].filter(Boolean).join(', ');
    }
    default:
      return valueName(reader, dimension, value, stages);
  }
}
