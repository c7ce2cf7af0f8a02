// Rules to begin with, by what a site is made with, and the hosts of booking services: a webmaster changes them afterwards.

/** What a site is made with. */
export const SITE_KINDS = ['plain', 'wordpress', 'tilda', 'bitrix'] as const;
export type SiteKind = (typeof SITE_KINDS)[number];

/** Stages that a page's address can name. */
export const PRESET_STAGES = ['chose', 'started', 'booked'] as const;
export type Preset = {
  /** Address patterns by the key of their stage. A language at the front, as in `/en/`, needs no pattern of its own. */
  addresses: Record<(typeof PRESET_STAGES)[number], readonly string[]>;
  /** Selector of forms that book. */
  bookingForm: string;
};

const BOOKING = ['/booking*', '/appointment*', '/zapis*', '/online-zapis*', '/запись*'];
const THANKS = ['/thank*', '/spasibo*', '/спасибо*'];
/** A form that is marked, or whose address says what it is for. */
const FORM =
  'form[data-otklik-booking],form[action*="book" i],form[action*="appoint" i],form[action*="zapis" i]';

export const PRESETS: Readonly<Record<SiteKind, Preset>> = {
  plain: {
    addresses: {
      chose: [
        ...[
          '/services*',
          '/doctors*',
          '/price*',
          '/uslugi*',
          '/vrachi*',
          '/specialisty*',
          '/ceny*',
          '/tseny*',
        ],
        ...['/услуги*', '/врачи*', '/цены*'],
      ],
      started: BOOKING,
      booked: THANKS,
    },
    bookingForm: FORM,
  },
  wordpress: {
    addresses: {
      // Kinds of posts have their pages under one word: /service/…, /doctor/…
      chose: [
        ...['/service*', '/doctor*', '/price*', '/uslug*', '/vrach*', '/specialist*', '/ceny*', '/tseny*'],
        ...['/услуг*', '/врач*', '/цены*'],
      ],
      started: BOOKING,
      booked: THANKS,
    },
    // Contact Form 7, WPForms, Elementor.
    bookingForm: `${FORM},form.wpcf7-form,form.wpforms-form,form.elementor-form`,
  },
  tilda: {
    addresses: {
      // A card of the catalogue opens under /tproduct/.
      chose: [
        ...[
          '/services*',
          '/doctors*',
          '/price*',
          '/uslugi*',
          '/vrachi*',
          '/specialisty*',
          '/ceny*',
          '/tseny*',
        ],
        ...['/tproduct/*', '/*/tproduct/*'],
      ],
      started: BOOKING,
      booked: THANKS,
    },
    bookingForm: `${FORM},form.t-form`,
  },
  bitrix: {
    addresses: {
      chose: [
        ...[
          '/services*',
          '/doctors*',
          '/staff*',
          '/price*',
          '/catalog*',
          '/uslugi*',
          '/vrachi*',
          '/specialist*',
        ],
        ...['/ceny*', '/tseny*'],
      ],
      started: BOOKING,
      booked: THANKS,
    },
    // The web forms module, and a form of Bitrix24 in the page.
    bookingForm: `${FORM},form[name^="SIMPLE_FORM"],.b24-form form`,
  },
};

/** Booking services whose windows open on these hosts or their subdomains. */
export const BOOKING_SERVICES = [
  { name: { ru: 'YCLIENTS', en: 'YCLIENTS' }, host: 'yclients.com' },
  { name: { ru: 'МедФлекс', en: 'MedFlex' }, host: 'medflex.ru' },
  { name: { ru: 'ПроДокторов', en: 'ProDoctorov' }, host: 'prodoctorov.ru' },
  { name: { ru: 'СберЗдоровье', en: 'SberHealth' }, host: 'docdoc.ru' },
  { name: { ru: 'НаПоправку', en: 'NaPopravku' }, host: 'napopravku.ru' },
  { name: { ru: 'DIKIDI', en: 'DIKIDI' }, host: 'dikidi.net' },
  { name: { ru: 'Calendly', en: 'Calendly' }, host: 'calendly.com' },
] as const;
