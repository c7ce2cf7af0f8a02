// The small shapes that several messages share.
import * as v from 'valibot';
import { LANGUAGES } from './vocabulary.ts';

/** Control characters and bidi overrides are stripped on write; line breaks and tabs stay. */
export const cleanText = (text: string): string =>
  text
    .normalize('NFC')
    .replace(
      /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]/g,
      '',
    )
    .replace(/\r\n?/g, '\n')
    .trim();

/** A person's text of 1…max characters after cleaning. */
export const text = (max: number) =>
  v.pipe(v.string(), v.maxLength(max * 2), v.transform(cleanText), v.minLength(1), v.maxLength(max));

/** A person's text that may be empty after cleaning. */
export const optionalText = (max: number) =>
  v.pipe(v.string(), v.maxLength(max * 2), v.transform(cleanText), v.maxLength(max));

/** A client-made random id of 128 bits or more, base64url: an idempotency key, a token or an erase secret. */
export const secret = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22,64}$/));

export const id = v.pipe(v.string(), v.regex(/^[0-9A-HJKMNP-TV-Z]{26}$/));

export const language = v.picklist(LANGUAGES);

/** A local calendar date, YYYY-MM-DD, that exists. */
export const localDate = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}$/),
  v.check((s) => !Number.isNaN(Date.parse(s)) && new Date(s).toISOString().startsWith(s)),
);

/** Both languages of one text; an empty string means "use the default". */
export const bilingual = (max: number) => v.strictObject({ ru: optionalText(max), en: optionalText(max) });

export const stageId = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(52));

/** A time of day, HH:MM. */
export const timeOfDay = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
