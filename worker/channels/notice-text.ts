// What a notice says to a person, in the language of the site; a patient's words only where it was given some.
import type { EventName } from '../contract/events.ts';
import type { Language, Topic } from '../contract/vocabulary.ts';
import type { Notice } from './channel.ts';

type Words = Record<Exclude<EventName, 'digest'>, string> & {
  topic: string;
  when: string;
  /** How a member answers from the chat itself. */
  answer: string;
  code: string;
  topics: Record<Topic, string>;
};

const WORDS: Record<Language, Words> = {
  ru: {
    question: 'На сайте задали вопрос, ждут ответа.',
    callback: 'Просят перезвонить.',
    message: 'Написали ещё, ждут ответа.',
    overdue: 'Вопрос слишком долго ждёт ответа.',
    test: 'Проверка: уведомления Отклика будут приходить сюда.',
    topic: 'Тема',
    when: 'Когда удобно',
    answer: 'Чтобы ответить пациенту, ответьте на это сообщение.',
    code: 'Код подтверждения',
    topics: {
      booking: 'запись на приём',
      price: 'цены',
      doctor: 'выбор врача',
      preparation: 'подготовка к приёму',
      results: 'результаты',
      documents: 'документы',
      complaint: 'жалоба',
      other: 'другое',
    },
  },
  en: {
    question: 'A question is waiting for an answer.',
    callback: 'Someone asks for a call back.',
    message: 'They wrote again and wait for an answer.',
    overdue: 'A question has been waiting too long for an answer.',
    test: 'Test: Otklik’s notices will arrive here.',
    topic: 'Topic',
    when: 'When to call',
    answer: 'To answer the patient, reply to this message.',
    code: 'Confirmation code',
    topics: {
      booking: 'booking',
      price: 'prices',
      doctor: 'choosing a doctor',
      preparation: 'preparing for a visit',
      results: 'results',
      documents: 'documents',
      complaint: 'a complaint',
      other: 'other',
    },
  },
};

/** What happened, in one line. */
export const noticeHeading = ({ event, site, digest }: Notice): string =>
  event === 'digest' ? (digest?.subject ?? '') : WORDS[site.language][event];

/**
 * The text of a notice: what happened, the topic, the site and the link. A patient's words stand apart in the middle, where an
 * owner lets them leave; `maxWords` cuts them (in UTF-16 units), the whole stays behind the link.
 */
export function noticeText(notice: Notice, { maxWords = 4000, mayAnswer = false } = {}): string {
  const { topic, site, link, words: patient, digest, code } = notice;
  const words = WORDS[site.language];
  return [
    noticeHeading(notice),
    code && `${words.code}: ${code}`,
    topic && `${words.topic}: ${words.topics[topic]}`,
    digest && `\n${digest.text}\n`,
    patient?.text && `\n${cut(patient.text, maxWords)}\n`,
    patient?.when && `${words.when}: ${patient.when}`,
    site.name,
    link,
    mayAnswer && words.answer,
  ]
    .filter(Boolean)
    .join('\n');
}

/** Never between the halves of one character. */
const cut = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, max).replace(/[\uD800-\uDBFF]$/, '')}…`;
