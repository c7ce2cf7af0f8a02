// What a new site starts with: the default stages with ru/en address rules, hours, texts and look.
import type { Settings } from './settings.ts';
import type { Language } from './vocabulary.ts';

const urls = (...patterns: string[]) => patterns.map((pattern) => ({ by: 'url' as const, pattern }));

/** Settings of a new site. `today` is the local date that "not connected" counts from. */
export function defaultSettings(options: { origins: string[]; language: Language; today: string }): Settings {
  const { origins, language, today: changedOn } = options;
  const weekday: [string, string][] = [['09:00', '19:00']];
  return {
    mode: 'statistics',
    language,
    stages: [
      { id: 1, key: 'found', name: { ru: 'Нашли нас', en: 'Found us' }, rules: [], changedOn },
      {
        id: 2,
        key: 'chose',
        name: { ru: 'Выбирают', en: 'Chose' },
        rules: urls(
          '/services*',
          '/doctors*',
          '/prices*',
          '/price*',
          '/uslugi*',
          '/vrachi*',
          '/ceny*',
          '/tseny*',
          '/specialisty*',
          '/услуги*',
          '/врачи*',
          '/цены*',
        ),
        changedOn,
      },
      {
        id: 3,
        key: 'started',
        name: { ru: 'Начали запись', en: 'Started booking' },
        rules: [
          ...urls('/booking*', '/appointment*', '/zapis*', '/запись*'),
          { by: 'focus' },
          { by: 'frame' },
        ],
        changedOn,
      },
      {
        id: 4,
        key: 'booked',
        name: { ru: 'Записались', en: 'Booked' },
        rules: [...urls('/thank*', '/spasibo*', '/спасибо*'), { by: 'submit' }],
        changedOn,
      },
      {
        id: 5,
        key: 'contacted',
        name: { ru: 'Связались', en: 'Contacted' },
        rules: [{ by: 'contact' }],
        changedOn,
      },
      { id: 6, key: 'asked', name: { ru: 'Спросили', en: 'Asked' }, rules: [], changedOn },
      { id: 7, key: 'attended', name: { ru: 'Побывали', en: 'Attended' }, rules: [], changedOn },
      { id: 8, key: 'rated', name: { ru: 'Оценили', en: 'Rated' }, rules: [], changedOn },
    ],
    funnel: [[1], [2], [3], [4, 5]],
    bookingForm:
      'form[data-otklik-booking],form[action*="book" i],form[action*="appoint" i],form[action*="zapis" i]',
    bookingHosts: [],
    origins,
    look: { colour: '#0b6e5f', position: 'right', offsetX: 20, offsetY: 20 },
    texts: { launcher: { ru: '', en: '' }, greeting: { ru: '', en: '' }, readers: { ru: '', en: '' } },
    phones: [],
    email: '',
    hours: {
      week: { mon: weekday, tue: weekday, wed: weekday, thu: weekday, fri: weekday, sat: [], sun: [] },
      holidays: [],
    },
    emergency: language === 'ru' ? '103' : '112',
    ask: true,
    callback: true,
    inboxDays: 3,
  };
}
