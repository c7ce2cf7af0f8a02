// The words of one answer, as its question offered them; what has no words of its own is its number.
import { SURVEY_WORDS } from '../worker/contract/survey-words.ts';
import type { Language, Question } from '../worker/contract/vocabulary.ts';

export const scoreWords = (question: Question, score: number, language: Language): string =>
  SURVEY_WORDS[question][language].options.find(([value]) => value === score)?.[1] ?? String(score);
