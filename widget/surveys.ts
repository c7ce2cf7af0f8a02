// The questions of the site beside the one of the panel's first view: fetched once, where one is asked.
import type { SurveysConfig } from '../worker/contract/visitor.ts';
import { request } from './loader/private.ts';
import type { PanelHost } from './panel-host.ts';

let fetched: Promise<SurveysConfig> | undefined;

/** After a failure the next call fetches anew. */
export function surveysOf({ origin, key, language }: PanelHost): Promise<SurveysConfig> {
  fetched ??= request(`${origin}/w/${key}.json?l=${language}&part=surveys`);
  fetched.catch(() => (fetched = undefined));
  return fetched;
}
