// A site's settings: what a webmaster may change, checked when written and again when read from the database.
import * as v from 'valibot';
import { bilingual, language, localDate, optionalText, stageId, text, timeOfDay } from './common.ts';
import { isSelector } from './selector.ts';
import { defaultRouting, defaultService, routing, service } from './service.ts';
import { caps, defaultCaps, defaultSurveys, surveys } from './surveys.ts';
import { DATA_PLACES, LANGUAGES, MAX_STAGES, MODES, WEEKDAYS } from './vocabulary.ts';

/** A path pattern: starts with `/`; `*` stands for any run of characters. Compared without query and hash. */
export const urlPattern = v.pipe(v.string(), v.maxLength(120), v.regex(/^\/[^\s?#"'<>\\]*$/u));

export const stageRule = v.variant('by', [
  v.strictObject({ by: v.literal('url'), pattern: urlPattern }),
  /** First focus in a booking form. */
  v.strictObject({ by: v.literal('focus') }),
  /** A booking form was sent. */
  v.strictObject({ by: v.literal('submit') }),
  /** A third-party booking frame or link was opened. */
  v.strictObject({ by: v.literal('frame') }),
  /** A tap on tel:, mailto: or a messenger link. */
  v.strictObject({ by: v.literal('contact') }),
]);
export type StageRule = v.InferOutput<typeof stageRule>;

export const stage = v.strictObject({
  id: stageId,
  key: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_-]{1,29}$/)),
  name: bilingual(40),
  rules: v.pipe(v.array(stageRule), v.maxLength(30)),
  /** Local date since when the present rules hold: what "not connected" counts from. Set by the Worker. */
  changedOn: localDate,
});
export type Stage = v.InferOutput<typeof stage>;

const span = v.pipe(
  v.strictTuple([timeOfDay, v.union([timeOfDay, v.literal('24:00')])]),
  v.check(([from, to]) => from < to),
);
/** In order and apart: a break lies between two. */
const daySpans = v.pipe(
  v.array(span),
  v.maxLength(4),
  v.check((spans) => spans.every(([from], i) => i === 0 || (spans[i - 1]?.[1] ?? '') <= from)),
);
export const hours = v.strictObject({
  week: v.strictObject(
    Object.fromEntries(WEEKDAYS.map((d) => [d, daySpans])) as Record<
      (typeof WEEKDAYS)[number],
      typeof daySpans
    >,
  ),
  /** Local dates on which the clinic is closed. */
  holidays: v.pipe(v.array(localDate), v.maxLength(60)),
});
export type Hours = v.InferOutput<typeof hours>;

