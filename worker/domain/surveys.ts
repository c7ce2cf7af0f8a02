// The rules of a site's questions: which settings are broken, when a wording is another one, and which question an answer is to.
import { STAGE_MOMENTS } from '../contract/surveys.ts';
import type { Survey } from '../contract/surveys.ts';
import type { Moment, Question } from '../contract/vocabulary.ts';

type Stages = readonly { id: number }[];

/** The first rule that the questions break, as a dotted path below `settings`, or null. `before` are those saved so far. */
export function surveyFault(
  surveys: readonly Survey[],
  before: readonly Survey[],
  stages: Stages,
): string | null {
  const broken = surveys.findIndex((survey, i) => !mayStand(survey, surveys.slice(0, i), { before, stages }));
  if (broken >= 0) return `surveys.${broken}`;
  // An answer on its way, a printed link and an open visit still name a question by its id.
  return before.every(({ id }) => surveys.some((survey) => survey.id === id)) ? null : 'surveys';
}

function mayStand(
  survey: Survey,
  others: readonly Survey[],
  { before, stages }: { before: readonly Survey[]; stages: Stages },
): boolean {
  const former = before.find(({ id }) => id === survey.id);
  return (
    others.every((other) => other.id !== survey.id && mayStandBeside(survey, other)) &&
    (!former || isSameMeasure(former, survey)) &&
    (survey.stage !== undefined) === needsStage(survey.moment) &&
    (survey.key !== undefined) === (survey.moment === 'call') &&
    (!survey.on || survey.stage === undefined || stages.some(({ id }) => id === survey.stage))
  );
}

/** Of one measure all that are on ask in the same words: their answers are counted together. */
function mayStandBeside(one: Survey, other: Survey): boolean {
  if (one.key !== undefined && one.key === other.key) return false;
  if (!one.on || !other.on) return true;
  if (one.moment === other.moment && isAlone(one.moment)) return false;
  if (one.moment === other.moment && one.stage !== undefined && one.stage === other.stage) return false;
  return !isSameMeasure(one, other) || hasSameTitle(one, other);
}

/** The panel has room for one question when it opens, and one when a conversation is closed. */
const isAlone = (moment: Moment): boolean => moment === 'launcher' || moment === 'closed';

export const needsStage = (moment: Moment): boolean => STAGE_MOMENTS.some((each) => each === moment);

const isSameMeasure = (a: Survey, b: Survey): boolean => a.question === b.question && a.moment === b.moment;

const hasSameTitle = (a: Survey, b: Survey): boolean =>
  a.title.ru === b.title.ru && a.title.en === b.title.en;

/**
 * The questions with their wordings numbered: as before while the title is the same, else as another of the same measure that
 * has this title, else the next number that the measure has not had.
 */
export function stampSurveys(surveys: readonly Survey[], before: readonly Survey[]): Survey[] {
  const stamped: Survey[] = [];
  for (const survey of surveys) {
    const alike = [...stamped, ...before].filter((other) => isSameMeasure(other, survey));
    const inTheseWords = alike.filter((other) => hasSameTitle(other, survey));
    const same = inTheseWords.find(({ id }) => id === survey.id) ?? inTheseWords[0];
    const wording = same?.wording ?? 1 + Math.max(0, ...alike.map((other) => other.wording));
    stamped.push({ ...survey, wording });
  }
  return stamped;
}

/** The smallest id that a new question may have, or null when all are taken. */
export const nextSurveyId = (surveys: readonly Survey[], max: number): number | null => {
  for (let id = 1; id <= max; id++) if (!surveys.some((survey) => survey.id === id)) return id;
  return null;
};

/**
 * The question that an answer is to: the one it names if that has its question and moment, else the first of this question and
 * moment, switched off or not, since an answer may have waited on a device. Null when it names another or there is none.
 */
export const answeredSurvey = (
  surveys: readonly Survey[],
  sent: { survey?: number | undefined; question: Question; moment: Moment },
): Survey | null =>
  surveys.find(
    ({ id, question, moment }) =>
      question === sent.question &&
      moment === sent.moment &&
      (sent.survey === undefined || id === sent.survey),
  ) ?? null;
