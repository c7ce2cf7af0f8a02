// Questions while they are edited: what is added can be saved, what stands in the way is said before it is saved.
import { expect, test } from 'vitest';
import * as v from 'valibot';
import { defaultSurveys, MAX_SURVEYS, surveys } from '../../worker/contract/surveys.ts';
import type { Survey } from '../../worker/contract/surveys.ts';
import { MOMENTS, QUESTIONS } from '../../worker/contract/vocabulary.ts';
import { surveyFault } from '../../worker/domain/surveys.ts';
import { addSurvey, isInTheWay, isReworded } from '../../dashboard/survey-draft.ts';

const STAGES = [1, 2, 3, 4].map((id) => ({ id }));

test('every question can be added at every moment, switched off, and saved as it is', () => {
  for (const question of QUESTIONS)
    for (const moment of MOMENTS) {
      const list = defaultSurveys();
      expect(addSurvey(list, { question, moment }, STAGES)).toBe(true);
      expect(list.at(-1)).toMatchObject({ question, moment, on: false });
      expect(v.safeParse(surveys, list).success).toBe(true);
      expect(surveyFault(list, defaultSurveys(), STAGES)).toBeNull();
    }
});

test('none can be added when all ids are taken', () => {
  const list: Survey[] = [];
  while (addSurvey(list, { question: 'fft', moment: 'card' }, STAGES));
  expect(list).toHaveLength(MAX_SURVEYS);
  expect(new Set(list.map(({ id }) => id)).size).toBe(MAX_SURVEYS);
});

test('two at a moment with room for one stand in each other’s way, on both lines, until one is switched off', () => {
  const list = defaultSurveys();
  addSurvey(list, { question: 'csat', moment: 'launcher' }, STAGES);
  const at = list.length - 1;
  expect(isInTheWay(list, at, STAGES)).toBe(false);
  list[at]!.on = true;
  expect([isInTheWay(list, at, STAGES), isInTheWay(list, 0, STAGES)]).toEqual([true, true]);
  list[0]!.on = false;
  expect(isInTheWay(list, at, STAGES)).toBe(false);
});

test('other words than those saved are said to begin a new series; a new question has none to leave', () => {
  const stored = defaultSurveys();
  const list = defaultSurveys();
  expect(isReworded(list[0]!, stored)).toBe(false);
  list[0]!.title.en = 'How was it?';
  expect(isReworded(list[0]!, stored)).toBe(true);
  addSurvey(list, { question: 'nps', moment: 'card' }, STAGES);
  expect(isReworded(list.at(-1)!, stored)).toBe(false);
});
