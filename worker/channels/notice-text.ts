// What a notice says to a person, in the language of the site; it never holds a patient's words.
import type { Language, Topic } from '../contract/vocabulary.ts';
import type { Notice } from './channel.ts';

type Words = { [event in Notice['event']]: string } & { topic: string; topics: Record<Topic, string> };

const WORDS: Record<Language, Words> = {
  ru: {
    question: 'На сайте задали вопрос, ждут ответа.',
    callback: 'Просят перезвонить.',
    test: 'Проверка: уведомления Отклика будут приходить сюда.',
    topic: 'Тема',
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
    test: 'Test: Otklik’s notices will arrive here.',
    topic: 'Topic',
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

/** The text of a notice: what happened, the topic, the site and the link. */
export function noticeText({ event, topic, site, link }: Notice): string {
  const words = WORDS[site.language];
  const lines = [words[event], topic && `${words.topic}: ${words.topics[topic]}`, site.name, link];
  return lines.filter(Boolean).join('\n');
}
