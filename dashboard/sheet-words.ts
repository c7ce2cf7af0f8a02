// What a printed card says: in the language of who picks it up, not of who prints it. No word asks for a good score.
import type { Language } from '../worker/contract/vocabulary.ts';

type SheetWords = { title: string; how: string; kept: string; code: string };

export const SHEET_WORDS: Record<Language, SheetWords> = {
  ru: {
    title: 'Расскажите, как прошёл визит',
    how: 'Наведите камеру телефона на код: один вопрос, без имени.',
    kept: 'Отзывы читают в клинике.',
    code: 'Код для камеры телефона',
  },
  en: {
    title: 'Tell us how your visit went',
    how: 'Point your phone’s camera at the code: one question, no name.',
    kept: 'The clinic reads every answer.',
    code: 'Code for a phone’s camera',
  },
};
