// What a new site starts with: the default stages with ru/en address rules, hours, texts and look.
import { PRESETS } from './presets.ts';
import { defaultRouting, defaultService } from './service.ts';
import type { Settings } from './settings.ts';
import { defaultCaps, defaultSurveys } from './surveys.ts';
import type { Language } from './vocabulary.ts';

const urls = (patterns: readonly string[]) => patterns.map((pattern) => ({ by: 'url' as const, pattern }));

/** Settings of a new site. `today` is the local date that "not connected" counts from. */
export function defaultSettings(options: { origins: string[]; language: Language; today: string }): Settings {
  const { origins, language, today: changedOn } = options;
  const { addresses, bookingForm } = PRESETS.plain;
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
        rules: urls(addresses.chose),
        changedOn,
      },
      {
        id: 3,
        key: 'started',
        name: { ru: 'Начали запись', en: 'Started booking' },
        rules: [...urls(addresses.started), { by: 'focus' }, { by: 'frame' }],
        changedOn,
      },
      {
        id: 4,
        key: 'booked',
        name: { ru: 'Записались', en: 'Booked' },
        rules: [...urls(addresses.booked), { by: 'submit' }],
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
    bookingForm,
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
    complaintDays: 10,
    reopenDays: 7,
    surveys: defaultSurveys(),
    caps: defaultCaps(),
    publicReview: '',
    doctorView: false,
    service: defaultService(),
    routing: defaultRouting(),
  };
}
