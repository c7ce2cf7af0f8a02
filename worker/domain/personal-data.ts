// Likely personal data in a text: phones, e-mails, numbers of cards and documents, dates of birth. Hidden on screens until somebody
// opens them. A screen's courtesy, not a promise: it misses some and hides some that are harmless.

export type Piece = { text: string; personal: boolean };

type Span = { from: number; to: number };

/** The text cut into what may be shown and what is likely personal; the pieces join to the very text. */
export function personalPieces(text: string): Piece[] {
  const spans = merged([
    ...mailSpans(text),
    ...numberSpans(text),
    ...documentSpans(text),
    ...birthSpans(text),
    ...OTHERS.flatMap((pattern) => matches(text, pattern)),
  ]);
  const pieces: Piece[] = [];
  let at = 0;
  for (const { from, to } of spans) {
    if (from > at) pieces.push({ text: text.slice(at, from), personal: false });
    pieces.push({ text: text.slice(from, to), personal: true });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), personal: false });
  return pieces;
}

/** In order and apart: spans that overlap become one. */
function merged(spans: Span[]): Span[] {
  const joined: Span[] = [];
  for (const { from, to } of spans.sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && from < last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

const matches = (text: string, pattern: RegExp): (Span & { found: string })[] =>
  [...text.matchAll(pattern)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    found: match[0],
  }));

const MAIL = /[\p{L}\d._%+'-]{1,64} ?@ ?[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{2,63}){1,4}/giu;
/** Written out so that machines do not see it: "name собака mail точка ru", "name [at] mail [dot] com". */
const SPOKEN_MAIL =
  /[\w.+-]{2,64}\s*(?:\(\s*(?:собака|at|@)\s*\)|\[at\]|\s(?:собака|at)\s)\s*[\w-]{2,63}\s*(?:\.|\s(?:точка|dot)\s|[([](?:точка|dot)[)\]])\s*(?:ru|рф|com|net|org|by|kz|ua|uk)(?![\p{L}\d])/giu;
const mailSpans = (text: string): Span[] => [...matches(text, MAIL), ...matches(text, SPOKEN_MAIL)];

/** Shapes that are personal wherever they stand. */
const OTHERS = [
  // A British National Insurance number: two letters, six digits, one letter.
  /(?<![\p{L}\d])[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\p{L}\d])/gu,
  // An IBAN.
  /(?<![\p{L}\d])[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){3,7}(?: ?[A-Z\d]{1,3})?(?![\p{L}\d])/gu,
  // A card with its middle hidden already, and the digits on its back.
  /\d{4,6}[*•xXхХ]{4,8}\d{4}(?!\d)/gu,
  /(?<=(?<!\p{L})cv[vc]2?\D{1,6})\d{3,4}(?!\d)/giu,
  // A phone with slashes; dates are shorter.
  /(?<!\d)[78]\/\d{3}\/\d{7}(?!\d)/gu,
  // A passport's series and number with a word between them.
  /(?<=сери[яи]\s{0,3})\d{2}\s?\d{2}[\s,]{0,3}(?:№|номер)\s{0,3}\d{6}(?!\d)/giu,
];

const DAY_MONTH_YEAR = String.raw`\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})`;
const MONTH =
  '(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\\p{L}{0,8}';
const YEAR = String.raw`(?:19|20)\d\d`;
const DATE = `(?:${[
  ...[DAY_MONTH_YEAR, String.raw`\d{4}-\d\d-\d\d`, String.raw`\d{1,2} ${MONTH},? ${YEAR}`],
  ...[String.raw`${MONTH} \d{1,2}(?:st|nd|rd|th)?,? ${YEAR}`, YEAR],
].join('|')})(?![\\d\\p{L}])`;
const BORN = String.raw`(?:рожд(?:ения|\.)|родил\p{L}{1,3}|рожд[её]н\p{L}?|д\. ?р\.|(?<!\p{L})born|(?<!\p{L})d\.?o\.?b|date of birth)`;
const BIRTHS = [
  new RegExp(String.raw`(?<=${BORN}[^\d!?\n]{0,9})${DATE}(?: ?(?:года|г\.?)(?!\p{L}))?`, 'giu'),
  new RegExp(String.raw`(?<!\d)${DATE}\s?(?:г\. ?р\.|года рождения)`, 'giu'),
];
const birthSpans = (text: string): Span[] => BIRTHS.flatMap((pattern) => matches(text, pattern));

/** Letters and digits of a document's number, six digits at least. */
const CODE =
  /(?<![\p{L}\d])(?:\p{Lu}{1,3}[\s/№-]{0,3}){0,2}\d(?:[\s/№–-]{0,3}\p{Lu}?\d){5,24}(?:\s?\p{Lu}(?!\p{L}))?/gu;
