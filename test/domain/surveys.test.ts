// A site's questions: which settings stand, which wording is another series, and to which question an answer belongs.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { defaultSettings } from '../../worker/contract/default-settings.ts';
import { settings as settingsSchema } from '../../worker/contract/settings.ts';
import { SURVEY_WORDS } from '../../worker/contract/survey-words.ts';
import { defaultSurveys, survey as surveySchema } from '../../worker/contract/surveys.ts';
import type { Survey } from '../../worker/contract/surveys.ts';
import { answerSend } from '../../worker/contract/visitor.ts';
import { LANGUAGES, MOMENTS, QUESTIONS, STOPPED_REASONS } from '../../worker/contract/vocabulary.ts';
import { SCALES } from '../../worker/domain/satisfaction/scales.ts';
import { pageSurveys, surveyView } from '../../worker/domain/survey-view.ts';
import {
  answeredSurvey,
  needsStage,
  nextSurveyId,
  stampSurveys,
  surveyFault,
} from '../../worker/domain/surveys.ts';

const STAGES = [1, 2, 3, 4].map((id) => ({ id }));
const one = (more: Partial<Survey> = {}): Survey => ({
  ...{
    id: 1,
    question: 'csat',
    moment: 'launcher',
    on: true,
    share: 100,
    title: { ru: '', en: '' },
    wording: 1,
  },
  ...more,
});
const title = (ru: string) => ({ ru, en: '' });

describe('settings', () => {
  it('that were saved before there were questions get the first ones', () => {
    const {
      surveys: _,
      caps: __,
      publicReview: ___,
      ...before
    } = defaultSettings({
      ...{ origins: ['https://clinic.example'], language: 'ru', today: '2026-09-01' },
    });
    const now = v.parse(settingsSchema, before);
    expect(now.surveys).toEqual(defaultSurveys());
    expect([now.caps.days, now.publicReview]).toEqual([30, '']);
  });

  it('of a new site stand, and ask by NPS only when it is switched on', () => {
    expect(surveyFault(defaultSurveys(), [], STAGES)).toBeNull();
    for (const survey of defaultSurveys()) expect(v.parse(surveySchema, survey)).toEqual(survey);
    expect(
      defaultSurveys()
        .filter(({ on }) => on)
        .map(({ question, moment }) => `${question} ${moment}`),
    ).toEqual(['fft launcher', 'solved closed', 'fft card', 'fft invite']);
  });

  it.each<[string, Survey[], Survey[], string | null]>([
    ['two of one id', [one(), one({ moment: 'closed' })], [], 'surveys.1'],
    ['two on the first view', [one(), one({ id: 2, question: 'fft' })], [], 'surveys.1'],
    ['a second one that is off', [one(), one({ id: 2, question: 'fft', on: false })], [], null],
    ['a stage’s question without a stage', [one({ moment: 'stage' })], [], 'surveys.0'],
    ['a stage that the site has not', [one({ moment: 'stage', stage: 9 })], [], 'surveys.0'],
    ['such a stage while it is off', [one({ moment: 'stage', stage: 9, on: false })], [], null],
    ['a stage where there can be none', [one({ stage: 3 })], [], 'surveys.0'],
    ['a call without a key', [one({ moment: 'call' })], [], 'surveys.0'],
    [
      'one key twice',
      [one({ moment: 'call', key: 'a' }), one({ id: 2, moment: 'call', key: 'a' })],
      [],
      'surveys.1',
    ],
    [
      'one measure in two wordings',
      [one({ moment: 'stage', stage: 2 }), one({ id: 2, moment: 'stage', stage: 3, title: title('Как?') })],
      [],
      'surveys.1',
    ],
    [
      'one measure in one wording at two stages',
      [one({ moment: 'stage', stage: 2 }), one({ id: 2, moment: 'stage', stage: 3 })],
      [],
      null,
    ],
    ['a question that is gone', [one()], [one(), one({ id: 2, moment: 'closed' })], 'surveys'],
    ['an id that asks something else now', [one({ question: 'nps' })], [one()], 'surveys.0'],
  ])('%s', (_, surveys, before, fault) => expect(surveyFault(surveys, before, STAGES)).toBe(fault));

  it('give a new question the smallest id that is free, and none when all are taken', () => {
    expect(nextSurveyId([one(), one({ id: 3 })], 30)).toBe(2);
    expect(nextSurveyId([one(), one({ id: 2 })], 2)).toBeNull();
  });
});

