// Likely personal data in a text: phones, e-mails, numbers of cards, policies, passports, SNILS. Hidden on screens until somebody
// opens them. A screen's courtesy, not a promise: it misses some and hides some that are harmless.

export type Piece = { text: string; personal: boolean };

type Span = { from: number; to: number };

/** The text cut into what may be shown and what is likely personal; the pieces join to the very text. */
export function personalPieces(text: string): Piece[] {
  const spans = merged([...mailSpans(text), ...numberSpans(text), ...insuranceSpans(text)]);
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

function merged(spans: Span[]): Span[] {
  const sorted = spans.sort((a, b) => a.from - b.from);
  return sorted.filter(({ from }, i) => sorted.slice(0, i).every((earlier) => earlier.to <= from));
}

const matches = (text: string, pattern: RegExp): (Span & { found: string })[] =>
  [...text.matchAll(pattern)].map((match) => ({
    from: match.index,
    to: match.index + match[0].length,
    found: match[0],
  }));

const MAIL = /[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{2,63}){1,4}/giu;
/** Written out so that machines do not see it: "name собака mail точка ru", "name at mail dot com". */
const SPOKEN_MAIL =
  /[\w.+-]{2,64}\s*(?:\(\s*(?:собака|at|@)\s*\)|\[at\]|\s(?:собака|at)\s)\s*[\w-]{2,63}(?:\.|\s+(?:точка|dot)\s+)(?:ru|рф|com|net|org|by|kz|ua|uk)(?![\p{L}\d])/giu;
const mailSpans = (text: string): Span[] => [...matches(text, MAIL), ...matches(text, SPOKEN_MAIL)];

/** A British National Insurance number: two letters, six digits, one letter. */
const INSURANCE = /(?<![\p{L}\d])[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\p{L}\d])/gu;
const insuranceSpans = (text: string): Span[] => matches(text, INSURANCE);

/** Digits with up to three spaces, brackets, dots or dashes between them. */
const NUMBER = /\(?\+?\d(?:[\s().‑–-]{0,3}\d)*/gu;
/** Words that make a shorter number personal when they stand just before it. */
const KEYWORD =
  /(?:паспорт|passport|снилс|snils|полис|омс|дмс|policy|insurance|nhs|(?<!\p{L})инн|(?<!\p{L})тел(?:ефон)?(?!\p{L})|phone)[^.!?\n]{0,20}$/iu;
const PASSPORT_SERIES = /(?:паспорт|passport)[^.!?\n]{0,20}сери[яи]\s*$/iu;

function numberSpans(text: string): Span[] {
  return matches(text, NUMBER).filter(({ from, found }) => {
    const before = text.slice(Math.max(0, from - 40), from);
    const groups = found.match(/\d+/g) ?? [];
    const digits = groups.join('');
    if (KEYWORD.test(before) && digits.length >= 6) return true;
    if (PASSPORT_SERIES.test(before) && digits.length === 4) return true;
    // A part of a code, such as a licence's: ЛО-77-01-012345.
    if (/\p{L}-?$/u.test(before)) return false;
    return isPersonalNumber(found, groups.map((group) => group.length).join('-'), digits);
  });
}

/** Groupings of ten digits: a phone, a passport, an NHS number; sums of money are grouped otherwise. */
const TEN = ['10', '3-3-2-2', '3-3-4', '3-7', '2-2-6', '4-6'];
const LONGEST_PHONE = 15;

function isPersonalNumber(found: string, shape: string, digits: string): boolean {
  const { length } = digits;
  if (found.replace('(', '').startsWith('+')) return length >= 10 && length <= LONGEST_PHONE;
  if (shape === String(length)) return length >= 9;
  switch (length) {
    case 7:
      return shape === '3-2-2';
    case 10:
      return TEN.includes(shape) || digits.startsWith('0');
    case 11:
      return /^[078]/.test(digits) || shape === '3-3-3-2';
    case 16:
      return shape === '4-4-4-4';
    default:
      return false;
  }
}
