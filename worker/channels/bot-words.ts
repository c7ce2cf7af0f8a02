// What a bot says to a member who wrote to it, in the language of the site or of the member.
import type { Language } from '../contract/vocabulary.ts';

const WORDS = {
  ru: {
    sent: 'Ответ отправлен пациенту.',
    answered:
      'Коллега уже ответил на этот вопрос, ваш ответ не отправлен. Продолжить разговор можно в Отклике:',
    closed: 'Разговор закрыт, ответ не отправлен. Открыть его снова можно в Отклике:',
    before: 'Этот вопрос задали раньше, чем включили ответы отсюда. Ответьте в Отклике:',
    unknown: 'Не нашли вопроса, на который вы отвечаете, ответ не отправлен. Откройте Отклик.',
    stranger:
      'Ответ не отправлен. Отвечать отсюда могут сотрудники, которые связали свой Telegram с Откликом: там это в профиле.',
    only_text: 'Ответ не отправлен: пациенту можно послать только текст, до 4000 знаков.',
    linked: 'Готово, {name}. Чтобы ответить пациенту, отвечайте на уведомление о его вопросе.',
    bad_code: 'Такого кода нет, или он устарел. Новый можно взять в Отклике, в профиле.',
    private_only: 'Код пришлите боту в личные сообщения, не в общий чат. Этот код лучше заменить новым.',
    hint: 'Сюда приходят уведомления клиники. Чтобы отвечать пациентам, возьмите код в Отклике, в профиле, и пришлите его мне.',
  },
  en: {
    sent: 'Your answer has been sent to the patient.',
    answered: 'A colleague has answered already, so yours was not sent. Go on in Otklik:',
    closed: 'The conversation is closed, so your answer was not sent. Reopen it in Otklik:',
    before: 'This question was asked before answers from here were switched on. Answer in Otklik:',
    unknown: 'The question you answer was not found, so nothing was sent. Open Otklik.',
    stranger:
      'Nothing was sent. Only staff who have linked their Telegram with Otklik may answer from here: it is in the profile there.',
    only_text: 'Nothing was sent: a patient can be sent text only, up to 4,000 characters.',
    linked: 'Done, {name}. To answer a patient, reply to the notice about their question.',
    bad_code: 'There is no such code, or it is too old. Get a new one in Otklik, in your profile.',
    private_only: 'Send the code to the bot in private, not to a group. Better get a new one now.',
    hint: 'The clinic’s notices come here. To answer patients, get a code in Otklik, in your profile, and send it to me.',
  },
} as const satisfies Record<Language, Record<string, string>>;

export type BotWord = keyof (typeof WORDS)['en'];

export const botWords = (language: Language, word: BotWord, name = ''): string =>
  WORDS[language][word].replace('{name}', name);
