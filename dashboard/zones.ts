// Time zones as a person looks for them: by a city in the reader's language, by name, with the present offset.
import type { Language } from '../worker/contract/vocabulary.ts';

export type Zone = { id: string; label: string };

/** Russian names of cities, by zone. Browsers know few of them, and a clinic of Kazan does not look for Moscow. */
const CITIES: Record<string, string> = {
  'Europe/Kaliningrad': 'Калининград',
  'Europe/Moscow':
    'Москва, Санкт-Петербург, Казань, Нижний Новгород, Ростов-на-Дону, Краснодар, Воронеж, Сочи, Ярославль',
  'Europe/Simferopol': 'Симферополь, Севастополь',
  'Europe/Kirov': 'Киров',
  'Europe/Volgograd': 'Волгоград',
  'Europe/Samara': 'Самара, Тольятти, Ижевск',
  'Europe/Saratov': 'Саратов',
  'Europe/Ulyanovsk': 'Ульяновск',
  'Europe/Astrakhan': 'Астрахань',
  'Asia/Yekaterinburg': 'Екатеринбург, Челябинск, Пермь, Уфа, Тюмень, Оренбург, Сургут',
  'Asia/Omsk': 'Омск',
  'Asia/Novosibirsk': 'Новосибирск',
  'Asia/Barnaul': 'Барнаул',
  'Asia/Tomsk': 'Томск',
  'Asia/Novokuznetsk': 'Новокузнецк, Кемерово',
  'Asia/Krasnoyarsk': 'Красноярск',
  'Asia/Irkutsk': 'Иркутск, Улан-Удэ',
  'Asia/Chita': 'Чита',
  'Asia/Yakutsk': 'Якутск, Благовещенск',
  'Asia/Vladivostok': 'Владивосток, Хабаровск',
  'Asia/Sakhalin': 'Южно-Сахалинск',
  'Asia/Magadan': 'Магадан',
  'Asia/Kamchatka': 'Петропавловск-Камчатский',
  'Asia/Anadyr': 'Анадырь',
  'Europe/Minsk': 'Минск, Гомель',
  'Europe/Chisinau': 'Кишинёв',
  'Asia/Almaty': 'Алматы, Астана',
  'Asia/Tashkent': 'Ташкент',
  'Asia/Bishkek': 'Бишкек',
  'Asia/Dushanbe': 'Душанбе',
  'Asia/Yerevan': 'Ереван',
  'Asia/Tbilisi': 'Тбилиси',
  'Asia/Baku': 'Баку',
};

const part = (language: Language, zone: string, style: 'shortGeneric' | 'shortOffset'): string =>
  new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: style })
    .formatToParts()
    .find(({ type }) => type === 'timeZoneName')?.value ?? '';

/** All zones the browser knows, with `also` when it does not know that one. Takes about a fifth of a second. */
export function listZones(language: Language, also: string): Zone[] {
  const known = Intl.supportedValuesOf('timeZone');
  const all = known.includes(also) ? known : [also, ...known];
  return all.map((id) => ({ id, label: zoneLabel(language, id) }));
}

/** Cities or the zone's own name, then the offset: `Омск, GMT+6`; the id where the browser does not know the zone. */
export function zoneLabel(language: Language, zone: string): string {
  try {
    const name = (language === 'ru' && CITIES[zone]) || part(language, zone, 'shortGeneric');
    return `${name}, ${part(language, zone, 'shortOffset')}`;
  } catch {
    return zone;
  }
}

/** The zone that was typed or picked: by its id, the city at its end, or a word of its label; as typed when none fits. */
export function zoneOf(typed: string, zones: readonly Zone[]): string {
  const plain = typed.trim().toLowerCase();
  const id = plain.replaceAll(' ', '_');
  const found =
    zones.find((zone) => zone.id.toLowerCase() === id) ??
    zones.find((zone) => zone.id.toLowerCase().endsWith(`/${id}`)) ??
    zones.find((zone) => zone.label.toLowerCase() === plain) ??
    zones.find((zone) => zone.label.toLowerCase().split(', ').slice(0, -1).includes(plain));
  return found?.id ?? typed;
}

/** The zone of this browser. */
export const browserZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
