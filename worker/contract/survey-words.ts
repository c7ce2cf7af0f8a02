// The instruments' own words in Russian and English: question, answers by score in the order in which they stand, and what is asked next.
import type { Language, Question } from './vocabulary.ts';

export type QuestionWords = {
  title: string;
  /** Score and its words. Empty for a question with words only. */
  options: readonly (readonly [score: number, words: string])[];
  /** Label of the field for words that follows; the open question itself is the label of its field. */
  more: string;
};

const NPS_RU = { 0: '0 — точно нет', 10: '10 — точно да' } as const;
const NPS_EN = { 0: '0 — not at all likely', 10: '10 — extremely likely' } as const;
const zeroToTen = (ends: Record<number, string>): [number, string][] =>
  Array.from({ length: 11 }, (_, score) => [score, ends[score] ?? String(score)]);

/**
 * FFT: NHS England's question since 2020 with its six answers. CSAT: five steps of satisfaction. CES: seven steps of ease. NPS:
 * Reichheld's question. "Did this solve it" has 2 yes, 1 partly, 0 no. "What stopped you?" has a reason by its number in
 * STOPPED_REASONS instead of a score.
 */
export const SURVEY_WORDS: Readonly<Record<Question, Record<Language, QuestionWords>>> = {
  fft: {
    ru: {
      title: 'Как вам у нас в целом?',
      options: [
        [5, 'Очень хорошо'],
        [4, 'Хорошо'],
        [3, 'Ни хорошо, ни плохо'],
        [2, 'Плохо'],
        [1, 'Очень плохо'],
        [0, 'Не знаю'],
      ],
      more: 'Почему такая оценка?',
    },
    en: {
      title: 'Overall, how was your experience of our service?',
      options: [
        [5, 'Very good'],
        [4, 'Good'],
        [3, 'Neither good nor poor'],
        [2, 'Poor'],
        [1, 'Very poor'],
        [0, 'Don’t know'],
      ],
      more: 'Why did you give this answer?',
    },
  },
  csat: {
    ru: {
      title: 'Насколько вас устроило обслуживание?',
      options: [
        [5, 'Полностью устроило'],
        [4, 'Скорее устроило'],
        [3, 'И да, и нет'],
        [2, 'Скорее не устроило'],
        [1, 'Совсем не устроило'],
      ],
      more: 'Почему такая оценка?',
    },
    en: {
      title: 'How satisfied are you with our service?',
      options: [
        [5, 'Very satisfied'],
        [4, 'Satisfied'],
        [3, 'Neither satisfied nor dissatisfied'],
        [2, 'Dissatisfied'],
        [1, 'Very dissatisfied'],
      ],
      more: 'Why did you give this answer?',
    },
  },
  ces: {
    ru: {
      title: 'Насколько легко было сделать то, за чем вы пришли?',
      options: [
        [1, 'Очень трудно'],
        [2, 'Трудно'],
        [3, 'Скорее трудно'],
        [4, 'Ни трудно, ни легко'],
        [5, 'Скорее легко'],
        [6, 'Легко'],
        [7, 'Очень легко'],
      ],
      more: 'Что можно сделать проще?',
    },
    en: {
      title: 'How easy was it to do what you came for?',
      options: [
        [1, 'Very difficult'],
        [2, 'Difficult'],
        [3, 'Rather difficult'],
        [4, 'Neither difficult nor easy'],
        [5, 'Rather easy'],
        [6, 'Easy'],
        [7, 'Very easy'],
      ],
      more: 'What could be easier?',
    },
  },
  nps: {
    ru: {
      title: 'Насколько вероятно, что вы порекомендуете нас близким?',
      options: zeroToTen(NPS_RU),
      more: 'Почему такая оценка?',
    },
    en: {
      title: 'How likely are you to recommend us to friends or family?',
      options: zeroToTen(NPS_EN),
      more: 'Why did you give this answer?',
    },
  },
  solved: {
    ru: {
      title: 'Удалось решить ваш вопрос?',
      options: [
        [2, 'Да'],
        [1, 'Частично'],
        [0, 'Нет'],
      ],
      more: 'Что ещё нужно сделать?',
    },
    en: {
      title: 'Did this solve your question?',
      options: [
        [2, 'Yes'],
        [1, 'Partly'],
        [0, 'No'],
      ],
      more: 'What is left to do?',
    },
  },
  stopped: {
    ru: {
      title: 'Что вам помешало?',
      options: [
        [1, 'Нет удобного времени'],
        [2, 'Цена'],
        [3, 'Нет нужного врача или услуги'],
        [4, 'Сложно записаться на сайте'],
        [5, 'Проще позвонить'],
        [6, 'Пока только смотрю'],
        [7, 'Другое'],
      ],
      more: 'Расскажите подробнее',
    },
    en: {
      title: 'What stopped you?',
      options: [
        [1, 'No time that suits me'],
        [2, 'The price'],
        [3, 'No doctor or service that I need'],
        [4, 'Booking on the site is hard'],
        [5, 'I would rather call'],
        [6, 'Just looking for now'],
        [7, 'Something else'],
      ],
      more: 'Tell us more',
    },
  },
  open: {
    ru: { title: 'Расскажите, как всё прошло', options: [], more: '' },
    en: { title: 'Tell us how it went', options: [], more: '' },
  },
};

/** Closes a question that showed itself. */
export const NOT_NOW: Readonly<Record<Language, string>> = { ru: 'Не сейчас', en: 'Not now' };
