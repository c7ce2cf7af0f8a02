// Where a new site's data may lie: where this deployment's database stands, or `russia`, for which no words are taken here.
import { DATA_PLACES } from './contract/vocabulary.ts';
import type { DataPlace } from './contract/vocabulary.ts';
import type { Env } from './env.ts';

export const dataPlacesOf = ({ DATA_PLACE }: Pick<Env, 'DATA_PLACE'>): DataPlace[] =>
  DATA_PLACES.filter((place) => place === DATA_PLACE || place === 'russia');
