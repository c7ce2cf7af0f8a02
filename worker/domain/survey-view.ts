// A question in the words that people read: the clinic's own where it wrote some, else the instrument's.
import { SURVEY_WORDS } from '../contract/survey-words.ts';
import { PAGE_MOMENTS } from '../contract/surveys.ts';
import type { Survey } from '../contract/surveys.ts';
import type { PageSurvey, SurveyView } from '../contract/visitor.ts';
import type { DataPlace, Language } from '../contract/vocabulary.ts';

/** What the widget, the linked page and the preview show. */
export function surveyView(survey: Survey, language: Language): SurveyView {
  const { id, question, title, followUp } = survey;
  const words = SURVEY_WORDS[question][language];
  const ask = followUp?.ask[language];
  return {
    ...{ id, question, options: words.options, more: words.more },
    title: title[language] || words.title,
    ...(followUp && ask && { followUp: { when: followUp.when, ask } }),
  };
}

/** The questions that a page may show. Where no words may be kept, none that has words only. */
export const pageSurveys = (surveys: readonly Survey[], language: Language, place: DataPlace): PageSurvey[] =>
  surveys.flatMap((survey) => {
    const { stage, key, question, on } = survey;
    const moment = PAGE_MOMENTS.find((each) => each === survey.moment);
    if (!on || !moment || (question === 'open' && place === 'russia')) return [];
    const view = surveyView(survey, language);
    return { ...view, moment, ...(stage !== undefined && { stage }), ...(key !== undefined && { key }) };
  });