describe('a wording', () => {
  it('keeps its number while its words are the same, and gets the next with others', () => {
    const first = stampSurveys([one({ wording: 99 })], []);
    expect(first[0]?.wording).toBe(1);
    const second = stampSurveys([one({ title: title('Как вам?') })], first);
    expect(second[0]?.wording).toBe(2);
    expect(stampSurveys([one({ title: title('Как вам?'), on: false, share: 5 })], second)[0]?.wording).toBe(
      2,
    );
    // The instrument's words again: another series all the same, since the one before is over.
    expect(stampSurveys([one()], second)[0]?.wording).toBe(3);
  });

  it('is one number for all questions of a measure that have the same words', () => {
    const at = (id: number, stage: number, ru = '') => one({ id, moment: 'stage', stage, title: title(ru) });
    const first = stampSurveys([at(1, 2), at(2, 3)], []);
    expect(first.map((s) => s.wording)).toEqual([1, 1]);
    expect(stampSurveys([at(1, 2, 'А'), at(2, 3, 'А')], first).map((s) => s.wording)).toEqual([2, 2]);
  });

  it('never comes back under its number with other words of its measure', () => {
    const titles = fc.array(fc.constantFrom('', 'А', 'Б', 'В'), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(titles, (saves) => {
        let now: Survey[] = [];
        const words = new Map<number, string>();
        for (const ru of saves) {
          now = stampSurveys([one({ title: title(ru) })], now);
          const { wording } = now[0]!;
          expect(words.get(wording) ?? ru).toBe(ru);
          words.set(wording, ru);
        }
      }),
      { seed: 5, numRuns: 200 },
    );
  });
});

describe('an answer', () => {
  const surveys = [
    one({ on: false }),
    one({ id: 2, moment: 'closed' }),
    one({ id: 3, question: 'nps', moment: 'call', key: 'a' }),
  ];
  it.each([
    [{ question: 'csat', moment: 'launcher' }, 1],
    [{ survey: 2, question: 'csat', moment: 'closed' }, 2],
    [{ survey: 2, question: 'csat', moment: 'launcher' }, null],
    [{ survey: 3, question: 'csat', moment: 'call' }, null],
    [{ survey: 9, question: 'nps', moment: 'call' }, null],
    [{ question: 'fft', moment: 'launcher' }, null],
  ] as const)('%j is to question %s', (sent, id) =>
    expect(answeredSurvey(surveys, sent)?.id ?? null).toBe(id),
  );
});

describe('the instruments’ words', () => {
  it.each(QUESTIONS)(
    '%s has the same scores in both languages, each once, all of them taken by the door',
    (question) => {
      const [ru, en] = LANGUAGES.map((language) => SURVEY_WORDS[question][language]);
      const scores = (words: typeof ru) => words!.options.map(([score]) => score);
      expect(scores(ru)).toEqual(scores(en));
      expect(new Set(scores(ru)).size).toBe(scores(ru).length);
      const expected: Record<string, readonly number[]> = {
        ...SCALES,
        stopped: STOPPED_REASONS.map((_, i) => i + 1),
        open: [],
      };
      expect([...scores(ru)].sort((a, b) => a - b)).toEqual(
        [...(expected[question] ?? [])].sort((a, b) => a - b),
      );
      const body = {
        id: 'a'.repeat(22),
        erase: 'b'.repeat(22),
        question,
        moment: 'launcher',
        language: 'ru',
        loader: 'x',
      };
      for (const score of scores(ru)) expect(v.is(answerSend, { ...body, score })).toBe(true);
      for (const score of [-1, 11, 2.5]) expect(v.is(answerSend, { ...body, score })).toBe(false);
      expect(v.is(answerSend, { ...body, text: 'Слова' })).toBe(question === 'open');
    },
  );

  it.each(QUESTIONS)('%s is shown in the clinic’s words where it wrote some', (question) => {
    const survey = one({
      question,
      title: title('Свой вопрос'),
      followUp: { when: [1], ask: { ru: 'Что не так?', en: '' } },
    });
    expect(surveyView(survey, 'ru')).toMatchObject({
      title: 'Свой вопрос',
      followUp: { when: [1], ask: 'Что не так?' },
    });
    const english = surveyView(survey, 'en');
    expect([english.title, english.followUp]).toEqual([SURVEY_WORDS[question].en.title, undefined]);
  });

  it('are not shown at links’ moments, nor words only where no words may be kept', () => {
    const all = MOMENTS.map((moment, i) =>
      one({ id: i + 1, question: 'open', moment, ...(needsStage(moment) && { stage: 2 }) }),
    );
    expect(pageSurveys(all, 'ru', 'eu').map(({ moment }) => moment)).toEqual(
      MOMENTS.filter((moment) => moment !== 'card' && moment !== 'invite'),
    );
    expect(pageSurveys(all, 'ru', 'russia')).toEqual([]);
  });
});