/** `+` and 5–15 digits; written as the clinic likes, dialled without the rest. */
export const phone = v.pipe(v.string(), v.maxLength(30), v.regex(/^\+?[\d\s().-]{3,30}$/), v.regex(/\d{3}/));
export const hostname = v.pipe(
  v.string(),
  v.maxLength(253),
  v.regex(/^(localhost|(?=.{4,253}$)([a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63})$/),
);
/** A site's domain as people type it: letters of any script become punycode, a pasted `https://` and `/` are dropped. */
export const domainName = v.pipe(v.string(), v.maxLength(253), v.transform(asciiHost), hostname);
/** An https web address; http only on loopback. Never javascript: or data:. */
export const webAddress = v.pipe(
  v.string(),
  v.maxLength(300),
  v.regex(/^(https:\/\/|http:\/\/(localhost|127\.0\.0\.1)([:/]|$))[^\s"'<>\\]+$/),
);
/** A page origin that may show the widget, as people type it: letters of any script become punycode, a last `/` is dropped. */
export const pageOrigin = v.pipe(
  v.string(),
  v.maxLength(270),
  v.transform(asciiOrigin),
  v.regex(
    /^(https:\/\/[a-z0-9.-]+(:\d{2,5})?|http:\/\/(localhost|127\.0\.0\.1)(:\d{2,5})?|http:\/\/[a-z0-9.-]+)$/,
  ),
);
export const colour = v.pipe(v.string(), v.regex(/^#[0-9a-f]{6}$/));

export const settings = v.strictObject({
  mode: v.picklist(MODES),
  language,
  stages: v.pipe(v.array(stage), v.minLength(4), v.maxLength(MAX_STAGES)),
  /** Steps of the default funnel: stage ids, a step may be a set of stages. */
  funnel: v.pipe(
    v.array(v.pipe(v.array(stageId), v.minLength(1), v.maxLength(MAX_STAGES))),
    v.minLength(2),
    v.maxLength(8),
  ),
  /** CSS selector of the site's booking forms. */
  bookingForm: v.pipe(
    v.string(),
    v.maxLength(300),
    v.check((typed) => typed === '' || isSelector(typed)),
  ),
  /** Hosts of third-party booking widgets; a host also means its subdomains. */
  bookingHosts: v.pipe(v.array(hostname), v.maxLength(12)),
  origins: v.pipe(v.array(pageOrigin), v.minLength(1), v.maxLength(20)),
  look: v.strictObject({
    colour,
    position: v.picklist(['right', 'left']),
    offsetX: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(200)),
    offsetY: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(300)),
  }),
  texts: v.strictObject({ launcher: bilingual(30), greeting: bilingual(120), readers: bilingual(160) }),
  phones: v.pipe(v.array(phone), v.maxLength(3)),
  email: v.union([v.literal(''), v.pipe(v.string(), v.maxLength(200), v.email())]),
  hours,
  emergency: phone,
  ask: v.boolean(),
  callback: v.boolean(),
  /** Working days after which Ask closes when nobody has opened the inbox. */
  inboxDays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(30)),
  /** Working days within which a complaint is to be answered. */
  complaintDays: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(60)), 10),
  /** Days after closing within which opening again means that it was not solved at first contact. */
  reopenDays: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(90)),
  surveys: v.optional(surveys, defaultSurveys),
  caps: v.optional(caps, defaultCaps),
  /** Where anybody may write about the clinic in public; offered after every answer alike. Empty for nowhere. */
  publicReview: v.optional(v.union([v.literal(''), webAddress]), ''),
  /** Whether an owner may see scores by doctor. Nobody else ever does. */
  doctorView: v.optional(v.boolean(), false),
  /** How soon the clinic means to answer and to solve. */
  service: v.optional(service, defaultService),
  /** To whom a new conversation goes. */
  routing: v.optional(routing, defaultRouting),
});
export type Settings = v.InferOutput<typeof settings>;

/** What the settings screen reads and writes besides `settings`. `version` guards against a lost update. */
export const siteUpdate = v.strictObject({
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  name: text(80),
  domain: domainName,
  zone: v.pipe(v.string(), v.maxLength(60), v.check(isZone)),
  enabled: v.boolean(),
  settings,
});
export type SiteUpdate = v.InferOutput<typeof siteUpdate>;

export const clinicUpdate = v.strictObject({
  name: text(80),
  legalName: optionalText(160),
  policyUrl: v.union([v.literal(''), webAddress]),
});
export type ClinicUpdate = v.InferOutput<typeof clinicUpdate>;

export const siteCreate = v.strictObject({
  name: text(80),
  domain: domainName,
  zone: v.pipe(v.string(), v.maxLength(60), v.check(isZone)),
  dataPlace: v.picklist(DATA_PLACES),
  language: v.picklist(LANGUAGES),
});
export type SiteCreate = v.InferOutput<typeof siteCreate>;

export type SiteView = {
  id: string;
  key: string;
  name: string;
  domain: string;
  zone: string;
  dataPlace: (typeof DATA_PLACES)[number];
  enabled: boolean;
  version: number;
  settings: Settings;
  clinic: { id: string; name: string; legalName: string; policyUrl: string };
  snippet: string;
  /** Bytes of the built loader, brotli, and the bound. */
  loaderBytes: number;
  /** The id for the next new stage: smallest never used here; null when all 52 are spent. */
  nextStageId: number | null;
  /** Stages dropped earlier: such an id may only come back with its old key. */
  formerStages: { id: number; key: string }[];
};

function asciiHost(typed: string): string {
  const address = typed.trim().replace(/^https?:\/\//i, '');
  const url = URL.parse(`https://${address}`);
  const bare = url && url.pathname === '/' && !url.search && !url.hash && !url.port && !url.username;
  return bare ? url.hostname : typed;
}

function asciiOrigin(typed: string): string {
  const url = URL.parse(typed.trim());
  const bare = url && url.pathname === '/' && !url.search && !url.hash && !url.username;
  return bare && url.origin !== 'null' ? url.origin : typed;
}

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}
