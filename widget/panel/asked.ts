// The view of one question: asked by a bubble or by the page. And what is known of the questions beside the panel's own.
import type { TemplateResult } from 'lit/html.js';
import type { PageSurvey, SurveysConfig } from '../../worker/contract/visitor.ts';
import { surveysOf } from '../surveys.ts';
import { again, nothing, rateForm } from './lent.ts';
import type { Panel } from './panel.ts';

/** Null: it could not be fetched. */
let known: SurveysConfig | null | undefined;
let asking = false;

/** Fetched at the first call, and at the next after a failure; the panel is drawn again when it is there. */
export function surveys(panel: Panel): SurveysConfig | null | undefined {
  if (known || asking) return known;
  asking = true;
  const settle = (got: SurveysConfig | null): void => {
    known = got;
    panel.update();
    asking = false;
  };
  surveysOf(panel.host).then(settle, () => settle(null));
  return known;
}

/** The question that the panel was opened at; one that is unknown or off gives way to the first view's. */
export function askedView(panel: Panel): TemplateResult | typeof nothing {
  const { question } = panel.host;
  const config = surveys(panel);
  if (config === null) return again(() => panel.update());
  if (!config) return nothing;
  const is = ({ id, key }: PageSurvey): boolean => id === question || key === question;
  return rateForm(panel, config.surveys.find(is) ?? panel.config?.survey ?? undefined);
}
