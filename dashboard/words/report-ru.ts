// Russian words of the printable report.
import type { Phrase, ReportWordKey } from './words.ts';

export const reportRu: Record<ReportWordKey, Phrase> = {
  report_made_on: 'составлен {day}',
  report_series: 'Что измеряли: {series}. Разные вопросы и моменты не складываются.',
  report_words: 'О чём пишут',
  report_comments: {
    one: 'За период пришёл {n} отзыв с текстом.',
    few: 'За период пришло {n} отзыва с текстом.',
    many: 'За период пришло {n} отзывов с текстом.',
    other: 'За период пришло {n} отзыва с текстом.',
  },
  report_topic: 'Тема',
  report_topics_note: 'У отзыва может быть несколько тем. Доля — от всех отзывов периода. Без темы: {n}.',
  report_no_topics: 'Ни одна из тем в них не встретилась. Без темы: {n}.',
  report_service: 'Как отвечают на вопросы',
  report_no_questions: 'За этот период вопросов не было.',
  report_questions: {
    one: '{n} вопрос за период.',
    few: '{n} вопроса за период.',
    many: '{n} вопросов за период.',
    other: '{n} вопроса за период.',
  },
  report_working_time: 'Время рабочее, по часам клиники.',
  report_clock: 'Что считаем',
  report_median: 'Обычно за',
  report_in_time: 'В срок',
  report_n: 'Вопросов',
  report_first_reply: 'Первый ответ человека',
  report_solved: 'От вопроса до закрытия',
  report_first_contact: 'Решено с первого обращения: {share}, из {n}. «–» значит, что данных меньше десяти.',
  report_foot:
    'Отчёт для сотрудников клиники: в нём видны и малые числа. Слов и контактов пациентов в нём нет. Диапазон — 95-процентный.',
};
