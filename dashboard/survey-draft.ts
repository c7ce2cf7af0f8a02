// Questions while they are edited: pure steps on the draft's list, and what the editor says of one before it is saved.
import { MAX_SURVEYS } from '../worker/contract/surveys.ts';
import type { Survey } from '../worker/contract/surveys.ts';
import type { Moment, Question } from '../worker/contract/vocabulary.ts';
import { needsStage, nextSurveyId, surveyFault } from '../worker/domain/surveys.ts';

type Stages = readonly { id: number }[];

/** Adds a question, switched off until it is complete; false when there is no room for another. */
export function addSurvey(
  list: Survey[],
  { question, moment }: { question: Question; moment: Moment },
  stages: Stages,
): boolean {
  const id = nextSurveyId(list, MAX_SURVEYS);
  if (id === null) return false;
  const first = stages.find((stage) => stage.id > 1)?.id ?? stages[0]?.id;
  list.push({
    ...{ id, question, moment, on: false, share: 100, title: { ru: '', en: '' }, wording: 1 },
    ...(needsStage(moment) && first !== undefined ? { stage: first } : {}),
    ...(moment === 'call' ? { key: `${question}-${id}` } : {}),
  });
  return true;
}

/** Whether this question cannot be saved beside the others: two at a moment with room for one, or one measure in two wordings. */
export const isInTheWay = (list: readonly Survey[], at: number, stages: Stages): boolean => {
  const survey = list[at];
  if (!survey?.on) return false;
  const others = list.filter((_, i) => i !== at);
  return surveyFault([...others.filter(({ on }) => on), survey], [], stages) !== null;
};

/** Whether saving gives the question other words than it was last asked in: its answers are then counted as a new series. */
export const isReworded = (survey: Survey, stored: readonly Survey[]): boolean => {
  const before = stored.find(({ id }) => id === survey.id);
  return before !== undefined && (before.title.ru !== survey.title.ru || before.title.en !== survey.title.en);
};
