// The settings that the loader's byte budget is measured with: a clinic that uses all it may in earnest.
import { defaultSettings } from '../../worker/contract/default-settings.ts';
import type { Settings } from '../../worker/contract/settings.ts';

/** Stages a clinic adds to the eight of every site. */
const ADDED = [
  ['consulted', 'Консультация', 'Consultation'],
  ['reviews', 'Читали отзывы', 'Read reviews'],
  ['offers', 'Смотрели акции', 'Saw offers'],
  ['insured', 'Проверили страховку', 'Checked insurance'],
  ['located', 'Искали адрес', 'Looked up the address'],
  ['prepared', 'Готовятся к приёму', 'Preparing for the visit'],
  ['results', 'Смотрели анализы', 'Saw test results'],
  ['paid', 'Оплатили', 'Paid'],
] as const;

/** 16 stages, 15 address rules in two alphabets, both launcher texts, booking widgets, three origins, phone and mail, all questions. */
export function referenceSettings(origin: string): Settings {
  const settings = defaultSettings({ origins: [origin], language: 'ru', today: '2026-09-01' });
  const url = (pattern: string) => ({ by: 'url' as const, pattern });
  const rules: Record<string, string[]> = {
    chose: ['/services*', '/uslugi*', '/услуги*', '/doctors*', '/vrachi*', '/prices*'],
    started: ['/booking*', '/zapis*', '/запись*'],
    booked: ['/thank-you*', '/spasibo*'],
    reviews: ['/reviews*'],
    offers: ['/akcii*'],
    located: ['/contacts'],
    results: ['/analizy/*/results'],
  };
  settings.stages.push(
    ...ADDED.map(([key, ru, en], i) => ({
      id: 9 + i,
      key,
      name: { ru, en },
      rules: [],
      changedOn: '2026-09-01',
    })),
  );
  for (const stage of settings.stages) {
    const acts = stage.rules.filter(({ by }) => by !== 'url');
    stage.rules = [...(rules[stage.key] ?? []).map(url), ...acts];
  }
  settings.origins.push('https://clinic.example', 'https://www.clinic.example');
  settings.bookingHosts = ['booking.example', 'n123456.yclients.com'];
  settings.texts.launcher = { ru: 'Задать вопрос врачу', en: 'Ask our doctors' };
  settings.phones = ['+7 495 123-45-67', '+7 495 765-43-21'];
  settings.email = 'hello@clinic.example';
  for (const survey of settings.surveys) survey.on = true;
  return settings;
}