const DOCUMENTS = [
  ...['паспорт', 'загран', 'passport', 'снилс', 'snils', 'полис', '(?<!\\p{L})[од]мс', '(?<!\\p{L})енп'],
  ...['policy', 'insurance', '(?<!\\p{L})nhs', '(?<!\\p{L})ssn', 'social security', '(?<!\\p{L})инн'],
  ...['tax (?:number|id)', 'свидетельств', 'военн\\p{L}* билет', 'водительск', 'driv\\p{L}+.s? licen[cs]e'],
  ...['медкарт', 'медицинск\\p{L}* карт', 'карт\\p{L} пациент', 'истори\\p{L} болезни', 'больничн'],
  ...['medical record', '(?:patient|member) (?:id|number)', '(?<!\\p{L})mrn'],
];
/** The name of a document just before. */
const DOCUMENT = new RegExp(`(?:${DOCUMENTS.join('|')})[^.!?\\n\\d]{0,24}$`, 'iu');
const ONLY_A_DATE = new RegExp(`^${DAY_MONTH_YEAR}$`, 'u');
const MONEY = /^\s?(?:₽|€|\$|р(?!\p{L})|руб|rub|eur|usd|pound|тыс)/iu;
const isMoney = (text: string, to: number): boolean => MONEY.test(text.slice(to, to + 8));

const documentSpans = (text: string): Span[] =>
  matches(text, CODE).filter(
    ({ from, to, found }) =>
      DOCUMENT.test(text.slice(Math.max(0, from - 60), from + found.search(/\d/u))) &&
      !ONLY_A_DATE.test(found) &&
      !isMoney(text, to),
  );

/** Digits with up to three spaces, brackets, dots or dashes between them. */
const NUMBER = /\(?\+?\d(?:[\s().‑–-]{0,3}\d)*/gu;
/** Words that make a shorter number a phone when they stand just before it. */
const CALLED =
  /(?<!\p{L})(?:тел(?:ефон\p{L}{0,3})?|(?:tele)?phone|mobile|cell)(?!\p{L})\.?[^.!?\n\d]{0,18}$/iu;
const DOTTED_DATE = /^\d{1,2}\.\d{1,2}\.(?:\d{4}|\d{2})$/u;
const LOCAL_PHONES = ['1-2-2', '2-2-2', '3-2-2'];
const PASSPORT_SERIES = /(?:паспорт|passport)[^.!?\n]{0,20}сери[яи]\s*$/iu;
const PASSPORT_NUMBER = /(?:паспорт|passport)[^.!?\n]{0,30}(?:номер|№)\s*$/iu;

function numberSpans(text: string): Span[] {
  return matches(text, NUMBER).filter(({ from, to, found }) => {
    const before = text.slice(Math.max(0, from - 60), from);
    const groups = found.match(/\d+/g) ?? [];
    const digits = groups.join('');
    const shape = groups.map((group) => group.length).join('-');
    const mayBeCalled = digits.length >= 6 || LOCAL_PHONES.includes(shape);
    if (mayBeCalled && CALLED.test(before) && !isMoney(text, to) && !DOTTED_DATE.test(found)) return true;
    if (digits.length === 4 && PASSPORT_SERIES.test(before)) return true;
    if (digits.length === 6 && PASSPORT_NUMBER.test(before)) return true;
    // A part of a code, such as a licence's: ЛО-77-01-012345.
    if (/\p{L}-?$/u.test(before)) return false;
    return isPersonalNumber(found, shape, digits);
  });
}

/** Groupings of ten digits: a phone, a passport, an NHS number; sums of money are grouped otherwise. */
const TEN = ['10', '3-3-2-2', '3-3-4', '3-7', '2-2-6', '4-6'];
/** Groupings of cards and accounts. */
const CARDS = ['4-4-4-4', '4-8-4', '4-6-5', '4-4-4-4-4', '8-8'];
const LONGEST_PHONE = 15;

function isPersonalNumber(found: string, shape: string, digits: string): boolean {
  const { length } = digits;
  if (found.replace('(', '').startsWith('+')) return length >= 10 && length <= LONGEST_PHONE;
  if (found.startsWith('00')) return length >= 11 && length <= LONGEST_PHONE + 2;
  if (shape === String(length)) return length >= 9;
  if (CARDS.includes(shape)) return true;
  switch (length) {
    case 7:
      return shape === '3-2-2';
    case 10:
      return TEN.includes(shape) || digits.startsWith('0');
    case 11:
      return /^[078]/.test(digits) || shape === '3-3-3-2';
    default:
      return false;
  }
}
