// Which words of a question the editor warns about: written down by hand, in both languages; the instruments' own words pass.
import { describe, expect, test } from 'vitest';
import { SURVEY_WORDS } from '../../worker/contract/survey-words.ts';
import { LANGUAGES, QUESTIONS } from '../../worker/contract/vocabulary.ts';
import { wordingWarnings } from '../../worker/domain/survey-wording.ts';

describe('a question’s own words', () => {
  test.each([
    ['ru', 'Вам понравилось у нас?', ['yes_no', 'leading']],
    ['ru', 'Довольны ли вы приёмом?', ['yes_no']],
    ['ru', 'Вы довольны приёмом?', ['yes_no']],
    ['ru', 'Удалось записаться?', ['yes_no']],
    ['ru', 'Долго ждали?', ['yes_no']],
    ['ru', 'Порекомендуете нас друзьям, да или нет?', ['yes_no']],
    ['ru', 'Насколько внимательным был врач?', ['leading']],
    ['ru', 'Как вам наш лучший в городе сервис?', ['leading']],
    ['ru', 'Что вам понравилось?', ['leading']],
    ['ru', 'Как сильно вам понравился приём?', ['leading']],
    ['ru', 'Согласны, что записаться легко?', ['yes_no', 'leading']],
    ['ru', 'Ведь у нас удобно?', ['yes_no', 'leading']],
    ['ru', 'Что было плохо?', ['leading']],
    ['ru', 'Приём прошёл отлично?', ['yes_no', 'leading']],
    ['ru', 'Есть ли у вас вопросы к врачу?', ['yes_no']],
    ['en', 'Did you like our clinic?', ['yes_no', 'leading']],
    ['en', 'Are you satisfied with your visit?', ['yes_no']],
    ['en', 'Was it easy to book?', ['yes_no']],
    ['en', 'Satisfied with your visit?', ['yes_no']],
    ['en', 'Would you recommend us?', ['yes_no']],
    ['en', 'How friendly was our staff?', ['leading']],
    ['en', 'How much did you enjoy your visit?', ['leading']],
    ['en', 'What did you like best?', ['leading']],
    ['en', 'You found it easy, right?', ['yes_no', 'leading']],
    ['en', 'Don’t you agree that booking is simple?', ['yes_no', 'leading']],
    ['en', 'What was bad about your visit?', ['leading']],
    ['en', 'How great was the doctor?', ['leading']],
  ] as const)('%s “%s” is warned about: %s', (language, title, expected) => {
    expect(wordingWarnings('csat', language, title)).toEqual(expected);
  });

  test.each([
    ['ru', 'Как прошёл приём?'],
    ['ru', 'Насколько легко было записаться?'],
    ['ru', 'Насколько вас устроил приём?'],
    ['ru', 'Как вы оцените визит: хорошо или плохо?'],
    ['ru', 'Насколько удобно или неудобно было записаться?'],
    ['ru', 'Что нам сделать иначе?'],
    ['ru', 'Сколько вы ждали?'],
    ['ru', 'Какое впечатление осталось от визита?'],
    ['ru', 'Расскажите о визите'],
    ['ru', 'Оцените приём от 1 до 5'],
    ['ru', ''],
    ['en', 'How was your visit?'],
    ['en', 'How satisfied or dissatisfied are you with your visit?'],
    ['en', 'How likely are you to recommend us?'],
    ['en', 'How was it, good or bad?'],
    ['en', 'Could you tell us what we should change?'],
    ['en', 'How long did you wait?'],
    ['en', 'Rate your visit from 1 to 5'],
    ['en', 'Tell us about your visit'],
    ['en', 'Which of these describes your visit?'],
  ] as const)('%s “%s” is not warned about', (language, title) => {
    expect(wordingWarnings('csat', language, title)).toEqual([]);
  });

  test('may be yes or no where "partly" stands between them', () => {
    expect(wordingWarnings('solved', 'ru', 'Мы решили ваш вопрос?')).toEqual([]);
    expect(wordingWarnings('solved', 'en', 'Did we solve it?')).toEqual([]);
  });

  test('are fine in every instrument as it is', () => {
    for (const question of QUESTIONS)
      for (const language of LANGUAGES)
        expect([
          question,
          wordingWarnings(question, language, SURVEY_WORDS[question][language].title),
        ]).toEqual([question, []]);
  });
});
